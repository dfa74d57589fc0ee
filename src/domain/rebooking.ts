/** A host may ask the customer for another time: the Booking is then cancelled, and a new one may follow. */
import { appointmentLiveness, type Appointment, type Instant } from './appointment.ts';
import type { Booking } from './booking.ts';

/** A customer who has not chosen by then would stand before a closed door. */
const BEFORE_START_MS = 24 * 60 * 60_000;

export function isAwaitingRebooking(row: Appointment, booking: Booking): boolean {
  return (
    appointmentLiveness(row.status) === 'live' &&
    booking.status === 'cancelled' &&
    booking.rescheduledToUid === null
  );
}

/** Until when it is not reported: the grace after the request, but no later than a day before the old start. */
export function rebookDeadline(booking: Booking, requestedAt: Instant, graceMs: number): Instant {
  return Math.min(requestedAt + graceMs, booking.startsAt - BEFORE_START_MS);
}
