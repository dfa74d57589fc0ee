/** Finds out what became of a write whose end nobody saw: the process died, or Cal.com answered badly. */
import { appointmentLiveness, type Appointment, type Instant } from '../domain/appointment.ts';
import type { Booking } from '../domain/booking.ts';
import { CalcomError } from '../domain/errors.ts';
import { lookForTrace } from './look-for-trace.ts';
import type { BookingTrace, Ending, Examined, ResolvePorts } from './ports.ts';
import type { ActiveResolution } from './resolution.ts';
import type { RowWrite } from './row-write.ts';

/** Cal.com may still be storing what it answered badly: looked for at once, and again after this. */
const SETTLING_MS = 60_000;
const FIRST_LOOK_MS = 15_000;
const LONGEST_LOOK_MS = 10 * 60_000;
/** Then a person has to look: nothing else about the Issue can be done meanwhile. */
const GIVE_UP_MS = 60 * 60_000;

/**
 * - `ended`: it is known how it ended
 * - `waiting`: to be looked at again later
 * - `lost`: nothing of it is there, and enough time has passed to be sure
 */
export type Recovered =
  | { readonly kind: 'ended'; readonly ending: Ending }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'lost' };

export interface Recovery {
  readonly ports: ResolvePorts;
  readonly signal: AbortSignal;
}

/** The write left, and how it ended is not known. */
export type SentResolution = ActiveResolution & {
  readonly sent: NonNullable<ActiveResolution['sent']>;
  readonly sentAt: Instant;
};

export function isSent(resolution: ActiveResolution): resolution is SentResolution {
  return resolution.sent !== null && resolution.sentAt !== null;
}

export async function recover(resolution: SentResolution, facts: Examined, at: Recovery): Promise<Recovered> {
  const row = facts.kind === 'read' ? facts.pair.appointment : null;
  const found = facts.kind === 'unreadable' ? 'unreadable' : await look(resolution, row, at);
  if (found === 'unreadable') return lookLater(resolution, at);
  if (found) return { kind: 'ended', ending: succeeded(resolution, { found, row }) };
  if (facts.kind === 'read' && !facts.finding)
    return { kind: 'ended', ending: { state: 'done', result: null } };
  return settle(resolution, at);
}

/** Looked for once right after the failure; sent again only on a later pass, when Cal.com has had its minute. */
export async function lookAtOnce(
  resolution: SentResolution,
  row: Appointment | null,
  at: Recovery,
): Promise<Ending | undefined> {
  const found = await look(resolution, row, at);
  if (found && found !== 'unreadable') return succeeded(resolution, { found, row });
  const now = at.ports.clock.now();
  await at.ports.log.waitUntil(resolution, { until: now + SETTLING_MS, sentAt: now });
  return undefined;
}

async function look(
  { sent, marker }: SentResolution,
  appointment: Appointment | null,
  { ports, signal }: Recovery,
): Promise<Booking | 'unreadable' | undefined> {
  try {
    return await lookForTrace(sent, { calcom: ports.calcom, signal, marker, appointment });
  } catch (error) {
    if (error instanceof CalcomError) return 'unreadable';
    throw error;
  }
}

/** After a kill nobody knows when the write arrived: the minute begins when it is first looked for in vain. */
async function settle(resolution: SentResolution, { ports }: Recovery): Promise<Recovered> {
  const now = ports.clock.now();
  if (resolution.state === 'unknown' && now >= resolution.sentAt + SETTLING_MS) return { kind: 'lost' };
  const sentAt = resolution.state === 'unknown' ? resolution.sentAt : now;
  await ports.log.waitUntil(resolution, { until: sentAt + SETTLING_MS, sentAt });
  return { kind: 'waiting' };
}

async function lookLater(resolution: SentResolution, { ports }: Recovery): Promise<Recovered> {
  const now = ports.clock.now();
  const age = now - resolution.sentAt;
  if (age > GIVE_UP_MS) return { kind: 'ended', ending: { state: 'failed', result: LOOK_YOURSELF } };
  const wait = Math.min(LONGEST_LOOK_MS, Math.max(FIRST_LOOK_MS, age / 2));
  await ports.log.waitUntil(resolution, { until: now + wait, sentAt: resolution.sentAt });
  return { kind: 'waiting' };
}

export const LOOK_YOURSELF =
  'Cal.com did not say what became of it, and nothing of it can be found. Look into Cal.com, then press again.';

/** What was found takes the place of the answer that was lost. */
function succeeded(
  { sent, action }: SentResolution,
  { found, row }: { found: Booking; row: Appointment | null },
): Ending {
  const rows: RowWrite[] = [];
  const live = row !== null && appointmentLiveness(row.status) === 'live';
  if (live && sent.kind === 'cancel' && action === 'cancel')
    rows.push({ kind: 'set', seen: row, to: { status: 'cancelled' } });
  if (live && sent.kind !== 'cancel' && row.bookingUid !== found.uid) {
    rows.push({ kind: 'set', seen: row, to: { bookingUid: found.uid } });
  }
  return {
    state: 'done',
    result: null,
    rows,
    calcom: { bookingUid: found.uid, before: null, after: traceOf(found) },
  };
}

export function traceOf({ uid, status, startsAt }: Booking): BookingTrace {
  return { uid, status, startsAt };
}
