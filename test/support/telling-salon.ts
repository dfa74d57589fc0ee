/** A salon whose Slack channel is told, in virtual time: minutes of waiting take none. */
import { deliverPorts } from '../../src/cli/keep-telling.ts';
import { readMessage } from '../../src/cli/demo/read-message.ts';
import { keepDelivering } from '../../src/notify/deliver.ts';
import type { Surface } from '../../src/notify/surface.ts';
import { startSlack, type SlackSandbox } from '../../src/sandbox/slack/start-slack.ts';
import { bareSlack } from './bare-surfaces.ts';
import { openSalon, salonClock, type Salon } from './salon.ts';

export interface TellingSalon extends Salon {
  readonly slack: SlackSandbox;
  readonly channelId: string;
  readonly logged: { readonly level: string; readonly message: string; readonly fields: object }[];
  /** What stands in the channel, the oldest first. */
  messages(): ToldMessage[];
  /** Brings what is due to a surface, Slack unless said, until nothing is due any more or so long. */
  deliver(options?: { forMs?: number; surface?: Surface }): Promise<void>;
  /** The same Slack, posting into another channel. */
  slackIn(channelId: string): Surface;
  /** Each Notification that was ever committed, counted by the database itself, and how many ended how. */
  conserved(): Promise<{ created: number; ended: Record<string, number> }>;
}

export interface ToldMessage {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly buttons: readonly string[];
}

export async function openTellingSalon(
  databaseUrl: string,
  settings: Record<string, string> = {},
): Promise<TellingSalon> {
  await using opening = new AsyncDisposableStack();
  const clock = salonClock();
  const slack = opening.use(await startSlack({ clock }));
  const { id: channelId } = slack.addChannel({ name: 'appointments' });
  const { botToken, appToken } = slack;
  const salon = opening.use(
    await openSalon(
      databaseUrl,
      {
        SLACK_BOT_TOKEN: botToken,
        SLACK_APP_TOKEN: appToken,
        SLACK_CHANNEL_ID: channelId,
        SLACK_API_URL: slack.url,
        ...settings,
      },
      clock,
    ),
  );
  await countCreated(salon);
  const logged: TellingSalon['logged'] = [];
  const app: Salon['app'] = {
    ...salon.app,
    log: (level, message, fields = {}) => void logged.push({ level, message, fields }),
  };
  const surface = (id: string) => bareSlack(slack, id);
  const parts = opening.move();
  return {
    ...salon,
    app,
    slack,
    channelId,
    logged,
    messages: () => messagesOf(slack, channelId),
    deliver: (options = {}) => deliver({ ...salon, app }, { surface: surface(channelId), ...options }),
    slackIn: surface,
    conserved: () => conserved(salon),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

/** The loop itself, without a lease, which would be prolonged all through the virtual time. */
export async function deliver(
  { app, clock, sql }: Pick<Salon, 'app' | 'clock' | 'sql'>,
  { surface, forMs = Infinity }: { surface: Surface; forMs?: number },
): Promise<void> {
  const over = new AbortController();
  const end = clock.now() + forMs;
  const isDone = async () =>
    clock.now() >= end ||
    (
      await sql(`select from calsync.notification where state = 'due' and surface = ? limit 1`, [
        surface.name,
      ])
    ).length === 0;
  if (await isDone()) return;
  const hurried = {
    now: () => clock.now(),
    sleep: async (ms: number, signal?: AbortSignal) => {
      await clock.sleep(ms, signal);
      if (await isDone()) over.abort();
    },
  };
  await keepDelivering(
    {
      ...deliverPorts({ ...app, clock: hurried }, surface),
      exclusively: async (work) => {
        await work(new AbortController().signal);
        return true;
      },
      onError(error) {
        throw error;
      },
    },
    over.signal,
  );
}

function messagesOf(slack: SlackSandbox, channelId: string): ToldMessage[] {
  return slack
    .channel(channelId)
    .messages.filter(({ deleted }) => !deleted)
    .map(({ ts, blocks }) => {
      const { lines, buttons } = readMessage(blocks);
      return { id: ts, title: lines[0] ?? '', text: lines.join('\n'), buttons };
    });
}

/** A witness of our own: a sequence would also count what was rolled back. */
async function countCreated({ sql }: Salon): Promise<void> {
  await sql('create table if not exists public.created_notices (id bigint primary key)');
  await sql('truncate public.created_notices');
  await sql(`create or replace function public.count_notice() returns trigger language plpgsql as $$
    begin insert into public.created_notices values (new.id); return new; end $$`);
  await sql('drop trigger if exists count_notice on calsync.notification');
  await sql(`create trigger count_notice after insert on calsync.notification
    for each row execute function public.count_notice()`);
}

async function conserved({ sql }: Salon): ReturnType<TellingSalon['conserved']> {
  const [created] = await sql<{ n: number }>('select count(*)::float8 as n from public.created_notices');
  const ended = await sql<{ state: string; n: number }>(
    'select state, count(*)::float8 as n from calsync.notification group by state order by state',
  );
  return { created: created?.n ?? 0, ended: Object.fromEntries(ended.map(({ state, n }) => [state, n])) };
}
