/** Connects the chat platforms that are set up, and e-mail. */
import type { App } from '../app.ts';
import type { HomeSurface, HomeVisit } from '../notify/homes.ts';
import type { Surface } from '../notify/surface.ts';
import { homeStore } from '../store/home-store.ts';
import type { Desk } from '../surfaces/desk.ts';

export interface Chats extends AsyncDisposable {
  readonly surfaces: readonly Surface[];
  readonly homes: readonly HomeSurface[];
}

/** Each connects by itself; one that cannot does not hold up the others. What is not set up is not even loaded. */
export async function openChats({ config, clock, log, database }: App, desk: Desk): Promise<Chats> {
  await using opening = new AsyncDisposableStack();
  const { slack, discord, email } = config;
  const chats: { readonly surface: Surface; readonly home?: HomeSurface }[] = [];
  if (slack) {
    const { openSlack } = await import('../surfaces/slack/open-slack.ts');
    const onHomeOpened = (visit: HomeVisit) => homeStore(database.sql).opened('slack', visit, clock.now());
    chats.push(opening.use(await openSlack({ config: slack, desk, onHomeOpened, clock, log })));
  }
  if (discord) {
    const { openDiscord } = await import('../surfaces/discord/open-discord.ts');
    chats.push(opening.use(await openDiscord({ config: discord, desk, clock, log })));
  }
  if (email) {
    const { openEmail } = await import('../surfaces/email/open-email.ts');
    chats.push(opening.use(openEmail(email)));
  }
  const open = opening.move();
  return {
    surfaces: chats.map(({ surface }) => surface),
    homes: chats.flatMap(({ home }) => home ?? []),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}
