/** A single Run: a few Pairs, each read afresh by its own keys. */
import { appointmentLiveness, type Appointment } from '../domain/appointment.ts';
import { bookingLiveness, type Booking } from '../domain/booking.ts';
import { UserError } from '../domain/errors.ts';
import type { Pair, PairingRules } from '../domain/pair.ts';
import type { PairState } from '../domain/pair-state.ts';
import type { Span } from '../domain/window.ts';
import { concludeWorld } from './conclude-world.ts';
import { statusOf, type Concluded } from './conclusion.ts';
import { readByStart } from './listing.ts';
import { findBookings, lookUp, type LookUp } from './look-up.ts';
import { newWorld, whyUnread, type ObservedWorld } from './observed-world.ts';
import type { ReconcilePolicy, ReconcilePorts, RunOptions } from './ports.ts';
import { recordRun, type Findings } from './record-run.ts';
import { keptChains } from './remainder.ts';
import { countStatuses, type RunReport } from './run-report.ts';
import { scopeOf } from './scope.ts';
import { findingsOf } from './verify-window.ts';

/** What to verify: remembered Pairs, rows or Bookings by their keys. */
export interface Targets {
  readonly pairIds?: readonly number[];
  readonly appointmentIds?: readonly string[];
  readonly bookingUids?: readonly string[];
}

export interface SingleReport extends RunReport {
  /** Of the targets' `bookingUids`, those about which Cal.com told nothing. */
  readonly unanswered: readonly string[];
}

export async function verifyPairs(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  request: RunOptions & { readonly targets: Targets },
): Promise<SingleReport> {
  const now = ports.clock.now();
  const known = await recall(ports, request.targets);
  const span = spanOf(known, now);
  let unanswered = request.targets.bookingUids ?? [];
  const report = await recordRun(
    ports,
    { kind: 'single', startedAt: now, window: span },
    { ...request, work },
  );
  return { ...report, unanswered };

  async function work(): Promise<Findings> {
    const { world, concluded, unread, changes } = await readTargets(ports, policy, { ...request, known });
    unanswered = unansweredOf(request.targets, world);
    const found = concluded.length + known.length + unanswered.length;
    if (found === 0) throw nothingToVerify(request.targets);
    const untold = unanswered.flatMap((uid) => whyUnread(uid, world) ?? []);
    return {
      ...findingsOf(concluded, unread.length > 0 ? unread : untold),
      counts: countStatuses(concluded.map(({ known: before, conclusion }) => statusOf(conclusion, before))),
      appointmentsRead: world.rows.size,
      bookingsRead: world.bookings.size,
      changes,
    };
  }
}

/** Reads one remembered Pair afresh on both sides, and writes nothing; undefined when both sides are gone. */
export async function examinePair(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  { pairId, signal }: { pairId: number; signal: AbortSignal },
): Promise<Concluded | undefined> {
  const targets = { pairIds: [pairId] };
  const known = await recall(ports, targets);
  const { concluded } = await readTargets(ports, policy, { targets, known, signal });
  return concluded.find((one) => one.known?.id === pairId);
}

interface Single {
  readonly targets: Targets;
  readonly known: readonly PairState[];
  readonly rules: PairingRules;
  readonly signal: AbortSignal;
}

async function readTargets(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  request: Omit<Single, 'rules'>,
): Promise<{ world: ObservedWorld } & ReturnType<typeof concludeWorld>> {
  const { known, signal } = request;
  const rules = {
    timeToleranceMs: policy.timeToleranceMs,
    scope: await scopeOf(ports, policy, signal),
  };
  const single = { ...request, rules };
  const world = newWorld();
  for (const [id, chain] of keptChains(known)) world.chains.set(id, chain);
  await readRows(ports, single, world);
  const uids = [
    ...(single.targets.bookingUids ?? []),
    ...known.flatMap(({ bookingUid }) => bookingUid ?? []),
  ];
  await findBookings(uids, world, { ...ports, signal });
  const answersFor = (pair: Pair) => isTarget(pair, single, world);
  const questions = { ...ports, rules, signal };
  const alone = (await lookUp(world, { ...questions, concerns: answersFor })).filter(
    (pair) => answersFor(pair) && isAlone(pair),
  );
  const neighbours = await readNeighbours(alone, questions, world);
  const concerns = (pair: Pair) => answersFor(pair) || neighbours.has(pair.appointment?.id ?? '');
  const pairs = await lookUp(world, { ...questions, concerns });
  const remembered = await recallPairs(ports, known, pairs);
  const reading = {
    world,
    pairs,
    answersFor,
    known: remembered,
    expected: new Set(known.map(({ id }) => id)),
  };
  const timing = { now: ports.clock.now(), ladderMs: policy.retryLadderMs };
  return { world, ...concludeWorld(reading, rules, timing) };
}

