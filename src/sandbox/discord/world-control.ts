/** How a test furnishes the server and looks at it. */
import { createHuman, type Human } from './human.ts';
import { INTENTS } from './intents.ts';
import type { JsonObject } from './json.ts';
import { EVERYDAY_PERMISSIONS, permissionName } from './permissions.ts';
import { announce } from './post-message.ts';
import { renderChannel, renderRole } from './render-guild.ts';
import { type Message, viewMessage } from './stored-message.ts';
import type { Channel, Member, Role, StoredChannel, World } from './world.ts';

export interface ChannelView extends Channel {
  /** What everybody sees, oldest first; deleted messages too, marked so. */
  messages: Message[];
}

export interface MemberSeed {
  id?: string;
  name: string;
  roleIds?: string[];
  /** What everybody may, unless said. */
  permissions?: bigint;
}

export interface WorldControl {
  addChannel(seed: { id?: string; name: string }): Channel;
  addMember(seed: MemberSeed): Member;
  addRole(seed: { id?: string; name: string }): Role;
  channel(id: string): ChannelView;
  /** What the bot may not do there from now on, such as `SendMessages`; an empty list gives it all back. */
  deniedPermissions(channelId: string, names: readonly string[]): void;
  deleteMessage(message: Pick<Message, 'id' | 'channelId'>): void;
  deleteChannel(channelId: string): void;
  /** The registered slash commands, of the server before those of everywhere. */
  commands(): JsonObject[];
  /** Makes every message older, as if the time had passed. */
  ageMessages(ms: number): void;
  as(memberId: string): Human;
}

export function createWorldControl(world: World): WorldControl {
  return {
    addChannel: (seed) => addChannel(world, seed),
    addMember: ({ id = world.nextId(), name, roleIds = [], permissions = EVERYDAY_PERMISSIONS }) => {
      const member = { id, name, roleIds: [...roleIds], permissions };
      world.members.set(id, member);
      return member;
    },
    addRole: (seed) => addRole(world, seed),
    channel: (id) => viewChannel(world, id),
    deniedPermissions: (id, names) => {
      const channel = getChannel(world, id);
      channel.denied = new Set(names.map(permissionName));
      announceChannel(world, 'CHANNEL_UPDATE', channel);
    },
    deleteMessage: ({ id, channelId }) => deleteMessage(world, channelId, id),
    deleteChannel: (id) => {
      const channel = getChannel(world, id);
      world.channels.delete(id);
      announceChannel(world, 'CHANNEL_DELETE', channel);
    },
    commands: () => structuredClone([...world.guildCommands, ...world.globalCommands]),
    ageMessages: (ms) => ageMessages(world, ms),
    as: (memberId) => {
      const member = world.members.get(memberId);
      if (!member) throw new Error(`Cannot find the member "${memberId}"`);
      return createHuman(world, member);
    },
  };
}

function addChannel(world: World, { id = world.nextId(), name }: { id?: string; name: string }): Channel {
  const channel = { id, name, messages: [], denied: new Set<string>(), oldEdits: [] };
  world.channels.set(id, channel);
  announceChannel(world, 'CHANNEL_CREATE', channel);
  return { id, name };
}

function addRole(world: World, { id = world.nextId(), name }: { id?: string; name: string }): Role {
  const role = { id, name };
  world.roles.set(id, role);
  const data = { guild_id: world.guildId, role: renderRole(role) };
  world.broadcast({ name: 'GUILD_ROLE_CREATE', data, intent: INTENTS.guilds });
  return role;
}

function viewChannel(world: World, id: string): ChannelView {
  const { name, messages } = getChannel(world, id);
  const shared = messages.filter(({ ephemeralFor }) => ephemeralFor === undefined);
  return { id, name, messages: shared.map(viewMessage) };
}

function deleteMessage(world: World, channelId: string, id: string): void {
  const message = getChannel(world, channelId).messages.find((known) => known.id === id);
  if (!message) throw new Error(`Cannot find the message "${id}"`);
  message.deleted = true;
  announce(world, 'MESSAGE_DELETE', message);
}

function ageMessages({ channels }: World, ms: number): void {
  for (const { messages } of channels.values()) for (const message of messages) message.createdAt -= ms;
}

function announceChannel(world: World, name: string, channel: StoredChannel): void {
  world.broadcast({ name, data: renderChannel(world, channel), intent: INTENTS.guilds });
}

function getChannel({ channels }: World, id: string): StoredChannel {
  const channel = channels.get(id);
  if (!channel) throw new Error(`Cannot find the channel "${id}"`);
  return channel;
}
