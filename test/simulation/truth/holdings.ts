/** Whose Booking is whose: what each row has in Cal.com. */
import type { StoredBooking } from '../../../src/sandbox/calcom/stored-booking.ts';
import type { Row } from '../company.ts';
import { carriedBookings } from './carried-bookings.ts';
import { endOfChain } from './end-of-chain.ts';
import type { Holding } from './holding.ts';
import { inOrderOfClaim } from './order-of-claim.ts';
import type { Question } from './question.ts';
import { areSeatsHidden, seatRows } from './seats.ts';
import { standingOfBooking } from './standing.ts';

export function holdings(question: Question): Holding[] {
  const byUid = new Map(question.bookings.map((booking) => [booking.uid, booking]));
  const carried = carriedBookings(question);
  const without: Holding[] = [];
  const claimants = new Map<StoredBooking, Row[]>();
  for (const row of question.rows) {
    const end = endOfChain(row, carried, byUid);
    if (end) claimants.set(end, [...(claimants.get(end) ?? []), row]);
    else without.push({ kind: 'none', row, why: whyNone(row, question) });
  }
  const having = [...claimants].flatMap(([booking, rows]) => share(booking, rows, question));
  return [...without, ...having];
}

function whyNone({ bookingUid }: Row, { bookings }: Question): 'no uid' | 'unknown uid' | 'no occurrence' {
  if (!bookingUid) return 'no uid';
  const ofSeries = bookings.some(({ recurringBookingUid }) => recurringBookingUid === bookingUid);
  return ofSeries ? 'no occurrence' : 'unknown uid';
}

function share(booking: StoredBooking, rows: readonly Row[], question: Question): Holding[] {
  const ordered = inOrderOfClaim(
    rows,
    ({ startsAt }) => Math.abs(startsAt - booking.start.getTime()) <= question.toleranceMs,
  );
  if (booking.seated) return shareSeats(booking, ordered, question);
  return ordered.map((row, turn) =>
    // What is over belongs to nobody, so nobody was first.
    turn === 0 || standingOfBooking(booking) !== 'live'
      ? { kind: 'booking', row, booking, seatUid: null }
      : { kind: 'none', row, why: 'another row was first' },
  );
}

function shareSeats(booking: StoredBooking, rows: readonly Row[], { eventTypes }: Question): Holding[] {
  if (areSeatsHidden(booking, eventTypes)) return rows.map((row) => ({ kind: 'hidden', row, booking }));
  const seats = seatRows(rows, booking.attendees);
  return rows.map((row) => {
    const seat = seats.get(row);
    if (!seat) return { kind: 'none', row, why: 'no seat' };
    return { kind: 'booking', row, booking, seatUid: seat.seatUid ?? null };
  });
}
