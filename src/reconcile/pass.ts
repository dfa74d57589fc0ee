/** What one pass goes by: fixed before the first page is read. */
import { hash } from 'node:crypto';
import type { Instant } from '../domain/appointment.ts';
import type { PairingRules } from '../domain/pair.ts';
import { windowAt, type Span } from '../domain/window.ts';
import type { ListMode } from './booking-source.ts';
import type { ReconcilePolicy, ReconcilePorts } from './ports.ts';
import { scopeOf } from './scope.ts';
import { talliedSource, type TalliedSource } from './tallied-source.ts';

export interface Pass {
  /** Everything that calsync looks after now. */
  readonly window: Span;
  readonly now: Instant;
  readonly rules: PairingRules & { readonly rebookGraceMs: number };
  readonly bookings: TalliedSource;
  /** What every listing is asked for. */
  readonly asked: { readonly eventTypeIds: readonly number[]; readonly listMode: ListMode };
  readonly policy: ReconcilePolicy;
  /** Names what is compared: Runs of another scope tell nothing about this one. */
  readonly scope: string;
  readonly signal: AbortSignal;
}

/** Throws what `scopeOf` throws. */
export async function openPass(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  { now, signal }: Pick<Pass, 'now' | 'signal'>,
): Promise<Pass> {
  const eventTypes = await scopeOf(ports, policy, signal);
  const { timeToleranceMs, rebookGraceMs, windowPastDays, windowFutureDays } = policy;
  const compared = [[...eventTypes].toSorted((a, b) => a - b), windowPastDays, windowFutureDays];
  return {
    window: windowAt(now, policy),
    now,
    rules: { timeToleranceMs, rebookGraceMs, scope: eventTypes },
    bookings: talliedSource(ports.bookings),
    asked: { eventTypeIds: [...eventTypes], listMode: policy.listMode },
    policy,
    scope: hash('sha256', JSON.stringify(compared), 'base64url').slice(0, 22),
    signal,
  };
}
