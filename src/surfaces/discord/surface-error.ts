/** Discord's refusals in our words, translated once, at the edge. */
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { SurfaceError, type SurfaceProblem } from '../../notify/surface.ts';
import { PERSON_PAUSE_MS } from './pauses.ts';

type Meaning = readonly [SurfaceProblem, string];

const BOT_PERMISSIONS = 'View Channel, Send Messages and Read Message History';
const NO_TEXT_CHANNEL: Meaning = ['not_allowed', 'DISCORD_CHANNEL_ID is not a channel for messages'];

const TOKEN_OVER: Meaning = ['rejected', 'The answer came later than the 15 minutes that Discord allows'];

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const BY_CODE = new Map<unknown, Meaning>([
  [10003, ['not_allowed', 'Discord knows no channel of the id in DISCORD_CHANNEL_ID']],
  [10004, ['not_allowed', 'Discord knows no server of the id in DISCORD_GUILD_ID']],
  [10008, ['message_gone', 'The message was deleted']],
  [10015, TOKEN_OVER],
  [10062, ['rejected', 'The first answer came later than the 3 seconds that Discord allows']],
  [30046, ['message_frozen', 'Discord allows no more edits of messages that are older than an hour']],
  [40060, ['rejected', 'It was answered before: does another process use the same token?']],
  [40005, ['rejected', 'The message is too large for Discord']],
  [
    50001,
    ['not_allowed', `The bot cannot see the channel: there it needs the permissions ${BOT_PERMISSIONS}`],
  ],
  [50005, ['message_frozen', 'The message was posted by another bot, so this one cannot edit it']],
  [50008, NO_TEXT_CHANNEL],
  [50013, ['not_allowed', `The bot lacks a permission in the channel: it needs ${BOT_PERMISSIONS}`]],
  [50024, NO_TEXT_CHANNEL],
  [50027, TOKEN_OVER],
  [50035, ['rejected', 'Discord does not take this message: its form is not valid']],
  [160002, ['not_allowed', `The bot lacks a permission in the channel: it needs ${BOT_PERMISSIONS}`]],
  [50083, ['not_allowed', 'DISCORD_CHANNEL_ID is a thread that is archived']],
]);

const BY_STATUS = new Map<number, Meaning>([
  [401, ['not_allowed', 'Discord does not accept DISCORD_TOKEN: copy the bot’s token again']],
  [403, ['not_allowed', `Discord does not allow it: in the channel the bot needs ${BOT_PERMISSIONS}`]],
  [404, ['not_allowed', 'Discord does not know what was asked for: see DISCORD_API_URL']],
]);

/** Anything that is no answer of Discord and no trouble on the way to it is a bug, and comes back as it is. */
export function toSurfaceError(error: unknown): unknown {
  if (error instanceof SurfaceError) return error;
  if (error instanceof RateLimitError) return throttled(error);
  if (error instanceof DiscordAPIError) return refused(error);
  if (error instanceof HTTPError)
    return new SurfaceError(`Discord is out of order (${error.status})`, {
      problem: 'unavailable',
      cause: error,
    });
  if (!isTrouble(error)) return error;
  return new SurfaceError('Discord cannot be reached', { problem: 'unavailable', cause: error });
}

/** Why something did not work, for the log: never a token, an address or a customer. */
export function whyOf(error: unknown): string {
  const known = toSurfaceError(error);
  if (known instanceof SurfaceError) return known.message;
  return known instanceof Error ? `${known.name}: ${known.message}` : 'unknown';
}

function throttled(error: RateLimitError): SurfaceError {
  return new SurfaceError('Discord asks us to slow down', {
    problem: 'throttled',
    retryAfterMs: Math.ceil(error.retryAfter > 0 ? error.retryAfter : Math.max(0, error.timeToReset)),
    cause: error,
  });
}

function refused(error: DiscordAPIError): SurfaceError {
  const [problem, text] = BY_CODE.get(error.code) ??
    BY_STATUS.get(error.status) ?? ['rejected', 'Discord does not take this message'];
  const code = error.code ? `, code ${error.code}` : '';
  // Discord shuts out whoever comes too often with a token that is refused.
  const isBadToken = error.status === 401 && problem === 'not_allowed';
  return new SurfaceError(`${text} (${error.status}${code})`, {
    problem,
    cause: error,
    ...(isBadToken && { retryAfterMs: PERSON_PAUSE_MS }),
  });
}

/** Discord's own code for a refusal. */
export function codeOf(error: unknown): unknown {
  return error instanceof SurfaceError && error.cause instanceof DiscordAPIError
    ? error.cause.code
    : undefined;
}

/** System errors, undici's, TLS's, a time-out, or a body that is not JSON after all. */
function isTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (['AbortError', 'TimeoutError', 'SyntaxError'].includes(error.name)) return true;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && !/^ERR_(?!TLS|SSL)/.test(code);
}
