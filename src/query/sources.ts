/** What answering needs of the store: questions only. */
import type { Instant } from '../domain/appointment.ts';
import type { BulletinFacts, BulletinKind } from '../domain/bulletin.ts';
import type { Certificate } from '../domain/certificate.ts';
import type { ErrorCode } from '../domain/judge.ts';
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
  readonly kind: BulletinKind;
  readonly facts: BulletinFacts[BulletinKind];
  readonly openedAt: Instant;
}

export interface HealthSource {
  openBulletins(): Promise<OpenBulletin[]>;
  /** When each schedule last began, by its name. */
  scheduleStarts(): Promise<Readonly<Record<string, Instant>>>;
  /** Notifications by how they ended, of the last 24 hours, and all that are due. */
  countNotifications(since: Instant): Promise<Readonly<Record<string, number>>>;
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

/** Writes are refused and new cards wait. */
export interface Pause {
  readonly reason: string;
  /** As others see them. */
  readonly by: string;
  readonly beganAt: Instant;
  /** Null: until someone ends it. */
  readonly until: Instant | null;
}

/** A row of the company's, with where it stands. */
export interface UpcomingAppointment {
  readonly id: string;
  readonly customerName: string | null;
  readonly startsAt: Instant;
  readonly status: string;
  /** Null before it was ever verified. */
  readonly syncStatus: SyncStatus | null;
  readonly lastError: string | null;
  /** Null without an open one. */
  readonly issue: { readonly id: number; readonly factsHash: string; readonly code: ErrorCode } | null;
}

/** Something that people were told. */
export interface RecentNotice {
  readonly at: Instant;
  readonly reason: string;
  readonly about:
    | {
        readonly kind: 'issue';
        readonly id: number;
        readonly state: RecordedIssue['state'];
        readonly outcome: RecordedIssue['outcome'];
        readonly code: ErrorCode;
        readonly appointmentId: string | null;
        readonly customerName: string | null;
        readonly startsAt: Instant;
      }
    | {
        readonly kind: 'bulletin';
        readonly id: number;
        readonly bulletin: BulletinKind;
        readonly facts: BulletinFacts[BulletinKind];
        readonly isOver: boolean;
      };
}

export interface DashboardSource {
  /** The begin of the latest complete full or pending Run. */
  lastWhole(): Promise<Instant | undefined>;
  findPause(): Promise<Pause | undefined>;
  /** What starts next, whatever its status. */
  upcoming(now: Instant, limit: number): Promise<UpcomingAppointment[]>;
  /** What was told on the surface, the latest first. */
  recentNotices(surface: string, limit: number): Promise<RecentNotice[]>;
}
