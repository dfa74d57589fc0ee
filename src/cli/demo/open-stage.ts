/** The demo's stage: a salon, its Cal.com, Slack and Discord, and the daemon between them, all in this process. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openApp, type App } from '../../app.ts';
import { readConfig } from '../../config.ts';
import { startCalcom, type CalcomSandbox } from '../../sandbox/calcom/start-calcom.ts';
import { startDiscord, type DiscordSandbox } from '../../sandbox/discord/start-discord.ts';
import type { Human as DiscordHuman } from '../../sandbox/discord/human.ts';
import { openSalon, type Salon } from '../../sandbox/salon/salon.ts';
import type { Human as SlackHuman } from '../../sandbox/slack/human.ts';
import { startSlack, type SlackSandbox } from '../../sandbox/slack/start-slack.ts';
import { insertAppointments } from '../../store/appointment-store.ts';
import { frontDesk } from '../../surfaces/front-desk.ts';
import type { CommandContext } from '../command-context.ts';
import { deskPorts } from '../desk-ports.ts';
import { openChats } from '../open-chats.ts';
import { runLoops } from '../run-loops.ts';

export interface Stage extends AsyncDisposable {
  readonly app: App;
  readonly salon: Salon;
  readonly calcom: CalcomSandbox;
  readonly slack: SlackSandbox;
  readonly discord: DiscordSandbox;
  readonly slackChannel: string;
  readonly discordChannel: string;
  /** An admin who sits at Slack. */
  readonly ada: SlackHuman;
  /** An admin who sits at Discord. */
  readonly dora: DiscordHuman;
}

export async function openStage({ clock, signal }: CommandContext): Promise<Stage> {
  await using opening = new AsyncDisposableStack();
  const directory = await mkdtemp(path.join(tmpdir(), 'calsync-demo-'));
  opening.defer(() => rm(directory, { recursive: true, force: true }));
  const calcom = opening.use(await startCalcom({ clock, requestsPerMinute: Infinity }));
  const salon = openSalon(calcom.world, clock.now());
  const chats = await openChatServers(opening);
  const config = readConfig({
    CALSYNC_DATA_DIR: directory,
    CALCOM_API_URL: calcom.url,
    CALCOM_API_KEY: calcom.apiKey,
    CALCOM_EVENT_TYPE_IDS: salon.eventTypeIds.join(),
    CALCOM_REQUESTS_PER_MINUTE: '1000',
    CALSYNC_RETRY_LADDER: '0,1s,1s',
    CALSYNC_DIGEST_CRON: '',
    ...chats.settings,
  });
  const app = opening.use(await openApp(config, { clock, log: () => undefined }));
  await insertAppointments(app.database, salon.rows);
  await runDaemon(app, signal, opening);
  const stage = opening.move();
  return { app, salon, calcom, ...chats, [Symbol.asyncDispose]: () => stage.disposeAsync() };
}

type ChatServers = Omit<Stage, 'app' | 'salon' | 'calcom' | keyof AsyncDisposable> & {
  readonly settings: Readonly<Record<string, string>>;
};

async function openChatServers(opening: AsyncDisposableStack): Promise<ChatServers> {
  const slack = opening.use(await startSlack());
  const slackChannel = slack.addChannel({ name: 'appointments' }).id;
  const ada = slack.addUser({ name: 'ada', realName: 'Ada' });
  const discord = opening.use(await startDiscord());
  const discordChannel = discord.addChannel({ name: 'appointments' }).id;
  const role = discord.addRole({ name: 'calsync admin' });
  const dora = discord.addMember({ name: 'Dora', roleIds: [role.id] });
  const settings = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_CHANNEL_ID: slackChannel,
    SLACK_ADMIN_IDS: ada.id,
    SLACK_API_URL: slack.url,
    DISCORD_TOKEN: discord.token,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_CHANNEL_ID: discordChannel,
    DISCORD_ADMIN_ROLE_IDS: role.id,
    DISCORD_API_URL: discord.url,
  };
  return {
    slack,
    slackChannel,
    ada: slack.as(ada.id),
    discord,
    discordChannel,
    dora: discord.as(dora.id),
    settings,
  };
}

/** The same loops as `calsync start`; they end before what they work with is closed. */
async function runDaemon(app: App, signal: AbortSignal, opening: AsyncDisposableStack): Promise<void> {
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  const chats = opening.use(await openChats(app, frontDesk(deskPorts(app, stop))));
  const loops = runLoops(app, { ...chats, stop, cut: stop });
  opening.defer(async () => {
    over.abort();
    await loops;
  });
}
