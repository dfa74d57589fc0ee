/** What people do to a workspace without asking the app: make channels, archive them, throw the bot out. */
import { type Message, readMessages } from './message.ts';
import type { Channel, StoredChannel, User, UserGroup, Workspace } from './workspace.ts';

export interface ChannelView extends Channel {
  archived: boolean;
  botIsMember: boolean;
  /** What everybody sees, oldest first; replies stand in the `thread` of their message. */
  messages: Message[];
}

export interface SlackWorld {
  /** The bot is a member of it. */
  addChannel(channel: { id?: string; name: string }): Channel;
  addUser(user: { id?: string; name: string; realName?: string; tz?: string }): User;
  deactivate(userId: string): void;
  addUserGroup(group: { id?: string; handle: string; users: string[] }): UserGroup;
  channel(id: string): ChannelView;
  archive(channelId: string): void;
  unarchive(channelId: string): void;
  removeBot(channelId: string): void;
  addBot(channelId: string): void;
  deleteMessage(channelId: string, ts: string): void;
}

export function createWorld(workspace: Workspace): SlackWorld {
  return {
    addChannel: (seed) => addChannel(workspace, seed),
    addUser: (seed) => addUser(workspace, seed),
    deactivate: (id) => deactivate(workspace, id),
    addUserGroup: (seed) => addUserGroup(workspace, seed),
    channel: (id) => viewChannel(find(workspace, id)),
    archive: (id) => void (find(workspace, id).archived = true),
    unarchive: (id) => void (find(workspace, id).archived = false),
    removeBot: (id) => void (find(workspace, id).botIsMember = false),
    addBot: (id) => void (find(workspace, id).botIsMember = true),
    deleteMessage: (id, ts) => deleteMessage(find(workspace, id), ts),
  };
}

function addChannel(workspace: Workspace, seed: { id?: string; name: string }): Channel {
  const channel = { id: seed.id ?? workspace.newId('C'), name: seed.name };
  const stored = { archived: false, botIsMember: true, messages: [], postedAt: Number.NEGATIVE_INFINITY };
  workspace.channels.set(channel.id, { ...channel, ...stored });
  return channel;
}

function addUser(
  workspace: Workspace,
  seed: { id?: string; name: string; realName?: string; tz?: string },
): User {
  const user = {
    id: workspace.newId('U'),
    realName: seed.name,
    tz: 'Europe/Berlin',
    deleted: false,
    ...seed,
  };
  workspace.users.set(user.id, user);
  return { ...user };
}

function deactivate({ users }: Workspace, userId: string): void {
  const user = users.get(userId);
  if (!user) throw new Error(`Cannot find the user "${userId}"`);
  user.deleted = true;
}

function addUserGroup(
  workspace: Workspace,
  seed: { id?: string; handle: string; users: string[] },
): UserGroup {
  const group = { id: workspace.newId('S'), ...seed };
  workspace.groups.set(group.id, group);
  return { ...group };
}

function viewChannel({ id, name, archived, botIsMember, messages }: StoredChannel): ChannelView {
  return { id, name, archived, botIsMember, messages: readMessages(messages) };
}

function deleteMessage(channel: StoredChannel, ts: string): void {
  const message = channel.messages.find((each) => each.ts === ts);
  if (!message) throw new Error(`Cannot delete the message "${ts}": it is not there`);
  message.deleted = true;
}

function find(workspace: Workspace, id: string): StoredChannel {
  const channel = workspace.channels.get(id);
  if (channel) return channel;
  throw new Error(`Cannot find the channel "${id}"`);
}
