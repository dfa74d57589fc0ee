/** Asks Discord whether calsync can work there: the token, the server, the channel, those who may act. */
import { bad, good, warning, type Check } from '../../domain/check.ts';
import { botStandingIn, sayMissing } from './missing-permissions.ts';
import type { DiscordOptions } from './open-discord.ts';
import { guildReader, type GuildReader } from './read-guild.ts';
import { openBotApi } from './rest.ts';
import { whyOf } from './surface-error.ts';

type DiscordConfig = DiscordOptions['config'];

/** `closing` cuts what is under way. Never throws. */
export async function checkDiscord(config: DiscordConfig, closing: AbortSignal): Promise<Check[]> {
  const reader = guildReader(openBotApi(config, closing), config.guildId, closing);
  const bot = await asked(() => reader.bot());
  if ('check' in bot) return [bot.check];
  const token = good(`DISCORD_TOKEN is that of ${bot.answer.username}.`);
  const guild = await asked(() => reader.guildName());
  if ('check' in guild) return [token, guild.check];
  return [
    token,
    good(`The bot is in the server ${guild.answer}.`),
    await checkCommands(reader),
    ...(await checkChannel(reader, config)),
    ...(await checkAdmins(reader, config)),
  ];
}

async function checkCommands(reader: GuildReader): Promise<Check> {
  const commands = await asked(() => reader.commands());
  return 'check' in commands
    ? bad(
        'The bot may not register /calsync: invite it to the server once more, with the scopes bot and applications.commands.',
      )
    : good('The bot may register /calsync.');
}

const NO_PIN = warning(
  'The bot lacks the permission Pin Messages: "/calsync dashboard" is posted, but not pinned.',
);

async function checkChannel(reader: GuildReader, { channelId, guildId }: DiscordConfig): Promise<Check[]> {
  const found = await asked(() => botStandingIn(channelId, { reader, guildId }));
  if ('check' in found) return [found.check];
  const { guildId: home, missing, mayPin } = found.answer;
  if (home !== undefined && home !== guildId)
    return [bad('The channel of DISCORD_CHANNEL_ID is in another server than DISCORD_GUILD_ID.')];
  if (missing.length > 0) return missing.map((name) => bad(`${sayMissing(name)}.`));
  return [
    good('The bot may read and write in the channel of DISCORD_CHANNEL_ID.'),
    ...(mayPin ? [] : [NO_PIN]),
  ];
}

async function checkAdmins(reader: GuildReader, { adminRoleIds }: DiscordConfig): Promise<Check[]> {
  if (adminRoleIds.length === 0)
    return [warning('Nobody can act on Discord: list the roles of those who may in DISCORD_ADMIN_ROLE_IDS.')];
  const roles = await asked(() => reader.roles());
  if ('check' in roles) return [roles.check];
  const absent = adminRoleIds.filter((id) => !roles.answer.some((role) => role.id === id));
  if (absent.length === 0) return [good('The roles of DISCORD_ADMIN_ROLE_IDS are there.')];
  return absent.map((id) => bad(`The server has no role ${id}: correct DISCORD_ADMIN_ROLE_IDS.`));
}

async function asked<T>(ask: () => Promise<T>): Promise<{ answer: T } | { check: Check }> {
  try {
    return { answer: await ask() };
  } catch (error) {
    return { check: bad(`${whyOf(error)}.`) };
  }
}
