/** What the tests of the stand-in Discord share: one started, furnished, with discord.js logged in to it. */
import { Client, type ClientOptions, Events, GatewayIntentBits, type TextChannel } from 'discord.js';
import {
  type DiscordSandbox,
  type DiscordSandboxOptions,
  startDiscord,
} from '../../src/sandbox/discord/start-discord.ts';
import { requestInBytes } from '../../src/surfaces/discord/rest.ts';
import type { Human } from '../../src/sandbox/discord/human.ts';
import type { Message } from '../../src/sandbox/discord/stored-message.ts';

interface TestClock {
  now(): number;
  sleep(ms: number): Promise<void>;
  advance(ms: number): void;
}

/** Stands still until it is moved; a sleep moves it, and takes no time. */
function aClock(): TestClock {
  let now = Date.parse('2026-11-22T06:00:00.000Z');
  return {
    now: () => now,
    sleep: async (ms) => void (now += ms),
    advance: (ms) => void (now += ms),
  };
}

export interface Stage extends AsyncDisposable {
  discord: DiscordSandbox;
  clock: TestClock;
  client: Client;
  channelId: string;
  channel: TextChannel;
  ana: Human;
  ben: Human;
  /** What went wrong inside the client. */
  errors: Error[];
}

/** Ana and Ben in #sync, and the bot of discord.js online. */
export async function aStage(
  options: DiscordSandboxOptions = {},
  clientOptions: Partial<ClientOptions> = {},
): Promise<Stage> {
  const clock = aClock();
  const discord = await startDiscord({ clock, ...options });
  const { id: channelId } = discord.addChannel({ name: 'sync' });
  const role = discord.addRole({ name: 'admins' });
  const ana = discord.as(discord.addMember({ name: 'Ana', roleIds: [role.id] }).id);
  const ben = discord.as(discord.addMember({ name: 'Ben' }).id);
  const client = aClient(discord, clientOptions);
  const errors: Error[] = [];
  client.on('error', (error) => errors.push(error));
  await online(client, discord.token);
  const channel = (await client.channels.fetch(channelId)) as TextChannel;
  return {
    discord,
    clock,
    client,
    channelId,
    channel,
    ana,
    ben,
    errors,
    [Symbol.asyncDispose]: async () => {
      await client.destroy();
      await discord[Symbol.asyncDispose]();
    },
  };
}

export function aClient(discord: DiscordSandbox, options: Partial<ClientOptions> = {}): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
    // Discord wants 5 s between two identifies; the tests cannot wait for that.
    ws: { buildIdentifyThrottler: () => Promise.resolve({ waitForIdentify: () => Promise.resolve() }) },
    ...options,
    // Whoever else has loaded another client of HTTP does not come in between.
    rest: { api: discord.url, makeRequest: requestInBytes, ...options.rest },
  });
}

export async function online(client: Client, token: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  client.once(Events.ClientReady, () => resolve());
  await client.login(token);
  await promise;
}

/** The newest message in the channel that everybody sees. */
export function lastMessage({ discord, channelId }: Stage): Message {
  return only(discord.channel(channelId).messages.at(-1));
}

export function only<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('Cannot find what the test is about');
  return value;
}

export const BUTTONS = [
  {
    type: 1 as const,
    components: [
      { type: 2 as const, style: 1, label: 'Retry', custom_id: 'retry:7' },
      { type: 2 as const, style: 5, label: 'Open', url: 'https://example.com' },
      { type: 2 as const, style: 2, label: 'Create', custom_id: 'create:7', disabled: true },
    ],
  },
];
/** A card in the channel, with those buttons unless others are given. */
export async function post(stage: Stage, components: unknown = BUTTONS): Promise<Message> {
  await stage.channel.send({ content: 'card', components: components as typeof BUTTONS });
  return lastMessage(stage);
}

/** The bot does `act` on everything that reaches it; what it throws is kept. */
export function onInteraction(stage: Stage, act: (interaction: never) => Promise<unknown>): Error[] {
  const thrown: Error[] = [];
  stage.client.on(Events.InteractionCreate, (interaction) => {
    act(interaction as never).catch((error: unknown) => thrown.push(error as Error));
  });
  return thrown;
}

/** What a call was refused with. */
export async function refusal(call: Promise<unknown>): Promise<Record<string, unknown>> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new TypeError('Expected a refusal');
  return { name: error.name, message: error.message, ...Object.fromEntries(Object.entries(error)) };
}

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}
