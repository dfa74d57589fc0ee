/** Leases: what only one process may do at a time, given back when its holder dies. */
import { hostname } from 'node:os';
import { hash, randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
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

/** Processes that share it see each other's pids: one boot of one machine or container; '' where that is not known. */
const PROCESS_TABLE = readProcessTable();

/** This process, as others see it. */
const HOLDER = [hostname(), PROCESS_TABLE, process.pid, randomUUID().slice(0, 8)].join('/');

/** Linux names the boot and the namespace of pids; elsewhere nobody is declared dead. */
function readProcessTable(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return hash('sha256', `${boot} ${readlinkSync('/proc/self/ns/pid')}`, 'base64url').slice(0, 12);
  } catch {
    return '';
  }
}

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
  if (!(await prolong()) && !((await buryHolder(book, name)) && (await prolong()))) return { held: false };
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

/** A process of this machine that was killed gives nothing back: nobody has to wait for its lease to run out. */
async function buryHolder(book: LeaseBook, name: string): Promise<boolean> {
  const lease = await book.find(name);
  if (!lease || !isDead(lease.holder)) return false;
  await book.giveBack(name, lease.holder);
  return true;
}

/** Only of holders whose pids we see can it be told; a pid that is our own by now was someone else's before. */
function isDead(holder: string): boolean {
  const [, table, pid] = holder.split('/');
  if (!PROCESS_TABLE || table !== PROCESS_TABLE || !/^\d+$/.test(pid ?? '') || holder === HOLDER)
    return false;
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
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
