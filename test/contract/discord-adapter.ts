/** Discord under the contract of all surfaces, over real HTTP. */
import type { Fault } from '../../src/sandbox/discord/faults.ts';
import { startDiscord } from '../../src/sandbox/discord/start-discord.ts';
import { bareDiscord } from '../support/bare-surfaces.ts';
import type { Adapter, Mishap } from './surface-contract.ts';

const FAULTS: { readonly [mishap in Mishap]?: Fault } = {
  unavailable: { kind: 'status', status: 503 },
  throttled: { kind: 'ratelimited', retryAfterS: 7 },
  not_allowed: { kind: 'error', status: 403, code: 50_013 },
  rejected: { kind: 'error', status: 400, code: 50_035 },
  message_frozen: { kind: 'error', status: 400, code: 30_046 },
  answer_lost: { kind: 'cut', after: true },
  hang: { kind: 'hang' },
};

export const discordAdapter: Adapter = {
  name: 'Discord',
  edits: 'in_place',
  finds: true,
  links: true,
  suffers: [
    ...(['unavailable', 'throttled', 'not_allowed', 'rejected'] as const),
    ...(['message_gone', 'message_frozen', 'answer_lost', 'hang'] as const),
  ],
  async open() {
    const discord = await startDiscord();
    const { id: channelId } = discord.addChannel({ name: 'sync' });
    const closing = new AbortController();
    const all = () => discord.channel(channelId).messages.filter(({ deleted }) => !deleted);
    return {
      surface: bareDiscord(discord, { channelId, closing: closing.signal }),
      messages: () => all().map(({ id, components }) => ({ id, text: JSON.stringify(components) })),
      // Why it may not post is asked besides.
      asked: () => discord.requests.filter(({ method }) => method !== 'GET').length,
      arrange(mishap, at) {
        if (mishap === 'message_gone')
          return discord.deleteMessage({ id: at.messageId, channelId: at.channelId });
        const fault = FAULTS[mishap];
        return fault && discord.faults.add({ fault });
      },
      pinged: () => discord.requests.flatMap(({ body }) => pingsOf(body)),
      async [Symbol.asyncDispose]() {
        closing.abort(new Error('The test is over'));
        await discord[Symbol.asyncDispose]();
      },
    };
  },
};

/** Whoever a message names is pinged unless it says of whom it may be. */
function pingsOf(body: unknown): string[] {
  if (typeof body !== 'object' || body === null || !('components' in body)) return [];
  const { allowed_mentions: allowed } = body as {
    allowed_mentions?: { parse?: unknown[]; replied_user?: boolean };
  };
  return allowed?.parse?.length === 0 && allowed.replied_user !== true
    ? []
    : [JSON.stringify(allowed ?? 'anybody')];
}
