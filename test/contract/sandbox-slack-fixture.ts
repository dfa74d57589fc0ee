/** What the tests of the stand-in Slack share: a salon's workspace, a clock that stands still, a real Bolt app. */
import { App, LogLevel, type Logger, SocketModeReceiver, type types, webApi } from '@slack/bolt';
import type { Message } from '../../src/sandbox/slack/message.ts';
import {
  type SlackSandbox,
  type SlackSandboxOptions,
  startSlack,
} from '../../src/sandbox/slack/start-slack.ts';

export const CHANNEL = 'C0FRONT';
export const MIA = 'U0MIA';
export const BEN = 'U0BEN';
const NOW = Date.parse('2026-11-22T06:00:00.000Z');
/** The SDK waits so long before it connects again, and as long for an answer to its ping: a busy machine must not seem gone. */
const RECONNECT_MS = 500;

interface TestClock {
  now(): number;
  sleep(ms: number): Promise<void>;
  advance(ms: number): void;
}

export type Slack = SlackSandbox & { clock: TestClock };

/** A workspace with one channel, two people and a group of one of them. */
export async function aSlack(options: SlackSandboxOptions = {}): Promise<Slack> {
  let now = NOW;
  const clock = {
    now: () => now,
    sleep: async (ms: number) => void (now += ms),
    advance: (ms: number) => void (now += ms),
  };
  const slack = await startSlack({ clock, ...options });
  slack.addChannel({ id: CHANNEL, name: 'front-desk' });
  slack.addUser({ id: MIA, name: 'mia', realName: 'Mia Novak', tz: 'Europe/Berlin' });
  slack.addUser({ id: BEN, name: 'ben' });
  slack.addUserGroup({ id: 'S0ADMINS', handle: 'admins', users: [MIA] });
  return Object.assign(slack, { clock });
}

export interface Bolt extends AsyncDisposable {
  app: App;
  /** How often it was connected. */
  connects(): number;
}

/** Connected through Socket Mode, with nothing retried. Stopped while it connects anew it rejects, unhandled. */
export async function anApp(slack: SlackSandbox, register: (app: App) => void = () => {}): Promise<Bolt> {
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger: silent,
    clientPingTimeout: RECONNECT_MS,
    installerOptions: { clientOptions: { slackApiUrl: slack.url } },
  });
  const app = new App({ token: slack.botToken, receiver, logger: silent, clientOptions: noRetries(slack) });
  app.error(async () => {});
  register(app);
  let connects = 0;
  receiver.client.on('connected', () => void (connects += 1));
  await app.start();
  return { app, connects: () => connects, [Symbol.asyncDispose]: async () => void (await app.stop()) };
}

export function aClient(slack: SlackSandbox, token: string = slack.botToken, retries = 0): webApi.WebClient {
  const retryConfig = { retries, minTimeout: 1 };
  return new webApi.WebClient(token, { ...noRetries(slack), retryConfig, logger: silent });
}

export function noRetries(slack: SlackSandbox): webApi.WebClientOptions {
  return { slackApiUrl: slack.url, retryConfig: { retries: 0 }, timeout: 5_000 };
}

export function post(
  client: webApi.WebClient,
  message: webApi.ChatPostMessageArguments,
): Promise<webApi.ChatPostMessageResponse> {
  // The rule takes it for the postMessage of a browser's window.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  return client.chat.postMessage(message);
}

/** The word with which Slack refuses, or what else went wrong. */
export async function errorOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    return error instanceof webApi.WebAPIPlatformError ? error.data.error : String(error);
  }
}

/** A card with a Retry button and a Cancel button that asks first. */
export const CARD = {
  channel: CHANNEL,
  text: 'Booking missing',
  blocks: [
    { type: 'section', text: { type: 'mrkdwn', text: '*Booking missing*' } },
    {
      type: 'actions',
      block_id: 'issue:7',
      elements: [
        { type: 'button', action_id: 'retry', text: plain('Retry'), value: '7:abc' },
        {
          type: 'button',
          action_id: 'cancel',
          text: plain('Cancel'),
          style: 'danger',
          confirm: { title: plain('Cancel it?'), text: plain('The customer is told.') },
        },
      ],
    },
  ] satisfies types.KnownBlock[],
};

/** A modal that asks for a note. */
export const NOTE_MODAL = {
  type: 'modal',
  callback_id: 'resolve',
  private_metadata: '7',
  title: plain('Resolve #7'),
  submit: plain('Resolve'),
  blocks: [
    {
      type: 'input',
      block_id: 'note',
      label: plain('Why is it fine?'),
      element: { type: 'plain_text_input', action_id: 'text', max_length: 200 },
    },
  ],
} satisfies types.ModalView;

export const HOME = {
  type: 'home',
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'All in sync' } }],
} satisfies types.HomeView;

export function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text };
}

/** The card as everybody sees it, just posted. */
export async function aCardOf(slack: SlackSandbox): Promise<Message> {
  await post(aClient(slack), CARD);
  return onlyMessage(slack.channel(CHANNEL).messages);
}

export function onlyMessage(messages: readonly Message[]): Message {
  const [message] = messages;
  if (!message || messages.length !== 1) throw new Error(`Cannot tell which of ${messages.length} messages`);
  return message;
}

export const silent: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};
