/** A message as the stand-in keeps it, and as a person reads it. */
import { type Json } from './json.ts';

export interface Block {
  type: string;
  block_id: string;
  [field: string]: unknown;
}

export interface Metadata {
  event_type: string;
  event_payload: Json;
}

/** A file that was uploaded and shared with a message. */
export interface SharedFile {
  id: string;
  name: string;
  title: string;
  content: Buffer;
}

export interface StoredMessage {
  channelId: string;
  ts: string;
  /** The `ts` of the message whose thread this stands in. */
  threadTs: string | undefined;
  /** Who wrote it: a person or the bot. */
  userId: string;
  text: string;
  blocks: Block[];
  metadata: Metadata | undefined;
  /** Milliseconds since the epoch. */
  editedAt: number | undefined;
  deleted: boolean;
  /** The one person who sees it, when it is ephemeral. */
  visibleTo: string | undefined;
  files: SharedFile[];
}

/** As a person reads it; a copy, which does not change any more. */
export interface Message {
  channelId: string;
  ts: string;
  text: string;
  blocks: Block[];
  metadata: Metadata | undefined;
  /** Milliseconds since the epoch. */
  editedAt: number | undefined;
  /** The replies, oldest first. */
  thread: Message[];
  threadTs: string | undefined;
  userId: string;
  /** Slack keeps "This message was deleted" in the place of one that has replies. */
  deleted: boolean;
  ephemeral: boolean;
  files: SharedFile[];
}

/** What `viewer` sees, or what everyone sees when no viewer is given. */
export function readMessages(stored: readonly StoredMessage[], viewer?: string): Message[] {
  const seen = stored.filter(({ visibleTo }) => visibleTo === undefined || visibleTo === viewer);
  return seen
    .filter(({ threadTs }) => threadTs === undefined)
    .map((message) => readMessage(message, seen))
    .filter(({ deleted, thread }) => !deleted || thread.length > 0);
}

function readMessage(message: StoredMessage, seen: readonly StoredMessage[]): Message {
  const replies = seen.filter(({ threadTs, deleted }) => threadTs === message.ts && !deleted);
  const { visibleTo, files, ...rest } = message;
  return {
    ...structuredClone(rest),
    ...(message.deleted && { text: '', blocks: [] }),
    files: [...files],
    ephemeral: visibleTo !== undefined,
    thread: replies.map((reply) => readMessage(reply, [])),
  };
}
