/** When too much would change at once, nothing is changed and a person is asked. */
import type { Guard } from './guard.ts';

const FLOW = 'test/flow/mass-change.test.ts';
const RULES = 'src/reconcile/mass-change.ts';
const GATE = 'src/reconcile/guard-findings.ts';

export const massChangeGuards: readonly Guard[] = [
  {
    name: 'a Run in which too much turns bad changes nothing',
    file: GATE,
    find: 'refusal: findMassTurn(changes, turned, policy.massChange) ?? null',
    replace: 'refusal: null',
    test: FLOW,
    title: 'in which 30 of 100 turn bad is refused',
  },
  {
    name: 'few Pairs are no mass change, whatever their share',
    file: RULES,
    find: 'bad <= count ||',
    replace: '',
    test: FLOW,
    title: 'in which 20 of 100, or 30 of 1,000, turn bad is not refused',
  },
  {
    name: 'a small share is no mass change, however many they are',
    file: RULES,
    find: '|| share <= percent',
    replace: '',
    test: FLOW,
    title: 'in which 20 of 100, or 30 of 1,000, turn bad is not refused',
  },
  {
    name: 'what turned bad within the hour before counts too',
    file: RULES,
    find: 'const bad = turned.now + turned.before;',
    replace: 'const bad = turned.now;',
    test: FLOW,
    title: 'counts what turned bad within the hour before it, however it was found',
  },
  {
    name: 'what was expected to turn bad is not counted against later Runs',
    file: 'src/store/run-history-store.ts',
    find: 'and not r.exempt',
    replace: '',
    test: FLOW,
    title: 'is exempt when it is the first: old disagreements are no change',
  },
  {
    name: 'the first complete Run of a scope is exempt',
    file: GATE,
    find: 'if (sidesBefore === null)',
    replace: 'if (false)',
    test: FLOW,
    title: 'is exempt when it is the first: old disagreements are no change',
  },
  {
    name: 'a side that came up empty or fell by half stops the Run',
    file: 'src/reconcile/verify-window.ts',
    find: 'if (!side) return;',
    replace: 'return;',
    test: FLOW,
    title: 'comes up empty at Cal.com',
  },
  {
    name: 'sides that fell alike are no reason to stop',
    file: RULES,
    find: 'return fallen.length === 1 ? fallen[0] : undefined;',
    replace: 'return fallen[0];',
    test: FLOW,
    title: 'falls together with the other side is no reason to stop',
  },
  {
    name: 'a collapsed listing that left out what exists is not offered for release',
    file: 'src/reconcile/verify-window.ts',
    find: "if (side === 'bookings') await sample();",
    replace: '',
    test: 'test/flow/untrusted-listing.test.ts',
    title: 'is empty although the bookings exist by their uids',
  },
  {
    name: 'no more is released than was shown',
    file: GATE,
    find: 'if (facts.changes <= allowed) return null;',
    replace: 'return null;',
    test: FLOW,
    title: 'is not released for more than it showed',
  },
  {
    name: 'a button that showed another number releases nothing',
    file: 'src/store/bulletin-store.ts',
    find: "if (changes !== null && changes !== shown) return { kind: 'changed' };",
    replace: '',
    test: FLOW,
    title: 'is not released by a button that showed another number',
  },
  {
    name: 'a release is for a full Run only',
    file: GATE,
    find: 'const release = full ? await findRelease(history) : null;',
    replace: 'const release = await findRelease(history);',
    test: FLOW,
    title: 'that is released lets a full Run through, and no smaller one before it',
  },
  {
    name: 'Runs of another scope are nothing to compare the sides with',
    file: 'src/store/run-history-store.ts',
    find: "kind = 'full' and scope = ?",
    replace: "kind = 'full' and (true or scope = ?)",
    test: FLOW,
    title: 'is compared with Runs of the same scope only',
  },
];
