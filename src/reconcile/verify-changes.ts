/** A Run whose cost follows change: what moved on either side since the last one, and what is in doubt or starts soon. */
import type { Instant } from '../domain/appointment.ts';
import type { Booking } from '../domain/booking.ts';
import type { Pair } from '../domain/pair.ts';
import { contains, isInWindow, windowAt, type Span } from '../domain/window.ts';
import { CATCH_UP_MARGIN_MS, catchingUp } from './catch-up.ts';
import { findChanges, type Changes } from './find-changes.ts';
import { findInWindow } from './find-in-window.ts';
import { NOTHING_FOUND, type Findings } from './findings.ts';
import { mergeFindings } from './merge-findings.ts';
import type { Pass } from './pass.ts';
import { planReading } from './plan-reading.ts';
import type { ReconcilePolicy, ReconcilePorts, RunOptions } from './ports.ts';
import { readTargets } from './read-targets.ts';
import { recordRun } from './record-run.ts';
import type { RunReport } from './run-report.ts';
import { findingsOf } from './verify-pairs.ts';
import { findEverything } from './verify-window.ts';

export interface ChangeRequest extends RunOptions {
  /** Everything that starts within this time from now is read as well. */
  readonly soonMs?: number;
  /** What is in doubt is looked at again: open Issues, failed readings, attempts that have come. */
  readonly doubts?: boolean;
}

/** Safe to repeat; never throws for what Cal.com answers. Where no earlier Run can be followed up, everything is read. */
export async function verifyChanges(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  request: ChangeRequest,
): Promise<RunReport> {
  const now = ports.clock.now();
  const start = { kind: 'pending', startedAt: now, window: windowAt(now, policy) } as const;
  return recordRun(ports, policy, { ...request, start, find: (pass) => followChanges(ports, pass, request) });
}

/** Everything, as a cycle between two full Runs does it when that is cheaper than following change. */
export async function verifyEverything(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  options: RunOptions,
): Promise<RunReport> {
  const now = ports.clock.now();
  const start = { kind: 'pending', startedAt: now, window: windowAt(now, policy) } as const;
  return recordRun(ports, policy, { ...options, start, find: (pass) => findEverything(ports, pass) });
}

async function followChanges(ports: ReconcilePorts, pass: Pass, request: ChangeRequest): Promise<Findings> {
  const watermark = await ports.history.watermark(pass.scope);
  if (watermark === undefined) return findEverything(ports, pass);
  const soon = request.soonMs === undefined ? [] : [{ from: pass.now, to: pass.now + request.soonMs }];
  const changes = await findChanges(ports, pass, { since: watermark, doubts: request.doubts === true });
  const spans = changes && (await planReading(ports, pass, { changes, spans: soon }));
  if (!changes || !spans) return findEverything(ports, pass);
  const parts: Findings[] = [];
  for (const span of spans) parts.push(await findInWindow(ports, pass, { span }));
  parts.push(await findChanged(ports, pass, { changes, spans }));
  const unannounced = await countUnannounced(ports, pass, { changes, since: watermark });
  return { ...mergeFindings(parts), unannounced };
}

/** A webhook may take a while. */
const WEBHOOK_LATENESS_MS = 2 * 60_000;

/** Bookings that changed between the last Run and this one, and of which no webhook spoke. */
async function countUnannounced(
  { webhooks }: ReconcilePorts,
  { now, policy }: Pass,
  { changes, since }: { changes: Changes; since: Instant },
): Promise<number> {
  if (!policy.expectsWebhooks) return 0;
  const uids = changes.bookings
    .filter(({ updatedAt }) => (updatedAt ?? 0) > since - WEBHOOK_LATENESS_MS)
    .filter(({ updatedAt }) => (updatedAt ?? 0) <= now - WEBHOOK_LATENESS_MS)
    .map(({ uid }) => uid);
  if (uids.length === 0) return 0;
  const announced = await webhooks.announced(uids, since - CATCH_UP_MARGIN_MS);
  return uids.filter((uid) => !announced.has(uid)).length;
}

/** What changed outside of the spans that were read anyway. */
async function findChanged(
  ports: ReconcilePorts,
  pass: Pass,
  { changes, spans }: { changes: Changes; spans: readonly Span[] },
): Promise<Findings> {
  const { bookings, now, asked, signal, window } = pass;
  const isRead = (at: number) => spans.some((span) => contains(span, at));
  const concerns = (pair: Pair) =>
    isInWindow(pair, window) &&
    !isRead(pair.appointment?.startsAt ?? NaN) &&
    !isRead(pair.booking?.startsAt ?? NaN);
  const atHand = changes.bookings.filter(({ startsAt }) => !isRead(startsAt));
  const known = changes.known.filter(({ startsAt }) => !isRead(startsAt));
  if (atHand.length + known.length + changes.rowIds.length === 0) return NOTHING_FOUND;
  const reading = await readTargets(ports, pass, {
    targets: { appointmentIds: changes.rowIds, bookingUids: atHand.map(({ uid }) => uid) },
    known,
    atHand,
    concerns,
    catchUp: catchingUp({
      ...asked,
      bookings,
      since: now - CATCH_UP_MARGIN_MS,
      seen: seenOf(changes.bookings),
      signal,
    }),
  });
  return findingsOf(reading);
}

function seenOf(bookings: readonly Booking[]): Map<string, number | null> {
  return new Map(bookings.map(({ uid, updatedAt }) => [uid, updatedAt]));
}
