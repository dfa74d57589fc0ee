/** How a finding was established, in a few words for a card. */
import type { Instant } from './appointment.ts';
import { decidingAnswer, type Evidence } from './evidence.ts';
import { sayMoment, sayTime, type Wording } from './wording.ts';

/**
 * - `uid`: its Booking was asked for by itself each time · `list`: it stood in Cal.com's lists each time
 * - `search`: it has no uid, and was searched for · `mixed`: now this, now that
 */
export interface Established {
  readonly how: 'uid' | 'list' | 'search' | 'mixed';
  readonly attempts: number;
  readonly lastAt: Instant;
}

/** One attempt as it was recorded. */
export interface SeenAttempt {
  readonly attempt: number;
  readonly evidence: Evidence;
}

/** By the latest ladder of these attempts, the latest first; undefined without any. */
export function findEstablished(attempts: readonly SeenAttempt[]): Established | undefined {
  const first = attempts.findIndex(({ attempt }) => attempt === 1);
  const ladder = attempts.slice(0, first < 0 ? undefined : first + 1).map(({ evidence }) => evidence);
  const [latest] = ladder;
  if (!latest) return undefined;
  const [how = 'search', ...others] = new Set(ladder.map(howSeen));
  return {
    how: others.length > 0 ? 'mixed' : how,
    attempts: ladder.length,
    lastAt: decidingAnswer(latest)?.read?.at ?? latest.database.readAt,
  };
}

function howSeen(evidence: Evidence): Established['how'] {
  const read = decidingAnswer(evidence)?.read;
  if (!read) return 'search';
  return read.how === 'uid' ? 'uid' : 'list';
}

const WORDS: Record<Established['how'], string> = {
  uid: 'looked up by uid',
  list: 'read in Cal.com’s list',
  search: 'searched for in Cal.com',
  mixed: 'checked',
};

/** `looked up by uid 3 times, last 14:30`; with the day where that was not today. */
export function establishedInWords(
  { how, attempts, lastAt }: Established,
  now: Instant,
  wording: Wording,
): string {
  const isToday = dayOf(lastAt, wording) === dayOf(now, wording);
  const last = isToday ? sayTime(lastAt, wording) : sayMoment(lastAt, wording);
  return `${WORDS[how]} ${attempts === 1 ? `once, ${last}` : `${attempts} times, last ${last}`}`;
}

function dayOf(at: Instant, { timeZone }: Wording): string {
  return new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short' }).format(at);
}
