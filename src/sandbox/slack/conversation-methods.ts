/** conversations.*: what stands in a channel, and who is in it. */
import { type Call, done, refuse, type Reply } from './call.ts';
import { findChannel, findJoinedChannel } from './find-channel.ts';
import { asFlag, asNumber, asText, type Json } from './json.ts';
import type { StoredMessage } from './message.ts';
import { renderMessage, repliesTo } from './render-message.ts';
import type { StoredChannel } from './workspace.ts';

const PAGE = 100;
const PAGE_MOST = 1_000;

/** Newest first; replies stand in no history, only in conversations.replies. */
export function readHistory(call: Call): Reply {
  const found = findJoinedChannel(call);
  if ('refusal' in found) return found.refusal;
  const messages = found.channel.messages
    .filter(({ threadTs, visibleTo }) => threadTs === undefined && visibleTo === undefined)
    .filter(({ deleted }) => !deleted)
    .filter(inRange(call.args))
    .toReversed();
  return page(call, found.channel, messages);
}

/** Oldest first, beginning with the message itself. */
export function readReplies(call: Call): Reply {
  const found = findJoinedChannel(call);
  if ('refusal' in found) return found.refusal;
  const parent = found.channel.messages.find(({ ts, deleted }) => ts === call.args['ts'] && !deleted);
  if (!parent) return refuse('thread_not_found');
  const replies = repliesTo(found.channel, parent.ts).filter(inRange(call.args));
  return page(call, found.channel, [parent, ...replies]);
}

export function readInfo(call: Call): Reply {
  const found = findChannel(call);
  return 'refusal' in found ? found.refusal : done({ channel: renderChannel(found.channel) });
}

export function join(call: Call): Reply {
  const found = findChannel(call);
  if ('refusal' in found) return found.refusal;
  if (found.channel.archived) return refuse('is_archived');
  found.channel.botIsMember = true;
  return done({ channel: renderChannel(found.channel) });
}

export function readMembers(call: Call): Reply {
  const { workspace } = call;
  const found = findChannel(call);
  if ('refusal' in found) return found.refusal;
  const bot = found.channel.botIsMember ? [workspace.botUserId] : [];
  const cut = cutPage(call.args, [...workspace.users.keys(), ...bot]);
  return done({ members: cut.items, response_metadata: { next_cursor: cut.next } });
}

function renderChannel({ id, name, archived, botIsMember }: StoredChannel): Json {
  return { id, name, is_channel: true, is_private: false, is_archived: archived, is_member: botIsMember };
}

function page(call: Call, channel: StoredChannel, messages: readonly StoredMessage[]): Reply {
  const { items, next } = cutPage(call.args, messages);
  const withMetadata = asFlag(call.args['include_all_metadata']);
  return done({
    messages: items.map((message) => renderMessage(call.workspace, message, { withMetadata, channel })),
    has_more: next !== '',
    response_metadata: { next_cursor: next },
  });
}

function cutPage<T>(args: Json, all: readonly T[]): { items: T[]; next: string } {
  const limit = Math.min(asNumber(args['limit'], PAGE), PAGE_MOST);
  const from = Number(Buffer.from(asText(args['cursor']), 'base64').toString().split(':')[1] ?? 0);
  const next = from + limit < all.length ? Buffer.from(`next:${from + limit}`).toString('base64') : '';
  return { items: all.slice(from, from + limit), next };
}

/** Both ends are outside unless `inclusive` says otherwise. */
function inRange(args: Json): (message: StoredMessage) => boolean {
  const oldest = asNumber(args['oldest'], Number.NEGATIVE_INFINITY);
  const latest = asNumber(args['latest'], Number.POSITIVE_INFINITY);
  const inclusive = asFlag(args['inclusive']);
  return ({ ts }) => {
    const at = Number(ts);
    return (at > oldest && at < latest) || (inclusive && (at === oldest || at === latest));
  };
}
