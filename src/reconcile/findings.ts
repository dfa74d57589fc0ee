/** What a pass found, once its listings were whole. */
import type { PairChange } from './pair-change.ts';
import type { Counts, RunOutcome } from './run-log.ts';
import { NO_COUNTS, type ReportedDiscrepancy } from './run-report.ts';

export interface Findings {
  readonly outcome: Extract<RunOutcome, 'complete' | 'partial'>;
  readonly problem: string | null;
  readonly counts: Counts;
  readonly appointmentsRead: number;
  readonly bookingsRead: number;
  readonly changes: readonly PairChange[];
  readonly discrepancies: readonly ReportedDiscrepancy[];
  /** Bookings that exist and that a listing should have held. */
  readonly unlisted: number;
  /** Pairs that could not be read. */
  readonly unread: number;
  /** Pairs that changed while they were read. */
  readonly moving: number;
  /** Bookings that changed without a webhook, where one is set up. */
  readonly unannounced: number;
}

/** A complete reading of nothing. */
export const NOTHING_FOUND: Findings = {
  outcome: 'complete',
  problem: null,
  counts: NO_COUNTS,
  appointmentsRead: 0,
  bookingsRead: 0,
  changes: [],
  discrepancies: [],
  unlisted: 0,
  unread: 0,
  moving: 0,
  unannounced: 0,
};
