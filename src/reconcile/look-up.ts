/** Looks up, one by one, what the pages left open: no Booking is called missing before Cal.com said so of its own uid. */
import { CalcomError } from '../domain/errors.ts';
import type { Booking, BookingRead } from '../domain/booking.ts';
import { pairUp } from '../domain/pair-up.ts';
import type { Pair, PairingRules } from '../domain/pair.ts';
import type { Clock } from '../runtime/clock.ts';
import type { AppointmentSource } from './appointment-source.ts';
import type { BookingSource } from './booking-source.ts';
import { wantedOf, whyUnread, type ObservedWorld } from './observed-world.ts';

/** More rounds than the longest chain of reschedules has links, in both directions. */
const MAX_ROUNDS = 45;
const TOO_LONG = 'the chain of reschedules is longer than can be followed';
/** As many as may be under way at Cal.com at once. */
const AT_ONCE = 2;

export interface LookUp {
  readonly bookings: BookingSource;
  readonly appointments: AppointmentSource;
  readonly rules: PairingRules;
  /** Which Pairs are to be judged; others are not looked up. */
  readonly concerns: (pair: Pair) => boolean;
  readonly clock: Pick<Clock, 'now'>;
  readonly signal: AbortSignal;
  /** Called for each Booking that was found by uid; may throw, and then nothing more is looked up. */
  readonly onFound?: (booking: Booking) => void;
}

/** Reads until every Pair that concerns us can be judged, or its reading has failed; answers all Pairs. */
export async function lookUp(world: ObservedWorld, ports: LookUp): Promise<Pair[]> {
  const asked = new Set<string>();
  for (let round = 0; ; round++) {
    await readClaimants(world, ports, asked);
    const pairs = pairUp(world, ports.rules);
    const wanted = wantedUids(pairs, world, ports.concerns).filter((uid) => !isSettled(uid, world));
    if (wanted.length === 0) return pairs;
    if (round === MAX_ROUNDS) {
      for (const uid of wanted) world.unreadable.set(uid, { why: TOO_LONG, read: null });
      return pairs;
    }
    await findBookings(wanted, world, ports);
  }
}

/** Rows that carry a Booking at hand, its predecessor or its series: each Booking's holder has to be known. */
async function readClaimants(world: ObservedWorld, ports: LookUp, asked: Set<string>): Promise<void> {
  const keys = [...world.bookings.values()].flatMap((booking) => [
    booking.uid,
    booking.rescheduledFromUid,
    booking.rescheduledToUid,
    booking.recurringUid,
  ]);
  const carrying = keys.filter((uid) => uid !== null && !asked.has(uid)) as string[];
  if (carrying.length === 0) return;
  for (const uid of carrying) asked.add(uid);
  for (const row of await ports.appointments.read({ carrying })) world.rows.set(row.id, row);
}

function wantedUids(pairs: readonly Pair[], world: ObservedWorld, concerns: LookUp['concerns']): string[] {
  return pairs.flatMap((pair) => {
    if (!concerns(pair)) return [];
    return wantedOf(pair, world) ?? [];
  });
}

function isSettled(uid: string, world: ObservedWorld): boolean {
  return (
    world.bookings.has(uid) ||
    world.absent.has(uid) ||
    world.unreadable.has(uid) ||
    world.unasked.has(uid) ||
    world.series.has(uid)
  );
}

type Asking = Pick<LookUp, 'bookings' | 'clock' | 'signal' | 'onFound'>;

/** Asks for each uid; what was found, what is not there and what could not be read goes into the world. */
export async function findBookings(
  uids: readonly string[],
  world: ObservedWorld,
  asking: Asking,
): Promise<void> {
  const queue = new Set(uids);
  const work = async () => {
    for (const uid of queue) {
      queue.delete(uid);
      await findOne(uid, world, asking).catch((error: unknown) => {
        queue.clear();
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/**
 * Of Bookings that ended a chain of reschedules: those before them, since a row may carry any of these. Answers why
 * some could not be read.
 */
export async function findAncestors(
  ends: Iterable<Booking>,
  world: ObservedWorld,
  asking: Asking,
): Promise<string[]> {
  const unread: string[] = [];
  let links = [...ends];
  for (let round = 0; links.length > 0 && round < MAX_ROUNDS; round++) {
    const before = links.flatMap(({ rescheduledFromUid }) => rescheduledFromUid ?? []);
    const uids = before.filter((uid) => !world.bookings.has(uid));
    await findBookings(uids, world, asking);
    for (const uid of uids) unread.push(...[whyUnread(uid, world) ?? []].flat());
    links = uids.flatMap((uid) => world.bookings.get(uid) ?? []);
  }
  return unread;
}

async function findOne(uid: string, world: ObservedWorld, asking: Asking): Promise<void> {
  const { bookings, clock, signal, onFound } = asking;
  const readNow = (requestId: string | null): BookingRead => ({ at: clock.now(), how: 'uid', requestId });
  try {
    const found = await bookings.findByUid(uid, signal);
    if (found.kind === 'absent') return void world.absent.set(uid, readNow(found.requestId));
    const several = found.kind === 'one' ? [found.booking] : found.bookings;
    if (found.kind === 'series') world.series.set(uid, several[0]?.read ?? readNow(null));
    for (const booking of several) {
      world.bookings.set(booking.uid, booking);
      onFound?.(booking);
    }
  } catch (error) {
    if (!(error instanceof CalcomError)) throw error;
    rememberFailure({ uid, error, read: readNow(error.requestId ?? null) }, world);
  }
}

interface Failure {
  readonly uid: string;
  readonly error: CalcomError;
  readonly read: BookingRead;
}

function rememberFailure({ uid, error, read }: Failure, world: ObservedWorld): void {
  switch (error.problem) {
    case 'circuit_open':
    case 'throttled':
      world.unasked.set(uid, error.message);
      return;
    case 'unauthorized':
      throw error;
    case 'unavailable':
    case 'unexpected_shape':
    case 'refused':
    case 'not_found':
      world.unreadable.set(uid, { why: error.message, read });
  }
}
