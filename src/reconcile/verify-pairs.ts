/** A single Run: a few Pairs, each read afresh by its own keys. */
import { UserError } from '../domain/errors.ts';
import type { PairState } from '../domain/pair-state.ts';
import type { Span } from '../domain/window.ts';
import { CATCH_UP_MARGIN_MS, catchingUp } from './catch-up.ts';
import { statusOf, type Concluded } from './conclusion.ts';
import { outcomeOf } from './find-in-window.ts';
import type { Findings } from './findings.ts';
import { whyUnread, type ObservedWorld } from './observed-world.ts';
import { openPass, type Pass } from './pass.ts';
import type { ReconcilePolicy, ReconcilePorts, RunOptions } from './ports.ts';
import { readTargets, recallTargets, type TargetReading, type Targets } from './read-targets.ts';
import { recordRun } from './record-run.ts';
import { countStatuses, type RunReport } from './run-report.ts';

export interface SingleReport extends RunReport {
  /** Of the targets' `bookingUids`, those about which Cal.com told nothing. */
  readonly unanswered: readonly string[];
}

export async function verifyPairs(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  request: RunOptions & { readonly targets: Targets },
): Promise<SingleReport> {
  const { targets } = request;
  const now = ports.clock.now();
  const known = await recallTargets(ports, targets);
  const start = { kind: 'single', startedAt: now, window: spanOf(known, now) } as const;
  let unanswered = targets.bookingUids ?? [];
  const report = await recordRun(ports, policy, { ...request, start, find });
  return { ...report, unanswered };

  async function find(pass: Pass): Promise<Findings> {
    const catchUp = catchingUp({
      ...pass.asked,
      bookings: pass.bookings,
      since: now - CATCH_UP_MARGIN_MS,
      seen: new Map(),
      signal: pass.signal,
    });
    const reading = await readTargets(ports, pass, { targets, known, catchUp });
    unanswered = unansweredOf(targets, reading.world);
    if (reading.concluded.length + known.length + unanswered.length === 0) throw nothingToVerify(targets);
    const untold = unanswered.flatMap((uid) => whyUnread(uid, reading.world) ?? []);
    return findingsOf(reading.unread.length > 0 ? reading : { ...reading, unread: untold });
  }
}

/** Where Cal.com could not be asked at all, what was read may be a part only. */
function unansweredOf(
  { bookingUids = [] }: Targets,
  { unasked, unreadable }: ObservedWorld,
): readonly string[] {
  return unasked.size > 0 ? bookingUids : bookingUids.filter((uid) => unreadable.has(uid));
}

/** Of Pairs that were read one by one. */
export function findingsOf({ world, concluded, unread, moved, changes }: TargetReading): Findings {
  return {
    ...outcomeOf(concluded, unread),
    counts: countStatuses(concluded.map(({ known, conclusion }) => statusOf(conclusion, known))),
    appointmentsRead: world.rows.size,
    bookingsRead: world.bookings.size,
    changes,
    unlisted: 0,
    unread: unread.length,
    moving: moved,
    unannounced: 0,
  };
}

/** Reads one remembered Pair afresh on both sides, and writes nothing; undefined when both sides are gone. */
export async function examinePair(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  { pairId, signal }: { pairId: number; signal: AbortSignal },
): Promise<Concluded | undefined> {
  const targets = { pairIds: [pairId] };
  const known = await recallTargets(ports, targets);
  const pass = await openPass(ports, policy, { now: ports.clock.now(), signal });
  const { concluded } = await readTargets(ports, pass, { targets, known });
  return concluded.find((one) => one.known?.id === pairId);
}

function nothingToVerify({ appointmentIds = [], bookingUids = [] }: Targets): UserError {
  const asked = [
    ...appointmentIds.map((id) => `appointment "${id}"`),
    ...bookingUids.map(() => 'booking of that uid'),
  ];
  return new UserError(
    'nothing_to_verify',
    `There is no ${asked.join(' and no ')} to verify: neither side knows it, or it is out of scope`,
  );
}

function spanOf(known: readonly PairState[], now: number): Span {
  const starts = known.map(({ startsAt }) => startsAt);
  return { from: Math.min(now, ...starts), to: Math.max(now, ...known.map(({ endsAt }) => endsAt)) };
}
