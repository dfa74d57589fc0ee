/** Finds a row and a Booking that no one has linked but that are surely the same visit. */
import type { Appointment } from './appointment.ts';
import type { Booking } from './booking.ts';
import { isAttended } from './identity.ts';

/**
 * By appointment id: the one Booking that starts at the same time, is of the same event type where that is known,
 * and is attended by the same customer. Only where it fits exactly that row, and that row fits nothing else.
 */
export function findTwins(
  rows: readonly Appointment[],
  bookings: readonly Booking[],
  toleranceMs: number,
): Map<string, Booking> {
  const byStart = bookings.toSorted((a, b) => a.startsAt - b.startsAt);
  const fitting = new Map(rows.map((row) => [row.id, fittingBookings(row, byStart, toleranceMs)]));
  const suitors = new Map<string, number>();
  for (const booking of [...fitting.values()].flat())
    suitors.set(booking.uid, (suitors.get(booking.uid) ?? 0) + 1);
  const twins = new Map<string, Booking>();
  for (const [id, [only, ...others]] of fitting) {
    if (only && others.length === 0 && suitors.get(only.uid) === 1) twins.set(id, only);
  }
  return twins;
}

function fittingBookings(row: Appointment, byStart: readonly Booking[], toleranceMs: number): Booking[] {
  const fitting: Booking[] = [];
  for (let at = firstFrom(byStart, row.startsAt - toleranceMs); at < byStart.length; at++) {
    const booking = byStart[at] as Booking;
    if (booking.startsAt > row.startsAt + toleranceMs) break;
    const sameType = row.eventTypeId === null || row.eventTypeId === booking.eventTypeId;
    if (sameType && isAttended(booking, row)) fitting.push(booking);
  }
  return fitting;
}

function firstFrom(byStart: readonly Booking[], instant: number): number {
  let low = 0;
  let high = byStart.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((byStart[middle] as Booking).startsAt < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
