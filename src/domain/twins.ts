/** Finds a row and a Booking that no one has linked but that are surely the same visit. */
import type { Appointment, Instant } from './appointment.ts';
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
  return startingAt(byStart, row.startsAt, toleranceMs).filter((booking) => {
    const sameType = row.eventTypeId === null || row.eventTypeId === booking.eventTypeId;
    return sameType && isAttended(booking, row);
  });
}

interface Starting {
  readonly startsAt: Instant;
}

/** Of a list in the order of start: those that start then, within the tolerance. */
export function startingAt<T extends Starting>(
  byStart: readonly T[],
  instant: Instant,
  toleranceMs: number,
): T[] {
  const first = firstFrom(byStart, instant - toleranceMs);
  return byStart.slice(first, firstFrom(byStart, instant + toleranceMs + 1));
}

function firstFrom(byStart: readonly Starting[], instant: Instant): number {
  let low = 0;
  let high = byStart.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((byStart[middle] as Starting).startsAt < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
