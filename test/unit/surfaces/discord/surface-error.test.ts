import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { expect, test } from 'vitest';
import { SurfaceError } from '../../../../src/notify/surface.ts';
import { toSurfaceError, whyOf } from '../../../../src/surfaces/discord/surface-error.ts';

const NOTHING_SENT = { files: undefined, body: undefined };

function apiError(status: number, code: number): DiscordAPIError {
  const raw = { message: 'said by Discord', code };
  return new DiscordAPIError(raw, code, status, 'POST', 'https://discord.test/secret', NOTHING_SENT);
}

test.each([
  { status: 404, code: 10003, problem: 'not_allowed', says: 'DISCORD_CHANNEL_ID' },
  { status: 404, code: 10008, problem: 'message_gone', says: 'deleted' },
  { status: 400, code: 30046, problem: 'message_frozen', says: 'older than an hour' },
  { status: 401, code: 0, problem: 'not_allowed', says: 'DISCORD_TOKEN' },
  { status: 403, code: 50001, problem: 'not_allowed', says: 'View Channel' },
  { status: 403, code: 50005, problem: 'message_frozen', says: 'another bot' },
  { status: 403, code: 50013, problem: 'not_allowed', says: 'Send Messages' },
  { status: 403, code: 0, problem: 'not_allowed', says: 'Send Messages' },
  { status: 400, code: 160002, problem: 'not_allowed', says: 'Read Message History' },
  { status: 400, code: 50035, problem: 'rejected', says: 'form' },
  { status: 400, code: 50006, problem: 'rejected', says: 'does not take' },
  { status: 413, code: 40005, problem: 'rejected', says: 'too large' },
])('status $status with code $code is $problem', ({ status, code, problem, says }) => {
  const error = toSurfaceError(apiError(status, code));

  expect(error).toBeInstanceOf(SurfaceError);
  expect(error).toMatchObject({ problem });
  expect((error as Error).message).toContain(says);
  expect((error as Error).message).not.toContain('secret');
});

test.each([
  { what: 'a refused token', status: 401, code: 0, retryAfterMs: 300_000 },
  { what: 'an answer that comes too late', status: 401, code: 50027, retryAfterMs: undefined },
  { what: 'a missing permission', status: 403, code: 50013, retryAfterMs: undefined },
])('after $what it is tried again at $retryAfterMs ms', ({ status, code, retryAfterMs }) => {
  expect(toSurfaceError(apiError(status, code))).toMatchObject({ retryAfterMs });
});

test('a rate limit says when to come again', () => {
  const limit = { timeToReset: 0, retryAfter: 2_050, limit: 5, method: 'POST', hash: '', url: '', route: '' };
  const error = new RateLimitError({
    ...limit,
    majorParameter: '',
    global: false,
    sublimitTimeout: 0,
    scope: 'user',
  });

  expect(toSurfaceError(error)).toMatchObject({ problem: 'throttled', retryAfterMs: 2_050 });
});

test.each([
  new HTTPError(502, 'Bad Gateway', 'POST', 'https://discord.test', NOTHING_SENT),
  Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
  Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
  new DOMException('too slow', 'TimeoutError'),
  new DOMException('cut', 'AbortError'),
  new SyntaxError('Unexpected end of JSON input'),
])('%s leaves open whether the message arrived', (error) => {
  expect(toSurfaceError(error)).toMatchObject({ problem: 'unavailable', cause: error });
});

test('a bug stays a bug', () => {
  const bug = new TypeError('x is not a function');

  expect(toSurfaceError(bug)).toBe(bug);
  expect(whyOf(bug)).toBe('TypeError: x is not a function');
});
