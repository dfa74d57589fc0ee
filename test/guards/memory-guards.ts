/** What is remembered from Run to Run: where the last one stood, what changed since, and nobody's newer word overwritten. */
import type { Guard } from './guard.ts';

const FOLLOW = 'test/flow/follow-change.test.ts';
const LADDER = 'test/flow/ladder.test.ts';
const HISTORY = 'src/store/run-history-store.ts';
const ROWS = 'src/store/row-changes-store.ts';
const PAIRS = 'src/store/commit-pairs.ts';

export const memoryGuards: readonly Guard[] = [
  {
    name: 'a Run that was not complete is not followed up',
    file: HISTORY,
    find: "where outcome = 'complete' and kind <> 'single' and scope = ?",
    replace: "where outcome <> 'running' and kind <> 'single' and scope = ?",
    test: FOLLOW,
    title: 'stays where it was while Runs are not complete',
  },
  {
    name: 'a Run over a few Pairs is not followed up',
    file: HISTORY,
    find: "where outcome = 'complete' and kind <> 'single' and scope = ?",
    replace: "where outcome = 'complete' and scope = ?",
    test: FOLLOW,
    title: 'stays where it was after a check of single bookings',
  },
  {
    name: 'a Run of another scope is not followed up',
    file: HISTORY,
    find: "kind <> 'single' and scope = ?",
    replace: "kind <> 'single' and (true or scope = ?)",
    test: FOLLOW,
    title: 'of another scope is not followed up',
  },
  {
    name: 'a change that is dated before the last Run and shown after it is not lost',
    file: 'src/reconcile/find-changes.ts',
    find: 'since: since - CATCH_UP_MARGIN_MS',
    replace: 'since',
    test: FOLLOW,
    title: 'is followed from a little before it: what is dated early and shown late is not lost',
  },
  {
    name: 'rows that are new or edited are followed',
    file: ROWS,
    find: 'changed: changed.map(({ id }) => id)',
    replace: 'changed: []',
    test: FOLLOW,
    title: 'a row that was edited',
  },
  {
    name: 'rows that left the span are followed',
    file: ROWS,
    find: 'where p.starts_at >=',
    replace: 'where false and p.starts_at >=',
    test: FOLLOW,
    title: 'a row that was moved out of the window',
  },
  {
    name: 'rows that are gone are followed',
    file: ROWS,
    find: 'lost: lost.map(({ id }) => id)',
    replace: 'lost: []',
    test: FOLLOW,
    title: 'a row that was deleted',
  },
  {
    name: 'what is in doubt is looked at again, though nothing shows a change',
    file: 'src/reconcile/find-changes.ts',
    find: 'const doubtful = doubts ?',
    replace: 'const doubtful = false ?',
    test: FOLLOW,
    title: 'looks again at what is in doubt: an open Issue that was put right is closed',
  },
  {
    name: 'a Pair that someone else has changed since is left alone',
    file: PAIRS,
    find: 'where p.id = c.id and p.version = c.version and',
    replace: 'where p.id = c.id and',
    test: LADDER,
    title: 'do not apply what was planned on a Pair that the other has changed since',
  },
  {
    name: 'a Pair that someone else has changed since is not forgotten',
    file: PAIRS,
    find: 'where p.id = c.id and p.version = c.version returning',
    replace: 'where p.id = c.id returning',
    test: LADDER,
    title: 'do not forget a Pair that the other has changed since',
  },
  {
    name: 'a Pair that two processes meet at once is remembered once',
    file: PAIRS,
    find: 'on conflict do nothing',
    replace: '',
    test: LADDER,
    title: 'that meet a Pair for the first time at once remember it once',
  },
];
