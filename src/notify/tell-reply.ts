/** Says something in a card's thread: at least once, never doubled, and only the newest of what is due. */
import type { Card } from '../domain/card.ts';
import type { Clock } from '../runtime/clock.ts';
import type { About, DueNotice, Outbox } from './outbox.ts';
import type { StandingReply } from './reply.ts';
import { restrainReply } from './restraint.ts';
import { SurfaceError, type MessageRef, type Surface } from './surface.ts';

export interface ReplyPorts {
  readonly outbox: Outbox;
  readonly surface: Surface;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Undefined when it is not true any more. */
  readonly compose: (about: About, signal: AbortSignal) => Promise<{ readonly card: Card } | undefined>;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
}

/** How long to wait before the next send, in ms. */
export async function tellReply(notice: DueNotice, ports: ReplyPorts): Promise<number> {
  const { outbox, surface, clock, signal } = ports;
  const standing = await outbox.reply(notice.about.id, clock.now());
  const drop = async (why: string): Promise<number> => {
    await outbox.suppressed(notice, why, clock.now());
    return 0;
  };
  const found = await findLost(notice, standing, ports);
  if (found) {
    await outbox.replied(notice, found, clock.now());
    return 0;
  }
  const { under, postKey: key } = standing;
  if (!under) return drop(CARD_GONE);
  const rule = restrainReply(standing);
  if (rule !== undefined) return drop(rule);
  const telling = await ports.compose(notice.about, signal);
  if (!telling) return drop('it is not true any more');
  await outbox.beginSend(notice, surface.name);
  const at = await unlessGone(surface.reply(under, telling.card, { key, signal }));
  if (!at) return drop(CARD_GONE);
  await outbox.replied(notice, at, clock.now());
  ports.log('reply delivered', { surface: surface.name, reply: notice.about.id });
  return surface.paceMs;
}

const CARD_GONE = 'its card does not stand any more';

/** A reply whose answer was lost may stand there all the same. */
async function findLost(
  { attempts }: DueNotice,
  { under, postKey }: StandingReply,
  { surface, signal }: ReplyPorts,
): Promise<MessageRef | undefined> {
  return attempts > 0 && under ? unlessGone(surface.find(postKey, signal, under)) : undefined;
}

/** Undefined when the card was deleted: a new one comes by itself, and tells it. */
async function unlessGone(call: Promise<MessageRef | undefined>): Promise<MessageRef | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof SurfaceError && error.problem === 'message_gone') return undefined;
    throw error;
  }
}
