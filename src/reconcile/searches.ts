/** What was looked for to tell whose a Booking is, and in how many: for people to check. */
import type { Appointment } from '../domain/appointment.ts';
import type { Attendee, Booking } from '../domain/booking.ts';
import type { Contact, Search } from '../domain/evidence.ts';
import { normalEmail, phoneDigits } from '../domain/identity.ts';
import { isLonelyBooking, isLonelyRow } from '../domain/pair-up.ts';
import type { Pair } from '../domain/pair.ts';
import { startingAt } from '../domain/twins.ts';
import type { ObservedWorld } from './observed-world.ts';
import { lineageOf } from './uid-answers.ts';

/** Whom there was to choose from. */
export interface Crowd {
  readonly world: ObservedWorld;
  readonly toleranceMs: number;
  /** All that had nobody on the other side, in the order of start. */
  readonly rows: readonly Appointment[];
  readonly bookings: readonly Booking[];
  /** By Booking: the row that it belongs to, or is offered to. */
  readonly holders: ReadonlyMap<string, string>;
  /** By series. */
  readonly occurrences: ReadonlyMap<string | null, readonly Booking[]>;
}

export function crowdOf(pairs: readonly Pair[], world: ObservedWorld, toleranceMs: number): Crowd {
  const lonely = pairs.filter(isLonelyBooking);
  const bookings = [...lonely.map(({ booking }) => booking), ...pairs.map(({ candidate }) => candidate)];
  return {
    world,
    toleranceMs,
    rows: inOrder(pairs.filter(isLonelyRow).map(({ appointment }) => appointment)),
    bookings: inOrder(bookings),
    holders: new Map(pairs.flatMap(holdings)),
    occurrences: Map.groupBy(world.bookings.values(), ({ recurringUid }) => recurringUid),
  };
}

function holdings({ appointment, booking, candidate }: Pair): [string, string][] {
  if (!appointment) return [];
  return [booking, candidate].flatMap((one) => (one ? [[one.uid, appointment.id]] : []));
}

function inOrder<T extends { readonly startsAt: number }>(sides: readonly (T | null)[]): T[] {
  return sides.filter((side) => side !== null).toSorted((a, b) => a.startsAt - b.startsAt);
}

export function searchesOf(pair: Pair, crowd: Crowd): Search[] {
  const { appointment, booking } = pair;
  if (appointment)
    return [
      ...occurrenceSearch(pair, appointment, crowd),
      ...seatSearch(pair, appointment, crowd),
      ...holderSearch(pair),
      ...bookingSearch(pair, appointment, crowd),
    ];
  return booking ? [rowSearch(pair, booking, crowd), ...twinRowSearch(pair, booking, crowd)] : [];
}

function occurrenceSearch({ trail }: Pair, row: Appointment, { world, occurrences }: Crowd): Search[] {
  const [uid, found = null] = trail;
  if (uid === undefined || world.bookings.has(uid)) return [];
  const series = occurrences.get(uid) ?? [];
  if (series.length === 0 && !world.series.has(uid)) return [];
  return [{ for: 'occurrence', uid, startsAt: row.startsAt, among: series.length, found }];
}

function seatSearch({ booking, seat, absence, trail }: Pair, row: Appointment, { world }: Crowd): Search[] {
  const seated = booking ?? (absence === 'no_seat' ? world.bookings.get([...trail].at(-1) ?? '') : undefined);
  if (seated?.seats !== 'shown') return [];
  const by = contactsOf({ email: row.customerEmail, phone: row.customerPhone }).slice(0, 1);
  return [{ for: 'seat', uid: seated.uid, by, among: seatsOf(seated).length, found: seat?.seatUid ?? null }];
}

function holderSearch({ absence, heldBy, trail }: Pair): Search[] {
  const uid = [...trail].at(-1);
  if (heldBy === null || uid === undefined) return [];
  return [{ for: absence === 'second_claimant' ? 'holder' : 'successor', uid, found: heldBy }];
}

function bookingSearch(pair: Pair, row: Appointment, { bookings, toleranceMs }: Crowd): Search[] {
  if (!isLonelyRow(pair)) return [];
  const { startsAt, eventTypeId } = row;
  const by = contactsOf({ email: row.customerEmail, phone: row.customerPhone });
  const among = startingAt(bookings, startsAt, toleranceMs).length;
  return [
    { for: 'twin', side: 'calcom', by, startsAt, eventTypeId, among, found: pair.candidate?.uid ?? null },
  ];
}

function rowSearch({ seat }: Pair, booking: Booking, { world }: Crowd): Search {
  return { for: 'row', carrying: lineageOf(booking, world), by: seat ? contactsOf(seat) : [], found: null };
}

function twinRowSearch(pair: Pair, booking: Booking, { rows, toleranceMs }: Crowd): Search[] {
  if (!isLonelyBooking(pair)) return [];
  const { startsAt, eventTypeId, attendees } = booking;
  const by = [...new Set(attendees.flatMap(contactsOf))];
  const among = startingAt(rows, startsAt, toleranceMs).length;
  return [{ for: 'twin', side: 'database', by, startsAt, eventTypeId, among, found: null }];
}

export function seatsOf({ attendees }: Booking): readonly Attendee[] {
  return attendees.filter(({ seatUid }) => seatUid !== null);
}

/** Which there are; what they are stays where it is. */
function contactsOf({ email, phone }: Pick<Attendee, 'email' | 'phone'>): Contact[] {
  return [
    ...(normalEmail(email) === null ? [] : ['email' as const]),
    ...(phoneDigits(phone) === null ? [] : ['phone' as const]),
  ];
}
