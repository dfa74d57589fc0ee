/** "I'm on it": one person at a time has an Issue, which binds nobody and tells everybody. */
import type { Instant } from '../domain/appointment.ts';
import type { IssueClaim } from '../domain/issue-claim.ts';
import type { Asker } from './resolution.ts';

export interface ClaimRequest {
  readonly issueId: number;
  readonly by: Asker;
  /** When the one took it who is to be replaced; null: only where nobody has it. */
  readonly from: Instant | null;
}

/**
 * - `claimed`: this person has it now
 * - `yours`: they had it already
 * - `held`: somebody else has it
 * - `not_open`: there is nothing to be had
 */
export type ClaimOutcome =
  | { readonly kind: 'claimed' | 'yours' | 'not_open' }
  | { readonly kind: 'held'; readonly claim: IssueClaim };
