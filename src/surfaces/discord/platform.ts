/** Discord in the table of the places where people read us. */
import type { Platform } from '../platform.ts';
import type { DiscordOptions } from './open-discord.ts';

export const discordPlatform: Platform<DiscordOptions['config']> = {
  open: async (config, { desk, clock, log }) =>
    (await import('./open-discord.ts')).openDiscord({ config, desk, clock, log }),
  check: async (config, signal) => (await import('./check-discord.ts')).checkDiscord(config, signal),
  channel: async (config, signal) => (await import('./discord-channel.ts')).discordChannel(config, signal),
};
