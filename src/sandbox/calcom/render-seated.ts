/** The answer to taking or moving a seat: the whole Booking, with the seat concerned at the top. */
import type { Call } from './call.ts';
import { visibility } from './get-booking.ts';
import { renderBooking } from './render-booking.ts';
import type { TakenSeat } from './take-seat.ts';

export function renderSeated(call: Call, { booking, seatUid }: TakenSeat) {
  return renderBooking(call.state, booking, { ...visibility(call, booking), written: true, seatUid });
}
