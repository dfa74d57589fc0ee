/** The verdict of one attempt for each Pair, or why there is none. */
import type { Instant } from '../domain/appointment.ts';
import { judge, type Verdict } from '../domain/judge.ts';
import { isAwaitingRebooking, rebookDeadline } from '../domain/rebooking.ts';
import { factsHash, verdictHash } from '../domain/hashes.ts';
import type { Observation } from '../domain/ladder.ts';
import { finalStatus, type Finding, type PairState, type SyncStatus } from '../domain/pair-state.ts';
import type { Pair } from '../domain/pair.ts';
import { wantedOf, whyUnread, type ObservedWorld } from './observed-world.ts';

/**
 * - `unread`: an attempt that failed
 * - `unasked`: Cal.com could not be asked, which is no attempt at all
 * - `moving`: it changed while it was being read, which is none either
 * - `held`: the customer was asked to choose a new time, and has some time to do so
 */
export type Conclusion =
  | Verdict
  | { readonly kind: 'unread'; readonly why: string }
  | { readonly kind: 'unasked'; readonly why: string }
  | { readonly kind: 'moving' }
  | { readonly kind: 'held'; readonly until: Instant };

export const MOVING: Conclusion = { kind: 'moving' };

export interface ConclusionRules {
  readonly timeToleranceMs: number;
  readonly rebookGraceMs: number;
  readonly now: Instant;
}

export interface Concluded {
  readonly pair: Pair;
  readonly known: PairState | undefined;
  readonly conclusion: Conclusion;
}

export function conclude(pair: Pair, world: ObservedWorld, rules: ConclusionRules): Conclusion {
  const wanted = wantedOf(pair, world);
  const why = wanted === null ? undefined : whyUnread(wanted, world);
  if (wanted !== null && why !== undefined)
    return { kind: world.unasked.has(wanted) ? 'unasked' : 'unread', why };
  // What became necessary only now, after everything was looked up, has changed meanwhile.
  if (pair.wanted !== null) return MOVING;
  const until = rebookableUntil(pair, world, rules.rebookGraceMs);
  return until > rules.now ? { kind: 'held', until } : judge(pair, rules.timeToleranceMs);
}

/** Until when the customer may choose a new time for a Booking whose host asked for that; -Infinity: nobody asked. */
function rebookableUntil(
  { appointment, booking }: Pair,
  { requested }: ObservedWorld,
  graceMs: number,
): Instant {
  const askedAt = booking && requested.get(booking.uid);
  if (!appointment || !booking || askedAt === undefined || askedAt === null) return -Infinity;
  if (!isAwaitingRebooking(appointment, booking)) return -Infinity;
  return rebookDeadline(booking, askedAt, graceMs);
}

/** What the conclusion says to people; undefined when there is nothing to say. */
export function findingOf(conclusion: Conclusion): Finding | undefined {
  switch (conclusion.kind) {
    case 'differs':
      return { code: conclusion.code, fields: conclusion.fields };
    case 'unclear':
    case 'unread':
      return { code: 'VERIFICATION_ERROR', fields: [] };
    case 'synced':
    case 'unasked':
    case 'moving':
    case 'held':
      return undefined;
  }
}

/** The status that this attempt alone would end in. */
export function statusOf(conclusion: Conclusion, known: PairState | undefined): SyncStatus {
  if (conclusion.kind === 'held') return 'verification_pending';
  if (conclusion.kind === 'unasked' || conclusion.kind === 'moving') return known?.status ?? 'pending';
  const finding = findingOf(conclusion);
  return finding ? finalStatus(finding.code) : 'synced';
}

/** As the ladder takes it; null when it was no attempt. */
export function observationOf(pair: Pair, conclusion: Conclusion): Observation | null {
  switch (conclusion.kind) {
    case 'synced':
      return { kind: 'agrees' };
    case 'differs': {
      const finding = { code: conclusion.code, fields: conclusion.fields };
      return {
        kind: 'differs',
        finding,
        verdictHash: verdictHash(pair, finding),
        factsHash: factsHash(pair, finding),
      };
    }
    case 'unclear':
    case 'unread':
      return { kind: 'troubled', why: conclusion.why };
    case 'held':
      return conclusion;
    case 'unasked':
    case 'moving':
      return null;
  }
}
