/** Slack under the contract of all surfaces, over real HTTP. */
import type { Message } from '../../src/sandbox/slack/message.ts';
import type { Fault } from '../../src/sandbox/slack/faults.ts';
import { bareSlack } from '../support/bare-surfaces.ts';
import { aWorkspace, CHANNEL } from './slack-surface-fixture.ts';
import type { Adapter, Mishap } from './surface-contract.ts';

const FAULTS: { readonly [mishap in Mishap]?: Fault } = {
  unavailable: { kind: 'status', status: 503 },
  throttled: { kind: 'ratelimited', retryAfterS: 30 },
  not_allowed: { kind: 'error', error: 'missing_scope' },
  rejected: { kind: 'error', error: 'invalid_blocks' },
  answer_lost: { kind: 'cut', after: true },
  hang: { kind: 'hang' },
};

export const slackAdapter: Adapter = {
  name: 'Slack',
  edits: 'in_place',
  finds: true,
  links: true,
  suffers: [
    ...(['unavailable', 'throttled', 'not_allowed', 'rejected'] as const),
    ...(['message_gone', 'message_frozen', 'answer_lost', 'hang'] as const),
  ],
  async open() {
    const slack = await aWorkspace();
    const all = () => slack.channel(CHANNEL).messages.flatMap((message) => [message, ...message.thread]);
    return {
      surface: bareSlack(slack, CHANNEL),
      messages: () => all().map((message) => ({ id: message.ts, text: textOf(message) })),
      asked: () => slack.requests.length,
      arrange(mishap, at) {
        if (mishap === 'message_gone') return slack.deleteMessage(CHANNEL, at.messageId);
        if (mishap === 'message_frozen')
          return slack.faults.add({ fault: { kind: 'error', error: 'edit_window_closed' } });
        const fault = FAULTS[mishap];
        return fault && slack.faults.add({ when: { method: 'chat.postMessage' }, fault });
      },
      pinged: () => all().flatMap(pingsOf),
      [Symbol.asyncDispose]: () => slack[Symbol.asyncDispose](),
    };
  },
};

function textOf({ text, blocks }: Message): string {
  return `${text}\n${JSON.stringify(blocks)}`;
}

/** Where Slack reads markup, `<!…>` and `<@…>` ping; a text that says `plain_text` or is an element of rich text does not. */
function pingsOf({ text, blocks }: Message): string[] {
  return [text, ...blocks.flatMap(markupOf)].flatMap((one) => one.match(/<(?:!(?!date\^)|@)[^>]*>/g) ?? []);
}

function markupOf(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const { type, text } = part as { type?: unknown; text?: unknown };
  if (type === 'user' || type === 'usergroup' || type === 'broadcast') return ['<!a ping of its own>'];
  return [
    ...(type === 'mrkdwn' && typeof text === 'string' ? [text] : []),
    ...Object.values(part).flatMap(markupOf),
  ];
}
