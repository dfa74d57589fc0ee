/** What the dashboard needs of the store: questions only. */
import type { Instant } from '../domain/appointment.ts';
import type { BulletinFacts, BulletinKind } from '../domain/bulletin.ts';
import type { ErrorCode } from '../domain/judge.ts';
import type { SyncStatus } from '../domain/pair-state.ts';
import type { RecordedIssue } from './sources.ts';

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
  /** What starts next, whatever its status. */
  upcoming(now: Instant, limit: number): Promise<UpcomingAppointment[]>;
  /** What was told on the surface, the latest first. */
  recentNotices(surface: string, limit: number): Promise<RecentNotice[]>;
}
