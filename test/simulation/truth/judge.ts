/** The verdict on one row and what it has in Cal.com. */
import type { StoredBooking } from '../../../src/sandbox/calcom/stored-booking.ts';
import type { Row } from '../company.ts';
import type { Holding } from './holding.ts';
import type { Question } from './question.ts';
import { standingOfBooking, standingOfRow } from './standing.ts';

type Field = 'startsAt' | 'endsAt' | 'status';

export type Judged =
  | 'in sync'
  | 'held'
  | {
      readonly code: 'ORPHANED_LOCAL' | 'DATA_MISMATCH' | 'VERIFICATION_ERROR';
      readonly fields: readonly Field[];
    };

const DAY = 24 * 60 * 60_000;
const UNREADABLE: Judged = { code: 'VERIFICATION_ERROR', fields: [] };

export function judge(holding: Holding, question: Question): Judged {
  const row = standingOfRow(holding.row);
  if (row === 'unknown' || holding.kind === 'hidden') return UNREADABLE;
  if (holding.kind === 'none') return row === 'dead' ? 'in sync' : { code: 'ORPHANED_LOCAL', fields: [] };
  const booking = standingOfBooking(holding.booking);
  if (booking === 'unknown') return UNREADABLE;
  if (row !== booking)
    return isHeld(holding.booking, question) ? 'held' : { code: 'DATA_MISMATCH', fields: ['status'] };
  if (row === 'dead') return 'in sync';
  const fields = differingTimes(holding.row, holding.booking, question.toleranceMs);
  return fields.length === 0 ? 'in sync' : { code: 'DATA_MISMATCH', fields };
}

function differingTimes(row: Row, booking: StoredBooking, toleranceMs: number): Field[] {
  const fields: Field[] = [];
  if (Math.abs(row.startsAt - booking.start.getTime()) > toleranceMs) fields.push('startsAt');
  if (Math.abs(row.endsAt - booking.end.getTime()) > toleranceMs) fields.push('endsAt');
  return fields;
}

/** The host asked for another time, which the customer may still choose: for a while, and not on the last day. */
function isHeld(booking: StoredBooking, { rescheduleRequests, rebookGraceMs, now }: Question): boolean {
  const receivedAt = rescheduleRequests.get(booking.uid);
  if (receivedAt === undefined || booking.status !== 'cancelled') return false;
  if (booking.rescheduledToUid !== undefined) return false;
  return now < Math.min(receivedAt + rebookGraceMs, booking.start.getTime() - DAY);
}
