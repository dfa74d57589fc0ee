/** What one Run changes about one Pair: its memory, its history, its Issue. */
import type { Instant } from '../domain/appointment.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { CloseOutcome, IssueStep } from '../domain/ladder.ts';
import type { Absence } from '../domain/pair.ts';
import type { Finding, Ladder, PairState, SyncStatus } from '../domain/pair-state.ts';

/** Who the Pair is: what it will be recognised by next time. */
export interface Identity {
  readonly appointmentId: string | null;
  readonly bookingUid: string | null;
  readonly seatUid: string | null;
  readonly rowUid: string | null;
  readonly fingerprint: string | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** What an Issue keeps of its Pair: enough to find both sides again, nothing about the customer. */
export interface IssueFacts {
  readonly verdictHash: string;
  readonly factsHash: string;
  readonly candidateUid: string | null;
  readonly heldBy: string | null;
  readonly absence: Absence | null;
  readonly booking: { readonly status: string; readonly startsAt: Instant; readonly endsAt: Instant } | null;
}

/** The Pair goes on, in this standing. */
export interface PairUpdate {
  readonly kind: 'update';
  /** Undefined: seen for the first time. */
  readonly known: PairState | undefined;
  /** False: it was only met elsewhere, by a reading that does not answer for it. */
  readonly answered: boolean;
  readonly identity: Identity;
  readonly status: SyncStatus;
  readonly ladder: Ladder | null;
  readonly at: Instant;
  /** Null: nothing happened that people would look up. */
  readonly event: PairEvent | null;
  /** What the event rests on; null without one, and where nothing was read. */
  readonly evidence: Evidence | null;
  readonly issue: { readonly step: IssueStep; readonly facts: IssueFacts | null } | null;
}

/** The Pair is forgotten: both sides are gone, or another Pair took its Booking. Its history stays. */
export interface PairRemoval {
  readonly kind: 'remove';
  readonly known: PairState;
  readonly at: Instant;
  readonly outcome: CloseOutcome;
  readonly evidence: Evidence | null;
}

export type PairChange = PairUpdate | PairRemoval;

/** One line of the Sync History. */
export interface PairEvent {
  readonly kind: 'verified' | 'attempt' | 'opened' | 'reopened' | 'changed' | 'closed' | 'held';
  readonly attempt: number | null;
  readonly finding: Finding | null;
  readonly detail: string | null;
}
