/** Says something in a card's thread: at least once, never doubled, and only the newest of what is due. */
import type { DueNotice } from './outbox.ts';
import type { StandingReply } from './reply.ts';
import { restrainReply } from './restraint.ts';
import { SurfaceError, type MessageRef } from './surface.ts';
import { suppress, type Told, type TellOnce } from './telling.ts';

/** Throws a SurfaceError when the surface does not take it; the notice stays due then. */
export async function tellReply(notice: DueNotice, ports: TellOnce): Promise<Told> {
  const { outbox, surface, clock, signal } = ports;
  const standing = await outbox.reply(notice.about.id, clock.now());
  const drop = (why: string): Promise<Told> => suppress(notice, why, ports);
  const found = await findLost(notice, standing, ports);
  if (found) {
    await outbox.replied(notice, found, clock.now());
    return { kind: 'silent' };
  }
  const { under, postKey: key } = standing;
  if (!under) return drop(CARD_GONE);
  if (surface.edit === null && TURNS.has(standing.kind)) return drop('the message of its turn tells it');
  const rule = restrainReply(standing);
  if (rule !== undefined) return drop(rule);
  const telling = await ports.compose(notice.about, signal);
  if (!telling) return drop('it is not true any more');
  await outbox.beginSend(notice, surface.name);
  const at = await unlessGone(surface.reply(under, telling.card, { key, signal }));
  if (!at) return drop(CARD_GONE);
  await ports.taken(at);
  await outbox.replied(notice, at, clock.now());
  return { kind: 'sent', how: 'reply', reason: 'something was said in its thread' };
}

/** Where nothing can be edited, these come as messages of their own. */
const TURNS: ReadonlySet<StandingReply['kind']> = new Set(['reopened', 'closed']);

const CARD_GONE = 'its card does not stand any more';

/** A reply whose answer was lost may stand there all the same. */
async function findLost(
  { attempts }: DueNotice,
  { under, postKey }: StandingReply,
  { surface, signal }: TellOnce,
): Promise<MessageRef | undefined> {
  return attempts > 0 && under ? unlessGone(surface.find(postKey, signal, under)) : undefined;
}

/** Undefined when the card was deleted: a new one comes by itself, and tells it. */
async function unlessGone<Ref extends MessageRef>(call: Promise<Ref | undefined>): Promise<Ref | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof SurfaceError && error.problem === 'message_gone') return undefined;
    throw error;
  }
}
