/** A message as the Web API and the payloads of buttons show it. */
import type { Json } from './json.ts';
import type { StoredMessage } from './message.ts';
import type { StoredChannel, Workspace } from './workspace.ts';

export interface RenderOptions {
  /** Left out of conversations.history unless `include_all_metadata` asks for it. */
  withMetadata?: boolean;
  channel?: StoredChannel;
}

export function renderMessage(
  workspace: Workspace,
  message: StoredMessage,
  { withMetadata = true, channel }: RenderOptions = {},
): Json {
  const byBot = message.userId === workspace.botUserId;
  return {
    type: 'message',
    user: message.userId,
    ts: message.ts,
    team: workspace.teamId,
    ...(byBot && { bot_id: workspace.botId, app_id: workspace.appId }),
    text: message.text,
    ...(message.blocks.length > 0 && { blocks: structuredClone(message.blocks) }),
    ...(withMetadata && message.metadata && { metadata: structuredClone(message.metadata) }),
    ...(message.editedAt !== undefined && {
      edited: { user: message.userId, ts: seconds(message.editedAt) },
    }),
    ...(message.threadTs !== undefined && {
      thread_ts: message.threadTs,
      parent_user_id: workspace.botUserId,
    }),
    ...(message.files.length > 0 && {
      files: message.files.map(({ id, name, title }) => ({ id, name, title })),
    }),
    ...threadOf(message, channel),
  };
}

function threadOf(message: StoredMessage, channel: StoredChannel | undefined): Json {
  const replies = repliesTo(channel, message.ts);
  const latest = replies.at(-1);
  return latest ? { thread_ts: message.ts, reply_count: replies.length, latest_reply: latest.ts } : {};
}

export function repliesTo(channel: StoredChannel | undefined, ts: string): StoredMessage[] {
  return (channel?.messages ?? []).filter(
    ({ threadTs, deleted, visibleTo }) => threadTs === ts && !deleted && visibleTo === undefined,
  );
}

function seconds(ms: number): string {
  return `${Math.floor(ms / 1_000)}.000000`;
}
