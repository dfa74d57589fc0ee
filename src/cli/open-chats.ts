/** Connects the chat platforms that are set up. */
import type { App } from '../app.ts';
import type { Surface } from '../notify/surface.ts';
import type { Chat, Desk } from '../surfaces/desk.ts';

export interface Chats extends AsyncDisposable {
  readonly surfaces: readonly Surface[];
}

/** Each connects by itself; one that cannot does not hold up the others. What is not set up is not even loaded. */
export async function openChats({ config, clock, log }: App, desk: Desk): Promise<Chats> {
  await using opening = new AsyncDisposableStack();
  const { slack, discord } = config;
  const chats: Chat[] = [];
  if (slack) {
    const { openSlack } = await import('../surfaces/slack/open-slack.ts');
    chats.push(opening.use(await openSlack({ config: slack, desk, clock, log })));
  }
  if (discord) {
    const { openDiscord } = await import('../surfaces/discord/open-discord.ts');
    chats.push(opening.use(await openDiscord({ config: discord, desk, clock, log })));
  }
  const open = opening.move();
  return { surfaces: chats.map(({ surface }) => surface), [Symbol.asyncDispose]: () => open.disposeAsync() };
}
