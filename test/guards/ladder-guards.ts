/** When a verdict has been seen often enough to be told to people. */
import type { Guard } from './guard.ts';

const LADDER = 'src/domain/ladder.ts';
const UNIT = 'test/unit/domain/ladder.test.ts';
const FLOW = 'test/flow/ladder.test.ts';

export const ladderGuards: readonly Guard[] = [
  {
    name: 'people are told after three equal attempts',
    file: LADDER,
    find: 'const enough = counter >= timing.ladderMs.length;',
    replace: 'const enough = true;',
    test: FLOW,
    title: 'at once, after one minute and after five more open an Issue',
  },
  {
    name: 'a look before the next attempt is due is no attempt',
    file: LADDER,
    find: 'if (ladder && same && timing.now < ladder.nextAttemptAt) return null;',
    replace: '',
    test: FLOW,
    title: 'are not counted before they are due, however many full Runs there are in between',
  },
  {
    name: 'trouble before the next attempt is due is no attempt',
    file: LADDER,
    find: 'if (ladder && timing.now < ladder.nextAttemptAt) return null;',
    replace: '',
    test: UNIT,
    title: 'that is looked at before its next attempt is due has not climbed',
  },
  {
    name: 'trouble leaves the count of equal verdicts as it is',
    file: LADDER,
    find: 'equal: ladder?.equal ?? 0,',
    replace: 'equal: 0,',
    test: UNIT,
    title: 'that cannot be read is failed, and keeps what it had counted',
  },
  {
    name: 'an attempt that could read ends the count of trouble',
    file: LADDER,
    find: 'const climbed = { finding: seen.finding, equal, troubled: 0,',
    replace: 'const climbed = { finding: seen.finding, equal, troubled: ladder?.troubled ?? 0,',
    test: UNIT,
    title: 'that disagrees as it did before goes on counting, and forgets its trouble',
  },
  {
    name: 'another verdict starts at one',
    file: LADDER,
    find: 'const equal = same && ladder ? ladder.equal + 1 : 1;',
    replace: 'const equal = ladder ? ladder.equal + 1 : 1;',
    test: UNIT,
    title: 'that disagrees in another way starts at one',
  },
  {
    name: 'what keeps changing is told after ten attempts',
    file: LADDER,
    find: 'if (enough || climbed.attempts >= MAX_ATTEMPTS) {',
    replace: 'if (enough) {',
    test: UNIT,
    title: 'gets an Issue of its latest verdict after ten attempts',
  },
  {
    name: 'trouble says nothing against an open Issue',
    file: LADDER,
    find: "if (known.issue && known.issue.state !== 'resolved') return ladder",
    replace: 'if (false) return ladder',
    test: UNIT,
    title: 'that cannot be read is unchanged',
  },
];
