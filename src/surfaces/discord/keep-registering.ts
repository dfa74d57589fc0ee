/** Tries to register `/calsync` until it is, or the connection is gone. */
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/logger.ts';
import { SurfaceError } from '../../notify/surface.ts';
import { commandDefinition } from './command-definition.ts';
import { pauseAfter, PERSON_PAUSE_MS } from './pauses.ts';
import { registerCommands, type CommandHome } from './register-commands.ts';
import type { BotApi } from './rest.ts';
import { whyOf } from './surface-error.ts';

export interface RegisteringPorts {
  readonly api: BotApi;
  readonly home: CommandHome;
  readonly clock: Clock;
  readonly log: Log;
}

const HINT = 'invite the bot to the server of DISCORD_GUILD_ID with the scopes bot and applications.commands';

export async function keepRegistering(
  { api, home, clock, log }: RegisteringPorts,
  gone: AbortSignal,
): Promise<void> {
  const command = { ...home, definition: commandDefinition() };
  for (let tries = 1; !gone.aborted; tries += 1) {
    try {
      const changed = await registerCommands(api, command, gone);
      if (changed) log('info', 'slash commands registered');
      return;
    } catch (error) {
      if (gone.aborted) return;
      const needsPerson = error instanceof SurfaceError && error.problem === 'not_allowed';
      const pauseMs = needsPerson ? PERSON_PAUSE_MS : pauseAfter(tries);
      log('warn', 'slash commands not registered', {
        why: needsPerson ? HINT : whyOf(error),
        pauseMs,
      });
      await clock.sleep(pauseMs, gone).catch(() => undefined);
    }
  }
}
