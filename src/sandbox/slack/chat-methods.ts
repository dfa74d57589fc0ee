/** chat.*: posting, editing and deleting messages. */
import { type Call, done, refuse, refusePayload, type Reply } from './call.ts';
import { findChannel, findJoinedChannel, findOpenChannel } from './find-channel.ts';
import { asText } from './json.ts';
import type { StoredMessage } from './message.ts';
import { readContent } from './read-content.ts';
import { renderMessage } from './render-message.ts';
import { addMessage } from './add-message.ts';
import type { StoredChannel } from './workspace.ts';

// "chat.update": the text of an edit cannot exceed 4,000 bytes, counted after escaping.
const UPDATE_BYTES = 4_000;
// "Rate limits": one message per second and channel.
const PACE_MS = 1_000;

export function postMessage(call: Call): Reply {
  const { workspace, args } = call;
  const found = findOpenChannel(call);
  if ('refusal' in found) return found.refusal;
  const read = readContent(call);
  if ('refusal' in read) return read.refusal;
  const now = workspace.clock.now();
  if (workspace.rules.pace && now - found.channel.postedAt < PACE_MS)
    return refuse('ratelimited', { retryAfterS: 1 });
  const threadTs = threadOf(found.channel, asText(args['thread_ts']));
  if (threadTs === null) return refuse('thread_not_found');
  found.channel.postedAt = now;
  const message = addMessage(workspace, found.channel, { ...read.content, threadTs });
  return done({ channel: found.channel.id, ts: message.ts, message: renderMessage(workspace, message) });
}

/** Only the person sees it; it is in no history and cannot be edited, and after a reload it is gone. */
export function postEphemeral(call: Call): Reply {
  const { workspace, args } = call;
  const found = findOpenChannel(call);
  if ('refusal' in found) return found.refusal;
  const userId = asText(args['user']);
  if (!workspace.users.has(userId)) return refuse('user_not_in_channel');
  const read = readContent(call);
  if ('refusal' in read) return read.refusal;
  const threadTs = asText(args['thread_ts']) || undefined;
  const message = addMessage(workspace, found.channel, { ...read.content, threadTs, visibleTo: userId });
  return done({ message_ts: message.ts });
}

export function updateMessage(call: Call): Reply {
  const { workspace } = call;
  const found = findOwnMessage(call, 'cant_update_message');
  if ('refusal' in found) return found.refusal;
  const { channel, message } = found;
  if (channel.archived) return refuse('is_inactive');
  const now = workspace.clock.now();
  if (now - Number(message.ts) * 1_000 > workspace.rules.editWindowMs) return refuse('edit_window_closed');
  const read = readContent(call);
  if ('refusal' in read) return read.refusal;
  const { text, blocks, metadata } = read.content;
  if (Buffer.byteLength(text) > UPDATE_BYTES) return refusePayload('msg_too_long');
  // What an edit leaves out stays only where Slack keeps it: metadata does, blocks do not beside a new text.
  Object.assign(message, { text, blocks, metadata: metadata ?? message.metadata, editedAt: now });
  return done({ channel: channel.id, ts: message.ts, text, message: renderMessage(workspace, message) });
}

export function deleteMessage(call: Call): Reply {
  const found = findOwnMessage(call, 'cant_delete_message');
  if ('refusal' in found) return found.refusal;
  if (found.channel.archived) return refuse('cant_delete_message');
  found.message.deleted = true;
  return done({ channel: found.channel.id, ts: found.message.ts });
}

export function getPermalink(call: Call): Reply {
  const found = findChannel(call);
  if ('refusal' in found) return found.refusal;
  const ts = asText(call.args['message_ts']);
  if (!findMessage(found.channel, ts)) return refuse('message_not_found');
  const permalink = `https://salon.slack.com/archives/${found.channel.id}/p${ts.replace('.', '')}`;
  return done({ channel: found.channel.id, permalink });
}

type Own = { channel: StoredChannel; message: StoredMessage } | { refusal: Reply };

/** A bot touches its own messages only. */
function findOwnMessage(call: Call, forbidden: string): Own {
  const found = findJoinedChannel(call);
  if ('refusal' in found) return found;
  const message = findMessage(found.channel, asText(call.args['ts']));
  if (!message) return { refusal: refuse('message_not_found') };
  if (message.userId !== call.workspace.botUserId) return { refusal: refuse(forbidden) };
  return { channel: found.channel, message };
}

function findMessage(channel: StoredChannel, ts: string): StoredMessage | undefined {
  return channel.messages.find(
    (message) => message.ts === ts && !message.deleted && message.visibleTo === undefined,
  );
}

/** A reply to a reply goes to the thread it stands in. */
function threadOf(channel: StoredChannel, ts: string): string | undefined | null {
  if (ts === '') return undefined;
  const parent = findMessage(channel, ts);
  return parent ? (parent.threadTs ?? parent.ts) : null;
}
