/** Looks up what is open until nothing changes under our hands: only what held at one instant on both sides is judged. */
import type { Instant } from '../domain/appointment.ts';
import type { Booking } from '../domain/booking.ts';
import { inScope, type Pair } from '../domain/pair.ts';
import type { PairState } from '../domain/pair-state.ts';
import { pairUp } from '../domain/pair-up.ts';
import { findBookings, lookUp, type LookUp } from './look-up.ts';
import type { ObservedWorld } from './observed-world.ts';

/** In a world that changes faster than this, what still moves is left to the next Run. */
const MAX_ROUNDS = 3;

export interface StillQuestion extends LookUp {
  /**
   * Takes into the world what Cal.com changed since it was read, and answers the uids; nothing when all is as it was.
   * Left out where each Booking is read by itself, between two readings of its row.
   */
  readonly catchUp?: (world: ObservedWorld) => Promise<readonly string[]>;
  /** Rows that may have come back, besides those of the world. */
  readonly rowIds?: readonly string[];
}

export interface StillWorld {
  readonly pairs: readonly Pair[];
  readonly moving: Moving;
}

/** What changed while it was read: it is no attempt, and the next Run sees it again. */
export interface Moving {
  readonly isMoving: (one: Pair | PairState) => boolean;
  /** When the rows were read for the last time; of what does not move they were the same as before. */
  readonly rowsReadAt: Instant;
}

/**
 * The rows are read before the last word of Cal.com and once more after it. A row that is the same both times was so
 * at the instant in between, when all Bookings were as the world has them.
 */
export async function readUntilStill(world: ObservedWorld, question: StillQuestion): Promise<StillWorld> {
  const heard = new Set<string>();
  for (let round = 1; ; round++) {
    const pairs = await lookUp(world, question);
    const news = (await question.catchUp?.(world)) ?? [];
    for (const uid of news) heard.add(uid);
    if (news.length > 0 && round < MAX_ROUNDS) continue;
    const moved = await readUnlistedAgain(world, pairs, question);
    const last = moved ? pairUp(world, question.rules) : pairs;
    const { isMoving, rowsReadAt } = await findMoving(world, [...news, ...(moved ?? [])], question);
    return {
      pairs: last,
      moving: { isMoving: (one) => isMoving(one) || isNewlyAlone(one, heard), rowsReadAt },
    };
  }
}

/** Its row may have been settled with what it was before, and may not be known to have let go of it; a new one had none. */
function isNewlyAlone(one: Pair | PairState, heard: ReadonlySet<string>): boolean {
  if ('version' in one || one.appointment || !one.booking) return false;
  const { uid, rescheduledFromUid, createdAt, updatedAt } = one.booking;
  if (rescheduledFromUid !== null) return heard.has(uid) || heard.has(rescheduledFromUid);
  return heard.has(uid) && (createdAt === null || createdAt !== updatedAt);
}

/**
 * What a list of changes would not show: a seat that is taken or left, and Bookings of other event types. Answers those
 * that changed otherwise.
 */
async function readUnlistedAgain(
  world: ObservedWorld,
  pairs: readonly Pair[],
  question: StillQuestion,
): Promise<string[] | undefined> {
  const { scope } = question.rules;
  const before = new Map<string, Instant | null>();
  for (const pair of pairs.filter(question.concerns)) {
    for (const booking of [pair.booking ?? [], classOf(pair, world)].flat())
      if (booking.seats !== 'none' || !inScope(booking, scope)) before.set(booking.uid, booking.updatedAt);
  }
  if (before.size === 0) return undefined;
  await findBookings([...before.keys()], world, question);
  return [...before].flatMap(([uid, updatedAt]) =>
    world.bookings.get(uid)?.updatedAt === updatedAt ? [] : uid,
  );
}

/** Where a row has no seat, the class in which it was looked for. */
function classOf({ appointment, absence }: Pair, { bookings }: ObservedWorld): Booking[] {
  const classes: Booking[] = [];
  let uid = absence === 'no_seat' ? appointment?.bookingUid : null;
  for (let at = uid ? bookings.get(uid) : undefined; at && !classes.includes(at); ) {
    classes.push(at);
    uid = at.rescheduledToUid;
    at = uid ? bookings.get(uid) : undefined;
  }
  return classes;
}

async function findMoving(
  world: ObservedWorld,
  news: readonly string[],
  { appointments, clock, rowIds = [] }: StillQuestion,
): Promise<Moving> {
  const uids = new Set(news);
  const rows = new Set<string>();
  const ids = new Set([...world.rows.keys(), ...rowIds]);
  const now = await appointments.read({ ids: [...ids], carrying: [...world.bookings.keys()] });
  const rowsReadAt = clock.now();
  const unmet = new Set(world.rows.keys());
  for (const row of now) {
    unmet.delete(row.id);
    const before = world.rows.get(row.id);
    if (before?.fingerprint === row.fingerprint) continue;
    rows.add(row.id);
    for (const uid of [row.bookingUid, before?.bookingUid]) if (uid) uids.add(uid);
  }
  for (const id of unmet) {
    rows.add(id);
    const uid = world.rows.get(id)?.bookingUid;
    if (uid) uids.add(uid);
  }
  return {
    isMoving: (one) => keysOf(one).some((key) => rows.has(key.row ?? '') || uids.has(key.uid ?? '')),
    rowsReadAt,
  };
}

/** Every row and Booking that a verdict about it depends on. */
function keysOf(one: Pair | PairState): { row?: string | null; uid?: string | null }[] {
  if ('version' in one) return [{ row: one.appointmentId }, { uid: one.bookingUid }, { uid: one.rowUid }];
  const { appointment, booking, candidate, heldBy } = one;
  return [
    { row: appointment?.id ?? null },
    { row: heldBy },
    { uid: appointment?.bookingUid ?? null },
    { uid: booking?.uid ?? null },
    { uid: booking?.rescheduledFromUid ?? null },
    { uid: candidate?.uid ?? null },
  ];
}
