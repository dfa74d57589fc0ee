/** Looks for a message among the latest of a channel, by the key that it was posted with. */
import { RequestMethod, Routes, type APIMessage } from 'discord.js';
import { MAX_HISTORY_PAGE } from './limits.ts';
import { markersOf } from './post-key.ts';
import type { BotApi } from './rest.ts';

/** As many as are read in a row without being told to slow down. */
const MAX_PAGES = 5;

/** Newest first, as far back as hours of absence may reach. To whom history is closed, Discord shows an empty channel. */
export async function findPosted(
  key: string,
  { api, channelId, signal }: { api: BotApi; channelId: string; signal: AbortSignal },
): Promise<APIMessage | 'nothing to read' | undefined> {
  let before: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const query = new URLSearchParams({ limit: String(MAX_HISTORY_PAGE), ...(before && { before }) });
    const call = { method: RequestMethod.Get, path: Routes.channelMessages(channelId), query };
    const page = (await api(call, signal)) as APIMessage[];
    const found = page.find((message) => isPostedWith(message, key));
    if (found) return found;
    if (page.length === 0 && pages === 0) return 'nothing to read';
    if (page.length < MAX_HISTORY_PAGE) return undefined;
    before = page.at(-1)?.id;
  }
  return undefined;
}

function isPostedWith({ components = [] }: APIMessage, key: string): boolean {
  const { container, title } = markersOf(key);
  return components.some(
    (component) =>
      component.id === container &&
      'components' in component &&
      component.components.some(({ id }) => id === title),
  );
}
