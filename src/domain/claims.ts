/** Which Booking each row stands for: its own uid first, then the chain of reschedules, then the series' occurrence. */
import { appointmentLiveness, type Appointment } from './appointment.ts';
import { bookingLiveness, type Booking } from './booking.ts';
import { isSameCustomer } from './identity.ts';
import { inScope, type PairingRules, type World } from './pair.ts';

/** Cal.com has no limit for reschedules; a chain longer than this is taken for a loop of bad data. */
const MAX_CHAIN = 20;

/** Where a row's chain ends. Exactly one of `booking`, `absence` and `wanted` is filled. */
export interface Claim {
  readonly appointment: Appointment;
  readonly booking: Booking | null;
  readonly absence: 'no_uid' | 'not_found' | 'no_occurrence' | null;
  /** The uid that has to be read first. */
  readonly wanted: string | null;
  /** The row that carries the next Booking of the chain. */
  readonly continuedAs: string | null;
  /** The uids that were followed, in their order. */
  readonly trail: Iterable<string>;
}

interface Index {
  readonly world: World;
  readonly rules: PairingRules;
  /** Rows by the uid they carry, the one with the best right first. */
  readonly carriers: ReadonlyMap<string, readonly Appointment[]>;
  readonly successors: ReadonlyMap<string, string>;
  readonly occurrences: ReadonlyMap<string, readonly Booking[]>;
  readonly takenOccurrences: Set<string>;
}

/** One claim per row; rows that carry a Booking's own uid come first, in the order of their right to it. */
export function claimBookings(world: World, rules: PairingRules): Claim[] {
  const relations = relationsOf(world);
  const fits = (row: Appointment) => isFitting(row, { ...relations, world, rules });
  const rows = [...world.appointments].toSorted(byRight(fits));
  const index: Index = {
    world,
    rules,
    carriers: carriersByUid(rows),
    ...relations,
    takenOccurrences: new Set(),
  };
  return rows.map((row) => claimOf(row, index));
}

function claimOf(row: Appointment, index: Index): Claim {
  const uid = row.bookingUid;
  if (!uid) return noBooking(row, 'no_uid');
  const isSeries = index.occurrences.has(uid) || index.world.series.has(uid);
  if (isSeries && !index.world.bookings.has(uid)) return claimOccurrence(row, uid, index);
  return followChain(row, keptEnd(row, index) ?? uid, index);
}

function claimOccurrence(row: Appointment, seriesUid: string, index: Index): Claim {
  const free = (index.occurrences.get(seriesUid) ?? []).filter(
    (booking) =>
      Math.abs(booking.startsAt - row.startsAt) <= index.rules.timeToleranceMs &&
      !index.carriers.has(booking.uid) &&
      !index.takenOccurrences.has(booking.uid),
  );
  const chosen = free.find((booking) => bookingLiveness(booking.status) === 'live') ?? free[0];
  if (!chosen)
    return index.world.series.has(seriesUid) ? noBooking(row, 'no_occurrence') : unread(row, seriesUid);
  index.takenOccurrences.add(chosen.uid);
  return followChain(row, chosen.uid, index);
}

interface ChainEnd extends Pick<Claim, 'continuedAs' | 'trail'> {
  readonly index: Index;
}

function followChain(row: Appointment, firstUid: string, index: Index): Claim {
  // From a kept end a loop leads back to the row's own uid, which is no news.
  const seen = new Set([row.bookingUid ?? firstUid, firstUid]);
  let uid = firstUid;
  let continuedAs: string | null = null;
  while (seen.size <= MAX_CHAIN) {
    const next = index.world.bookings.get(uid)?.rescheduledToUid ?? index.successors.get(uid);
    if (!next || seen.has(next) || index.world.absent.has(next)) break;
    const reached = index.world.bookings.get(next) ?? index.world.bookings.get(uid);
    const holder = index.carriers.get(next)?.find((other) => takesOver(other, row, reached));
    if (holder) {
      continuedAs = holder.id;
      break;
    }
    seen.add(next);
    uid = next;
  }
  return claimEnd(row, uid, { continuedAs, trail: seen, index });
}

function claimEnd(row: Appointment, uid: string, end: ChainEnd): Claim {
  const { continuedAs, trail, index } = end;
  const booking = index.world.bookings.get(uid);
  const series = booking && unreadSeries(row, booking, index);
  if (series) return { ...unread(row, series), trail };
  if (booking) return { appointment: row, booking, absence: null, wanted: null, continuedAs, trail };
  if (index.world.absent.has(uid)) return { ...noBooking(row, 'not_found'), continuedAs, trail };
  return { ...unread(row, uid), continuedAs, trail };
}

