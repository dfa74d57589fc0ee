/** A Resolution: what was asked on an Issue, by whom, and how it ended. */
import type { Instant } from '../domain/appointment.ts';
import type { Action } from '../domain/offers.ts';
import type { SentCall } from './sent-call.ts';

/** Who asked, and where. */
export interface Asker {
  readonly id: string;
  readonly name: string;
  readonly surface: string;
}

export interface ResolutionRequest {
  readonly issueId: number;
  readonly action: Action;
  /** Of the facts that were shown when it was asked for. */
  readonly factsHash: string;
  readonly note: string | null;
  /** Chosen for a booking that is to be made, where nobody had said which; else null. */
  readonly eventTypeId: number | null;
  readonly by: Asker;
}

/**
 * - `recorded`: it will be carried out
 * - `busy`: another one is active on this Issue
 * - `changed`: the facts are no longer those that were shown; nothing was recorded
 * - `closed`: the Issue is not open any more
 */
export type RequestOutcome =
  | { readonly kind: 'recorded'; readonly id: number }
  | { readonly kind: 'busy' | 'closed'; readonly last: PastResolution | null }
  | { readonly kind: 'changed' }
  | { readonly kind: 'no_issue' };

/** The latest one of an Issue, for "done by". */
export interface PastResolution {
  readonly action: Action;
  readonly byName: string;
  readonly surface: string;
  readonly at: Instant;
  readonly state: 'requested' | 'running' | 'done' | 'failed' | 'unknown' | 'refused';
  readonly result: string | null;
  /** Done, and what came of it has not been looked at yet. */
  readonly verifying: boolean;
}

/** One that is to be carried out, or was left half-way. */
export interface ActiveResolution extends ResolutionRequest {
  readonly id: number;
  readonly pairId: number | null;
  /** Goes into the metadata of a Booking that we make, so that we recognise it. */
  readonly marker: string;
  readonly requestedAt: Instant;
  readonly state: 'requested' | 'running' | 'unknown';
  /** How often the write left for Cal.com. */
  readonly sends: number;
  readonly sentAt: Instant | null;
  /** What the last of them asked for. */
  readonly sent: SentCall | null;
}

/** A click or a command of somebody who may not, or that cannot be done any more. */
export interface RefusedClick {
  readonly by: Asker;
  /** Null where it names no Issue. */
  readonly issueId: number | null;
  /** What was asked for, and why it was refused. */
  readonly detail: string;
}
