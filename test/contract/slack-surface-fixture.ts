/** What the tests of our Slack share: a workspace that speaks real HTTP and websockets, our side of it, and a desk that notes what it is asked. */
import { expect } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import type { Message } from '../../src/sandbox/slack/message.ts';
import {
  startSlack,
  type SlackSandbox,
  type SlackSandboxOptions,
} from '../../src/sandbox/slack/start-slack.ts';
import type { EditableSurface } from '../../src/notify/surface.ts';
import type { Chat, Desk, Person } from '../../src/surfaces/desk.ts';
import { openSlack, type SlackConfig, type SlackOptions } from '../../src/surfaces/slack/open-slack.ts';

export const CHANNEL = 'C0FRONT';
export const MIA = 'U0MIA';
export const BEN = 'U0BEN';
export const GROUP = 'S0ADMINS';
export const NEVER = new AbortController().signal;

/** Mia is in the group of admins, Ben is not. */
export async function aWorkspace(options: SlackSandboxOptions = {}): Promise<SlackSandbox> {
  const slack = await startSlack(options);
  slack.addChannel({ id: CHANNEL, name: 'front-desk' });
  slack.addUser({ id: MIA, name: 'mia', realName: 'Mia Novak' });
  slack.addUser({ id: BEN, name: 'ben', realName: 'Ben Okafor' });
  slack.addUserGroup({ id: GROUP, handle: 'admins', users: [MIA] });
  return slack;
}

export interface NotedDesk extends Desk {
  readonly asked: { readonly what: string; readonly person: Person }[];
}

/** Answers each question with a card that quotes it, after `answers` has resolved. */
export function aDesk(answers: () => Promise<void> = () => Promise.resolve()): NotedDesk {
  const asked: { what: string; person: Person }[] = [];
  const note = async (what: string, person: Person): Promise<Card> => {
    asked.push({ what, person });
    await answers();
    return saying(`heard ${what}`);
  };
  const turnAway = (what: string, person: Person) => note(`turned away: ${what}`, person);
  return { asked, command: note, press: note, turnAway };
}

export interface Logged {
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export type OpenedSlack = Chat<EditableSurface> & { readonly logged: Logged[] };

type OurOptions = Partial<SlackConfig> & Partial<Pick<SlackOptions, 'desk' | 'onHomeOpened'>>;

const ignored = (): Promise<void> => Promise.resolve();

/** Ours, trying to connect. */
export async function ourSlack(
  slack: SlackSandbox,
  { desk = aDesk(), onHomeOpened = ignored, ...config }: OurOptions = {},
): Promise<OpenedSlack> {
  const logged: Logged[] = [];
  const { botToken, appToken, url: apiUrl } = slack;
  const chat = await openSlack({
    config: { botToken, appToken, apiUrl, channelId: CHANNEL, adminIds: [MIA], ...config },
    desk,
    onHomeOpened,
    clock: systemClock,
    log: (_level, message, fields = {}) => void logged.push({ message, fields }),
  });
  return { ...chat, logged, [Symbol.asyncDispose]: () => chat[Symbol.asyncDispose]() };
}

/** Ours, connected. */
export async function connectedSlack(
  slack: SlackSandbox,
  options: Parameters<typeof ourSlack>[1] = {},
): Promise<OpenedSlack> {
  const chat = await ourSlack(slack, options);
  await isConnected(slack);
  return chat;
}

export async function isConnected(slack: SlackSandbox): Promise<void> {
  await expect.poll(() => slack.connections, { timeout: 10_000 }).toBe(1);
}

export function saying(text: string): Card {
  return { icon: 'ℹ️', title: 'Answer', tone: 'neutral', sections: [{ kind: 'text', text }] };
}

/** What stands in the channel and only this person sees; waits until there are `count`. */
export async function privateAnswers(slack: SlackSandbox, userId: string, count: number): Promise<string[]> {
  const read = (): Message[] =>
    slack
      .as(userId)
      .messages(CHANNEL)
      .filter(({ ephemeral }) => ephemeral);
  await expect.poll(() => read().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count);
  return read().map(({ text }) => text);
}

export function onlyMessage(slack: SlackSandbox): Message {
  const { messages } = slack.channel(CHANNEL);
  const [message] = messages;
  if (!message || messages.length !== 1) throw new Error(`Cannot tell which of ${messages.length} messages`);
  return message;
}
