/** Slack, connected or trying to be: its channel to tell things in, and its people's presses and commands. */
import { App, SocketModeReceiver, webApi } from '@slack/bolt';
import type { HomeVisit } from '../../notify/homes.ts';
import type { EditableSurface } from '../../notify/surface.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/logger.ts';
import type { Chat, Desk } from '../desk.ts';
import { slackAdmins } from './admins.ts';
import { chartPictures } from './chart-pictures.ts';
import { handleCommand } from './handle-command.ts';
import { handleHome, type HomeReception } from './handle-home.ts';
import { handlePress } from './handle-press.ts';
import { handleSubmit } from './handle-submit.ts';
import { identityOf } from './identity.ts';
import { hangUp, keepConnected } from './keep-connected.ts';
import { slackPeople } from './people.ts';
import { type Reception } from './reception.ts';
import { WINDOW } from './render-view.ts';
import { seenBefore } from './seen-before.ts';
import { slackHomes } from './slack-homes.ts';
import { slackLog } from './slack-log.ts';
import { slackSurface } from './slack-surface.ts';
import { underWay, type UnderWay } from './under-way.ts';
import { clientOptions, type ClientSettings } from './web-client.ts';
import { within } from './within.ts';

export interface SlackConfig {
  readonly botToken: string;
  readonly appToken: string;
  readonly channelId: string;
  readonly adminIds: readonly string[];
  readonly apiUrl: string | undefined;
}

export interface SlackOptions {
  readonly config: SlackConfig;
  readonly desk: Desk;
  readonly onHomeOpened: (visit: HomeVisit) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Presses under way get so long to be acknowledged and answered. */
const FINISH_WITHIN_MS = 1_500;
const GOODBYE_WITHIN_MS = 500;
const END_WITHIN_MS = 500;

/** Answers at once, whether Slack can be reached or not. */
export function openSlack({
  config,
  desk,
  onHomeOpened,
  clock,
  log,
}: SlackOptions): Promise<Chat<EditableSurface>> {
  const { botToken, channelId, adminIds } = config;
  const closing = new AbortController();
  const settings: ClientSettings = { apiUrl: config.apiUrl, log: slackLog(log), closing: closing.signal };
  const client = new webApi.WebClient(botToken, clientOptions(settings));
  const identity = identityOf(client);
  const admins = slackAdmins({ client, adminIds, clock, log });
  const people = slackPeople({ client, admins, clock });
  const charts = { pictures: chartPictures({ client, log }), clock, log };
  const { apiUrl } = config;
  const asked = { ...charts, desk, client, channelId, apiUrl, identity, personOf: people.personOf };
  const reception = { ...asked, seenBefore: seenBefore(clock), onHomeOpened };
  const work = underWay();
  const receiver = listen(config, settings, { reception, work });
  const stop = new AbortController();
  const check = async () => {
    await identity();
    void people.meetAdmins();
  };
  const connected = keepConnected({ receiver, check, clock, log }, stop.signal);
  return Promise.resolve({
    surface: slackSurface({ client, channelId, identity }),
    home: slackHomes({ ...charts, client, admins }),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await within(FINISH_WITHIN_MS, work.done(), undefined);
      await within(GOODBYE_WITHIN_MS, receiver.client.disconnect(), undefined);
      closing.abort(new Error('Slack was let go of'));
      hangUp(receiver);
      await within(END_WITHIN_MS, connected, undefined);
    },
  });
}

/** A receiver of our own, as Bolt's would share its options with the clients. */
function listen(
  { botToken, appToken }: SlackConfig,
  settings: ClientSettings,
  { reception, work }: { reception: Reception & HomeReception; work: UnderWay },
): SocketModeReceiver {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: settings.log,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: clientOptions(settings) },
  });
  const app = new App({
    receiver,
    // Asks Slack nothing; Bolt's own way calls auth.test, and a failure of that ends the process.
    authorize: () => Promise.resolve({ botToken }),
    clientOptions: clientOptions(settings),
    logger: settings.log,
    ignoreSelf: false,
    convoStore: false,
  });
  app.error(async (error) => reception.log('error', 'slack event failed', { why: error.message }));
  app.action(/[^]*/, work.counted(handlePress(reception)));
  app.command(/^\/calsync/, work.counted(handleCommand(reception)));
  app.view(WINDOW, work.counted(handleSubmit(reception)));
  app.event('app_home_opened', work.counted(handleHome(reception)));
  return receiver;
}
