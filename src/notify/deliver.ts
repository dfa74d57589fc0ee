/** Brings what is due to one surface, one message after the other: at least once, and in its newest state. */
import type { Log } from '../runtime/logger.ts';
import type { DueNotice } from './outbox.ts';
import { SurfaceError, type Sent } from './surface.ts';
import type { SurfaceTroubles } from './surface-trouble.ts';
import { tell } from './tell.ts';
import type { TellPorts } from './telling.ts';

export interface DeliverPorts extends TellPorts {
  readonly troubles: SurfaceTroubles;
  readonly log: Log;
}

export interface Delivering extends DeliverPorts {
  /** Wraps the sending, so that only one replica does it; answers false when another one does. */
  readonly exclusively: (work: (signal: AbortSignal) => Promise<void>) => Promise<boolean>;
  readonly onError: (error: unknown) => void;
}

const LOOK_EVERY_MS = 250;
const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 60_000;
/** Due so much after the wait is over, so that another notice goes first. */
const ASIDE_MS = 500;
const OWN_FAULT_BACK_OFF_MS = 60_000;
/** A permission is mended by a person, who sees within a minute that it was. */
const NOT_ALLOWED_BACK_OFF_MS = 60_000;

/** How the last sends of this process went; what goes on is said once. */
interface Course {
  failures: number;
  said: string | null;
  /** A process before this one may have left the surface in trouble. */
  inTrouble: boolean;
}

/** Runs until the signal is aborted. A surface that is down holds up no other: each has its own. */
export async function keepDelivering(ports: Delivering, stop: AbortSignal): Promise<void> {
  const { outbox, surface, clock } = ports;
  const course: Course = { failures: 0, said: null, inTrouble: true };
  while (!stop.aborted) {
    const due = await outbox.next(surface.name, clock.now()).catch(ports.onError);
    if (due)
      await ports.exclusively((held) => deliverAll(ports, course, { stop, held })).catch(ports.onError);
    await clock.sleep(LOOK_EVERY_MS, stop).catch(() => undefined);
  }
}

async function deliverAll(
  ports: Delivering,
  course: Course,
  { stop, held }: { stop: AbortSignal; held: AbortSignal },
): Promise<void> {
  const { outbox, surface, clock } = ports;
  while (!stop.aborted && !held.aborted) {
    const notice = await outbox.next(surface.name, clock.now());
    if (!notice) return;
    const wait = await deliver(notice, ports, { course, signal: held });
    if (wait > 0) await clock.sleep(wait, stop).catch(() => undefined);
  }
}

/** How long to wait before the next send, in ms. Never throws for what the platform answers. */
async function deliver(
  notice: DueNotice,
  ports: DeliverPorts,
  { course, signal }: { course: Course; signal: AbortSignal },
): Promise<number> {
  const taken = (sent?: Sent) => noteSuccess({ missed: sent?.missed, course }, ports);
  const told = await tell(notice, { ...ports, signal, taken }).catch((error: unknown) => {
    if (error instanceof SurfaceError) return error;
    return setAside(notice, error, ports);
  });
  if (told instanceof SurfaceError) return mend({ notice, error: told }, ports, course);
  if (told.kind !== 'sent') return 0;
  ports.log('info', 'card delivered', { ...named(notice, ports), kind: told.how, reason: told.reason });
  return ports.surface.paceMs;
}

/** Our own fault, or the row's: it holds up no other card. */
async function setAside(notice: DueNotice, error: unknown, { outbox, clock }: DeliverPorts): Promise<never> {
  await outbox.postpone(notice, clock.now() + OWN_FAULT_BACK_OFF_MS, 'a bug kept this card from being made');
  throw error;
}

interface Failed {
  readonly notice: DueNotice;
  readonly error: SurfaceError;
}

async function mend({ notice, error }: Failed, ports: DeliverPorts, course: Course): Promise<number> {
  const { outbox, surface, clock, log } = ports;
  const fields = { ...named(notice, ports), problem: error.problem, why: error.message };
  switch (error.problem) {
    case 'throttled':
      return holdUp({ notice, error }, error.retryAfterMs ?? FIRST_BACK_OFF_MS, { ports, course });
    case 'unavailable':
      return holdUp({ notice, error }, backOffMs(course.failures), { ports, course });
    case 'not_allowed':
      course.inTrouble = true;
      await ports.troubles.begin(
        { surface: surface.name, why: error.message, reaches: 'nobody' },
        clock.now(),
      );
      return holdUp({ notice, error }, error.retryAfterMs ?? NOT_ALLOWED_BACK_OFF_MS, { ports, course });
    case 'message_gone':
    case 'message_frozen':
      log('info', 'card goes on in a new message', fields);
      await outbox.replaceCard(
        notice.about,
        surface.name,
        error.problem === 'message_gone' ? 'deleted' : 'still_there',
      );
      return 0;
    case 'rejected':
      log('warn', 'card failed', fields);
      await outbox.failed(notice, error.message, clock.now());
      return 0;
  }
}

/** Everything waits; this notice a little longer, so that another one is tried first. */
async function holdUp(
  { notice, error }: Failed,
  waitMs: number,
  { ports: { outbox, surface, clock, log }, course }: { ports: DeliverPorts; course: Course },
): Promise<number> {
  const why = error.message;
  if (course.said !== why) {
    const level = error.problem === 'not_allowed' ? 'warn' : 'info';
    log(level, 'card not delivered', { surface: surface.name, problem: error.problem, why });
  }
  course.said = why;
  course.failures += 1;
  // A process that is started anew, with what was mended, need not wait as long as this one.
  const writtenMs = error.problem === 'not_allowed' ? Math.min(waitMs, NOT_ALLOWED_BACK_OFF_MS) : waitMs;
  await outbox.postpone(notice, clock.now() + writtenMs + asideMs({ notice, error }), why);
  return waitMs;
}

/** What only this notice is to blame for holds up no other, and comes up less and less often. */
function asideMs({ notice, error }: Failed): number {
  if (error.problem === 'throttled') return 0;
  return error.problem === 'not_allowed' ? ASIDE_MS : ASIDE_MS + backOffMs(notice.attempts);
}

function backOffMs(failures: number): number {
  return Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** Math.min(failures, 6));
}

/** Before the delivery is noted: whoever goes on after a crash sends once more, and notes this as well. */
async function noteSuccess(
  { missed, course }: { missed: string | undefined; course: Course },
  { troubles, surface, clock, log }: DeliverPorts,
): Promise<void> {
  const { name } = surface;
  if (course.said !== null) log('info', 'cards are delivered again', { surface: name });
  if (missed !== undefined)
    await troubles.begin({ surface: name, why: missed, reaches: 'some' }, clock.now());
  else if (course.inTrouble) await troubles.end(name, clock.now());
  Object.assign(course, { failures: 0, said: null, inTrouble: missed !== undefined } satisfies Course);
}

function named({ about }: DueNotice, { surface }: DeliverPorts): Record<string, unknown> {
  return { surface: surface.name, [about.kind]: about.id };
}
