/** Puts a message into a channel, whoever asks for it: a post, an answer or a follow-up. */
import { isObject, type JsonObject, numberOf, objectsIn, textOf } from './json.ts';
import type { UploadedFile } from './recorded-request.ts';
import { renderMessageEvent } from './render-message.ts';
import type { Attachment, StoredMessage } from './stored-message.ts';
import type { World } from './world.ts';
import { INTENTS } from './intents.ts';

export interface Draft {
  channelId: string;
  payload: JsonObject;
  files?: readonly UploadedFile[];
  type?: number;
  extra?: Partial<StoredMessage>;
}

export function postMessage(
  world: World,
  { channelId, payload, files = [], type = 0, extra = {} }: Draft,
): StoredMessage {
  const nonce = payload['nonce'];
  const message: StoredMessage = {
    id: world.nextId(),
    channelId,
    type,
    content: textOf(payload['content']),
    embeds: objectsIn(payload['embeds']),
    components: objectsIn(payload['components']),
    flags: numberOf(payload['flags']),
    attachments: files.map((file) => attach(world, file)),
    createdAt: world.clock.now(),
    editedAt: null,
    pinned: false,
    deleted: false,
    ...((typeof nonce === 'string' || typeof nonce === 'number') && { nonce }),
    ...extra,
  };
  world.channels.get(channelId)?.messages.push(message);
  announce(world, 'MESSAGE_CREATE', message);
  return message;
}

/** Tells the bot, unless only one member sees the message. */
export function announce(world: World, name: string, message: StoredMessage): void {
  if (message.ephemeralFor !== undefined) return;
  const data =
    name === 'MESSAGE_DELETE'
      ? { id: message.id, channel_id: message.channelId, guild_id: world.guildId }
      : renderMessageEvent(world, message);
  world.broadcast({ name, data, intent: INTENTS.guildMessages });
}

export function attach(world: World, { name, contentType, size, text }: UploadedFile): Attachment {
  return { id: world.nextId(), filename: name, contentType, size, text };
}

/** Whether there would be anything to see. */
export function isEmpty(payload: JsonObject, files: readonly unknown[]): boolean {
  const filled = [payload['embeds'], payload['components']].some((list) => objectsIn(list).length > 0);
  return (
    textOf(payload['content']).trim() === '' && !filled && files.length === 0 && !isObject(payload['poll'])
  );
}
