/** Whether something new may be posted about an Issue now, and what happens to it otherwise. Pure. */
import type { Instant } from '../domain/appointment.ts';
import type { RecentPosts, StandingReply } from './reply.ts';

/** What is known of an Issue that something may have to be told of. */
export interface Untold {
  /** It was told before, in a message that stands. */
  readonly told: boolean;
  readonly paused: boolean;
  readonly open: boolean;
  readonly snoozed: boolean;
  readonly recent: RecentPosts;
}

export type Restraint =
  | { readonly kind: 'hold'; readonly why: string }
  | { readonly kind: 'drop'; readonly why: string }
  | { readonly kind: 'wait'; readonly until: Instant; readonly why: string };

/** New messages about one Issue on one surface; edits are free. */
const MOST_POSTS = 2;
export const WITHIN_MS = 60 * 60_000;

/** Undefined: nothing speaks against a new message. One that comes too soon comes later, since it has to show the end. */
export function restrainCard({ told, paused, open, snoozed, recent }: Untold): Restraint | undefined {
  if (paused && !told) return { kind: 'hold', why: 'paused' };
  if (snoozed && open) return { kind: 'drop', why: 'snoozed' };
  if (recent.count < MOST_POSTS || recent.first === null) return undefined;
  return { kind: 'wait', until: recent.first + WITHIN_MS, why: FLAPPING };
}

/** Why a reply is not given; the card says the same. */
export function restrainReply({
  snoozed,
  recent,
}: Pick<StandingReply, 'snoozed' | 'recent'>): string | undefined {
  if (snoozed) return 'snoozed';
  return recent.count < MOST_POSTS ? undefined : FLAPPING;
}

const FLAPPING = 'flapping: told twice within the hour';
