/** Tells one thing on one surface: its newest state, in the one message that stands for it. */
import type { Card } from '../domain/card.ts';
import { cardHash } from './card-hash.ts';
import { continuing, point, retire } from './continue-card.ts';
import { decide } from './decide.ts';
import { isHeldBack } from './is-held-back.ts';
import type { DueNotice, EarlierMessage, StandingCard } from './outbox.ts';
import { isEditable, type EditableSurface } from './surface.ts';
import { tellReply } from './tell-reply.ts';
import { tellTurn } from './tell-turn.ts';
import { suppress, type Telling, type TellOnce, type Told } from './telling.ts';

/** Throws a SurfaceError when the surface does not take it; the notice stays due then. */
export async function tell(notice: DueNotice, ports: TellOnce): Promise<Told> {
  const { surface, signal } = ports;
  const { about } = notice;
  if (about.kind === 'reply') return tellReply(notice, ports);
  if (await isHeldBack(notice, ports)) return { kind: 'silent' };
  const telling = await ports.compose(about, signal);
  if (!telling) return suppress(notice, 'there is nothing left to tell about', ports);
  if (!isEditable(surface)) return tellTurn(notice, telling, ports);
  return tellCard(notice, telling, { ...ports, surface });
}

type Editing = TellOnce & { readonly surface: EditableSurface };

async function tellCard(notice: DueNotice, { card, isOver }: Telling, ports: Editing): Promise<Told> {
  const { outbox, surface, clock, wording } = ports;
  const { about } = notice;
  const standing = await findLost(notice, await outbox.card(about, surface.name), ports);
  const decision = decide(isOver, standing, cardHash(continuing(card, standing.earlier, wording)));
  if (decision.kind === 'silent') return suppress(notice, decision.reason, ports);
  if (standing.at && standing.at.channelId !== surface.channelId) {
    await outbox.replaceCard(about, surface.name, 'still_there');
    return { kind: 'moved' };
  }
  await outbox.beginSend(notice, surface.name);
  const sent = await send({ card, standing, attempts: notice.attempts }, ports);
  await ports.taken();
  await outbox.delivered(notice, { surface: surface.name, ...sent }, clock.now());
  return { kind: 'sent', how: decision.kind, reason: decision.reason };
}

/** A post whose answer was lost may be there all the same: looked for first, since it has to be told the end too. */
async function findLost(
  { about, attempts }: DueNotice,
  standing: StandingCard,
  { outbox, surface, clock, signal }: TellOnce,
): Promise<StandingCard> {
  if (standing.at || attempts === 0) return standing;
  const at = await surface.find(standing.postKey, signal);
  if (!at) return standing;
  // Kept before it is edited: an edit may take away what it was found by.
  await outbox.found(about, { surface: surface.name, at }, clock.now());
  return { ...standing, at, shownHash: null };
}

/** Where it stands afterwards, and what it shows. */
async function send(
  { card, standing, attempts }: { card: Card; standing: StandingCard; attempts: number },
  { surface, wording, signal }: Editing,
): Promise<
  Pick<Required<StandingCard>, 'earlier'> & { at: NonNullable<StandingCard['at']>; shownHash: string }
> {
  const place = { surface, signal };
  const before = standing.earlier;
  const isNew = before !== null && before.seen === null;
  const earlier: EarlierMessage | null = isNew ? await retire(before, { card, attempts }, place) : before;
  const shown = continuing(card, earlier, wording);
  if (standing.at) await surface.edit(standing.at, shown, signal);
  const at = standing.at ?? (await surface.post(shown, standing.postKey, signal));
  if (isNew && earlier?.seen?.points) await point(earlier, { card, to: at }, place);
  return { at, shownHash: cardHash(shown), earlier };
}
