/** A salon in virtual time whose people read Slack: what stands in its channel, and in each card's thread. */
import { deskPorts } from '../../src/cli/desk-ports.ts';
import { deliverPorts } from '../../src/cli/keep-telling.ts';
import { readMessage } from '../../src/cli/demo/read-message.ts';
import { keepDelivering } from '../../src/notify/deliver.ts';
import type { HomeSurface } from '../../src/notify/homes.ts';
import type { Surface } from '../../src/notify/surface.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import type { Message } from '../../src/sandbox/slack/message.ts';
import { startSlack, type SlackSandbox } from '../../src/sandbox/slack/start-slack.ts';
import { homeStore } from '../../src/store/home-store.ts';
import { outboxStore } from '../../src/store/outbox-store.ts';
import { watchStore } from '../../src/store/watch-store.ts';
import { frontDesk } from '../../src/surfaces/front-desk.ts';
import { openSlack } from '../../src/surfaces/slack/open-slack.ts';
import { MORNING, openSalon, type Salon } from './salon.ts';

const CHANNEL = 'C0FRONT';

export interface ToldCard {
  /** The message's own: the same as long as it is only edited. */
  readonly ts: string;
  readonly title: string;
  readonly text: string;
  readonly buttons: readonly string[];
  /** Of the thread, oldest first. */
  readonly replies: readonly string[];
}

export interface ReadingSalon extends Salon {
  readonly slack: SlackSandbox;
  readonly channelId: string;
  readonly surface: Surface;
  readonly home: HomeSurface | undefined;
  /** Everything that is due at this moment is told, as the daemon does it. */
  tell(): Promise<void>;
  /** What only the time changes is looked at; then all is told. */
  watch(): Promise<void>;
  cards(): ToldCard[];
  /** How each notice that was not simply delivered ended, and by which rule. */
  untold(): Promise<string[]>;
}

export async function openReadingSalon(
  databaseUrl: string,
  settings: Record<string, string> = {},
): Promise<ReadingSalon> {
  await using opening = new AsyncDisposableStack();
  const time = { now: () => MORNING };
  const slack = opening.use(await startSlack({ clock: { ...systemClock, now: () => time.now() } }));
  slack.addChannel({ id: CHANNEL, name: 'front-desk' });
  const chat = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_CHANNEL_ID: CHANNEL,
    SLACK_ADMIN_IDS: 'U1',
    SLACK_API_URL: slack.url,
  };
  const salon = opening.use(await openSalon(databaseUrl, { ...chat, ...settings }));
  time.now = () => salon.clock.now();
  const { surface, home } = opening.use(await openChat(salon));
  let since = salon.clock.now();
  const parts = opening.move();
  return {
    ...salon,
    slack,
    channelId: CHANNEL,
    surface,
    home,
    tell: () => tellAll(salon, surface),
    async watch() {
      const now = salon.clock.now();
      await watchStore(salon.app.database, salon.app.surfaces).look(since, now);
      since = now;
      await tellAll(salon, surface);
    },
    cards: () => slack.channel(CHANNEL).messages.map(toldCard),
    untold: () => untoldBy(salon),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

async function openChat({ app, clock }: Salon) {
  const { slack: config } = app.config;
  if (!config) throw new Error('Cannot tell without Slack');
  // However slow the machine is, no click is said to be lost.
  const patient = { insertWithinMs: 60_000 };
  const desk = frontDesk({ ...deskPorts(app, new AbortController().signal), ...patient });
  return openSlack({
    config,
    desk,
    onHomeOpened: (visit) => homeStore(app.database.sql).opened('slack', visit, clock.now()),
    clock: { ...systemClock, now: () => clock.now() },
    log: () => undefined,
  });
}

/** The daemon's own loop, until nothing is due. */
async function tellAll({ app, clock }: Salon, surface: Surface): Promise<void> {
  const outbox = outboxStore(app.database);
  const over = new AbortController();
  const { signal } = new AbortController();
  const hurried = {
    now: () => clock.now(),
    async sleep(ms: number) {
      clock.pass(ms);
      if (!(await outbox.next(surface.name, clock.now()))) over.abort();
    },
  };
  await keepDelivering(
    {
      ...deliverPorts({ ...app, clock: hurried, log: () => undefined }, { ...surface, paceMs: 0 }),
      exclusively: async (work) => {
        await work(signal);
        return true;
      },
      onError(error) {
        throw error;
      },
    },
    over.signal,
  );
}

function toldCard({ ts, blocks, thread }: Message): ToldCard {
  const { lines, buttons } = readMessage(blocks);
  const replies = thread.map((reply) => readMessage(reply.blocks).lines.join('\n'));
  return { ts, title: lines[0] ?? '', text: lines.join('\n'), buttons, replies };
}

async function untoldBy({ sql }: Salon): Promise<string[]> {
  const notices = await sql<{ reason: string; state: string; detail: string | null }>(
    `select reason, state, detail from calsync.notification
     where state <> 'delivered' and detail is distinct from 'the card already shows it' order by id`,
  );
  return notices.map(({ reason, state, detail }) => `${reason}: ${state}, ${detail}`);
}
