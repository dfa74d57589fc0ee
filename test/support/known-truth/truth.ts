/** What a case says a Run has to find, in the words of the contract. */
import type { ReportedDiscrepancy } from '../../../src/reconcile/run-report.ts';

export type Expected = Omit<ReportedDiscrepancy, 'accepted'>;

export interface Truth {
  readonly synced?: number;
  readonly discrepancies?: readonly Expected[];
}

type Details = Partial<Pick<Expected, 'bookingUid' | 'seatUid' | 'candidateBookingUid'>>;

const NOTHING = { bookingUid: null, seatUid: null, fields: [], candidateBookingUid: null };

export function synced(count = 1): Truth {
  return { synced: count };
}

export function nothing(): Truth {
  return {};
}

export function found(...discrepancies: Expected[]): Truth {
  return { discrepancies };
}

/** An Appointment without its Booking. */
export function orphanedLocal(appointmentId: string, details: Details = {}): Expected {
  return { ...NOTHING, code: 'ORPHANED_LOCAL', appointmentId, ...details };
}

/** A Booking, or a seat of it, without its Appointment. */
export function orphanedCalcom(bookingUid: string, seatUid: string | null = null): Expected {
  return { ...NOTHING, code: 'ORPHANED_CALCOM', appointmentId: null, bookingUid, seatUid };
}

export function mismatch(
  [appointmentId, bookingUid]: readonly [string, string],
  fields: Expected['fields'],
  details: Details = {},
): Expected {
  return { ...NOTHING, code: 'DATA_MISMATCH', appointmentId, bookingUid, fields, ...details };
}

export function unreadable(
  appointmentId: string | null,
  bookingUid: string | null,
  seatUid: string | null = null,
): Expected {
  return { ...NOTHING, code: 'VERIFICATION_ERROR', appointmentId, bookingUid, seatUid };
}
