/** Everything that finding works with, and the rules that it follows. */
import type { Clock } from '../runtime/clock.ts';
import type { AppointmentSource } from './appointment-source.ts';
import type { BookingSource, ListMode } from './booking-source.ts';
import type { PairMemory } from './pair-memory.ts';
import type { RunHistory } from './run-history.ts';
import type { MassChangePolicy } from './mass-change.ts';
import type { RowChanges } from './row-changes.ts';
import type { RunLog } from './run-log.ts';
import type { WebhookLog } from './webhook-log.ts';

export interface ReconcilePorts {
  readonly appointments: AppointmentSource;
  readonly bookings: BookingSource;
  readonly memory: PairMemory;
  readonly runs: RunLog;
  readonly history: RunHistory;
  readonly rowChanges: RowChanges;
  readonly webhooks: Pick<WebhookLog, 'rescheduleRequests' | 'announced' | 'lastReceived'>;
  readonly clock: Clock;
}

export interface ReconcilePolicy {
  /** Event types in scope; undefined: the key's own. */
  readonly eventTypeIds: readonly number[] | undefined;
  readonly listMode: ListMode;
  readonly timeToleranceMs: number;
  readonly retryLadderMs: readonly number[];
  /** How long a customer may take to choose a new time. */
  readonly rebookGraceMs: number;
  readonly massChange: MassChangePolicy;
  /** Cal.com was told to send webhooks: their silence means something. */
  readonly expectsWebhooks: boolean;
  /** The next page is asked for while one is still looked at; a simulation does one thing at a time. */
  readonly readAhead: boolean;
  readonly windowPastDays: number;
  readonly windowFutureDays: number;
}

export interface RunOptions {
  readonly signal: AbortSignal;
  /** Everything is read and decided, nothing is written. */
  readonly dryRun?: boolean;
}
