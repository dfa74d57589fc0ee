/** Seats of a Booking: rows of their own, so that changing them leaves the Booking's `updatedAt` as it was. */
import { makeSeat } from './make-booking.ts';
import type { AttendeeSeed, StoredAttendee, StoredBooking } from './stored-booking.ts';
import { indexSeats, type WorldState } from './world-state.ts';

export function addSeat(state: WorldState, booking: StoredBooking, seed: AttendeeSeed): StoredAttendee {
  const seat = makeSeat(state, seed, new Date(state.clock.now()));
  booking.attendees.push(seat);
  indexSeats(state, booking);
  return seat;
}

export function removeSeat(state: WorldState, seatUid: string): void {
  const booking = bookingOfSeat(state, seatUid);
  if (!booking) throw new Error(`Cannot find the seat "${seatUid}"`);
  booking.attendees = booking.attendees.filter((attendee) => attendee.seatUid !== seatUid);
  state.seats.delete(seatUid);
}

export function bookingOfSeat(state: WorldState, seatUid: string): StoredBooking | undefined {
  const uid = state.seats.get(seatUid);
  return uid === undefined ? undefined : state.bookings.get(uid);
}
