/** Both sides of a Pair for tests, complete and in agreement unless told otherwise. */
import type { Appointment } from '../../src/domain/appointment.ts';
import type { Attendee, Booking, BookingRead } from '../../src/domain/booking.ts';
import type { Pair, PairingRules, World } from '../../src/domain/pair.ts';

export const NOON = Date.UTC(2026, 9, 9, 12, 0);
export const MINUTE = 60_000;

/** The page on which Bookings stood, unless told otherwise. */
export const A_PAGE: BookingRead = { at: NOON, how: 'page', requestId: 'request of the page' };

export const RULES: PairingRules = { timeToleranceMs: MINUTE, scope: new Set([10, 11]) };

export function anAppointment(fields: Partial<Appointment> = {}): Appointment {
  const startsAt = fields.startsAt ?? NOON;
  return {
    id: '1',
    customerName: 'Anna Schmidt',
    customerEmail: 'anna@example.com',
    customerPhone: null,
    service: 'Haircut',
    startsAt,
    endsAt: startsAt + 30 * MINUTE,
    timeZone: 'Europe/Berlin',
    status: 'scheduled',
    eventTypeId: null,
    bookingUid: null,
    source: null,
    createdAt: null,
    fingerprint: 'as first seen',
    ...fields,
  };
}

export function aBooking(fields: Partial<Booking> = {}): Booking {
  const startsAt = fields.startsAt ?? NOON;
  return {
    uid: 'a',
    status: 'accepted',
    startsAt,
    endsAt: startsAt + 30 * MINUTE,
    eventTypeId: 10,
    title: 'Haircut between Ana Keller and Anna Schmidt',
    attendees: [anAttendee()],
    seats: 'none',
    recurringUid: null,
    rescheduledFromUid: null,
    rescheduledToUid: null,
    markers: [],
    createdAt: null,
    updatedAt: null,
    read: A_PAGE,
    ...fields,
  };
}

export function anAttendee(fields: Partial<Attendee> = {}): Attendee {
  return { name: 'Anna Schmidt', email: 'anna@example.com', phone: null, seatUid: null, ...fields };
}

/** A Booking whose seats are taken by these addresses; the seat of `b@…` is `seat-b@…`. */
export function aSeatedBooking(emails: readonly string[], fields: Partial<Booking> = {}): Booking {
  const attendees = emails.map((email) => anAttendee({ email, seatUid: `seat-${email}` }));
  return aBooking({ eventTypeId: 11, seats: 'shown', attendees, ...fields });
}

/** All that one reading found out; what is not named is not there. */
export function aWorld({
  appointments = [],
  bookings = [],
  absent = [],
  series = [],
  chains = {},
}: {
  appointments?: readonly Appointment[];
  bookings?: readonly Booking[];
  absent?: readonly string[];
  series?: readonly string[];
  chains?: Readonly<Record<string, { rowUid: string; endUid: string }>>;
}): World {
  return {
    appointments,
    bookings: new Map(bookings.map((booking) => [booking.uid, booking])),
    absent: new Set(absent),
    series: new Set(series),
    listed: true,
    chains: new Map(Object.entries(chains)),
  };
}

export function aPair(fields: Partial<Pair> = {}): Pair {
  const none = { appointment: null, booking: null, seat: null, absence: null, heldBy: null };
  return { ...none, candidate: null, wanted: null, trail: [], ...fields };
}
