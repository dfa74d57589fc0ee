/** The everyday case, by itself since there are a hundred thousand of it: one row, its own Booking, all as remembered. */
import { appointmentLiveness } from '../domain/appointment.ts';
import { bookingLiveness, type Booking } from '../domain/booking.ts';
import { judge } from '../domain/judge.ts';
import type { Pair, PairingRules } from '../domain/pair.ts';
import type { PairState } from '../domain/pair-state.ts';
import { contains } from '../domain/window.ts';
import { isCalm } from './is-calm.ts';
import type { PageReading, Remainder } from './remainder.ts';

/**
 * Takes such Pairs off the page: they agree, nothing about them is new, and nothing else on the page can concern them.
 * Answers what is left of it.
 */
export function settlePlain(page: PageReading, remainder: Remainder, rules: PairingRules): PageReading {
  const bookings = new Map(page.bookings.filter(isPlain).map((booking) => [booking.uid, booking]));
  const known = knownByRow(page.known);
  const carriers = countBy(page.rows, ({ bookingUid }) => bookingUid);
  const pairs = countBy(page.known, ({ bookingUid }) => bookingUid);
  const rows = new Set<string>();
  const uids = new Set<string>();
  for (const row of page.rows) {
    const booking = bookings.get(row.bookingUid ?? '');
    const state = known.get(row.id);
    if (!booking || !state || !contains(page.span, row.startsAt) || remainder.settledRows.has(row.id))
      continue;
    if (carriers.get(booking.uid) !== 1 || pairs.get(booking.uid) !== 1) continue;
    if (state.bookingUid !== booking.uid || state.fingerprint !== row.fingerprint) continue;
    if (appointmentLiveness(row.status) !== 'live') continue;
    if (judge(plainPair(row, booking), rules.timeToleranceMs).kind !== 'synced') continue;
    rows.add(row.id);
    uids.add(booking.uid);
    remainder.rows.delete(row.id);
    remainder.unseen.delete(state.id);
  }
  return {
    ...page,
    rows: page.rows.filter(({ id }) => !rows.has(id)),
    bookings: page.bookings.filter(({ uid }) => !uids.has(uid)),
    known: page.known.filter(({ appointmentId }) => !rows.has(appointmentId ?? '')),
  };
}

/** No seats, no series, no reschedule. */
function isPlain(booking: Booking): boolean {
  return (
    booking.seats === 'none' &&
    booking.recurringUid === null &&
    booking.rescheduledFromUid === null &&
    booking.rescheduledToUid === null &&
    bookingLiveness(booking.status) === 'live'
  );
}

/** Those of which the row still carries the Booking that we remember. */
function knownByRow(known: readonly PairState[]): Map<string, PairState> {
  const byRow = new Map<string, PairState>();
  for (const state of known) {
    const { appointmentId, bookingUid, rowUid, seatUid } = state;
    if (appointmentId !== null && seatUid === null && bookingUid === rowUid && isCalm(state))
      byRow.set(appointmentId, state);
  }
  return byRow;
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string | null): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function plainPair(appointment: Pair['appointment'], booking: Booking): Pair {
  return { appointment, booking, seat: null, absence: null, heldBy: null, candidate: null, wanted: null };
}
