/** Where a row's Booking has gone. */
import type { StoredBooking } from '../../../src/sandbox/calcom/stored-booking.ts';
import type { Row } from '../company.ts';
import { contactOfRow, shareAnEmail, shareAPhone } from './contact.ts';
import { sitsOn } from './seats.ts';

const MOST_RESCHEDULES = 20;

/** Follows the reschedules up to the last Booking that no other row carries; undefined for a row that carries none. */
export function endOfChain(
  row: Row,
  carried: ReadonlyMap<Row, StoredBooking>,
  byUid: ReadonlyMap<string, StoredBooking>,
): StoredBooking | undefined {
  let booking = carried.get(row);
  const passed = new Set<string>();
  while (booking && passed.size < MOST_RESCHEDULES) {
    passed.add(booking.uid);
    const next = byUid.get(booking.rescheduledToUid ?? '');
    if (!next || passed.has(next.uid) || isAnothers(next, row, carried)) return booking;
    booking = next;
  }
  return booking;
}

/** A class has room for many: it is another's only where the same person has other rows there, for each of the seats. */
function isAnothers(booking: StoredBooking, row: Row, carried: ReadonlyMap<Row, StoredBooking>): boolean {
  const others = [...carried].flatMap(([other, its]) => (other !== row && its === booking ? [other] : []));
  if (!booking.seated) return others.length > 0;
  const seats = booking.attendees.filter((seat) => sitsOn(row, seat));
  const rivals = others.filter((other) => haveOneContact(row, other));
  return rivals.length > 0 && rivals.length >= seats.length;
}

function haveOneContact(row: Row, other: Row): boolean {
  const [one, its] = [contactOfRow(row), contactOfRow(other)];
  return one.emails.length > 0 ? shareAnEmail(one, its) : shareAPhone(one, its);
}
