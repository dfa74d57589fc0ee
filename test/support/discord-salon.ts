/** A salon in virtual time whose people read Discord and nothing else: hours pass there in no time. */
import { deskPorts } from '../../src/cli/desk-ports.ts';
import { deliverPorts } from '../../src/cli/keep-telling.ts';
import { readMessage } from '../../src/cli/demo/read-message.ts';
import { keepDelivering } from '../../src/notify/deliver.ts';
import type { Surface } from '../../src/notify/surface.ts';
import type { Human } from '../../src/sandbox/discord/human.ts';
import type { Ack } from '../../src/sandbox/discord/interact.ts';
import { startDiscord, type DiscordSandbox } from '../../src/sandbox/discord/start-discord.ts';
import type { Message } from '../../src/sandbox/discord/stored-message.ts';
import { openDiscord } from '../../src/surfaces/discord/open-discord.ts';
import { frontDesk } from '../../src/surfaces/front-desk.ts';
import { bareDiscord } from './bare-surfaces.ts';
import { until } from './calsync-process.ts';
import { openSalon, type Salon } from './salon.ts';
import { sharedClock, type SharedClock } from './shared-clock.ts';

export interface DiscordSalon extends Salon {
  readonly clock: SharedClock;
  readonly discord: DiscordSandbox;
  readonly channelId: string;
  readonly surface: Surface;
  /** The same Discord, posting into another channel. */
  surfaceIn(channelId: string): Surface;
  /** An admin. */
  readonly dora: Human;
  readonly logged: Logged[];
  /** Brings what is due to Discord, until nothing is due any more or so long. */
  tell(options?: { forMs?: number; surface?: Surface }): Promise<void>;
  /** What everybody sees of us in a channel, without what answers a card; oldest first. */
  cards(channelId?: string): ShownCard[];
  /** What answers cards, oldest first. */
  replies(): string[];
  /** Presses a button of the newest card that has it. */
  press(label: string): Promise<Ack>;
  /** What only Dora was told, in the channel unless another is named; newest last. */
  toldInPrivate(channelId?: string): string[];
}

export interface Logged {
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface ShownCard {
  /** The message's own: the same as long as it is only edited. */
  readonly id: string;
  readonly text: string;
  readonly buttons: readonly string[];
}

export interface DiscordSalonOptions {
  readonly heartbeatMs?: number;
  /** False: Discord is not waited for. */
  readonly online?: boolean;
  /** What happens to Discord before we come. */
  readonly before?: (discord: DiscordSandbox) => unknown;
}

export async function openDiscordSalon(
  databaseUrl: string,
  { heartbeatMs, online = true, before }: DiscordSalonOptions = {},
): Promise<DiscordSalon> {
  await using opening = new AsyncDisposableStack();
  const clock = sharedClock();
  const pulse = heartbeatMs === undefined ? {} : { heartbeatMs };
  const discord = opening.use(await startDiscord({ clock: clock.patient, ...pulse }));
  const { settings, channelId, dora } = furnish(discord);
  await before?.(discord);
  const quiet = opening.use(await openSalon(databaseUrl, settings, clock));
  const logged: Logged[] = [];
  const app: Salon['app'] = {
    ...quiet.app,
    log: (_level, message, fields = {}) => void logged.push({ message, fields }),
  };
  const salon = { ...quiet, app, clock };
  const { surface } = opening.use(await openChat(salon));
  if (online) await connected(discord);
  const parts = opening.move();
  return {
    ...salon,
    ...readingOf({ discord, channelId, dora }),
    surface,
    surfaceIn: (id) => bareDiscord(discord, { channelId: id, closing: NEVER }),
    logged,
    tell: (options = {}) => deliver(salon, { surface, ...options }),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

const NEVER = new AbortController().signal;

type Place = Pick<DiscordSalon, 'discord' | 'channelId' | 'dora'>;

function furnish(discord: DiscordSandbox) {
  const { id: channelId } = discord.addChannel({ name: 'appointments' });
  const role = discord.addRole({ name: 'calsync admin' });
  const dora = discord.as(discord.addMember({ name: 'Dora', roleIds: [role.id] }).id);
  const settings = {
    DISCORD_TOKEN: discord.token,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_CHANNEL_ID: channelId,
    DISCORD_ADMIN_ROLE_IDS: role.id,
    DISCORD_API_URL: discord.url,
  };
  return { channelId, dora, settings };
}

type Reading = Place & Pick<DiscordSalon, 'cards' | 'replies' | 'press' | 'toldInPrivate'>;

function readingOf(place: Place): Reading {
  const { discord, channelId, dora } = place;
  const ours = (id: string) =>
    discord.channel(id).messages.filter(({ deleted, authorId }) => !deleted && authorId === undefined);
  const cards = (id = channelId) =>
    ours(id)
      .filter(({ reference }) => !reference)
      .map(shown);
  return {
    ...place,
    cards,
    replies: () =>
      ours(channelId)
        .filter(({ reference }) => reference)
        .map((reply) => shown(reply).text),
    async press(label) {
      const card = cards().findLast(({ buttons }) => buttons.includes(label));
      if (!card) throw new Error(`Cannot find "${label}": ${JSON.stringify(cards())}`);
      return dora.press({ id: card.id, channelId }, label);
    },
    toldInPrivate: (id = channelId) =>
      dora
        .messages(id)
        .filter(({ ephemeral, thinking }) => ephemeral && !thinking)
        .map((message) => shown(message).text),
  };
}

function openChat({ app, clock }: Salon & { clock: SharedClock }) {
  const { discord: config } = app.config;
  if (!config) throw new Error('Cannot tell without Discord');
  const desk = frontDesk(deskPorts(app, new AbortController().signal));
  return openDiscord({ config, desk, clock: clock.patient, log: app.log });
}

/** The bot is online, and its command is known. */
export async function connected(discord: DiscordSandbox): Promise<void> {
  await until(() => discord.commands().length > 0 && discord.gateway.connections > 0, 'Discord');
}

/**
 * The daemon's own loop, without a lease, which would be prolonged all through the virtual time. Discord's client
 * counts its calls by the machine's time, and lets 50 a second go: not many hours of trouble fit into one.
 */
async function deliver(
  { app, clock, sql }: Salon,
  { surface, forMs = 60 * 60_000 }: { surface: Surface; forMs?: number },
): Promise<void> {
  const over = new AbortController();
  const end = clock.now() + forMs;
  const isDone = async () => {
    const due = await sql(`select from calsync.notification where state = 'due' and surface = 'discord'`);
    return clock.now() >= end || due.length === 0;
  };
  if (await isDone()) return;
  const hurried = {
    now: () => clock.now(),
    sleep: async (ms: number, signal?: AbortSignal) => {
      await clock.sleep(Math.min(ms, Math.max(0, end - clock.now())), signal);
      if (await isDone()) over.abort();
    },
  };
  await keepDelivering(
    {
      ...deliverPorts({ ...app, clock: hurried }, { ...surface, paceMs: 0 }),
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

function shown({ id, components }: Message): ShownCard {
  const { lines, buttons } = readMessage(components);
  return { id, text: lines.join('\n'), buttons };
}