/**
 * Cal.com does not say what an occurrence was rescheduled to: before it counts as dead, its whole series is read. Of a
 * row that is dead as well only where no listing would show the successor.
 */
function unreadSeries(row: Appointment, booking: Booking, { world, rules }: Index): string | null {
  const { recurringUid } = booking;
  const isListed = world.listed && inScope(booking, rules.scope);
  if (!recurringUid || world.series.has(recurringUid) || world.absent.has(recurringUid)) return null;
  const ended = bookingLiveness(booking.status) === 'dead' && !booking.rescheduledToUid;
  const matters = appointmentLiveness(row.status) === 'live' || !isListed;
  return ended && matters ? recurringUid : null;
}

/** The chain's end as we kept it, unless the row has got another uid or another row carries that end by now. */
function keptEnd(row: Appointment, index: Index): string | null {
  const kept = index.world.chains.get(row.id);
  if (!kept || kept.rowUid !== row.bookingUid || index.world.absent.has(kept.endUid)) return null;
  const end = index.world.bookings.get(kept.endUid);
  const carried = index.carriers.get(kept.endUid)?.some((other) => takesOver(other, row, end));
  return carried ? null : kept.endUid;
}

/** Whether a row that carries the Booking leaves none of it for `row`: a class has a seat for every customer. */
function takesOver(other: Appointment, row: Appointment, booking: Booking | undefined): boolean {
  if (other.id === row.id) return false;
  return !booking || booking.seats === 'none' || isSameCustomer(other, row);
}

function noBooking(row: Appointment, absence: Claim['absence']): Claim {
  const trail = row.bookingUid ? [row.bookingUid] : [];
  return { appointment: row, booking: null, absence, wanted: null, continuedAs: null, trail };
}

function unread(row: Appointment, wanted: string): Claim {
  return { appointment: row, booking: null, absence: null, wanted, continuedAs: null, trail: [wanted] };
}

function carriersByUid(rows: readonly Appointment[]): Map<string, Appointment[]> {
  return Map.groupBy(
    rows.filter((row) => row.bookingUid),
    (row) => row.bookingUid as string,
  );
}

function relationsOf(world: World): Pick<Index, 'successors' | 'occurrences'> {
  const successors = new Map<string, string>();
  const occurrences = new Map<string, Booking[]>();
  for (const booking of world.bookings.values()) {
    const from = booking.rescheduledFromUid;
    if (from && !(booking.uid > (successors.get(from) ?? booking.uid))) successors.set(from, booking.uid);
    if (booking.recurringUid) append(occurrences, booking.recurringUid, booking);
  }
  for (const [uid, series] of occurrences)
    occurrences.set(
      uid,
      series.toSorted((a, b) => compareText(a.uid, b.uid)),
    );
  return { successors, occurrences };
}

function append<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}

/** Of rows that carry the same uid the first holds the Booking: live before dead, fitting before not, older before newer. */
function byRight(fits: (row: Appointment) => boolean): (a: Appointment, b: Appointment) => number {
  return (a, b) =>
    Number(appointmentLiveness(b.status) === 'live') - Number(appointmentLiveness(a.status) === 'live') ||
    Number(fits(b)) - Number(fits(a)) ||
    (a.createdAt ?? Infinity) - (b.createdAt ?? Infinity) ||
    compareText(a.id, b.id);
}

/** Whether the row starts with the last Booking of the chain: one that was left behind has the lesser right. */
function isFitting(
  row: Appointment,
  { world, rules, successors }: Pick<Index, 'world' | 'rules' | 'successors'>,
): boolean {
  const seen = new Set<string>();
  let uid: string | null | undefined = row.bookingUid;
  let end: Booking | undefined;
  while (uid && !seen.has(uid) && seen.size <= MAX_CHAIN) {
    seen.add(uid);
    end = world.bookings.get(uid) ?? end;
    uid = world.bookings.get(uid)?.rescheduledToUid ?? successors.get(uid);
  }
  return end !== undefined && Math.abs(end.startsAt - row.startsAt) <= rules.timeToleranceMs;
}

/** Numbers in ids by their value (9 before 10), without a locale, so that every machine agrees. */
function compareText(a: string, b: string): number {
  if (/^\d+$/.test(a) && /^\d+$/.test(b) && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}
