/** Reads some Pairs afresh on both sides, each by its own keys. */
import { appointmentLiveness, type Instant } from '../domain/appointment.ts';
import { bookingLiveness, type Booking } from '../domain/booking.ts';
import type { Pair } from '../domain/pair.ts';
import type { PairState } from '../domain/pair-state.ts';
import { askForRebookings } from './ask-for-rebookings.ts';
import { concludeWorld, type Conclusions } from './conclude-world.ts';
import { findAncestors, findBookings, lookUp, type LookUp } from './look-up.ts';
import { newWorld, type ObservedWorld } from './observed-world.ts';
import type { Pass } from './pass.ts';
import type { ReconcilePorts } from './ports.ts';
import { readSpan } from './read-span.ts';
import { readUntilStill, type StillQuestion } from './read-until-still.ts';
import { keptChains } from './remainder.ts';

/** What to verify: remembered Pairs, rows or Bookings by their keys. */
export interface Targets {
  readonly pairIds?: readonly number[];
  readonly appointmentIds?: readonly string[];
  readonly bookingUids?: readonly string[];
}

export interface TargetQuestion {
  readonly targets: Targets;
  /** All that we remember of them. */
  readonly known: readonly PairState[];
  /** Bookings that were just read, and need not be asked for. */
  readonly atHand?: readonly Booking[];
  readonly catchUp?: StillQuestion['catchUp'];
  /** Which of the targets are to be judged; default: all. */
  readonly concerns?: (pair: Pair) => boolean;
}

export interface TargetReading extends Conclusions {
  readonly world: ObservedWorld;
}

export async function recallTargets(
  { memory }: Pick<ReconcilePorts, 'memory'>,
  { pairIds, appointmentIds, bookingUids }: Targets,
): Promise<PairState[]> {
  return memory.recall({
    ids: pairIds ?? [],
    appointmentIds: appointmentIds ?? [],
    bookingUids: bookingUids ?? [],
  });
}

export async function readTargets(
  ports: ReconcilePorts,
  pass: Pass,
  question: TargetQuestion,
): Promise<TargetReading> {
  const { known, catchUp, concerns = () => true } = question;
  const { bookings, rules, signal, policy } = pass;
  const world = await openWorld(ports, pass, question);
  const keys = { uids: new Set(uidsOf(question)), rows: rowIdsOf(question) };
  const answersFor = (pair: Pair) => isTarget(pair, keys, world) && concerns(pair);
  const looking = { ...ports, bookings, rules, signal, asked: pass.asked };
  const { neighbours, starts } = await meetNeighbours(world, looking, answersFor);
  const { pairs, moving } = await readUntilStill(world, {
    ...looking,
    concerns: (pair) => answersFor(pair) || neighbours.has(pair.appointment?.id ?? ''),
    rowIds: known.flatMap(({ appointmentId }) => appointmentId ?? []),
    ...(catchUp && { catchUp }),
  });
  // What has come to stand alone since, at a start of which the neighbours are not known, is left to the next Run.
  const isLate = (one: Pair | PairState) =>
    'booking' in one && isAlone(one) && answersFor(one) && !starts.has(startOf(one));
  await askForRebookings(ports, pairs, world);
  const conclusions = concludeWorld(
    {
      world,
      pairs,
      answersFor,
      known: await recallPairs(ports, known, pairs),
      expected: new Set(known.map(({ id }) => id)),
      moving: { ...moving, isMoving: (one) => moving.isMoving(one) || isLate(one) },
      window: pass.window,
    },
    rules,
    { now: ports.clock.now(), ladderMs: policy.retryLadderMs },
  );
  return { world, ...conclusions };
}

/** The targets themselves, each side by its own key. */
async function openWorld(
  { appointments, clock }: ReconcilePorts,
  { bookings, signal }: Pass,
  question: TargetQuestion,
): Promise<ObservedWorld> {
  const world = newWorld({ listed: false });
  for (const [id, chain] of keptChains(question.known)) world.chains.set(id, chain);
  for (const booking of question.atHand ?? []) world.bookings.set(booking.uid, booking);
  const selection = { ids: [...rowIdsOf(question)], carrying: uidsOf(question) };
  for (const row of await appointments.read(selection)) world.rows.set(row.id, row);
  const uids = uidsOf(question).filter((uid) => !world.bookings.has(uid));
  const asking = { bookings, clock, signal };
  await findBookings(uids, world, asking);
  const ends = (question.atHand ?? []).filter(({ status }) => bookingLiveness(status) === 'dead');
  world.lost.push(...(await findAncestors(ends, world, asking)));
  return world;
}

function uidsOf({ targets, known }: TargetQuestion): string[] {
  return [...(targets.bookingUids ?? []), ...known.flatMap(({ bookingUid }) => bookingUid ?? [])];
}

function rowIdsOf({ targets, known }: TargetQuestion): Set<string> {
  return new Set([
    ...(targets.appointmentIds ?? []),
    ...known.flatMap(({ appointmentId }) => appointmentId ?? []),
  ]);
}

/** Whether the other side may be standing by itself elsewhere. */
function isAlone({ appointment, booking, wanted }: Pair): boolean {
  if (wanted !== null) return false;
  if (!appointment) return booking?.seats === 'none';
  if (appointmentLiveness(appointment.status) !== 'live') return false;
  return booking === null || bookingLiveness(booking.status) === 'dead';
}

function startOf({ appointment, booking }: Pair): Instant {
  return (appointment ?? booking)?.startsAt ?? NaN;
}

/** Of those that stand alone; `neighbours`: the ids of rows, `starts`: when they start. */
async function meetNeighbours(
  world: ObservedWorld,
  looking: Parameters<typeof readNeighbours>[1],
  answersFor: (pair: Pair) => boolean,
): Promise<{ neighbours: Set<string>; starts: Set<Instant> }> {
  const pairs = await lookUp(world, { ...looking, concerns: answersFor });
  const alone = pairs.filter((pair) => answersFor(pair) && isAlone(pair));
  const starts = new Set(alone.map(startOf));
  return { neighbours: await readNeighbours(starts, looking, world), starts };
}

/** A twin is one only if it fits nothing else: all Bookings and all rows of that start have to be known. Answers the rows' ids. */
async function readNeighbours(
  starts: ReadonlySet<Instant>,
  { bookings, appointments, rules, signal, asked }: Omit<LookUp, 'concerns'> & Pick<Pass, 'asked'>,
  world: ObservedWorld,
): Promise<Set<string>> {
  const ids = new Set<string>();
  for (const start of starts) {
    // What fits the one side may itself fit something that starts as much later again.
    const span = { from: start - 2 * rules.timeToleranceMs, to: start + 2 * rules.timeToleranceMs + 1 };
    for await (const slice of readSpan(bookings, { span, ...asked }, signal))
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

interface TargetKeys {
  readonly uids: ReadonlySet<string>;
  readonly rows: ReadonlySet<string>;
}

function isTarget({ appointment, booking }: Pair, { uids, rows }: TargetKeys, world: ObservedWorld): boolean {
  if (appointment && rows.has(appointment.id)) return true;
  const lineage = [booking?.uid, appointment?.bookingUid, ...ancestors(booking, world)];
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
