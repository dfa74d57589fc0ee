/** Brings what is due to one surface, one message after the other: at least once, and in its newest state. */
import type { Card } from '../domain/card.ts';
import type { Clock } from '../runtime/clock.ts';
import { cardHash } from './card-hash.ts';
import { decide } from './decide.ts';
import type { About, DueNotice, Outbox, StandingCard } from './outbox.ts';
import { isHeldBack } from './is-held-back.ts';
import { tellReply } from './tell-reply.ts';
import { SurfaceError, type MessageRef, type Surface } from './surface.ts';

/** A card in its newest state. */
export interface Telling {
  readonly card: Card;
  /** Nobody has to be told who has not been told before. */
  readonly isOver: boolean;
}

export interface DeliverPorts {
  readonly outbox: Outbox;
  readonly surface: Surface;
  readonly clock: Clock;
  /** Undefined when there is nothing left to tell about. */
  readonly compose: (about: About, signal: AbortSignal) => Promise<Telling | undefined>;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
}

const LOOK_EVERY_MS = 250;
const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 60_000;
const ASIDE_MS = 500;
const OWN_FAULT_BACK_OFF_MS = 60_000;
/** A token or a permission is mended by a person: asked again now and then. */
const NOT_ALLOWED_BACK_OFF_MS = 5 * 60_000;

/** How long to wait before the next send, in ms. Never throws for what the platform answers. */
async function deliverNext(ports: DeliverPorts, signal: AbortSignal): Promise<number> {
  const { outbox, surface, clock } = ports;
  const notice = await outbox.next(surface.name, clock.now());
  if (!notice) return LOOK_EVERY_MS;
  try {
    return await tell(notice, { ...ports, signal });
  } catch (error) {
    if (error instanceof SurfaceError) return mend(notice, error, ports);
    // Our own fault, or the row's: it holds up no other card.
    await outbox.postpone(
      notice,
      clock.now() + OWN_FAULT_BACK_OFF_MS,
      'a bug kept this card from being made',
    );
    throw error;
  }
}

async function tell(notice: DueNotice, ports: DeliverPorts & { signal: AbortSignal }): Promise<number> {
  const { outbox, surface, clock, signal } = ports;
  if (notice.about.kind === 'reply') return tellReply(notice, ports);
  if (await isHeldBack(notice, ports)) return 0;
  const telling = await ports.compose(notice.about, signal);
  if (!telling) {
    await outbox.suppressed(notice, 'there is nothing left to tell about', clock.now());
    return 0;
  }
  const { card, isOver } = telling;
  const shownHash = cardHash(card);
  const standing = await findLost(notice, await outbox.card(notice.about, surface.name), ports);
  const decision = decide(isOver, standing, shownHash);
  if (decision.kind === 'silent') {
    await outbox.suppressed(notice, decision.reason, clock.now());
    return 0;
  }
  await outbox.beginSend(notice, surface.name);
  const at = await send(card, standing, { surface, signal });
  await outbox.delivered(notice, { surface: surface.name, at, shownHash }, clock.now());
  ports.log('card delivered', {
    surface: surface.name,
    [notice.about.kind]: notice.about.id,
    kind: decision.kind,
    reason: decision.reason,
  });
  return surface.paceMs;
}

/** A post whose answer was lost may be there all the same: looked for first, since it has to be told the end too. */
async function findLost(
  notice: DueNotice,
  standing: StandingCard,
  { surface, signal }: Pick<DeliverPorts, 'surface'> & { signal: AbortSignal },
): Promise<StandingCard> {
  if (standing.at || notice.attempts === 0) return standing;
  const found = await surface.find(standing.postKey, signal);
  return found ? { ...standing, at: found, shownHash: null } : standing;
}

async function send(
  card: Card,
  { at, postKey }: StandingCard,
  { surface, signal }: Pick<DeliverPorts, 'surface'> & { signal: AbortSignal },
): Promise<MessageRef> {
  if (!at) return surface.post(card, postKey, signal);
  await surface.edit(at, card, signal);
  return at;
}

async function mend(
  notice: DueNotice,
  error: SurfaceError,
  { outbox, surface, clock, log }: DeliverPorts,
): Promise<number> {
  const now = clock.now();
  log('card not delivered', {
    surface: surface.name,
    [notice.about.kind]: notice.about.id,
    problem: error.problem,
    why: error.message,
  });
  switch (error.problem) {
    case 'throttled':
      await outbox.postpone(notice, now + (error.retryAfterMs ?? FIRST_BACK_OFF_MS), error.message);
      return error.retryAfterMs ?? FIRST_BACK_OFF_MS;
    case 'unavailable': {
      const backOff = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** Math.min(notice.attempts, 6));
      // Due a little after the wait is over: what only this message is to blame for holds up no other.
      await outbox.postpone(notice, now + backOff + ASIDE_MS, error.message);
      return backOff;
    }
    case 'not_allowed':
      // Another card may be allowed: one in a channel that is still there.
      await outbox.postpone(notice, now + NOT_ALLOWED_BACK_OFF_MS + ASIDE_MS, error.message);
      return notice.attempts === 0 ? FIRST_BACK_OFF_MS : NOT_ALLOWED_BACK_OFF_MS;
    case 'message_gone':
      await outbox.forgetCard(notice.about, surface.name);
      return 0;
    case 'rejected':
      await outbox.failed(notice, error.message, now);
      return 0;
  }
}

export interface Delivering extends DeliverPorts {
  /** Wraps the sending, so that only one replica does it; answers false when another one does. */
  readonly exclusively: (work: (signal: AbortSignal) => Promise<void>) => Promise<boolean>;
  readonly onError: (error: unknown) => void;
}

/** Runs until the signal is aborted. A surface that is down holds up no other: each has its own. */
export async function keepDelivering(ports: Delivering, stop: AbortSignal): Promise<void> {
  const { outbox, surface, clock } = ports;
  while (!stop.aborted) {
    const due = await outbox.next(surface.name, clock.now()).catch(ports.onError);
    if (due) await ports.exclusively((held) => deliverAll(ports, stop, held)).catch(ports.onError);
    await clock.sleep(LOOK_EVERY_MS, stop).catch(() => undefined);
  }
}

async function deliverAll(ports: Delivering, stop: AbortSignal, held: AbortSignal): Promise<void> {
  const { outbox, surface, clock } = ports;
  while (!stop.aborted && !held.aborted && (await outbox.next(surface.name, clock.now()))) {
    const wait = await deliverNext(ports, held);
    if (wait > 0) await clock.sleep(wait, stop).catch(() => undefined);
  }
}
