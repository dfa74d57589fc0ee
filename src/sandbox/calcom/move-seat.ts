/** Moves one seat to another slot; the others stay, and a Booking that loses its last seat is cancelled. */
import type { Call } from './call.ts';
import { type Refusal, refuse } from './outcome.ts';
import type { Slot } from './slot-rules.ts';
import type { BookingSeed, StoredAttendee, StoredBooking } from './stored-booking.ts';
import { takeSeat, type TakenSeat } from './take-seat.ts';
import { type WorldState, writeBooking } from './world-state.ts';

export interface SeatMove {
  booking: StoredBooking;
  seatUid: string;
  slot: Slot;
}

export function moveSeat(call: Call, { booking, seatUid, slot }: SeatMove): TakenSeat | Refusal {
  const seat = booking.attendees.find((attendee) => attendee.seatUid === seatUid);
  const eventType = call.state.eventTypes.get(booking.eventTypeId ?? Number.NaN);
  if (!seat) return refuse(400, 'Invalid seatUid: this seat does not exist or has already been cancelled.');
  if (!eventType) return refuse(404, `Event type with id ${booking.eventTypeId} not found.`);
  const alone = booking.attendees.length === 1;
  const taken = takeSeat(call, {
    slot,
    eventType,
    seed: seatSeed(seat, slot, eventType.id),
    ...(alone && { vacated: booking }),
  });
  if (taken.kind === 'seat') leave(call.state, { booking, seatUid, slot }, taken);
  return taken;
}

function seatSeed(seat: StoredAttendee, { start }: Slot, eventTypeId: number): BookingSeed {
  const { metadata = {}, responses = {} } = seat;
  return { start, eventTypeId, attendee: seat, metadata, responses };
}

function leave(state: WorldState, { booking, seatUid }: SeatMove, taken: TakenSeat): void {
  if (booking.attendees.length === 1) {
    writeBooking(state, booking, { status: 'cancelled', rescheduledToUid: taken.booking.uid });
  } else {
    booking.attendees = booking.attendees.filter((attendee) => attendee.seatUid !== seatUid);
  }
  if (state.seats.get(seatUid) === booking.uid) state.seats.delete(seatUid);
}
