/** files.getUploadURLExternal and files.completeUploadExternal ("Working with files"). */
import { addMessage } from './add-message.ts';
import { type Call, done, refuse, refuseWith, type Reply } from './call.ts';
import { findOpenChannel } from './find-channel.ts';
import { asNumber, asRecords, asText } from './json.ts';
import { escaped } from './read-content.ts';
import type { SharedFile } from './message.ts';

export function getUploadUrl({ workspace, args }: Call): Reply {
  const name = asText(args['filename']);
  const length = asNumber(args['length'], 0);
  if (name === '' || length <= 0)
    return refuseWith('invalid_arguments', ['missing required field: filename or length']);
  const id = workspace.newId('F');
  workspace.files.set(id, { id, name, title: name, length, content: Buffer.alloc(0), uploaded: false });
  return done({ upload_url: `${workspace.origin}/upload/${id}`, file_id: id });
}

/** Without a channel the file stays private to the app, which is enough for an image block. */
export function completeUpload(call: Call): Reply {
  const { workspace, args } = call;
  const shared: SharedFile[] = [];
  for (const { id, title } of asRecords(args['files'])) {
    const file = workspace.files.get(asText(id));
    if (!file?.uploaded) return refuse('file_not_found');
    file.title = asText(title) || file.name;
    shared.push(file);
  }
  if (shared.length === 0) return refuseWith('invalid_arguments', ['missing required field: files']);
  const refusal = args['channel_id'] === undefined ? undefined : share(call, shared);
  if (refusal) return refusal;
  return done({ files: shared.map(({ id, name, title }) => ({ id, name, title })) });
}

function share(call: Call, files: SharedFile[]): Reply | undefined {
  const { workspace, args } = call;
  const found = findOpenChannel(call, 'channel_id');
  if ('refusal' in found) return found.refusal;
  const text = escaped(asText(args['initial_comment']));
  addMessage(workspace, found.channel, { text, files, threadTs: asText(args['thread_ts']) || undefined });
  return undefined;
}
