/** The verdict of one attempt for each Pair, or why there is none. */
import { judge, type Verdict } from '../domain/judge.ts';
import { factsHash, verdictHash } from '../domain/hashes.ts';
import type { Observation } from '../domain/ladder.ts';
import { finalStatus, type Finding, type PairState, type SyncStatus } from '../domain/pair-state.ts';
import type { Pair } from '../domain/pair.ts';
import { wantedOf, whyUnread, type ObservedWorld } from './observed-world.ts';

/** `unread`: an attempt that failed. `unasked`: Cal.com could not be asked, which is no attempt at all. */
export type Conclusion =
  | Verdict
  | { readonly kind: 'unread'; readonly why: string }
  | { readonly kind: 'unasked'; readonly why: string };

export interface Concluded {
  readonly pair: Pair;
  readonly known: PairState | undefined;
  readonly conclusion: Conclusion;
}

export function conclude(pair: Pair, world: ObservedWorld, toleranceMs: number): Conclusion {
  const wanted = wantedOf(pair, world);
  const why = wanted === null ? undefined : whyUnread(wanted, world);
  if (wanted !== null && why !== undefined)
    return { kind: world.unasked.has(wanted) ? 'unasked' : 'unread', why };
  if (pair.wanted === null) return judge(pair, toleranceMs);
  return { kind: 'unread', why: 'the chain of reschedules is longer than can be followed' };
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
      return undefined;
  }
}

/** The status that this attempt alone would end in. */
export function statusOf(conclusion: Conclusion, known: PairState | undefined): SyncStatus {
  if (conclusion.kind === 'unasked') return known?.status ?? 'pending';
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
    case 'unasked':
      return null;
  }
}
