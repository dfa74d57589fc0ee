/** Connects the chat platforms that are set up, and e-mail. */
import type { App } from '../app.ts';
import type { HomeSurface, HomeVisit } from '../notify/homes.ts';
import type { Surface } from '../notify/surface.ts';
import { homeStore } from '../store/home-store.ts';
import type { Chat, Desk } from '../surfaces/desk.ts';
import { platformsOf } from './platforms.ts';

export interface Chats extends AsyncDisposable {
  readonly surfaces: readonly Surface[];
  readonly homes: readonly HomeSurface[];
}

/** Each connects by itself; one that cannot does not hold up the others. What is not set up is not even loaded. */
export async function openChats({ config, clock, log, database }: App, desk: Desk): Promise<Chats> {
  await using opening = new AsyncDisposableStack();
  const chats: Chat[] = [];
  for (const { name, open } of platformsOf(config)) {
    const onHomeOpened = (visit: HomeVisit) => homeStore(database.sql).opened(name, visit, clock.now());
    chats.push(opening.use(await open({ desk, onHomeOpened, clock, log })));
  }
  const open = opening.move();
  return {
    surfaces: chats.map(({ surface }) => surface),
    homes: chats.flatMap(({ home }) => home ?? []),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}
