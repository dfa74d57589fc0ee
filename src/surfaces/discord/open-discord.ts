/** Discord, connected or trying to be: cards go out, clicks and commands come in. */
import { Events, type Client } from 'discord.js';
import type { EditableSurface } from '../../notify/surface.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/logger.ts';
import type { Chat, Desk } from '../desk.ts';
import { clockSince } from './clock-since.ts';
import { deskInTime } from './desk-in-time.ts';
import { discordHome } from './discord-home.ts';
import { discordSurface } from './discord-surface.ts';
import { handleInteraction } from './handle-interaction.ts';
import { keepConnected } from './keep-connected.ts';
import { keepRegistering } from './keep-registering.ts';
import { openBotApi } from './rest.ts';

export interface DiscordOptions {
  readonly config: {
    readonly token: string;
    readonly guildId: string;
    readonly channelId: string;
    readonly adminRoleIds: readonly string[];
    readonly apiUrl: string | undefined;
  };
  readonly desk: Desk;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long answers to people may still take once we close. */
const LAST_ANSWERS_MS = 1_000;

/** Never rejects: an unreachable Discord is tried again, and what has to be mended is said in the log. */
export function openDiscord({ config, desk, clock, log }: DiscordOptions): Promise<Chat<EditableSurface>> {
  const closing = new AbortController();
  const api = openBotApi(config, closing.signal);
  const channel = discordSurface(api, config);
  const answers = new Set<Promise<void>>();
  const connected = keepConnected({ config, clock, log, attach }, closing.signal);
  return Promise.resolve({
    surface: channel,
    home: discordHome({ api, channel }),
    async [Symbol.asyncDispose]() {
      await lastAnswers(answers);
      closing.abort(new Error('Discord was closed'));
      await connected;
    },
  });

  function attach(client: Client, gone: AbortSignal): void {
    client.once(Events.ClientReady, ({ application: { id } }) => {
      const home = { applicationId: id, guildId: config.guildId };
      void keepRegistering({ api, home, clock, log }, gone);
    });
    client.on(Events.InteractionCreate, (interaction) => {
      const time = clockSince(interaction.createdTimestamp, clock);
      const ports = { desk: deskInTime(desk, time), clock: time, log, admins: config };
      const answer = handleInteraction(interaction, ports);
      answers.add(answer);
      void answer.finally(() => answers.delete(answer));
    });
  }
}

async function lastAnswers(answers: ReadonlySet<Promise<void>>): Promise<void> {
  if (answers.size === 0) return;
  const limit = Promise.withResolvers<void>();
  const timer = setTimeout(limit.resolve, LAST_ANSWERS_MS);
  await Promise.race([Promise.allSettled(answers), limit.promise]);
  clearTimeout(timer);
}
