/** What we remember of a Pair from one reading to the next; holds no name, e-mail or phone. */
import type { Instant } from './appointment.ts';
import type { ErrorCode, Field } from './judge.ts';

export type SyncStatus =
  | 'pending'
  | 'verification_pending'
  | 'synced'
  | 'failed'
  | 'orphaned_local'
  | 'orphaned_calcom'
  | 'data_mismatch';

/** What a verdict says, apart from the values: two with the same code and fields count as the same verdict. */
export interface Finding {
  readonly code: ErrorCode;
  readonly fields: readonly Field[];
}

/** Attempts so far on the way to a final status. */
export interface Ladder {
  /** The last verdict of an attempt that could read both sides. */
  readonly finding: Finding | null;
  /** Equal verdicts in a row. */
  readonly equal: number;
  /** Attempts in a row that could not read. */
  readonly troubled: number;
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
  /** Why the last attempt failed, in words safe to show; null when it could read. */
  readonly lastError: string | null;
}

/** The latest Issue of a Pair, as far as it decides what happens next. */
export interface IssueRef {
  readonly id: number;
  readonly state: 'open' | 'accepted' | 'resolved';
  readonly finding: Finding;
  readonly verdictHash: string;
  readonly factsHash: string;
  readonly resolvedAt: Instant | null;
}

/** Where a Pair stands: everything that the next attempt changes. */
export interface Standing {
  readonly status: SyncStatus;
  readonly ladder: Ladder | null;
  readonly issue: IssueRef | null;
}

/** A Pair as we remember it. `version` rises with every change; a change applies only to the version it was planned on. */
export interface PairState extends Standing {
  readonly id: number;
  readonly version: number;
  readonly appointmentId: string | null;
  readonly bookingUid: string | null;
  readonly seatUid: string | null;
  /** The uid that the row carried; differs from `bookingUid` after a reschedule that the company did not take over. */
  readonly rowUid: string | null;
  /** Of the row, to notice its changes; null when there is no row. */
  readonly fingerprint: string | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

export const UNKNOWN: Standing = { status: 'pending', ladder: null, issue: null };

export function isSameFinding(a: Finding | null, b: Finding | null): boolean {
  return a !== null && b !== null && a.code === b.code && a.fields.join() === b.fields.join();
}

/** The status that an Issue of this code leaves a Pair in. */
export function finalStatus(code: ErrorCode): SyncStatus {
  switch (code) {
    case 'ORPHANED_LOCAL':
      return 'orphaned_local';
    case 'ORPHANED_CALCOM':
      return 'orphaned_calcom';
    case 'DATA_MISMATCH':
      return 'data_mismatch';
    case 'VERIFICATION_ERROR':
    case 'CIRCUIT_OPEN':
      return 'failed';
  }
}
