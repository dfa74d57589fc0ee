/** What a Run tells its caller: its certificate, what it counted, and every disagreement it saw. */
import type { Discrepancy, ErrorCode, Field } from '../domain/judge.ts';
import type { SyncStatus } from '../domain/pair-state.ts';
import { findingOf, observationOf, type Concluded } from './conclusion.ts';
import type { Counts, RunResult, RunStart } from './run-log.ts';

export interface ReportedDiscrepancy {
  readonly code: Discrepancy | Extract<ErrorCode, 'VERIFICATION_ERROR'>;
  readonly appointmentId: string | null;
  readonly bookingUid: string | null;
  readonly seatUid: string | null;
  readonly fields: readonly Field[];
  readonly candidateBookingUid: string | null;
  /** A person has accepted exactly this. */
  readonly accepted: boolean;
}

export interface RunReport {
  /** Null when nothing was written. */
  readonly id: number | null;
  readonly start: RunStart;
  readonly result: RunResult;
  /** Empty unless the listings are whole and the Run was not refused. */
  readonly discrepancies: readonly ReportedDiscrepancy[];
}

export const NO_COUNTS: Counts = {
  synced: 0,
  pending: 0,
  verification_pending: 0,
  failed: 0,
  orphaned_local: 0,
  orphaned_calcom: 0,
  data_mismatch: 0,
};

export function countStatuses(statuses: Iterable<SyncStatus>, start: Counts = NO_COUNTS): Counts {
  const counts = { ...start };
  for (const status of statuses) counts[status] += 1;
  return counts;
}

/** Undefined for a Pair that agrees or that could not be asked about. */
export function reportDiscrepancy({ pair, known, conclusion }: Concluded): ReportedDiscrepancy | undefined {
  const finding = findingOf(conclusion);
  if (!finding) return undefined;
  const seen = observationOf(pair, conclusion);
  const accepted =
    known?.issue?.state === 'accepted' &&
    seen?.kind === 'differs' &&
    known.issue.verdictHash === seen.verdictHash;
  return {
    code: finding.code as ReportedDiscrepancy['code'],
    appointmentId: pair.appointment?.id ?? null,
    bookingUid: pair.booking?.uid ?? pair.wanted,
    seatUid: pair.seat?.seatUid ?? null,
    fields: finding.fields,
    candidateBookingUid: pair.candidate?.uid ?? null,
    accepted,
  };
}
