/** A message as the stand-in keeps it, and the copy that people and tests see. */
import type { JsonObject } from './json.ts';
import { MESSAGE_FLAGS } from './message-flags.ts';

export interface Attachment {
  id: string;
  filename: string;
  contentType: string;
  size: number;
  /** The file read as UTF-8. */
  text: string;
}

export interface StoredMessage {
  id: string;
  channelId: string;
  /** 0 a post, 19 a reply, 20 the answer to a slash command. */
  type: number;
  content: string;
  embeds: JsonObject[];
  components: JsonObject[];
  flags: number;
  attachments: Attachment[];
  createdAt: number;
  editedAt: number | null;
  nonce?: string | number;
  /** The member who wrote it; left out, the bot did. */
  authorId?: string;
  /** The message it answers. */
  reference?: { messageId: string; channelId: string } | undefined;
  /** The only member who sees it. */
  ephemeralFor?: string;
  /** Whose answer it is. */
  interactionId?: string;
  pinned: boolean;
  deleted: boolean;
}

export interface Message extends Omit<StoredMessage, 'ephemeralFor'> {
  ephemeral: boolean;
  /** "calsync is thinking…": an answer was promised and has not come. */
  thinking: boolean;
}

/** A copy: a message seen earlier does not change when it is edited. */
export function viewMessage({ ephemeralFor, ...message }: StoredMessage): Message {
  return {
    ...structuredClone(message),
    ephemeral: ephemeralFor !== undefined,
    thinking: (message.flags & MESSAGE_FLAGS.loading) !== 0,
  };
}
