/** POST /v2/bookings/:uid/cancel: one Booking, one seat, one occurrence and those after it, or a whole series. */
import { refuseBody, unknownProperties } from './body-problems.ts';
import { bodyOf, type Call } from './call.ts';
import { getBooking, unknownBooking } from './get-booking.ts';
import { cancelBooking } from './move-booking.ts';
import { type Outcome, type Refusal, refuse } from './outcome.ts';
import { bookingOfSeat, removeSeat } from './seats.ts';
import type { StoredBooking } from './stored-booking.ts';
import { occurrencesOf } from './world-state.ts';

const KNOWN = ['cancellationReason', 'cancelSubsequentBookings', 'seatUid'];

export function cancelBookings(call: Call): Outcome {
  const [uid = ''] = call.parameters;
  const problems = unknownProperties(bodyOf(call), KNOWN);
  if (problems.length > 0) return refuseBody(problems);
  const asked = call.state.bookings.get(uid);
  const series = asked ? [asked] : occurrencesOf(call.state, uid);
  const [first] = series;
  if (!first) return unknownBooking(uid);
  const seatUid = bodyOf(call)['seatUid'];
  if (typeof seatUid === 'string') return cancelSeat(call, first, seatUid);
  const affected = asked ? occurrencesFrom(call, asked) : series.filter((one) => isRemaining(call, one));
  const refusal = refuseCancel(call, affected[0] ?? first);
  if (refusal) return refusal;
  for (const booking of affected) cancelBooking(call.state, booking, reasonOf(call));
  return getBooking({ ...call, parameters: [answeredUid(call, uid, asked)] });
}

function cancelSeat(call: Call, booking: StoredBooking, seatUid: string): Outcome {
  const owner = bookingOfSeat(call.state, seatUid);
  if (!owner) {
    return refuse(400, 'Invalid seatUid: this seat does not exist or has already been cancelled.');
  }
  if (owner !== booking) {
    return refuse(400, 'Invalid seatUid: this seat does not belong to this booking.');
  }
  const refusal = refuseCancel(call, booking);
  if (refusal) return refusal;
  // The last seat stays on the Booking, which is cancelled with it; any other seat is deleted.
  if (booking.attendees.length === 1) cancelBooking(call.state, booking, reasonOf(call));
  else removeSeat(call.state, seatUid);
  return getBooking(call);
}

function refuseCancel(call: Call, booking: StoredBooking): Refusal | undefined {
  const eventType = call.state.eventTypes.get(booking.eventTypeId ?? Number.NaN);
  if (booking.status === 'cancelled') return refuseCore('This booking has already been cancelled.');
  if (call.requireCancellationReason && call.authenticated && reasonOf(call).trim() === '') {
    return refuseCore('Cancellation reason is required when you are the host');
  }
  if (eventType?.disableCancelling) return refuseCore('This event type does not allow cancellations');
  if (booking.end.getTime() < call.state.clock.now()) {
    return refuseCore('Cannot cancel a booking that has already ended');
  }
  return undefined;
}

function refuseCore(message: string): Refusal {
  return refuse(400, message, 'core');
}

function occurrencesFrom(call: Call, booking: StoredBooking): StoredBooking[] {
  const { recurringBookingUid } = booking;
  if (recurringBookingUid === undefined || !cancelsSubsequent(call)) return [booking];
  const later = occurrencesOf(call.state, recurringBookingUid).filter((one) => one.start > booking.start);
  return [booking, ...later.filter((one) => isRemaining(call, one))];
}

/** Cancelling the later occurrences too answers the whole series. */
function answeredUid(call: Call, uid: string, booking: StoredBooking | undefined): string {
  return (cancelsSubsequent(call) && booking?.recurringBookingUid) || uid;
}

function cancelsSubsequent(call: Call): boolean {
  return bodyOf(call)['cancelSubsequentBookings'] === true;
}

function isRemaining(call: Call, booking: StoredBooking): boolean {
  return booking.status !== 'cancelled' && booking.end.getTime() >= call.state.clock.now();
}

function reasonOf(call: Call): string {
  const reason = bodyOf(call)['cancellationReason'];
  return typeof reason === 'string' ? reason : '';
}
