/** Tells one thing where nothing can be edited: each turn that it takes is a message of its own, all of them in one thread. */
import { decideTurn } from './decide.ts';
import type { DueNotice, StandingCard } from './outbox.ts';
import type { MessageRef, Sent } from './surface.ts';
import { suppress, type Telling, type TellOnce, type Told } from './telling.ts';

/** Throws a SurfaceError when the surface does not take it; the notice stays due then. */
export async function tellTurn(notice: DueNotice, telling: Telling, ports: TellOnce): Promise<Told> {
  const { outbox, surface, clock } = ports;
  const { about, attempts } = notice;
  const standing = await outbox.card(about, surface.name);
  const decision = decideTurn(telling, standing, attempts > 0);
  if (decision.kind === 'silent') return suppress(notice, decision.reason, ports);
  await outbox.beginSend(notice, surface.name);
  const { sent, ...told } = await send(telling, standing, ports);
  await ports.taken(sent);
  const shown = { surface: surface.name, shownHash: telling.turn, earlier: null, ...told };
  await outbox.delivered(notice, shown, clock.now());
  return { kind: 'sent', how: 'post', reason: decision.reason };
}

interface SentTurn {
  readonly sent: Sent;
  /** The first message of its thread. */
  readonly at: MessageRef;
  readonly turn?: { readonly key: string; readonly at: MessageRef };
}

/** Of what began in a message of which nobody knows whether it arrived, the end is not told by the same key: it would pass for that one. */
async function send(
  { card, turn, isOver }: Telling,
  { at: first, postKey }: StandingCard,
  { surface, signal }: TellOnce,
): Promise<SentTurn> {
  const key = `${postKey}.${turn}`;
  if (!first) {
    const sent = await surface.post(card, isOver ? key : postKey, signal);
    return { sent, at: sent };
  }
  const sent = await surface.reply(first, card, { key, signal });
  return { sent, at: first, turn: { key, at: sent } };
}
