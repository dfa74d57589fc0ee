/** Shows an app's answer to an interaction, ephemeral unless told otherwise. */
import { addMessage } from './add-message.ts';
import { refuse, type Reply } from './call.ts';
import { asText, type Json } from './json.ts';
import { readContent } from './read-content.ts';
import type { Origin } from './response-urls.ts';
import type { Workspace } from './workspace.ts';

/** Undefined when it is shown. */
export function respond(workspace: Workspace, origin: Origin, answer: Json): Reply | undefined {
  const channel = workspace.channels.get(origin.channelId);
  if (!channel) return refuse('channel_not_found');
  const read = readContent({ workspace, args: answer });
  if ('refusal' in read) return read.refusal;
  const visibleTo = answer['response_type'] === 'in_channel' ? undefined : origin.userId;
  const threadTs = asText(answer['thread_ts']) || undefined;
  addMessage(workspace, channel, { ...read.content, visibleTo, threadTs });
  return undefined;
}
