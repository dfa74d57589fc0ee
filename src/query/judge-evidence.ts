/** Judges once more, from what was kept of an attempt alone: nothing else is looked at, and nothing is asked. */
import { appointmentLiveness } from '../domain/appointment.ts';
import { bookingLiveness } from '../domain/booking.ts';
import {
  lastBooking,
  type AnsweredBooking,
  type Evidence,
  type Search,
  type SeenRow,
} from '../domain/evidence.ts';
import type { Field } from '../domain/judge.ts';
import type { Finding } from '../domain/pair-state.ts';

const UNCLEAR: Finding = { code: 'VERIFICATION_ERROR', fields: [] };

/** Null: nothing differs. */
export function judgeEvidence(evidence: Evidence): Finding | null {
  const { database, calcom, heldUntil, toleranceMs } = evidence;
  if (heldUntil !== null) return null;
  if (calcom.some(({ answer }) => answer === 'unread')) return UNCLEAR;
  const booking = ownBooking(evidence);
  if (booking && (bookingLiveness(booking.status) === 'unknown' || booking.seats === 'hidden'))
    return UNCLEAR;
  const holds = booking !== undefined && bookingLiveness(booking.status) === 'live';
  if (!database.row) return holds && booking.inScope ? { code: 'ORPHANED_CALCOM', fields: [] } : null;
  return judgeRow(database.row, { booking, holds, toleranceMs });
}

function judgeRow(
  row: SeenRow,
  {
    booking,
    holds,
    toleranceMs,
  }: { booking: AnsweredBooking | undefined; holds: boolean; toleranceMs: number },
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
function ownBooking(evidence: Evidence): AnsweredBooking | undefined {
  const booking = lastBooking(evidence);
  if (!booking) return undefined;
  const isLost = evidence.searches.some((search) => search.for === 'holder' || isMissingSeat(search));
  return isLost && bookingLiveness(booking.status) !== 'dead' ? undefined : booking;
}

export function isMissingSeat(search: Search): boolean {
  return search.for === 'seat' && search.found === null;
}
