/** What earlier Runs tell to the one under way. */
import type { Instant } from '../domain/appointment.ts';
import type { BulletinFacts, BulletinKind } from '../domain/bulletin.ts';
import type { RunOutcome } from './run-log.ts';

export interface Sides {
  readonly appointments: number;
  readonly bookings: number;
}

export interface RunHistory {
  /** How large both sides were at the latest complete full Run of this scope; undefined: there was none. */
  sidesBefore(scope: string): Promise<Sides | undefined>;
  /** When the latest complete Run of this scope that followed all changes began. */
  watermark(scope: string): Promise<Instant | undefined>;
  /** Pairs that turned bad since then and are bad still; those of exempt Runs are not counted. */
  turnedBadSince(at: Instant): Promise<number>;
  /** All Pairs that are remembered. */
  countPairs(): Promise<number>;
  /** The latest full Runs that have ended, the last one first. */
  lastFullOutcomes(limit: number): Promise<RunOutcome[]>;
  /** When the latest complete full Run ended, of whatever scope. */
  lastCompleteEnd(): Promise<Instant | undefined>;
  /** Bookings that changed unannounced in the Runs that began after the last webhook, and since when. */
  unannounced(): Promise<{ readonly changed: number; readonly since: Instant | null }>;
  openBulletins(): Promise<OpenBulletins>;
}

/** What people are told about the whole at this moment. */
export type OpenBulletins = { readonly [Kind in BulletinKind]?: BulletinFacts[Kind] };
