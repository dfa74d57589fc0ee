/** What answering needs of the store: questions only. */
import type { Instant } from '../domain/appointment.ts';
import type { BulletinFacts, OpenIssues, TroubleKind } from '../domain/bulletin.ts';
import type { Certificate } from '../domain/certificate.ts';
import type { CloseOutcome } from '../domain/ladder.ts';
import type { Absence } from '../domain/pair.ts';
import type { Finding, SyncStatus } from '../domain/pair-state.ts';
import type { Target } from '../domain/target.ts';
import type { Span } from '../domain/window.ts';

/** A Run as it was recorded. */
export interface RecordedRun {
  readonly id: number;
  readonly kind: 'full' | 'pending' | 'single';
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly outcome: 'running' | 'complete' | 'partial' | 'incomplete' | 'refused';
  readonly problem: string | null;
  readonly appointmentsRead: number;
  readonly bookingsRead: number;
  readonly apiRequests: number;
  /** Null while it runs. */
  readonly certificate: Certificate | null;
}

export interface StatusSource {
  /** Remembered Pairs that start in the span; statuses that none has are left out. */
  countPairs(span: Span): Promise<Partial<Record<SyncStatus, number>>>;
  /** Rows that start in the span and were never verified. */
  countUnverified(span: Span): Promise<number>;
  countIssues(): Promise<{ readonly open: number; readonly accepted: number }>;
  /** Full and pending Runs, the latest first. */
  latestRuns(limit: number): Promise<RecordedRun[]>;
  /** The latest full Run that was complete. */
  lastComplete(): Promise<RecordedRun | undefined>;
}

/** What is wrong with the whole at this moment. */
export interface OpenBulletin {
  readonly kind: TroubleKind;
  readonly facts: BulletinFacts[TroubleKind];
  readonly openedAt: Instant;
}

export interface HealthSource {
  openBulletins(): Promise<OpenBulletin[]>;
  /** When each schedule last began, by its name. */
  scheduleStarts(): Promise<Readonly<Record<string, Instant>>>;
  /** Notifications by how they ended, of the last 24 hours, and all that are due. */
  countNotifications(since: Instant): Promise<Readonly<Record<string, number>>>;
}

export interface DigestSource {
  /** The most urgent: what is still ahead, the soonest first, then what has begun. */
  openIssues(now: Instant, mostUrgent: number): Promise<OpenIssues>;
  /** Pairs that are to be looked at again before anybody is told. */
  countInDoubt(): Promise<number>;
  /** Issues that were closed in the span, save those that had passed. */
  countResolved(span: Span): Promise<number>;
}

/** A day's verification, as far as it was a full one. */
export interface DayCheck {
  /** Pairs in sync and in all, of the last complete full Run that began on this day; null without one. */
  readonly last: { readonly synced: number; readonly pairs: number } | null;
  /** Whether a full Run that began on this day ended, and was not complete. */
  readonly failed: boolean;
}

/** Sums and extremes only: however long the period, an answer is one row. */
export interface MetricsSource {
  /** Over all complete full Runs that began since. */
  sync(since: Instant): Promise<{ readonly synced: number; readonly pairs: number; readonly runs: number }>;
  /** Of the full and pending Runs that began since and ended, save incomplete ones, in ms; undefined without any. */
  durations(
    since: Instant,
  ): Promise<
    { readonly averageMs: number; readonly longestMs: number; readonly shortestMs: number } | undefined
  >;
  /** Of the Issues opened since, those that were closed and not because they had passed. */
  issues(since: Instant): Promise<{ readonly opened: number; readonly resolved: number }>;
  /** Issues closed since, for which a person did something that was done, or which a person accepted. */
  reviewed(since: Instant): Promise<number>;
  /** One for each day, in their order. */
  days(days: readonly Span[]): Promise<DayCheck[]>;
}

/** An Issue with the appointment's own words, where the row still exists. */
export interface RecordedIssue {
  readonly id: number;
  readonly pairId: number | null;
  readonly state: 'open' | 'accepted' | 'resolved';
  readonly finding: Finding;
  readonly keepsChanging: boolean;
  readonly appointmentId: string | null;
  readonly bookingUid: string | null;
  readonly seatUid: string | null;
  readonly candidateUid: string | null;
  readonly heldBy: string | null;
  readonly absence: Absence | null;
  readonly booking: { readonly status: string; readonly startsAt: Instant; readonly endsAt: Instant } | null;
  readonly startsAt: Instant;
  readonly factsHash: string;
  readonly openedAt: Instant;
  readonly changedAt: Instant;
  readonly resolvedAt: Instant | null;
  readonly outcome: CloseOutcome | 'accepted' | null;
  readonly reopened: number;
  readonly customerName: string | null;
  readonly service: string | null;
}

export interface IssueFilter {
  readonly state: 'open' | 'accepted';
  readonly statuses?: readonly SyncStatus[];
}

/** One line of a Pair's history, the oldest first. */
export interface HistoryLine {
  readonly at: Instant;
  readonly event: string;
  readonly attempt: number | null;
  readonly code: string | null;
  readonly fields: string | null;
  readonly detail: string | null;
  readonly runId: number | null;
}

/** Where a Pair stands, for a person to read. */
export interface RecordedPair {
  readonly id: number;
  readonly appointmentId: string | null;
  readonly bookingUid: string | null;
  readonly seatUid: string | null;
  readonly status: SyncStatus;
  readonly attempts: number;
  readonly nextAttemptAt: Instant | null;
  readonly lastError: string | null;
  readonly changedAt: Instant;
  readonly issueId: number | null;
}

export interface IssueSource {
  listIssues(filter: IssueFilter): Promise<RecordedIssue[]>;
  findIssue(id: number): Promise<RecordedIssue | undefined>;
  findPair(target: Target): Promise<RecordedPair | undefined>;
  history(pairId: number): Promise<HistoryLine[]>;
  findRun(id: number): Promise<RecordedRun | undefined>;
}
