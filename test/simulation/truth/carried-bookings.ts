/** The Booking that the uid in a row stands for, before any reschedule is followed. */
import type { StoredBooking } from '../../../src/sandbox/calcom/stored-booking.ts';
import type { Row } from '../company.ts';
import { endOfChain } from './end-of-chain.ts';
import { inOrderOfClaim } from './order-of-claim.ts';
import type { Question } from './question.ts';
import { standingOfBooking } from './standing.ts';

export type Carried = ReadonlyMap<Row, StoredBooking>;

/** A uid of a series stands for the unclaimed occurrence with the same start; a row that carries nothing is left out. */
export function carriedBookings({ rows, bookings, toleranceMs }: Question): Carried {
  const byUid = new Map(bookings.map((booking) => [booking.uid, booking]));
  const carried = new Map<Row, StoredBooking>();
  for (const row of rows) {
    const booking = byUid.get(row.bookingUid ?? '');
    if (booking) carried.set(row, booking);
  }
  const claimed = new Set(
    [...carried].flatMap(([row]) => [carried.get(row), endOfChain(row, carried, byUid)]),
  );
  for (const row of inOrderOfClaim(rows, () => true)) {
    if (carried.has(row) || !row.bookingUid) continue;
    const occurrences = bookings.filter(
      (one) =>
        one.recurringBookingUid === row.bookingUid &&
        !claimed.has(one) &&
        Math.abs(one.start.getTime() - row.startsAt) <= toleranceMs,
    );
    // An occurrence that moved away and back has left a cancelled one at its start.
    const occurrence = occurrences.find((one) => standingOfBooking(one) === 'live') ?? occurrences[0];
    if (!occurrence) continue;
    carried.set(row, occurrence);
    claimed.add(occurrence);
  }
  return carried;
}
