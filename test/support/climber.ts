/** Takes one Pair through attempts and keeps what each of them left, as the store would. */
import { climb, type Observation, type Step } from '../../src/domain/ladder.ts';
import { UNKNOWN, type Finding, type IssueRef, type Standing } from '../../src/domain/pair-state.ts';
import { MINUTE, NOON } from './builders.ts';

const LADDER = [0, MINUTE, 5 * MINUTE];

export const MOVED: Finding = { code: 'DATA_MISMATCH', fields: ['startsAt'] };
export const CANCELLED: Finding = { code: 'DATA_MISMATCH', fields: ['status'] };
export const MISSING: Finding = { code: 'ORPHANED_LOCAL', fields: [] };
export const UNREADABLE: Finding = { code: 'VERIFICATION_ERROR', fields: [] };

export const AGREES: Observation = { kind: 'agrees' };
export const TROUBLE: Observation = { kind: 'troubled', why: 'Cal.com is in trouble' };

/** `values` stands for what is compared: other values, other hashes. */
export function differs(finding: Finding, values = 'as first seen'): Observation {
  const told = `${finding.code} ${finding.fields.join()}`;
  return { kind: 'differs', finding, verdictHash: `${told}: ${values}`, factsHash: `${told}: ${values}` };
}

export interface Climber {
  standing: Standing;
  now: number;
  /** One attempt now; null when it changed nothing. */
  see(seen: Observation): Step | null;
  /** One attempt as soon as the ladder asks for the next one. */
  seeWhenDue(seen: Observation): Step | null;
  /** Three equal attempts. */
  conclude(seen: Observation): void;
  /** A person accepts the open Issue as it is. */
  accept(): void;
}

export function aClimber(standing: Standing = UNKNOWN): Climber {
  return {
    standing,
    now: NOON,
    see(seen) {
      const step = climb(this.standing, seen, { now: this.now, ladderMs: LADDER });
      if (step) this.standing = standingAfter(this.standing, step, { seen, now: this.now });
      return step;
    },
    seeWhenDue(seen) {
      this.now = this.standing.ladder?.nextAttemptAt ?? this.now;
      return this.see(seen);
    },
    conclude(seen) {
      for (let attempt = 0; attempt < LADDER.length; attempt++) this.seeWhenDue(seen);
    },
    accept() {
      const issue = {
        ...(this.standing.issue as IssueRef),
        state: 'accepted',
        resolvedAt: this.now,
      } as const;
      this.standing = { ...this.standing, issue };
    },
  };
}

function standingAfter(
  before: Standing,
  { status, ladder, issue: step }: Step,
  { seen, now }: { seen: Observation; now: number },
): Standing {
  const hashes =
    seen.kind === 'differs'
      ? { verdictHash: seen.verdictHash, factsHash: seen.factsHash }
      : { verdictHash: 'unreadable', factsHash: 'unreadable' };
  const issue = before.issue as IssueRef;
  switch (step?.kind) {
    case undefined:
      return { status, ladder, issue: before.issue };
    case 'open':
      return { status, ladder, issue: opened((before.issue?.id ?? 0) + 1, step.finding, hashes) };
    case 'reopen':
    case 'change':
      return { status, ladder, issue: opened(issue.id, step.finding, hashes) };
    case 'refresh':
      return { status, ladder, issue: { ...issue, ...hashes } };
    case 'close':
      return { status, ladder, issue: { ...issue, state: 'resolved', resolvedAt: now } };
    case 'lapse':
      return { status, ladder, issue: { ...issue, state: 'resolved' } };
  }
}

function opened(id: number, finding: Finding, hashes: Pick<IssueRef, 'verdictHash' | 'factsHash'>): IssueRef {
  return { id, state: 'open', finding, resolvedAt: null, ...hashes };
}
