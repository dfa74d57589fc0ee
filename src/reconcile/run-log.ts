/** Where a Run is recorded, with everything that it changed, at once or not at all. */
import type { Instant } from '../domain/appointment.ts';
import type { SyncStatus } from '../domain/pair-state.ts';
import type { Span } from '../domain/window.ts';
import type { BulletinStep } from './bulletins-after.ts';
import type { Certificate } from '../domain/certificate.ts';
import type { PairChange } from './pair-change.ts';

export type RunKind = 'full' | 'pending' | 'single';

/**
 * - `complete`: every page and item was read
 * - `partial`: the listings are whole, single Bookings could not be read
 * - `incomplete`: a listing is not whole or not to be trusted; nothing was opened or closed
 * - `refused`: so much would have changed that a person has to look first
 */
export type RunOutcome = 'complete' | 'partial' | 'incomplete' | 'refused';

export interface RunStart {
  readonly kind: RunKind;
  readonly startedAt: Instant;
  readonly window: Span;
}

export type Counts = Readonly<Record<SyncStatus, number>>;

export interface RunResult {
  readonly finishedAt: Instant;
  readonly outcome: RunOutcome;
  /** Why it is not complete, in words safe to show. */
  readonly problem: string | null;
  readonly appointmentsRead: number;
  readonly bookingsRead: number;
  readonly apiRequests: number;
  readonly counts: Counts;
  readonly certificate: Certificate;
  /** Names what was compared; null when that could not be found out. */
  readonly scope: string | null;
  /** What turned bad in it was expected: the first Run of its scope, or one that a person has released. */
  readonly exempt: boolean;
  /** Bookings that changed without a webhook, where one is set up. */
  readonly unannounced: number;
}

/** What is committed together with the result. */
export interface RunEffects {
  readonly changes: readonly PairChange[];
  readonly bulletins: readonly BulletinStep[];
}

export interface RunLog {
  /** Answers the Run's id. */
  begin(run: RunStart): Promise<number>;
  /** Commits the result and all changes in one transaction; a Pair that someone else has changed since is left alone. */
  finish(runId: number, result: RunResult, effects: RunEffects): Promise<void>;
}
