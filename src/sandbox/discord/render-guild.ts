/** The server, its channels, roles and people as the API writes them. */
import type { JsonObject } from './json.ts';
import { BOT_PERMISSIONS, EVERYDAY_PERMISSIONS, permissionBits } from './permissions.ts';
import type { Member, Role, StoredChannel, World } from './world.ts';

const JOINED_AT = '2026-01-01T00:00:00.000000+00:00';
const TEXT_CHANNEL = 0;
const MEMBER_OVERWRITE = 1;
const NOT_LARGE = { large: false, member_count: 1, threads: [], stage_instances: [], voice_states: [] };

export function renderBotUser({ botUserId }: World): JsonObject {
  return { ...renderUser({ id: botUserId, name: 'calsync' }), bot: true, verified: true, mfa_enabled: false };
}

export function renderUser({ id, name }: { id: string; name: string }): JsonObject {
  const username = name.toLowerCase().replaceAll(/[^a-z0-9_.]/g, '.');
  return { id, username, global_name: name, discriminator: '0', avatar: null, bot: false, public_flags: 0 };
}

export function renderMember(member: Member): JsonObject {
  return {
    user: renderUser(member),
    nick: null,
    avatar: null,
    roles: member.roleIds,
    joined_at: JOINED_AT,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
  };
}

export function renderBotMember(world: World): JsonObject {
  const member = { id: world.botUserId, name: 'calsync', roleIds: [world.applicationId], permissions: 0n };
  return { ...renderMember(member), user: renderBotUser(world) };
}

export function renderChannel(world: World, { id, name, denied }: StoredChannel): JsonObject {
  const deny = String(permissionBits(denied));
  const overwrite = { id: world.botUserId, type: MEMBER_OVERWRITE, allow: '0', deny };
  return {
    id,
    type: TEXT_CHANNEL,
    guild_id: world.guildId,
    name,
    position: 0,
    permission_overwrites: denied.size > 0 ? [overwrite] : [],
    nsfw: false,
    parent_id: null,
    topic: null,
    last_message_id: null,
    rate_limit_per_user: 0,
  };
}

/** The role of everybody first, then the one that came with the bot. */
export function renderRoles(world: World): JsonObject[] {
  return [
    renderRole({ id: world.guildId, name: '@everyone' }, EVERYDAY_PERMISSIONS),
    { ...renderRole({ id: world.applicationId, name: 'calsync' }, BOT_PERMISSIONS), managed: true },
    ...[...world.roles.values()].map((role) => renderRole(role)),
  ];
}

export function renderRole({ id, name }: Role, permissions = 0n): JsonObject {
  return {
    id,
    name,
    permissions: String(permissions),
    position: 0,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: false,
    flags: 0,
  };
}

/** As `GET /guilds/:id` answers. */
export function renderGuild(world: World): JsonObject {
  return {
    id: world.guildId,
    name: 'Sandbox',
    icon: null,
    owner_id: world.guildId,
    preferred_locale: 'en-US',
    features: [],
    emojis: [],
    stickers: [],
    roles: renderRoles(world),
  };
}

/** As the gateway tells it after READY. */
export function renderGuildCreate(world: World): JsonObject {
  return {
    ...renderGuild(world),
    ...NOT_LARGE,
    unavailable: false,
    joined_at: JOINED_AT,
    channels: renderChannels(world),
    members: [renderBotMember(world)],
  };
}

export function renderChannels(world: World): JsonObject[] {
  return [...world.channels.values()].map((channel) => renderChannel(world, channel));
}
