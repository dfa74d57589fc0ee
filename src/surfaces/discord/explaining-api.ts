/** The same calls, whose refusals say what they mean for the one channel that calsync posts to. */
import { Routes } from 'discord.js';
import { SurfaceError } from '../../notify/surface.ts';
import { botStandingIn, sayMissing } from './missing-permissions.ts';
import { guildReader } from './read-guild.ts';
import type { BotApi } from './rest.ts';
import { codeOf } from './surface-error.ts';

export interface DiscordPlace {
  readonly guildId: string;
  readonly channelId: string;
}

/** Discord says only that something is missing: which permission stands in the server's roles and the channel's rules. */
const LACKING: readonly unknown[] = [50001, 50013, 160002];
const UNKNOWN_CHANNEL = 10003;

export function explainingApi(api: BotApi, place: DiscordPlace): BotApi {
  return async (call, signal) => {
    try {
      return await api(call, signal);
    } catch (error) {
      const isHere = call.path.startsWith(Routes.channel(place.channelId));
      if (isHere && LACKING.includes(codeOf(error)))
        await requireEverything(api, place, signal).catch(keepRefusal);
      if (!isHere && codeOf(error) === UNKNOWN_CHANNEL) throw channelGone(error);
      throw error;
    }
  };
}

/** Throws a SurfaceError that names what the bot lacks in the place; nothing when it lacks nothing. */
export async function requireEverything(
  api: BotApi,
  { channelId, guildId }: DiscordPlace,
  signal: AbortSignal,
): Promise<void> {
  const { missing } = await botStandingIn(channelId, { reader: guildReader(api, guildId, signal), guildId });
  if (missing.length > 0)
    throw new SurfaceError(missing.map(sayMissing).join('; '), { problem: 'not_allowed' });
}

/** What keeps the look itself from being taken says less than the refusal did. */
function keepRefusal(error: unknown): void {
  if (error instanceof SurfaceError && error.problem === 'not_allowed') throw error;
}

/** An earlier channel that was deleted took its messages along. */
function channelGone(cause: unknown): SurfaceError {
  return new SurfaceError('The channel of the message was deleted', { problem: 'message_gone', cause });
}
