/** Our own Discord surface, at work over the stand-in Discord, with a desk that writes down what it is asked. */
import type { Card } from '../../src/domain/card.ts';
import { systemClock, type Clock } from '../../src/runtime/clock.ts';
import type { Human } from '../../src/sandbox/discord/human.ts';
import { startDiscord, type DiscordSandbox } from '../../src/sandbox/discord/start-discord.ts';
import type { Message } from '../../src/sandbox/discord/stored-message.ts';
import type { EditableSurface } from '../../src/notify/surface.ts';
import type { Chat, Desk, Entered, Person } from '../../src/surfaces/desk.ts';
import { openDiscord } from '../../src/surfaces/discord/open-discord.ts';
import { sayCard } from '../../src/surfaces/private-cards.ts';

export interface AskedDesk extends Desk {
  readonly commands: { text: string; person: Person }[];
  readonly presses: { actionId: string; person: Person; entered: Entered | undefined }[];
  /** What it answers from now on. */
  answer: (asked: string) => Card | Promise<Card>;
}

export interface Stage extends AsyncDisposable {
  readonly discord: DiscordSandbox;
  readonly chat: Chat<EditableSurface>;
  readonly desk: AskedDesk;
  readonly channelId: string;
  readonly adminRoleId: string;
  /** An admin. */
  readonly ana: Human;
  readonly ben: Human;
  readonly logs: string[];
}

export interface StageOptions {
  readonly heartbeatMs?: number;
  /** What happens to Discord before we come. */
  readonly before?: (discord: DiscordSandbox) => unknown;
  readonly config?: Partial<Parameters<typeof openDiscord>[0]['config']>;
  /** False: Discord is not waited for. */
  readonly online?: boolean;
}

export const SIGNAL = new AbortController().signal;

/** Of a login that is refused; an answer may take longer than that, in real time. */
const LONGEST_PAUSE_MS = 5 * 60_000;

/** Real time, except that minutes pass in milliseconds: a bad token is not tried again for five of them. */
const impatientClock: Clock = {
  now: () => systemClock.now(),
  sleep: (ms, signal) => systemClock.sleep(ms >= 60_000 && ms <= LONGEST_PAUSE_MS ? ms / 1_000 : ms, signal),
};

export async function aStage({
  heartbeatMs,
  before,
  config,
  online = true,
}: StageOptions = {}): Promise<Stage> {
  const discord = await startDiscord(heartbeatMs === undefined ? {} : { heartbeatMs });
  const { id: channelId } = discord.addChannel({ name: 'sync' });
  const role = discord.addRole({ name: 'admins' });
  const ana = discord.as(discord.addMember({ name: 'Ana', roleIds: [role.id] }).id);
  const ben = discord.as(discord.addMember({ name: 'Ben' }).id);
  await before?.(discord);
  const { token, guildId, url } = discord;
  const desk = aDesk();
  const logs: string[] = [];
  const chat = await openDiscord({
    config: { token, guildId, channelId, adminRoleIds: [role.id], apiUrl: url, ...config },
    desk,
    clock: impatientClock,
    log: (level, message, fields) => logs.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`),
  });
  if (online) await until(() => discord.commands().length > 0);
  return {
    discord,
    chat,
    desk,
    channelId,
    adminRoleId: role.id,
    ana,
    ben,
    logs,
    async [Symbol.asyncDispose]() {
      await chat[Symbol.asyncDispose]();
      await discord[Symbol.asyncDispose]();
    },
  };
}

function aDesk(): AskedDesk {
  const desk: AskedDesk = {
    commands: [],
    presses: [],
    answer: (asked) => sayCard('✅', `Answer to ${asked}`, []),
    command: async (text, person) => {
      desk.commands.push({ text, person });
      return desk.answer(text);
    },
    press: async (actionId, person, entered) => {
      desk.presses.push({ actionId, person, entered });
      return desk.answer(actionId);
    },
    turnAway: async (asked) => sayCard('⚠️', `Turned away: ${asked}`, []),
  };
  return desk;
}

/** Every text of a message, in one. */
export function textOf(message: Pick<Message, 'components'> | undefined): string {
  return JSON.stringify(message?.components ?? []);
}

/** The newest message that this member sees. */
export function newest(human: Human, channelId: string): Message {
  const message = human.messages(channelId).at(-1);
  if (!message) throw new Error('Cannot find a message');
  return message;
}

/** The private answer, once it is there. */
export async function answerTo(human: Human, channelId: string): Promise<Message> {
  await until(() => newest(human, channelId).ephemeral && !newest(human, channelId).thinking);
  return newest(human, channelId);
}

export async function until(condition: () => boolean, withinMs = 20_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`Cannot wait any longer for ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}
