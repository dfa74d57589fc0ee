/** The ladder of attempts: when a verdict has been seen often enough to be told to people. */
import type { Instant } from './appointment.ts';
import {
  finalStatus,
  isSameFinding,
  type Finding,
  type IssueRef,
  type Ladder,
  type Standing,
  type SyncStatus,
} from './pair-state.ts';

/** A Pair whose verdict never stays the same long enough is told about after this many attempts. */
const MAX_ATTEMPTS = 10;
/** Bad again within this time goes on in the same Issue, card and thread. */
export const REOPEN_WITHIN_MS = 7 * 24 * 60 * 60_000;

/** What one attempt saw. `troubled`: a side could not be read, or said something unknown. `held`: not to be judged before. */
export type Observation =
  | { readonly kind: 'agrees' }
  | {
      readonly kind: 'differs';
      readonly finding: Finding;
      readonly verdictHash: string;
      readonly factsHash: string;
    }
  | { readonly kind: 'troubled'; readonly why: string }
  | { readonly kind: 'held'; readonly until: Instant };

export type IssueStep =
  | { readonly kind: 'open'; readonly finding: Finding; readonly keepsChanging: boolean }
  | { readonly kind: 'reopen'; readonly finding: Finding; readonly keepsChanging: boolean }
  /** Another finding took the place of the one that the Issue told. */
  | { readonly kind: 'change'; readonly finding: Finding; readonly keepsChanging: boolean }
  /** The same finding with other values: the card is redrawn. */
  | { readonly kind: 'refresh' }
  | { readonly kind: 'close'; readonly outcome: CloseOutcome }
  /** What was accepted is no longer so: it may be told again. */
  | { readonly kind: 'lapse' };

export type CloseOutcome = 'agreed' | 'superseded' | 'gone' | 'passed';

/** One attempt's effect. `attempt` is null when it did not count. */
export interface Step {
  readonly status: SyncStatus;
  readonly ladder: Ladder | null;
  readonly issue: IssueStep | null;
  readonly attempt: number | null;
}

export interface Timing {
  readonly now: Instant;
  /** Waits before each attempt; as many attempts as entries end the ladder. */
  readonly ladderMs: readonly number[];
}

/** Null: nothing changes, nothing is to be written. */
export function climb(known: Standing, seen: Observation, timing: Timing): Step | null {
  switch (seen.kind) {
    case 'agrees':
      return agree(known);
    case 'differs':
      return differ(known, seen, timing);
    case 'troubled':
      return stumble(known, seen.why, timing);
    case 'held':
      return hold(known, seen.until);
  }
}

/** What people were told already stays told; else the first attempt is made when the time is up. */
function hold({ issue, ladder }: Standing, until: Instant): Step | null {
  if (issue && issue.state !== 'resolved') return null;
  if (ladder?.nextAttemptAt === until && ladder.attempts === 0) return null;
  const waiting = {
    finding: null,
    equal: 0,
    troubled: 0,
    attempts: 0,
    nextAttemptAt: until,
    lastError: null,
  };
  return { status: 'verification_pending', ladder: waiting, issue: null, attempt: null };
}

function agree(known: Standing): Step | null {
  if (known.issue?.state === 'open') return settled({ kind: 'close', outcome: 'agreed' });
  if (known.issue?.state === 'accepted') return settled({ kind: 'lapse' });
  return known.status === 'synced' && known.ladder === null ? null : settled(null);
}

function settled(issue: IssueStep | null): Step {
  return { status: 'synced', ladder: null, issue, attempt: null };
}

function differ(known: Standing, seen: Observation & { kind: 'differs' }, timing: Timing): Step | null {
  const { issue, ladder } = known;
  if (issue?.state === 'accepted' && issue.verdictHash === seen.verdictHash)
    return ladder && { status: finalStatus(issue.finding.code), ladder: null, issue: null, attempt: null };
  if (issue?.state === 'open' && isSameFinding(issue.finding, seen.finding))
    return reaffirm(known, seen.factsHash);
  const same = isSameFinding(ladder?.finding ?? null, seen.finding);
  if (ladder && same && timing.now < ladder.nextAttemptAt) return null;
  const equal = same && ladder ? ladder.equal + 1 : 1;
  const attempts = (ladder?.attempts ?? 0) + 1;
  const climbed = { finding: seen.finding, equal, troubled: 0, attempts, lastError: null };
  return proceed(known, climbed, timing);
}

