/** The everyday page, at one glance: every row with its own Booking, all as remembered. There are hundreds of these in a Run. */
import type { Instant } from '../domain/appointment.ts';
import { bookingLiveness, type Booking } from '../domain/booking.ts';
import type { PairingRules } from '../domain/pair.ts';
import type { Slice } from './listing.ts';
import type { SharedUids } from './read-our-side.ts';

/** A row of a span, as far as a glance needs it. */
export interface GlancedRow {
  readonly bookingUid: string | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Live, and its Pair agreed with this very row and its own Booking, with no doubt and no Issue about it. */
  readonly calm: boolean;
}

export interface Glance {
  readonly rows: readonly GlancedRow[];
  /** So many Pairs are remembered that start in the span. */
  readonly remembered: number;
}

/** Whether nothing on the page has to be looked at: no row, no Booking and no remembered Pair is left over. */
export function isAsRemembered(
  { bookings }: Slice,
  glance: Glance,
  on: { rules: PairingRules; shared: SharedUids },
): boolean {
  const { rows, remembered } = glance;
  if (rows.length !== remembered || rows.length !== bookings.length) return false;
  const byUid = new Map(bookings.map((booking) => [booking.uid, booking]));
  for (const row of rows) {
    const booking = byUid.get(row.bookingUid ?? '');
    if (!booking || !row.calm || !isPlain(booking, on.shared) || !isSameTime(row, booking, on.rules))
      return false;
    byUid.delete(booking.uid);
  }
  return true;
}

/** No seats, no series, no reschedule, and nobody else's. */
function isPlain(booking: Booking, shared: SharedUids): boolean {
  return (
    booking.seats === 'none' &&
    booking.recurringUid === null &&
    booking.rescheduledFromUid === null &&
    booking.rescheduledToUid === null &&
    bookingLiveness(booking.status) === 'live' &&
    !shared.rows.has(booking.uid) &&
    !shared.pairs.has(booking.uid)
  );
}

function isSameTime(row: GlancedRow, booking: Booking, { timeToleranceMs }: PairingRules): boolean {
  return (
    Math.abs(row.startsAt - booking.startsAt) <= timeToleranceMs &&
    Math.abs(row.endsAt - booking.endsAt) <= timeToleranceMs
  );
}
