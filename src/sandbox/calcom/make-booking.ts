/** Turns a seed into a whole Booking, with no rule checked. */
import type { EventType } from './event-type.ts';
import { shortUid, uuid } from './random.ts';
import {
  type AttendeeSeed,
  type BookingSeed,
  type Instant,
  type StoredAttendee,
  type StoredBooking,
  toDate,
} from './stored-booking.ts';
import { insertBooking, type WorldState } from './world-state.ts';

const MINUTE = 60_000;

export function makeBooking(state: WorldState, seed: BookingSeed): StoredBooking {
  const eventType = state.eventTypes.get(seed.eventTypeId);
  if (!eventType) throw new Error(`Cannot book the event type "${seed.eventTypeId}": add it first`);
  const uid = seed.uid ?? shortUid(state.random);
  if (state.bookings.has(uid)) throw new Error(`Cannot book "${uid}": this uid exists already`);
  return insertBooking(state, {
    id: ++state.lastBookingId,
    uid,
    ...rowFromSeed(state, seed, eventType),
    location: seed.location ?? 'integrations:daily',
    icsUid: `${uid}@Cal.com`,
    cancellationReason: '',
    cancelledByEmail: '',
    rescheduledBy: null,
    ...(seed.recurringBookingUid !== undefined && { recurringBookingUid: seed.recurringBookingUid }),
  });
}

type SeededRow = Omit<
  StoredBooking,
  'id' | 'uid' | 'location' | 'icsUid' | 'cancellationReason' | 'cancelledByEmail' | 'rescheduledBy'
>;

function rowFromSeed(state: WorldState, seed: BookingSeed, eventType: EventType): SeededRow {
  const seated = eventType.seatsPerTimeSlot !== undefined;
  const createdAt = toDate(seed.createdAt ?? state.clock.now());
  const seeds = seed.attendees ?? [seed.attendee ?? {}];
  const make = seated ? (one: AttendeeSeed) => makeSeat(state, one, createdAt) : makeAttendee;
  const attendees = seeds.map((one) => make(seated ? { metadata: seed.metadata ?? {}, ...one } : one));
  return {
    ...title(state, eventType, attendees[0]),
    ...interval(seed, eventType),
    status: seed.status ?? 'accepted',
    createdAt,
    updatedAt: dateOrNull(seed.updatedAt, createdAt),
    eventTypeId: eventType.id,
    seated,
    attendees,
    guests: seed.guests ?? [],
    metadata: { ...seed.metadata },
    responses: { ...seed.responses },
  };
}

/** A phone-only attendee gets an address made of the digits, which nobody reads. */
export function makeAttendee(seed: AttendeeSeed): StoredAttendee {
  const name = seed.name ?? 'Mia Novak';
  const placeholder = seed.phoneNumber && `${seed.phoneNumber.replace(/\D/g, '')}@sms.cal.com`;
  return {
    name,
    email: seed.email ?? placeholder ?? 'mia@example.com',
    ...(seed.phoneNumber !== undefined && { phoneNumber: seed.phoneNumber }),
    timeZone: seed.timeZone ?? 'Europe/Berlin',
    language: seed.language ?? 'en',
    absent: false,
  };
}

export function makeSeat(state: WorldState, seed: AttendeeSeed, createdAt: Date): StoredAttendee {
  return {
    ...makeAttendee(seed),
    seatUid: seed.seatUid ?? uuid(state.random),
    createdAt,
    metadata: { ...seed.metadata },
    responses: { ...seed.responses },
  };
}

function title(state: WorldState, eventType: EventType, attendee: StoredAttendee | undefined) {
  const seated = eventType.seatsPerTimeSlot !== undefined;
  if (seated) return { title: `${eventType.title} with ${state.owner.name}`, description: null };
  return {
    title: `${eventType.title} between ${state.owner.name} and ${attendee?.name ?? ''}`,
    description: '',
  };
}

function interval(seed: BookingSeed, eventType: EventType): { start: Date; end: Date } {
  const start = toDate(seed.start);
  const length = (seed.lengthInMinutes ?? eventType.lengthInMinutes) * MINUTE;
  return { start, end: toDate(seed.end ?? start.getTime() + length) };
}

function dateOrNull(instant: Instant | null | undefined, fallback: Date): Date | null {
  if (instant === null) return null;
  return instant === undefined ? fallback : toDate(instant);
}
