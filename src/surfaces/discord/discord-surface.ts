/** Posts, edits and finds cards in the one channel. */
import { RequestMethod, Routes, type APIMessage } from 'discord.js';
import { SurfaceError, type MessageRef, type EditableSurface } from '../../notify/surface.ts';
import { MAX_HISTORY_PAGE } from './limits.ts';
import { markersOf, nonceOf } from './post-key.ts';
import { renderCard } from './render-card.ts';
import type { BotApi } from './rest.ts';

/** Below five messages in five seconds, with room for the answers to people. */
const PACE_MS = 1_200;

export interface DiscordPlace {
  readonly guildId: string;
  readonly channelId: string;
}

/** Everything goes by the bot's own token: those of interactions end after 15 minutes. */
export function discordSurface(api: BotApi, { channelId, guildId }: DiscordPlace): EditableSurface {
  return {
    name: 'discord',
    channelId,
    paceMs: PACE_MS,
    async post(card, key, signal) {
      const body = { ...renderCard(card, key), nonce: nonceOf(key), enforce_nonce: true };
      return refOf(
        await api({ method: RequestMethod.Post, path: Routes.channelMessages(channelId), body }, signal),
      );
    },
    async edit(at, card, signal) {
      await api({ method: RequestMethod.Patch, path: pathOf(at), body: renderCard(card) }, signal);
    },
    async reply(under, card, { key, signal }) {
      const body = { ...renderCard(card, key), nonce: nonceOf(key), enforce_nonce: true, ...answerTo(under) };
      const path = Routes.channelMessages(under.channelId);
      return refOf(await api({ method: RequestMethod.Post, path, body }, signal));
    },
    /** A reply stands in the channel itself, among the others. */
    async find(key, signal, under) {
      const query = new URLSearchParams({ limit: String(MAX_HISTORY_PAGE) });
      const path = Routes.channelMessages(under?.channelId ?? channelId);
      const page = await api({ method: RequestMethod.Get, path, query }, signal);
      const found = (page as APIMessage[]).find((message) => isPostedWith(message, key));
      return found && refOf(found);
    },
    async link(at, signal) {
      await api({ method: RequestMethod.Get, path: pathOf(at) }, signal);
      return `https://discord.com/channels/${guildId}/${at.channelId}/${at.messageId}`;
    },
  };
}

function pathOf({ channelId, messageId }: MessageRef) {
  return Routes.channelMessage(channelId, messageId);
}

/** Pings nobody; without the card it is said all the same. */
function answerTo({ messageId }: MessageRef): object {
  return {
    message_reference: { message_id: messageId, fail_if_not_exists: false },
    allowed_mentions: { parse: [], replied_user: false },
  };
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

function refOf(answer: unknown): MessageRef {
  const { id, channel_id } = answer as Partial<APIMessage>;
  if (id === undefined || channel_id === undefined)
    throw new SurfaceError('Something else than Discord answered', { problem: 'unavailable' });
  return { channelId: channel_id, messageId: id };
}