/** The open Issue is still true: its card is redrawn if the values changed, and any doubt about it ends. */
function reaffirm(known: Standing, factsHash: string): Step | null {
  const changed = known.issue?.factsHash !== factsHash;
  if (!changed && known.ladder === null) return null;
  return { status: known.status, ladder: null, issue: changed ? { kind: 'refresh' } : null, attempt: null };
}

function stumble(known: Standing, why: string, timing: Timing): Step | null {
  const { ladder } = known;
  if (ladder && timing.now < ladder.nextAttemptAt) return null;
  if (known.issue && known.issue.state !== 'resolved') return ladder && postpone(known.issue, ladder, timing);
  const climbed = {
    finding: ladder?.finding ?? null,
    equal: ladder?.equal ?? 0,
    troubled: (ladder?.troubled ?? 0) + 1,
    attempts: (ladder?.attempts ?? 0) + 1,
    lastError: why,
  };
  return proceed(known, climbed, timing);
}

/** Trouble says nothing against what people were told: the doubt is looked at again, and dropped when that never works. */
function postpone(issue: IssueRef, ladder: Ladder, timing: Timing): Step {
  const attempts = ladder.attempts + 1;
  const nextAttemptAt = timing.now + waitAfter(attempts, timing);
  const doubt = attempts < MAX_ATTEMPTS ? { ...ladder, attempts, nextAttemptAt } : null;
  const between = issue.state === 'accepted' && doubt !== null;
  const status = between ? 'verification_pending' : finalStatus(issue.finding.code);
  return { status, ladder: doubt, issue: null, attempt: attempts };
}

function waitAfter(counter: number, { ladderMs }: Timing): number {
  return ladderMs[Math.min(counter, ladderMs.length - 1)] ?? 0;
}

function proceed(known: Standing, climbed: Omit<Ladder, 'nextAttemptAt'>, timing: Timing): Step {
  const counter = Math.max(climbed.equal, climbed.troubled);
  const enough = counter >= timing.ladderMs.length;
  if (enough || climbed.attempts >= MAX_ATTEMPTS) {
    return conclude(known, climbed, { keepsChanging: !enough, now: timing.now });
  }
  const between: SyncStatus = climbed.lastError ? 'failed' : 'verification_pending';
  return {
    status: known.issue?.state === 'open' ? known.status : between,
    ladder: { ...climbed, nextAttemptAt: timing.now + waitAfter(counter, timing) },
    issue: null,
    attempt: climbed.attempts,
  };
}

function conclude(
  known: Standing,
  climbed: Omit<Ladder, 'nextAttemptAt'>,
  end: { keepsChanging: boolean; now: Instant },
): Step {
  const finding = concluded(climbed, end.keepsChanging);
  const kind = openingKind(known, end.now);
  return {
    status: finalStatus(finding.code),
    ladder: null,
    issue: { kind, finding, keepsChanging: end.keepsChanging },
    attempt: climbed.attempts,
  };
}

/** Whichever counter ended the ladder; after too many changes, the latest verdict. */
function concluded(climbed: Omit<Ladder, 'nextAttemptAt'>, keepsChanging: boolean): Finding {
  if (climbed.finding && (keepsChanging || climbed.equal >= climbed.troubled)) return climbed.finding;
  return { code: 'VERIFICATION_ERROR', fields: [] };
}

function openingKind(known: Standing, now: Instant): 'open' | 'reopen' | 'change' {
  if (!known.issue) return 'open';
  if (known.issue.state === 'open') return 'change';
  if (known.issue.state === 'accepted') return 'reopen';
  return now - (known.issue.resolvedAt ?? -Infinity) <= REOPEN_WITHIN_MS ? 'reopen' : 'open';
}
