/** Finds the channel a call names, or says with Slack's words why it cannot be used. */
import { type Call, refuse, type Reply } from './call.ts';
import { asText } from './json.ts';
import type { StoredChannel } from './workspace.ts';

type Found = { channel: StoredChannel } | { refusal: Reply };

export function findChannel({ workspace, args }: Call, key = 'channel'): Found {
  const channel = workspace.channels.get(asText(args[key]));
  return channel ? { channel } : { refusal: refuse('channel_not_found') };
}

/** The bot reads and edits only where it is a member. */
export function findJoinedChannel(call: Call, key = 'channel'): Found {
  const found = findChannel(call, key);
  if ('channel' in found && !found.channel.botIsMember) return { refusal: refuse('not_in_channel') };
  return found;
}

export function findOpenChannel(call: Call, key = 'channel'): Found {
  const found = findJoinedChannel(call, key);
  if ('channel' in found && found.channel.archived) return { refusal: refuse('is_archived') };
  return found;
}
