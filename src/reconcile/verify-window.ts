/** A full Run: everything that starts in the window, on both sides. */
import type { Instant } from '../domain/appointment.ts';
import { inScope, type Pair, type PairingRules } from '../domain/pair.ts';
import type { PairState } from '../domain/pair-state.ts';
import { contains, isInWindow, windowAt, type Span } from '../domain/window.ts';
import { concludeWorld } from './conclude-world.ts';
import { statusOf, type Concluded } from './conclusion.ts';
import { findBookings, lookUp } from './look-up.ts';
import { newWorld, type ObservedWorld } from './observed-world.ts';
import type { PairChange } from './pair-change.ts';
import { planUpdate } from './plan-changes.ts';
import { planPassed } from './plan-strangers.ts';
import type { ReconcilePolicy, ReconcilePorts, RunOptions } from './ports.ts';
import { wasAskedFor } from './read-span.ts';
import { readWindow, type WindowReading } from './read-window.ts';
import { scopeOf } from './scope.ts';
import { recordRun, type Findings } from './record-run.ts';
import { keptChains, type Remainder, type SettledPair } from './remainder.ts';
import { countStatuses, NO_COUNTS, reportDiscrepancy, type RunReport } from './run-report.ts';
import { UntrustedListing } from './untrusted-listing.ts';

/** So many Bookings that exist but were not listed: the listing left out more than a moving world explains. */
const MAX_UNLISTED = 5;
/** An Issue closes by itself when its visit has been over for so long. */
const PASSED_AFTER_MS = 7 * 24 * 60 * 60_000;
/** A Booking as young as this may have been made after its page was read. */
const SETTLING_MS = 60_000;

export interface WindowRequest extends RunOptions {
  readonly kind: 'full' | 'pending';
  /** Only what starts within this time from now; default: the whole window. */
  readonly withinMs?: number;
}

/** Safe to repeat; never throws for what Cal.com answers: that is the report's `problem`. */
export async function verifyWindow(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  request: WindowRequest,
): Promise<RunReport> {
  const now = ports.clock.now();
  const whole = windowAt(now, policy);
  const window = request.withinMs === undefined ? whole : { from: now, to: now + request.withinMs };
  return recordRun(ports, { kind: request.kind, startedAt: now, window }, { ...request, work });

  async function work(): Promise<Findings> {
    const rules = {
      timeToleranceMs: policy.timeToleranceMs,
      scope: await scopeOf(ports, policy, request.signal),
    };
    return findAll(ports, { window, now, rules, policy, signal: request.signal });
  }
}

interface Pass {
  readonly window: Span;
  readonly now: Instant;
  readonly rules: PairingRules;
  readonly policy: ReconcilePolicy;
  readonly signal: AbortSignal;
}

async function findAll(ports: ReconcilePorts, pass: Pass): Promise<Findings> {
  const agreed = new Map<string, PairChange>();
  const timing = { now: pass.now, ladderMs: pass.policy.retryLadderMs };
  const settled = ({ pair, known }: SettledPair) => {
    const change = planUpdate({ pair, known, conclusion: { kind: 'synced' } }, timing);
    if (change) agreed.set(pair.appointment?.id ?? '', change);
  };
  const reading = await readWindow(ports, { ...pass, settled });
  const { remainder } = reading;
  const world = await worldOf(ports, remainder, pass.signal);
  const answersFor = (pair: Pair) => isInWindow(pair, pass.window) && !isSettled(pair, remainder);
  const pairs = await lookUp(world, { ...ports, ...pass, concerns: answersFor });
  refuseUnlisted(world, remainder, pass);
  const known = await recallAll(ports, pairs, remainder);
  const { concluded, unread, changes } = concludeWorld(
    { world, pairs, answersFor, known, expected: new Set(remainder.unseen.keys()) },
    pass.rules,
    { ...timing, now: ports.clock.now() },
  );
  for (const { pair } of concluded) agreed.delete(pair.appointment?.id ?? '');
  const passed = await ports.memory.recallPassed(Math.min(pass.now - PASSED_AFTER_MS, pass.window.from));
  return {
    ...findingsOf(concluded, unread),
    ...tally(concluded, reading, { world, window: pass.window }),
    changes: [...agreed.values(), ...changes, ...passed.map((one) => planPassed(one, timing))],
  };
}

