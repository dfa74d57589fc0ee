/** Leases: what only one process may do at a time, given back by the clock when its holder dies. */
import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';

export interface Lease {
  readonly name: string;
  readonly holder: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** Where leases are written down; shared by all replicas. */
export interface LeaseBook {
  /** False while another holder has it. Taking one's own again prolongs it. */
  take(lease: Lease, now: number): Promise<boolean>;
  giveBack(name: string, holder: string): Promise<void>;
  find(name: string): Promise<Lease | undefined>;
}

/** Long enough for a slow database, short enough that a killed process holds nobody up. */
const LEASE_MS = 30_000;
const RENEW_EVERY_MS = LEASE_MS / 3;

/** This process, as others see it. */
const HOLDER = `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;

export interface LeaseRequest {
  readonly book: LeaseBook;
  readonly clock: Clock;
  readonly name: string;
  readonly signal: AbortSignal;
  /** Default: this process. */
  readonly holder?: string;
}

export type LeaseOutcome<T> = { readonly held: true; readonly result: T } | { readonly held: false };

/** Does the work if the lease is free; its signal is aborted when the lease is lost. */
export async function withLease<T>(
  { book, clock, name, signal, holder = HOLDER }: LeaseRequest,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<LeaseOutcome<T>> {
  const prolong = () => book.take({ name, holder, until: clock.now() + LEASE_MS }, clock.now());
  if (!(await prolong())) return { held: false };
  const ended = new AbortController();
  const lost = new AbortController();
  const renewing = renew(prolong, clock, { ended: ended.signal, lost });
  try {
    return { held: true, result: await work(AbortSignal.any([signal, lost.signal])) };
  } finally {
    ended.abort();
    await renewing;
    // A lease that cannot be given back runs out by itself; how the work ended is what counts.
    await book.giveBack(name, holder).catch(() => undefined);
  }
}

async function renew(
  prolong: () => Promise<boolean>,
  clock: Clock,
  { ended, lost }: { ended: AbortSignal; lost: AbortController },
): Promise<void> {
  while (!ended.aborted) {
    const due = await clock.sleep(RENEW_EVERY_MS, ended).then(
      () => true,
      () => false,
    );
    if (!due) return;
    const kept = await prolong().catch(() => false);
    if (!kept) return lost.abort(new Error('the lease went to another process'));
  }
}
