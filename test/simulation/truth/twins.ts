/** Bookings that nobody carries and that look like a row's. */
import type { StoredBooking } from '../../../src/sandbox/calcom/stored-booking.ts';
import type { Row } from '../company.ts';
import { contactOfBooking, contactOfRow, shareAnEmail, shareAPhone } from './contact.ts';
import type { Question } from './question.ts';

/** Only where the Booking fits exactly one of the rows, and that row exactly one of the Bookings. */
export function twins(
  rows: readonly Row[],
  free: readonly StoredBooking[],
  question: Question,
): Map<Row, StoredBooking> {
  const found = new Map<Row, StoredBooking>();
  for (const row of rows) {
    const [booking, ...more] = free.filter((one) => looksLike(row, one, question));
    if (!booking || more.length > 0) continue;
    if (rows.filter((one) => looksLike(one, booking, question)).length === 1) found.set(row, booking);
  }
  return found;
}

/** Same start, same event type where the row names one, same e-mail or phone. */
export function looksLike(row: Row, booking: StoredBooking, { toleranceMs }: Question): boolean {
  if (Math.abs(row.startsAt - booking.start.getTime()) > toleranceMs) return false;
  if (row.eventTypeId !== null && row.eventTypeId !== booking.eventTypeId) return false;
  const [ours, theirs] = [contactOfRow(row), contactOfBooking(booking)];
  return shareAnEmail(ours, theirs) || shareAPhone(ours, theirs);
}
