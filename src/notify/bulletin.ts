/** A bulletin with everything that its card says. */
import type { Instant } from '../domain/appointment.ts';
import type { BulletinFacts, BulletinKind } from '../domain/bulletin.ts';
import type { ErrorCode } from '../domain/judge.ts';
import type { Action } from '../domain/offers.ts';

interface ToldBulletinOf<Kind extends BulletinKind> {
  readonly id: number;
  readonly kind: Kind;
  readonly facts: BulletinFacts[Kind];
  readonly openedAt: Instant;
  /** Null while it goes on. */
  readonly endedAt: Instant | null;
  /** Of the Issues that it counts; null where it counts none. */
  readonly summary: IssueSummary | null;
}

export type ToldBulletin = { [Kind in BulletinKind]: ToldBulletinOf<Kind> }[BulletinKind];

/** Issues that were counted instead of getting a card each. */
export interface IssueSummary {
  /** Still open, by their code. */
  readonly open: Readonly<Partial<Record<ErrorCode, number>>>;
  /** The most urgent of these that have no card of their own. */
  readonly soonest: readonly SummaryItem[];
  /** Those that somebody did something about, and that are open all the same, the most urgent first. */
  readonly tried: readonly TriedItem[];
  /** So many were tried, also those that `tried` has no room for. */
  readonly triedInAll: number;
  /** Of so many nobody knows yet what became of it. */
  readonly underWay: number;
}

export interface SummaryItem {
  readonly id: number;
  readonly code: ErrorCode;
  readonly appointmentId: string | null;
  readonly startsAt: Instant;
  readonly claimedBy: string | null;
}

/** What became of what somebody did. */
export interface TriedItem {
  readonly id: number;
  readonly action: Action;
  readonly byName: string;
  readonly state: 'done' | 'failed' | 'refused';
  /** In plain words; null where it was done, and the two sides still differ. */
  readonly why: string | null;
}

/** Somebody asked for a card of what is only counted. `has_card`: it has one already. `not_open`: there is nothing to show. */
export type ShowOutcome = 'shown' | 'has_card' | 'not_open';
