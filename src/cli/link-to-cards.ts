/** For those who read of something where nothing can be done about it: where its card stands. */
import type { App } from '../app.ts';
import type { Card, Fact } from '../domain/card.ts';
import { surfaceLabel } from '../domain/wording.ts';
import type { About } from '../notify/outbox.ts';
import { SurfaceError, type Surface } from '../notify/surface.ts';
import { countUntold, findMessages } from '../store/card-store.ts';
import { findReply } from '../store/reply-store.ts';

/** Both are told at the same moment: so long for the card to stand. */
const PATIENCE_MS = 3_000;
const LOOK_EVERY_MS = 250;
/** A chat that does not answer keeps nobody waiting. */
const LINK_WITHIN_MS = 3_000;

export interface Linking {
  /** Where cards stand that people can act on. */
  readonly chats: readonly Surface[];
  readonly signal: AbortSignal;
}

export async function linkToCards(app: App, { about, card }: { about: About; card: Card }, linking: Linking) {
  if (linking.chats.length === 0) return card;
  const subject = await subjectOf(app, about);
  if (subject.kind === 'issue') await waitForCards(app, subject.id, linking);
  const messages = await findMessages(app.database.sql, subject);
  const links = await Promise.all(
    messages.flatMap(({ surface, at }) => {
      const chat = linking.chats.find(({ name }) => name === surface);
      return chat ? [linkTo(chat, at, linking.signal)] : [];
    }),
  );
  const facts = links.flatMap((link) => link ?? []);
  return facts.length === 0 ? card : { ...card, sections: [...card.sections, factsOf(facts)] };
}

function factsOf(facts: readonly Fact[]): Card['sections'][number] {
  return { kind: 'facts', title: null, facts };
}

/** A reply is about its Issue. */
async function subjectOf({ database }: App, about: About): Promise<About> {
  const reply = about.kind === 'reply' ? await findReply(database.sql, about.id) : undefined;
  return reply ? { kind: 'issue', id: reply.issueId } : about;
}

async function waitForCards(
  { clock, database }: App,
  issueId: number,
  { chats, signal }: Linking,
): Promise<void> {
  const names = chats.map(({ name }) => name);
  const end = clock.now() + PATIENCE_MS;
  while (clock.now() < end && (await countUntold(database.sql, issueId, names)) > 0)
    await clock.sleep(LOOK_EVERY_MS, signal);
}

async function linkTo(
  chat: Surface,
  at: Parameters<Surface['link']>[0],
  signal: AbortSignal,
): Promise<Fact | undefined> {
  try {
    const url = await chat.link(at, AbortSignal.any([signal, AbortSignal.timeout(LINK_WITHIN_MS)]));
    return url === undefined ? undefined : { label: `Open on ${surfaceLabel(chat.name)}`, value: url };
  } catch (error) {
    if (error instanceof SurfaceError) return undefined;
    throw error;
  }
}
