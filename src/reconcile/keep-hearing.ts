/** Looks where Cal.com's webhooks point; what is true is read from both sides, never from a webhook. */
import type { Instant } from '../domain/appointment.ts';
import { isStandingStill } from './is-standing-still.ts';
import type { ReconcilePolicy, ReconcilePorts } from './ports.ts';
import type { RunReport } from './run-report.ts';
import { verifyPairs } from './verify-pairs.ts';
import type { WebhookLog } from './webhook-log.ts';

const LOOK_EVERY_MS = 500;
/** Cal.com sends a webhook before its own write is finished. */
const SETTLING_MS = 3_000;
/** As many Bookings as one Run verifies. */
const AT_ONCE = 50;
/** While Cal.com cannot be asked, and before one Booking is asked for again that it could not tell of. */
const BACK_OFF_MS = 30_000;

const HOUR_MS = 60 * 60_000;
/** The wait for one Booking doubles up to this. */
const MAX_BACK_OFF_MS = HOUR_MS;
/** What waited for so long was seen by a full check meanwhile. */
const STALE_AFTER_MS = 24 * HOUR_MS;
const KEPT_FOR_MS = 35 * 24 * HOUR_MS;
const FORGET_EVERY_MS = HOUR_MS;

/** Bookings that Cal.com could not tell of, by uid: they hold up no others. */
export type PutOff = Map<string, { readonly until: Instant; readonly waitMs: number }>;

export interface Hearing {
  readonly webhooks: WebhookLog;
  /** Filled and emptied by each look; default: nothing is put off. */
  readonly putOff?: PutOff;
  readonly signal: AbortSignal;
  /** Wraps a Run, so that only one replica makes it; answers false when another one does. */
  readonly exclusively: (work: (signal: AbortSignal) => Promise<void>) => Promise<boolean>;
  readonly onRun: (report: RunReport) => void;
  readonly onError: (error: unknown) => void;
}

/** Runs until the signal is aborted; then it ends after the Run under way. */
export async function keepHearing(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  hearing: Hearing,
): Promise<void> {
  let forgotAt = -Infinity;
  const patiently = { ...hearing, putOff: hearing.putOff ?? new Map() };
  while (!hearing.signal.aborted) {
    const wait = await look().catch((error: unknown) => {
      hearing.onError(error);
      return BACK_OFF_MS;
    });
    await ports.clock.sleep(wait, hearing.signal).catch(() => undefined);
  }

  async function look(): Promise<number> {
    const { heard, waitMs } = await hearOnce(ports, policy, patiently);
    const now = ports.clock.now();
    if (heard > 0 && now - forgotAt >= FORGET_EVERY_MS) {
      await hearing.webhooks.forget(now - KEPT_FOR_MS);
      forgotAt = now;
    }
    return waitMs;
  }
}

interface Heard {
  /** Bookings that need not be looked at any more. */
  readonly heard: number;
  /** Before it is worth looking again. */
  readonly waitMs: number;
}

const NOTHING: Heard = { heard: 0, waitMs: LOOK_EVERY_MS };

/** Verifies what the webhooks that have settled speak of, in one Run. */
export async function hearOnce(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  hearing: Hearing,
): Promise<Heard> {
  const now = ports.clock.now();
  const receivedBy = now - SETTLING_MS;
  const putOff: PutOff = hearing.putOff ?? new Map();
  const waiting = [...putOff].flatMap(([uid, { until }]) => (until > now ? uid : []));
  // One indexed query, without a lease, as long as there are none.
  if ((await hearing.webhooks.recallUnheard(receivedBy, 1, waiting)).length === 0) return NOTHING;
  if (await isStandingStill(ports.history)) return { heard: 0, waitMs: BACK_OFF_MS };
  let result = NOTHING;
  await hearing.exclusively(async (signal) => {
    result = await hearSettled(ports, policy, { ...hearing, signal, receivedBy, putOff, waiting });
  });
  return result;
}

interface Settled extends Hearing {
  readonly receivedBy: Instant;
  readonly putOff: PutOff;
  /** Uids whose time has not come. */
  readonly waiting: readonly string[];
}

async function hearSettled(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  { webhooks, receivedBy, signal, onRun, putOff, waiting }: Settled,
): Promise<Heard> {
  const unheard = await webhooks.recallUnheard(receivedBy, AT_ONCE, waiting);
  const staleBy = ports.clock.now() - STALE_AFTER_MS;
  const bookingUids = unheard.flatMap((one) => (one.receivedAt > staleBy ? one.bookingUid : []));
  const unanswered = new Set<string>();
  if (bookingUids.length > 0) {
    const report = await verifyPairs(ports, policy, { signal, targets: { bookingUids } });
    for (const uid of report.unanswered) unanswered.add(uid);
    onRun(report);
  }
  const heard = unheard.flatMap(({ bookingUid }) => (unanswered.has(bookingUid) ? [] : bookingUid));
  const now = ports.clock.now();
  if (heard.length > 0) await webhooks.markHeard(heard, { receivedBy, at: now });
  for (const uid of heard) putOff.delete(uid);
  for (const uid of unanswered) {
    const waitMs = Math.min(2 * (putOff.get(uid)?.waitMs ?? BACK_OFF_MS / 2), MAX_BACK_OFF_MS);
    putOff.set(uid, { until: now + waitMs, waitMs });
  }
  return { heard: heard.length, waitMs: heard.length === 0 ? BACK_OFF_MS : LOOK_EVERY_MS };
}