/** A row may be met again by an old uid; what has changed since its page was read is at hand, and not wanted. */
function isSettled({ appointment, wanted }: Pair, { settledRows }: Remainder): boolean {
  return appointment !== null && wanted !== null && settledRows.has(appointment.id);
}

/** The left-over rows as they are now, and of every remembered Pair that was not seen again the row and the Booking. */
async function worldOf(
  ports: ReconcilePorts,
  remainder: Remainder,
  signal: AbortSignal,
): Promise<ObservedWorld> {
  const world = newWorld();
  const unseen = [...remainder.unseen.values()];
  for (const [uid, booking] of remainder.bookings) world.bookings.set(uid, booking);
  for (const [id, chain] of keptChains(unseen)) world.chains.set(id, chain);
  const ids = [...remainder.rows.keys(), ...unseen.flatMap(({ appointmentId }) => appointmentId ?? [])];
  for (const row of await ports.appointments.read({ ids })) world.rows.set(row.id, row);
  const lost = unseen.flatMap(({ bookingUid }) => bookingUid ?? []).filter((uid) => !world.bookings.has(uid));
  await findBookings(lost, world, { bookings: ports.bookings, signal });
  return world;
}

/** Five that a row carries, that exist, and that should have been listed: then others may be missing too. */
function refuseUnlisted(
  world: ObservedWorld,
  remainder: Remainder,
  { window, now, rules, policy }: Pass,
): void {
  const carried = new Set([...remainder.rows.values()].map((row) => row.bookingUid));
  const unlisted = [...world.bookings.values()].filter(
    (booking) =>
      carried.has(booking.uid) &&
      !remainder.bookings.has(booking.uid) &&
      contains(window, booking.startsAt) &&
      wasAskedFor(booking, window, policy.listMode) &&
      inScope(booking, rules.scope) &&
      (booking.createdAt ?? 0) < now - SETTLING_MS,
  );
  if (unlisted.length < MAX_UNLISTED) return;
  throw new UntrustedListing(
    `Cal.com's listing left out ${unlisted.length} bookings that exist when asked for by their uid: the listing cannot be trusted`,
  );
}

/**
 * All that we remember of these Pairs, each as it was before it was read: what others have changed meanwhile is not
 * to be judged by an older reading, and a change that is planned on it will not apply.
 */
async function recallAll(
  { memory }: ReconcilePorts,
  pairs: readonly Pair[],
  { unseen }: Remainder,
): Promise<PairState[]> {
  const known = await memory.recall({
    ids: [...unseen.keys()],
    appointmentIds: pairs.flatMap(({ appointment }) => appointment?.id ?? []),
    bookingUids: pairs.flatMap(({ booking }) =>
      [booking?.uid ?? [], booking?.rescheduledFromUid ?? []].flat(),
    ),
  });
  return known.map((now) => unseen.get(now.id) ?? now);
}

export function findingsOf(
  concluded: readonly Concluded[],
  unread: readonly string[],
): Pick<Findings, 'outcome' | 'problem' | 'discrepancies'> {
  const discrepancies = concluded.flatMap((one) => reportDiscrepancy(one) ?? []);
  if (unread.length === 0) return { outcome: 'complete', problem: null, discrepancies };
  const pairs = unread.length === 1 ? '1 appointment' : `${unread.length} appointments`;
  return { outcome: 'partial', problem: `${pairs} could not be checked: ${unread[0]}`, discrepancies };
}

/** Rows that were settled page by page were only counted; the others are known one by one. */
function tally(
  concluded: readonly Concluded[],
  { remainder, rowsInWindow, rowsBeyond, bookingsRead }: WindowReading,
  { world, window }: { world: ObservedWorld; window: Span },
): Pick<Findings, 'counts' | 'appointmentsRead' | 'bookingsRead'> {
  const rows = concluded.flatMap(({ pair }) => pair.appointment ?? []);
  const beyond = new Set(rowsBeyond);
  for (const row of rows) if (!contains(window, row.startsAt)) beyond.add(row.id);
  const vanished = [...remainder.rows.keys()].filter((id) => !world.rows.has(id)).length;
  const appointmentsRead = rowsInWindow - vanished + beyond.size;
  const statuses = concluded.map(({ known, conclusion }) => statusOf(conclusion, known));
  const counts = countStatuses(statuses, { ...NO_COUNTS, synced: appointmentsRead - rows.length });
  return { counts, appointmentsRead, bookingsRead };
}
