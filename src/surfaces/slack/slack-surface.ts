/** The channel where Slack's people read us: posts, edits and finds cards, once each. */
import { type webApi } from '@slack/bolt';
import type { Card } from '../../domain/card.ts';
import { SurfaceError, type MessageRef, type Surface } from '../../notify/surface.ts';
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
const EVENT_TYPE = 'calsync_card';

export function slackSurface(parts: SlackSurfaceParts): Surface {
  return {
    name: 'slack',
    paceMs: PACE_MS,
    post: (card, key, signal) => calling(() => post(parts, card, key), { doing: 'post to Slack', signal }),
    edit: (at, card, signal) =>
      calling(() => edit(parts, at, card), { doing: 'edit a message in Slack', signal }),
    find: (key, signal) => calling(() => find(parts, key), { doing: 'look into the Slack channel', signal }),
  };
}

async function post({ client, channelId }: SlackSurfaceParts, card: Card, key: string): Promise<MessageRef> {
  const message = {
    channel: channelId,
    ...renderCard(card),
    metadata: { event_type: EVENT_TYPE, event_payload: { key } },
    unfurl_links: false,
    unfurl_media: false,
  };
  // The rule takes it for the postMessage of a browser's window.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const { ts = '' } = await client.chat.postMessage(message);
  return { channelId, messageId: ts };
}

async function edit({ client, channelId }: SlackSurfaceParts, at: MessageRef, card: Card): Promise<void> {
  const moved = at.channelId !== channelId;
  const message = renderCard(moved ? { ...card, actions: [] } : card);
  const update = client.chat.update({ channel: at.channelId, ts: at.messageId, ...message, parse: 'none' });
  if (!moved) return void (await update);
  // Whoever still reads the old channel sees how it stands, if the bot can still write there; a new card comes here.
  await update.catch(() => undefined);
  throw new SurfaceError('Cannot edit a message in Slack: it stands in a channel that is not used any more', {
    problem: 'message_gone',
  });
}

async function find(
  { client, channelId, identity }: SlackSurfaceParts,
  key: string,
): Promise<MessageRef | undefined> {
  const { botUserId, botId } = await identity();
  const { messages = [] } = await client.conversations.history({
    channel: channelId,
    limit: LOOK_BACK,
    include_all_metadata: true,
  });
  const found = messages.find(
    ({ user, bot_id: by, metadata }) =>
      (user === botUserId || by === botId) &&
      metadata?.event_type === EVENT_TYPE &&
      isKey(metadata.event_payload, key),
  );
  return found?.ts === undefined ? undefined : { channelId, messageId: found.ts };
}

function isKey(payload: unknown, key: string): boolean {
  return typeof payload === 'object' && payload !== null && 'key' in payload && payload.key === key;
}
