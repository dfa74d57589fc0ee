/** The channel where Slack's people read us: posts, edits and finds cards, once each. */
import { type webApi } from '@slack/bolt';
import type { Card } from '../../domain/card.ts';
import { type MessageRef, type EditableSurface } from '../../notify/surface.ts';
import { calling } from './calling.ts';
import { type Identity } from './identity.ts';
import { renderCard } from './render-card.ts';

export interface SlackSurfaceParts {
  readonly client: webApi.WebClient;
  readonly channelId: string;
  readonly identity: () => Promise<Identity>;
}

/** "Rate limits": about one message per second and channel. */
const PACE_MS = 1_000;
/** How far back a post is looked for: many times more than could be sent between two attempts. */
const LOOK_BACK = 200;
/** A thread is read from its beginning, and its newest replies come last: as many as Slack gives at once. */
const WHOLE_THREAD = 1_000;
const METADATA = { include_all_metadata: true };
const EVENT_TYPE = 'calsync_card';

export function slackSurface(parts: SlackSurfaceParts): EditableSurface {
  return {
    name: 'slack',
    channelId: parts.channelId,
    paceMs: PACE_MS,
    post: (card, key, signal) =>
      calling(() => post(parts, card, { key }), { doing: 'post to Slack', signal }),
    edit: (at, card, signal) =>
      calling(() => edit(parts, at, card), { doing: 'edit a message in Slack', signal }),
    reply: (under, card, { key, signal }) =>
      calling(() => post(parts, card, { key, under }), { doing: 'answer in a thread in Slack', signal }),
    find: (key, signal, under) =>
      calling(() => find(parts, key, under), { doing: 'look into the Slack channel', signal }),
    link: (at, signal) => calling(() => link(parts, at), { doing: 'link to a message in Slack', signal }),
  };
}

async function post(
  { client, channelId }: SlackSurfaceParts,
  card: Card,
  { key, under }: { key: string; under?: MessageRef },
): Promise<MessageRef> {
  const channel = under?.channelId ?? channelId;
  const message = {
    channel,
    ...renderCard(card),
    ...(under && { thread_ts: under.messageId }),
    metadata: { event_type: EVENT_TYPE, event_payload: { key } },
    unfurl_links: false,
    unfurl_media: false,
  };
  // The rule takes it for the postMessage of a browser's window.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const { ts = '' } = await client.chat.postMessage(message);
  return { channelId: channel, messageId: ts };
}

async function edit({ client }: SlackSurfaceParts, at: MessageRef, card: Card): Promise<void> {
  await client.chat.update({ channel: at.channelId, ts: at.messageId, ...renderCard(card), parse: 'none' });
}

/** Asks for no scope. */
async function link({ client }: SlackSurfaceParts, at: MessageRef): Promise<string | undefined> {
  const { permalink } = await client.chat.getPermalink({ channel: at.channelId, message_ts: at.messageId });
  return permalink;
}

async function find(
  { client, channelId, identity }: SlackSurfaceParts,
  key: string,
  under?: MessageRef,
): Promise<MessageRef | undefined> {
  const { botUserId, botId } = await identity();
  const channel = under?.channelId ?? channelId;
  const { messages = [] } = under
    ? await client.conversations.replies({ channel, ts: under.messageId, limit: WHOLE_THREAD, ...METADATA })
    : await client.conversations.history({ channel, limit: LOOK_BACK, ...METADATA });
  const found = messages.find(
    ({ user, bot_id: by, metadata }) =>
      (user === botUserId || by === botId) &&
      metadata?.event_type === EVENT_TYPE &&
      isKey(metadata.event_payload, key),
  );
  return found?.ts === undefined ? undefined : { channelId: channel, messageId: found.ts };
}

function isKey(payload: unknown, key: string): boolean {
  return typeof payload === 'object' && payload !== null && 'key' in payload && payload.key === key;
}
