/** Answers through a response_url: a new message, or another one in the place of what was clicked. */
import { refuse, type Reply } from './call.ts';
import { asFlag, type Json } from './json.ts';
import type { StoredMessage } from './message.ts';
import { readContent } from './read-content.ts';
import { respond } from './respond.ts';
import type { Origin } from './response-urls.ts';
import type { Workspace } from './workspace.ts';

/** Undefined when all is well; Slack then says "ok" and no more. */
export function answerResponseUrl(workspace: Workspace, path: string, args: Json): Reply | undefined {
  const origin = workspace.responseUrls.use(path);
  if ('error' in origin) return refuse(origin.error);
  const clicked = clickedMessage(workspace, origin);
  if (asFlag(args['delete_original'])) {
    if (clicked) clicked.deleted = true;
    return undefined;
  }
  if (!clicked || !asFlag(args['replace_original'])) return respond(workspace, origin, args);
  const read = readContent({ workspace, args });
  if ('refusal' in read) return read.refusal;
  const { text, blocks } = read.content;
  Object.assign(clicked, { text, blocks, editedAt: workspace.clock.now() });
  return undefined;
}

function clickedMessage(workspace: Workspace, origin: Origin): StoredMessage | undefined {
  const channel = workspace.channels.get(origin.channelId);
  return channel?.messages.find(({ ts, deleted }) => ts === origin.messageTs && !deleted);
}