/** Where Cal.com could not be asked at all, what was read may be a part only. */
function unansweredOf(
  { bookingUids = [] }: Targets,
  { unasked, unreadable }: ObservedWorld,
): readonly string[] {
  return unasked.size > 0 ? bookingUids : bookingUids.filter((uid) => unreadable.has(uid));
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

async function recall(
  { memory }: ReconcilePorts,
  { pairIds, appointmentIds, bookingUids }: Targets,
): Promise<PairState[]> {
  return memory.recall({
    ids: pairIds ?? [],
    appointmentIds: appointmentIds ?? [],
    bookingUids: bookingUids ?? [],
  });
}

async function readRows(
  { appointments }: ReconcilePorts,
  { targets, known }: Single,
  world: ObservedWorld,
): Promise<void> {
  const ids = [
    ...(targets.appointmentIds ?? []),
    ...known.flatMap(({ appointmentId }) => appointmentId ?? []),
  ];
  const carrying = [...(targets.bookingUids ?? []), ...known.flatMap(({ bookingUid }) => bookingUid ?? [])];
  for (const row of await appointments.read({ ids, carrying })) world.rows.set(row.id, row);
}

/** Whether the other side may be standing by itself elsewhere. */
function isAlone({ appointment, booking, wanted }: Pair): boolean {
  if (wanted !== null) return false;
  if (!appointment) return booking?.seats === 'none';
  if (appointmentLiveness(appointment.status) !== 'live') return false;
  return booking === null || bookingLiveness(booking.status) === 'dead';
}

/** A twin is one only if it fits nothing else: all Bookings and all rows of that start have to be known. Answers the rows' ids. */
async function readNeighbours(
  alone: readonly Pair[],
  { bookings, appointments, rules, signal }: Omit<LookUp, 'concerns'>,
  world: ObservedWorld,
): Promise<Set<string>> {
  const ids = new Set<string>();
  const starts = alone.flatMap(({ appointment, booking }) => (appointment ?? booking)?.startsAt ?? []);
  for (const start of new Set(starts)) {
    // What fits the one side may itself fit something that starts as much later again.
    const span = { from: start - 2 * rules.timeToleranceMs, to: start + 2 * rules.timeToleranceMs + 1 };
    for await (const slice of readByStart(bookings, { span, eventTypeIds: [...rules.scope] }, signal))
      for (const booking of slice.bookings) world.bookings.set(booking.uid, booking);
    for (const row of await appointments.read({ startingIn: span })) {
      world.rows.set(row.id, row);
      ids.add(row.id);
    }
  }
  return ids;
}

/** As it was before both sides were read, together with Pairs that turned up on the way. */
async function recallPairs(
  { memory }: ReconcilePorts,
  known: readonly PairState[],
  pairs: readonly Pair[],
): Promise<PairState[]> {
  const before = new Map(known.map((state) => [state.id, state]));
  const now = await memory.recall({
    ids: [...before.keys()],
    appointmentIds: pairs.flatMap(({ appointment }) => appointment?.id ?? []),
    bookingUids: pairs.flatMap(({ booking }) =>
      [booking?.uid ?? [], booking?.rescheduledFromUid ?? []].flat(),
    ),
  });
  return now.map((state) => before.get(state.id) ?? state);
}

function isRowTarget(row: Appointment, { targets, known }: Single): boolean {
  return (
    (targets.appointmentIds ?? []).includes(row.id) ||
    known.some(({ appointmentId }) => appointmentId === row.id)
  );
}

function isTarget(pair: Pair, single: Single, world: ObservedWorld): boolean {
  if (pair.appointment && isRowTarget(pair.appointment, single)) return true;
  const uids = new Set([
    ...(single.targets.bookingUids ?? []),
    ...single.known.flatMap(({ bookingUid }) => bookingUid ?? []),
  ]);
  const lineage = [pair.booking?.uid, pair.appointment?.bookingUid, ...ancestors(pair.booking, world)];
  return lineage.some((uid) => uid != null && uids.has(uid));
}

function ancestors(booking: Booking | null, world: ObservedWorld): string[] {
  const uids: string[] = [];
  let from = booking?.rescheduledFromUid ?? null;
  while (from && !uids.includes(from)) {
    uids.push(from);
    from = world.bookings.get(from)?.rescheduledFromUid ?? null;
  }
  return uids;
}

function spanOf(known: readonly PairState[], now: number): Span {
  const starts = known.map(({ startsAt }) => startsAt);
  return { from: Math.min(now, ...starts), to: Math.max(now, ...known.map(({ endsAt }) => endsAt)) };
}
