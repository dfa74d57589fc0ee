/** Judges once more, from what was kept of an attempt alone: nothing else is looked at, and nothing is asked. */
import { appointmentLiveness } from '../domain/appointment.ts';
import { bookingLiveness } from '../domain/booking.ts';
import type { Evidence, Search, SeenRow, UidAnswer } from '../domain/evidence.ts';
import type { Field } from '../domain/judge.ts';
import type { Finding } from '../domain/pair-state.ts';

export type JudgedBooking = Extract<UidAnswer, { answer: 'booking' }>;

const UNCLEAR: Finding = { code: 'VERIFICATION_ERROR', fields: [] };

/** Null: nothing differs. */
export function judgeEvidence(evidence: Evidence): Finding | null {
  const { database, calcom, heldUntil, toleranceMs } = evidence;
  if (heldUntil !== null) return null;
  if (calcom.some(({ answer }) => answer === 'unread')) return UNCLEAR;
  const booking = ownBooking(evidence);
  if (booking && (bookingLiveness(booking.status) === 'unknown' || booking.seats === 'hidden'))
    return UNCLEAR;
  const holds = booking !== null && bookingLiveness(booking.status) === 'live';
  if (!database.row) return holds && booking.inScope ? { code: 'ORPHANED_CALCOM', fields: [] } : null;
  return judgeRow(database.row, { booking, holds, toleranceMs });
}

function judgeRow(
  row: SeenRow,
  { booking, holds, toleranceMs }: { booking: JudgedBooking | null; holds: boolean; toleranceMs: number },
): Finding | null {
  const kept = appointmentLiveness(row.status);
  if (kept === 'unknown') return UNCLEAR;
  if (!booking) return kept === 'live' ? { code: 'ORPHANED_LOCAL', fields: [] } : null;
  if ((kept === 'live') !== holds) return { code: 'DATA_MISMATCH', fields: ['status'] };
  const apart = (field: 'startsAt' | 'endsAt') => Math.abs(row[field] - booking[field]) > toleranceMs;
  const fields: Field[] = holds ? (['startsAt', 'endsAt'] as const).filter(apart) : [];
  return fields.length > 0 ? { code: 'DATA_MISMATCH', fields } : null;
}

/** The last Booking that was found, unless it belongs to another row or has no seat for this one. */
export function ownBooking({ calcom, searches }: Evidence): JudgedBooking | null {
  const booking = lastBooking(calcom);
  if (!booking) return null;
  const isLost = searches.some((search) => search.for === 'holder' || isMissingSeat(search));
  return isLost && bookingLiveness(booking.status) !== 'dead' ? null : booking;
}

export function lastBooking(calcom: readonly UidAnswer[]): JudgedBooking | null {
  return calcom.findLast((one) => one.answer === 'booking') ?? null;
}

function isMissingSeat(search: Search): boolean {
  return search.for === 'seat' && search.found === null;
}
