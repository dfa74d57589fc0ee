/** `npm run guards [-- --only TEXT]`: removes each guard in turn from a copy of the tree, and sees its test fail. */
import { parseArgs } from 'node:util';
import { tableOf } from '../bench/table.ts';
import type { Guard } from './guard.ts';
import { GUARDS } from './guards.ts';
import { isNamed, type TestRun } from './run-vitest.ts';
import { openWorkshop, type Verdict, type Workshop } from './workshop.ts';

const WORKSHOPS = 2;
const WORDS = { noticed: 'fails without it', 'not noticed': 'NOT NOTICED', untold: 'CANNOT TELL' };

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
process.exitCode = await removeGuards(chosenGuards()).catch((error: unknown) => {
  if (stop.signal.aborted) return 130;
  throw error;
});

function chosenGuards(): readonly Guard[] {
  const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
  const only = values.only.toLowerCase();
  return GUARDS.filter((guard) => Object.values(guard).some((text) => text.toLowerCase().includes(only)));
}

async function removeGuards(guards: readonly Guard[]): Promise<number> {
  await using workshops = new AsyncDisposableStack();
  const opened: Workshop[] = [];
  for (let count = 0; count < Math.min(WORKSHOPS, guards.length); count++)
    opened.push(workshops.use(await openWorkshop(stop.signal)));
  const [first] = opened;
  const sound = first ? await first.run(guards) : { tests: [], broken: [] };
  const unsound = new Map(guards.map((guard) => [guard, whyUnsound(guard, sound)]));
  const verdicts = new Map<Guard, Verdict>();
  const left = guards.values();
  const ends = await Promise.allSettled(opened.map(work));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return report(guards, verdicts);

  async function work(workshop: Workshop): Promise<void> {
    for (const guard of left) {
      const why = unsound.get(guard);
      const verdict: Verdict = why ? { kind: 'untold', why } : await workshop.runWithout(guard);
      verdicts.set(guard, verdict);
      console.error(`${verdicts.size} of ${guards.length}: ${guard.name}: ${WORDS[verdict.kind]}`);
      if (verdict.kind !== 'not noticed') console.error(`    ${verdict.why}`);
    }
  }
}

/** A test that fails anyway shows nothing. */
function whyUnsound(guard: Guard, { tests, broken }: TestRun): string | undefined {
  const named = tests.filter((test) => isNamed(guard, test));
  if (named.length === 0) return ['no test of that title ran', ...broken].join(': ');
  const failed = named.find(({ passed }) => !passed);
  return failed && `its test fails also with the guard: ${failed.why}`;
}

function report(guards: readonly Guard[], verdicts: ReadonlyMap<Guard, Verdict>): number {
  const rows = guards.map((guard) => {
    const { kind } = verdicts.get(guard) ?? { kind: 'untold' };
    return [guard.name, `${guard.test}: ${guard.title}`, WORDS[kind]];
  });
  console.log(tableOf([['guard', 'test', ''], ...rows]));
  const noticed = [...verdicts.values()].filter(({ kind }) => kind === 'noticed').length;
  console.log(`\n${noticed} of ${guards.length} guards are missed by their test`);
  return noticed === guards.length ? 0 : 1;
}
