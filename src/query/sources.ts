/** What answering needs of the store: questions only. */
import type { Instant } from '../domain/appointment.ts';
import type { BulletinFacts, OpenIssues, TroubleKind } from '../domain/bulletin.ts';
import type { Certificate } from '../domain/certificate.ts';
import type { Established } from '../domain/established.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { CloseOutcome } from '../domain/ladder.ts';
import type { Absence } from '../domain/pair.ts';
import type { Finding, SyncStatus } from '../domain/pair-state.ts';
import type { Pause } from '../domain/pause.ts';
import type { Snooze } from '../domain/snooze.ts';
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
  /** The pause that is on at this moment. */
  findPause(now: Instant): Promise<Pause | undefined>;
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
  /** Of all Notifications queued since then, and of older ones that have not ended yet. */
  tallyNotices(since: Instant): Promise<NoticeTally>;
  /** The latest first. */
  failedNotices(since: Instant, limit: number): Promise<FailedNotice[]>;
  findLongestWaiting(): Promise<WaitingNotice | undefined>;
}

/** What became of Notifications; `queued` is counted by itself, and equals the sum of the others. */
export interface NoticeTally {
  readonly delivered: number;
  /** Told together with what came later. */
  readonly superseded: number;
  readonly suppressed: number;
  readonly held: number;
  readonly due: number;
  readonly failed: number;
  readonly queued: number;
}

/** One that will never be told, and why. */
export interface FailedNotice {
  readonly surface: string;
  /** Null: a bulletin. */
  readonly issueId: number | null;
  readonly why: string;
  readonly at: Instant;
}

export interface WaitingNotice {
  readonly surface: string;
  readonly since: Instant;
  /** Null: it was not tried yet. */
  readonly why: string | null;
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
  /** Null when it is not snoozed. */
  readonly snooze: Snooze | null;
  readonly customerName: string | null;
  readonly service: string | null;
}

export interface IssueFilter {
  readonly state: 'open' | 'accepted';
  readonly statuses?: readonly SyncStatus[];
  /** The soonest so many; left out, all. */
  readonly limit?: number;
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

/** An event with what it rests on; null where nothing was kept. */
export interface RecordedAttempt extends HistoryLine {
  readonly evidence: Evidence | null;
}

/** What Cal.com told unasked. */
export interface HeardWebhook {
  readonly receivedAt: Instant;
  readonly trigger: string;
  readonly bookingUid: string;
}

export interface EvidenceSource {
  /** The oldest first. */
  attempts(pairId: number): Promise<RecordedAttempt[]>;
  findEstablished(pairId: number): Promise<Established | undefined>;
  /** About these Bookings, the oldest first. */
  webhooks(bookingUids: readonly string[]): Promise<HeardWebhook[]>;
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

/** One line of the audit. */
export interface RecordedAudit {
  readonly at: Instant;
  readonly action: string;
  /** The platform's id of the person. */
  readonly actor: string;
  readonly actorName: string | null;
  readonly surface: string;
  /** The side that was written to; null where nothing was. */
  readonly side: 'database' | 'calcom' | null;
  readonly issueId: number | null;
  readonly appointmentId: string | null;
  readonly bookingUid: string | null;
  readonly before: object | null;
  readonly after: object | null;
  readonly detail: string | null;
}

export interface AuditSource {
  /** The latest first; `target` null for everything. */
  list(target: Target | null, limit: number): Promise<RecordedAudit[]>;
}
