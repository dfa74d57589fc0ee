/** Discord's channel alone, for one message: nobody is listened to. */
import type { EditableSurface } from '../../notify/surface.ts';
import { discordSurface } from './discord-surface.ts';
import type { DiscordOptions } from './open-discord.ts';
import { openBotApi } from './rest.ts';

export function discordChannel(config: DiscordOptions['config'], closing: AbortSignal): EditableSurface {
  return discordSurface(openBotApi(config, closing), config);
}
