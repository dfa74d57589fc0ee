/** The stop: when so much would change at once that the reading is more likely wrong than the world. Pure. */
import type { MassChangeFacts } from '../domain/bulletin.ts';
import type { PairChange, PairUpdate } from './pair-change.ts';
import type { Sides } from './run-history.ts';

export interface MassChangePolicy {
  /** More Pairs than this … */
  readonly count: number;
  /** … and more than so many percent of all. */
  readonly percent: number;
}

/** A Run that would change so much that a person has to look first. */
export class MassChange extends Error {
  override readonly name = 'MassChange';
  readonly facts: MassChangeFacts;

  constructor(facts: MassChangeFacts) {
    super(facts.reason);
    this.facts = facts;
  }
}

/** Turned bad within the last hour: in this Run and in those before it; `pairs`: of so many. */
export interface Turned {
  readonly now: number;
  readonly before: number;
  readonly pairs: number;
}

/** Undefined when it may be done. */
export function findMassTurn(
  changes: readonly PairChange[],
  turned: Turned,
  { count, percent }: MassChangePolicy,
): MassChangeFacts | undefined {
  const bad = turned.now + turned.before;
  const share = turned.pairs === 0 ? 100 : (bad / turned.pairs) * 100;
  if (turned.now === 0 || bad <= count || share <= percent) return undefined;
  return factsOf(
    `${bad} of ${turned.pairs} appointments and bookings turned bad within an hour: more than ${count}, and more than ${percent} %.`,
    changes,
  );
}

/** A side this small may well be emptied by a day's work. */
const TINY = 3;
/** Fewer than this are no landslide, also where they are half of all. */
const MIN_LOST = 5;

export type Side = keyof Sides;

/** The side that came up empty or fell by half; undefined when none did, or both did alike. */
export function findCollapse(now: Sides, before: Sides): Side | undefined {
  const fallen = (['appointments', 'bookings'] as const).filter((side) => hasFallen(now[side], before[side]));
  return fallen.length === 1 ? fallen[0] : undefined;
}

function hasFallen(now: number, before: number): boolean {
  if (now === 0) return before >= TINY;
  return now * 2 <= before && before - now >= MIN_LOST;
}

export function describeCollapse(side: Side, now: Sides, before: Sides): string {
  const what = side === 'appointments' ? 'The appointments in the database' : 'The bookings at Cal.com';
  const found = now[side] === 0 ? 'came up empty' : `fell to ${now[side]}`;
  return `${what} ${found}: at the last complete check there were ${before[side]}.`;
}

export function factsOf(reason: string, changes: readonly PairChange[]): MassChangeFacts {
  const turning = changes.filter(isTurningBad);
  const closing = changes.filter(isClosing).length;
  const turnedBad: Record<string, number> = {};
  for (const { event } of turning) {
    const code = event?.finding?.code ?? 'VERIFICATION_ERROR';
    turnedBad[code] = (turnedBad[code] ?? 0) + 1;
  }
  return { reason, turnedBad, closing, changes: turning.length + closing, released: null };
}

/** The first attempt of a Pair of which nothing bad was known. */
export function isTurningBad(change: PairChange): change is PairUpdate {
  if (change.kind !== 'update' || change.event === null) return false;
  const { kind, attempt } = change.event;
  return attempt === 1 && (kind === 'attempt' || kind === 'opened' || kind === 'reopened');
}

function isClosing(change: PairChange): boolean {
  if (change.kind === 'remove') return change.known.issue?.state === 'open';
  return change.issue?.step.kind === 'close' && change.issue.step.outcome !== 'passed';
}
