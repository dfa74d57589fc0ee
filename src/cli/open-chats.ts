/** Connects the chat platforms that are set up. */
import type { App } from '../app.ts';
import type { Surface } from '../notify/surface.ts';
import type { Chat, Desk } from '../surfaces/desk.ts';
import { openDiscord } from '../surfaces/discord/open-discord.ts';
import { openSlack } from '../surfaces/slack/open-slack.ts';

export interface Chats extends AsyncDisposable {
  readonly surfaces: readonly Surface[];
}

/** Each connects by itself; one that cannot does not hold up the others. */
export async function openChats({ config, clock, log }: App, desk: Desk): Promise<Chats> {
  await using opening = new AsyncDisposableStack();
  const { slack, discord } = config;
  const chats: Chat[] = [];
  if (slack) chats.push(opening.use(await openSlack({ config: slack, desk, clock, log })));
  if (discord) chats.push(opening.use(await openDiscord({ config: discord, desk, clock, log })));
  const open = opening.move();
  return { surfaces: chats.map(({ surface }) => surface), [Symbol.asyncDispose]: () => open.disposeAsync() };
}
