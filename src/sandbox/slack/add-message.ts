/** Puts a message into a channel. */
import type { StoredMessage } from './message.ts';
import type { StoredChannel, Workspace } from './workspace.ts';

export type NewMessage = Partial<StoredMessage> & Pick<StoredMessage, 'text'>;

export function addMessage(workspace: Workspace, channel: StoredChannel, message: NewMessage): StoredMessage {
  const stored: StoredMessage = {
    threadTs: undefined,
    userId: workspace.botUserId,
    blocks: [],
    metadata: undefined,
    editedAt: undefined,
    deleted: false,
    visibleTo: undefined,
    files: [],
    ...message,
    channelId: channel.id,
    ts: workspace.newTs(),
  };
  channel.messages.push(stored);
  return stored;
}
