/** What the bot may not do in a channel although calsync needs it, by the names that people find in the settings. */
import { PermissionFlagsBits } from 'discord.js';
import { permissionsIn } from './channel-permissions.ts';
import type { GuildReader } from './read-guild.ts';

/** As Discord's own settings call them. */
const NEEDED = {
  'View Channel': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
};

export interface BotStanding {
  /** The server that the channel is in. */
  readonly guildId: string | undefined;
  readonly missing: readonly string[];
  /** A dashboard that is not pinned is of use all the same. */
  readonly mayPin: boolean;
}

export async function botStandingIn(
  channelId: string,
  { reader, guildId }: { reader: GuildReader; guildId: string },
): Promise<BotStanding> {
  const bot = await reader.bot();
  const { guildId: home, overwrites } = await reader.channel(channelId);
  const holder = { id: bot.id, roleIds: await reader.roleIds(), guildId };
  const held = permissionsIn(overwrites, await reader.roles(), holder);
  const missing = Object.entries(NEEDED).filter(([, bits]) => (held & bits) === 0n);
  const mayPin = (held & PermissionFlagsBits.PinMessages) !== 0n;
  return { guildId: home, missing: missing.map(([name]) => name), mayPin };
}

export function sayMissing(name: string): string {
  return `The bot lacks the permission ${name} in the channel of DISCORD_CHANNEL_ID: give it there`;
}
