/** What Discord tells about the bot, its server and a channel; only what is looked at. */
import { RequestMethod, Routes } from 'discord.js';
import { z } from 'zod';
import type { Overwrite, Role } from './channel-permissions.ts';
import type { BotApi } from './rest.ts';

const user = z.object({ id: z.string(), username: z.string() });
const application = z.object({ id: z.string() });
const guild = z.object({ name: z.string() });
const member = z.object({ roles: z.array(z.string()) });
const roles = z.array(z.object({ id: z.string(), permissions: z.string() }));
const overwrite = z.object({ id: z.string(), allow: z.string(), deny: z.string() });
const channel = z.object({
  id: z.string(),
  guild_id: z.string().optional(),
  permission_overwrites: z.array(overwrite).default([]),
});

/** Every look rejects with a SurfaceError when Discord does not allow it. */
export interface GuildReader {
  bot(): Promise<{ id: string; username: string }>;
  guildName(): Promise<string>;
  /** Those of the bot. */
  roleIds(): Promise<readonly string[]>;
  roles(): Promise<readonly Role[]>;
  channel(id: string): Promise<{ guildId: string | undefined; overwrites: readonly Overwrite[] }>;
  /** Throws where slash commands may not be registered. */
  commands(): Promise<unknown>;
}

export function guildReader(api: BotApi, guildId: string, signal: AbortSignal): GuildReader {
  const get = (path: `/${string}`) => api({ method: RequestMethod.Get, path }, signal);
  const bot = async () => user.parse(await get(Routes.user()));
  return {
    bot,
    guildName: async () => guild.parse(await get(Routes.guild(guildId))).name,
    roleIds: async () => member.parse(await get(Routes.guildMember(guildId, (await bot()).id))).roles,
    roles: async () => roles.parse(await get(Routes.guildRoles(guildId))),
    async channel(id) {
      // Listed with the others, it shows also to a bot that may not look into it; a thread is not listed.
      const all = z.array(channel).parse(await get(Routes.guildChannels(guildId)));
      const found = all.find((one) => one.id === id) ?? channel.parse(await get(Routes.channel(id)));
      return { guildId: found.guild_id, overwrites: found.permission_overwrites };
    },
    async commands() {
      const { id } = application.parse(await get(Routes.oauth2CurrentApplication()));
      return get(Routes.applicationGuildCommands(id, guildId));
    },
  };
}
