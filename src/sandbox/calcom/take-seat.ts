/** Takes a seat of a slot: a new Booking for the first attendee, one more seat of the same Booking for the next. */
import type { Call } from './call.ts';
import type { EventType } from './event-type.ts';
import { makeBooking } from './make-booking.ts';
import { type Refusal, refuse } from './outcome.ts';
import { addSeat } from './seats.ts';
import { overridesOf } from './slot-overrides.ts';
import { refuseSlot, type Slot } from './slot-rules.ts';
import { type AttendeeSeed, type BookingSeed, isDead, type StoredBooking } from './stored-booking.ts';
import type { WorldState } from './world-state.ts';

export interface TakenSeat {
  kind: 'seat';
  booking: StoredBooking;
  seatUid: string;
}

export interface SeatRequest {
  slot: Slot;
  eventType: EventType;
  seed: BookingSeed;
  /** The Booking that the seat leaves empty: it does not hold the host any more. */
  vacated?: StoredBooking;
}

export function takeSeat(call: Call, request: SeatRequest): TakenSeat | Refusal {
  const { state } = call;
  const { slot, eventType, seed, vacated } = request;
  const held = findSeated(state, eventType, slot);
  const refusal = refuseSlot(state, { slot, eventType, ...overridesOf(call), except: [held, vacated] });
  if (refusal) return refusal;
  if (!held) return firstSeat(state, seed, slot);
  if (held.attendees.some((attendee) => attendee.email === seed.attendee?.email)) {
    return refuse(409, 'already_signed_up_for_this_booking_error', 'core');
  }
  if (held.attendees.length >= (eventType.seatsPerTimeSlot ?? 0)) {
    return refuse(409, 'No more seats left at this seated booking.');
  }
  const seat = addSeat(state, held, seatSeed(seed));
  return { kind: 'seat', booking: held, seatUid: seat.seatUid ?? '' };
}

function seatSeed(seed: BookingSeed): AttendeeSeed {
  return { ...seed.attendee, metadata: seed.metadata ?? {}, responses: seed.responses ?? {} };
}

/** A seat that moves keeps its uid in a Booking that exists already, and gets another in a new one. */
function firstSeat(state: WorldState, seed: BookingSeed, slot: Slot): TakenSeat {
  const { seatUid: _old, ...seat } = seatSeed(seed);
  const booking = makeBooking(state, { ...seed, ...slot, attendees: [seat] });
  return { kind: 'seat', booking, seatUid: booking.attendees[0]?.seatUid ?? '' };
}

function findSeated(state: WorldState, eventType: EventType, slot: Slot): StoredBooking | undefined {
  const { start } = slot;
  return [...state.bookings.values()].find(
    (booking) =>
      booking.eventTypeId === eventType.id && booking.start.getTime() === start.getTime() && !isDead(booking),
  );
}
