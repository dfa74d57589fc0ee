/** The verdict for one Pair: the table of what agrees, what does not, and what cannot be told. */
import { appointmentLiveness } from './appointment.ts';
import { bookingLiveness, type Booking } from './booking.ts';
import type { Pair } from './pair.ts';

export type ErrorCode =
  | 'ORPHANED_LOCAL'
  | 'ORPHANED_CALCOM'
  | 'DATA_MISMATCH'
  | 'VERIFICATION_ERROR'
  | 'CIRCUIT_OPEN';
export type Discrepancy = Extract<ErrorCode, 'ORPHANED_LOCAL' | 'ORPHANED_CALCOM' | 'DATA_MISMATCH'>;
export type Field = 'startsAt' | 'endsAt' | 'status';

/**
 * - `synced`: both sides agree, or there is nothing left to keep
 * - `differs`: they disagree, in `fields` where both sides are there
 * - `unclear`: both were read, but one says something we have not learnt (an unknown status, hidden seats)
 */
export type Verdict =
  | { readonly kind: 'synced' }
  | { readonly kind: 'differs'; readonly code: Discrepancy; readonly fields: readonly Field[] }
  | { readonly kind: 'unclear'; readonly why: string };

const SYNCED: Verdict = { kind: 'synced' };

/** Pure and total; a Pair whose `wanted` uid is still unread must not be asked about. */
export function judge(pair: Pair, toleranceMs: number): Verdict {
  const unclear = findUnclear(pair);
  if (unclear) return { kind: 'unclear', why: unclear };
  const { appointment, booking } = pair;
  if (!appointment) return booking ? differs('ORPHANED_CALCOM') : SYNCED;
  const kept = appointmentLiveness(appointment.status) === 'live';
  if (!booking) return kept ? differs('ORPHANED_LOCAL') : SYNCED;
  const held = bookingLiveness(booking.status) === 'live';
  if (kept !== held) return differs('DATA_MISMATCH', ['status']);
  if (!kept) return SYNCED;
  const fields = differingTimes(pair as Pair & { booking: Booking }, toleranceMs);
  return fields.length > 0 ? differs('DATA_MISMATCH', fields) : SYNCED;
}

function findUnclear({ appointment, booking }: Pair): string | null {
  if (appointment && appointmentLiveness(appointment.status) === 'unknown') {
    return `the appointment's status "${appointment.status}" is not one of scheduled, completed, no_show, cancelled`;
  }
  if (!booking) return null;
  if (bookingLiveness(booking.status) === 'unknown')
    return `Cal.com answered the unknown booking status "${booking.status}"`;
  if (booking.seats === 'hidden') return 'the seats of this booking are hidden from the API key';
  return null;
}

function differs(code: Discrepancy, fields: readonly Field[] = []): Verdict {
  return { kind: 'differs', code, fields };
}

function differingTimes({ appointment, booking }: Pair & { booking: Booking }, toleranceMs: number): Field[] {
  const fields: Field[] = [];
  if (!appointment) return fields;
  if (Math.abs(appointment.startsAt - booking.startsAt) > toleranceMs) fields.push('startsAt');
  if (Math.abs(appointment.endsAt - booking.endsAt) > toleranceMs) fields.push('endsAt');
  return fields;
}
