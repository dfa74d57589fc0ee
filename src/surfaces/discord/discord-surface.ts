/** Posts, edits and finds cards in the one channel. */
import { RequestMethod, Routes, type APIMessage } from 'discord.js';
import { SurfaceError, type EditableSurface, type MessageRef } from '../../notify/surface.ts';
import { explainingApi, requireEverything, type DiscordPlace } from './explaining-api.ts';
import { findPosted } from './find-posted.ts';
import { nonceOf } from './post-key.ts';
import { renderCard } from './render-card.ts';
import type { BotApi } from './rest.ts';

/** Below five messages in five seconds, with room for the answers to people. */
const PACE_MS = 1_200;

/** Everything goes by the bot's own token: those of interactions end after 15 minutes. */
export function discordSurface(bot: BotApi, place: DiscordPlace): EditableSurface {
  const { channelId, guildId } = place;
  const api = explainingApi(bot, place);
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
      const body = renderCard(card);
      await api({ method: RequestMethod.Patch, path: pathOf(at), body }, signal);
    },
    async reply(under, card, { key, signal }) {
      const body = { ...renderCard(card, key), nonce: nonceOf(key), enforce_nonce: true, ...answerTo(under) };
      const path = Routes.channelMessages(under.channelId);
      return refOf(await api({ method: RequestMethod.Post, path, body }, signal));
    },
    /** A reply stands in the channel itself, among the others. */
    async find(key, signal, under) {
      const found = await findPosted(key, { api, channelId: under?.channelId ?? channelId, signal });
      if (found === 'nothing to read') await requireEverything(bot, place, signal);
      return typeof found === 'object' ? refOf(found) : undefined;
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

function refOf(answer: unknown): MessageRef {
  const { id, channel_id } = answer as Partial<APIMessage>;
  if (id === undefined || channel_id === undefined)
    throw new SurfaceError('Something else than Discord answered', { problem: 'unavailable' });
  return { channelId: channel_id, messageId: id };
}
