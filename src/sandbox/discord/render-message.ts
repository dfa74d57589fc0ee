/** A message as the API writes it. */
import type { JsonObject } from './json.ts';
import { renderBotUser, renderUser } from './render-guild.ts';
import type { Attachment, StoredMessage } from './stored-message.ts';
import { numberComponents } from './walk-components.ts';
import type { World } from './world.ts';

const DEFAULT_REFERENCE = 0;

export function renderMessage(world: World, message: StoredMessage): JsonObject {
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    ...authorOf(world, message),
    content: message.content,
    embeds: message.embeds.map((embed) => ({ type: 'rich', ...embed })),
    components: numberComponents(message.components),
    attachments: message.attachments.map((file) => renderAttachment(world, message, file)),
    flags: message.flags,
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
    pinned: message.pinned,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    ...(message.interactionId !== undefined && { webhook_id: world.applicationId }),
    ...(message.nonce !== undefined && { nonce: message.nonce }),
    ...referenceOf(world, message),
  };
}

/** As the gateway tells it: with the server it stands in. */
export function renderMessageEvent(world: World, message: StoredMessage): JsonObject {
  return { ...renderMessage(world, message), guild_id: world.guildId };
}

function authorOf(world: World, { authorId }: StoredMessage): JsonObject {
  const member = authorId === undefined ? undefined : world.members.get(authorId);
  if (member) return { author: renderUser(member) };
  return { author: renderBotUser(world), application_id: world.applicationId };
}

function referenceOf(world: World, { reference }: StoredMessage): JsonObject {
  if (!reference) return {};
  const answered = world.channels
    .get(reference.channelId)
    ?.messages.find(({ id, deleted }) => id === reference.messageId && !deleted);
  return {
    message_reference: {
      type: DEFAULT_REFERENCE,
      message_id: reference.messageId,
      channel_id: reference.channelId,
      guild_id: world.guildId,
    },
    // Gone is null; a reference of a reference is not followed.
    referenced_message: answered ? renderMessage(world, { ...answered, reference: undefined }) : null,
  };
}

function renderAttachment(world: World, { channelId }: StoredMessage, file: Attachment): JsonObject {
  const url = `http://${world.host}/attachments/${channelId}/${file.id}/${encodeURIComponent(file.filename)}`;
  return {
    id: file.id,
    filename: file.filename,
    content_type: file.contentType,
    size: file.size,
    url,
    proxy_url: url,
  };
}
