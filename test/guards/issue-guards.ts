/** How an Issue goes on, returns and ends. */
import type { Guard } from './guard.ts';

const LADDER = 'src/domain/ladder.ts';
const FLOW = 'test/flow/issue-life.test.ts';

export const issueGuards: readonly Guard[] = [
  {
    name: 'bad again within seven days goes on in the same Issue',
    file: LADDER,
    find: "<= REOPEN_WITHIN_MS ? 'reopen' : 'open'",
    replace: "<= -1 ? 'reopen' : 'open'",
    test: FLOW,
    title: 'within seven days re-opens the same Issue',
  },
  {
    name: 'bad again after seven days is a new Issue',
    file: LADDER,
    find: "<= REOPEN_WITHIN_MS ? 'reopen' : 'open'",
    replace: "<= Infinity ? 'reopen' : 'open'",
    test: FLOW,
    title: 'later is a new Issue',
  },
  {
    name: 'an open Issue changes its code only by the ladder',
    file: LADDER,
    find: "if (issue?.state === 'open' && isSameFinding(issue.finding, seen.finding))",
    replace: "if (issue?.state === 'open')",
    test: FLOW,
    title: 'changes its code only after three attempts at the other verdict',
  },
  {
    name: 'what was accepted returns with other values',
    file: LADDER,
    find: "if (issue?.state === 'accepted' && issue.verdictHash === seen.verdictHash)",
    replace: "if (issue?.state === 'accepted')",
    test: FLOW,
    title: 're-opens by the ladder when its values change',
  },
  {
    name: 'what was accepted stays silent with the same values',
    file: LADDER,
    find: "if (issue?.state === 'accepted' && issue.verdictHash === seen.verdictHash)",
    replace: 'if (false)',
    test: FLOW,
    title: 'stays silent while its values stay, and is reported as accepted',
  },
  {
    name: 'an Issue closes as gone only if Cal.com says that the Booking is gone too',
    file: 'src/reconcile/plan-strangers.ts',
    find: 'if (!booking) return false;',
    replace: 'if (!booking) return true;',
    test: FLOW,
    title: 'stays as it is when Cal.com cannot be asked whether both sides are gone',
  },
  {
    name: 'an Issue closes as gone only if its row is gone',
    file: 'src/reconcile/plan-strangers.ts',
    find: 'if (moved) return',
    replace: 'if (false) return',
    test: FLOW,
    title: 'of a visit that left the window is not closed as gone while its row is there',
  },
  {
    name: 'an Issue whose visit is long over closes as passed',
    file: 'src/reconcile/verify-window.ts',
    find: 'const passed = await ports.memory.recallPassed(over);',
    replace: 'const passed: never[] = [];',
    test: 'test/flow/closing-time.test.ts',
    title: 'an issue whose visit ended more than seven days ago closes as passed',
  },
  {
    name: 'an Issue does not pass before its visit has been over for seven days',
    file: 'src/reconcile/verify-window.ts',
    find: 'const over = Math.min(pass.now - PASSED_AFTER_MS, pass.window.from);',
    replace: 'const over = pass.now;',
    test: 'test/flow/closing-time.test.ts',
    title: 'an issue whose visit ended more than seven days ago closes as passed',
  },
  {
    name: 'what was accepted ends when both sides leave the window',
    file: 'src/reconcile/plan-changes.ts',
    find: "const ends = known.issue?.state === 'accepted' && !isInWindow(pair, window);",
    replace: 'const ends = false;',
    test: 'test/flow/out-of-sight.test.ts',
    title: 'is let go when both sides were moved beyond the window',
  },
  {
    name: 'an Issue whose row is gone follows the Booking that is left',
    file: 'src/reconcile/plan-strangers.ts',
    find: 'if (left) return planMove(known, left, move) ?? [];',
    replace: '',
    test: 'test/flow/out-of-sight.test.ts',
    title: 'goes on as a booking without appointment when that is ahead of the window',
  },
  {
    name: 'an Issue names no row that the Pair has no more',
    file: 'src/reconcile/plan-changes.ts',
    find: 'step?.issue ?? renaming(known, identity)',
    replace: 'step?.issue ?? null',
    test: 'test/flow/out-of-sight.test.ts',
    title: 'names only the booking, also while that cannot be judged',
  },
];
