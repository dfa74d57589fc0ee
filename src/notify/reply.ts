/** What is said in a card's thread, besides the card itself: few things, and each of them once. */
import type { Instant } from '../domain/appointment.ts';
import type { MessageRef } from './surface.ts';

/**
 * - `reopened`: bad again, in the same Issue
 * - `changed`: it differs in another way than the card said
 * - `values`: it differs in the same way, and the buttons mean something else by now
 * - `closed`: over without anybody's click
 * - `reminder`: it starts soon, and nobody has touched it
 * - `awake`: its snooze is over, and it is still open
 */
export type ReplyFacts =
  | { readonly kind: 'reopened' | 'changed' | 'values' | 'reminder' | 'awake' }
  | { readonly kind: 'closed'; readonly outcome: string };

/** A reply, where it belongs, and what speaks against it. */
export interface StandingReply {
  readonly kind: ReplyFacts['kind'];
  readonly postKey: string;
  /** The card; null when it does not stand any more. */
  readonly under: MessageRef | null;
  readonly snoozed: boolean;
  readonly recent: RecentPosts;
}

/** What was newly posted about an Issue on a surface within the last hour: its card and its replies. */
export interface RecentPosts {
  readonly count: number;
  /** Of the oldest of them; null for none. */
  readonly first: Instant | null;
}
