import { webApi } from '@slack/bolt';
import { expect, test } from 'vitest';
import { surfaceError } from '../../../../src/surfaces/slack/slack-errors.ts';

test.each([
  ['message_not_found', 'message_gone'],
  ['cant_update_message', 'message_frozen'],
  ['edit_window_closed', 'message_frozen'],
  ['channel_not_found', 'not_allowed'],
  ['not_in_channel', 'not_allowed'],
  ['is_archived', 'not_allowed'],
  ['invalid_auth', 'not_allowed'],
  ['token_revoked', 'not_allowed'],
  ['account_inactive', 'not_allowed'],
  ['missing_scope', 'not_allowed'],
  ['invalid_blocks', 'rejected'],
  ['msg_too_long', 'rejected'],
  ['msg_blocks_too_long', 'rejected'],
  ['ratelimited', 'throttled'],
  ['internal_error', 'unavailable'],
  ['toString', 'unavailable'],
  ['never_heard_of', 'unavailable'],
])('%s is %s', (code, problem) => {
  expect(surfaceError(refusal({ error: code }), 'post to Slack').problem).toBe(problem);
});

test('a missing scope is named', () => {
  const error = surfaceError(
    refusal({ error: 'missing_scope', needed: 'channels:history' }),
    'post to Slack',
  );

  expect(error.message).toMatch(/^Cannot post to Slack: .*reinstall the app.*channels:history/);
});

test('what is wrong with the blocks is said', () => {
  const messages = ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text]'];

  const error = surfaceError(refusal({ error: 'invalid_blocks', response_metadata: { messages } }), 'post');

  expect(error.message).toContain('json-pointer:/blocks/0/text');
});

test('a page of HTML is not quoted', () => {
  const error = surfaceError(refusal({ error: '<html>Bad gateway</html>' }), 'post to Slack');

  expect(error.problem).toBe('unavailable');
  expect(error.message).not.toContain('html');
});

test('a 429 says how long to wait', () => {
  expect(surfaceError(new webApi.WebAPIRateLimitedError(7), 'post')).toMatchObject({
    problem: 'throttled',
    retryAfterMs: 7_000,
  });
});

test.each([
  [new webApi.WebAPIHTTPError(503, 'Busy', {}), 'status 503'],
  [new webApi.WebAPIRequestError(new DOMException('late', 'TimeoutError')), 'in time'],
  [new webApi.WebAPIRequestError(new TypeError('fetch failed')), 'cannot be reached'],
  ['what is this', 'cannot be reached'],
])('trouble on the way is unavailable: %s', (trouble, words) => {
  const error = surfaceError(trouble, 'post to Slack');

  expect(error.problem).toBe('unavailable');
  expect(error.message).toContain(words);
});

function refusal(body: {
  error: string;
  needed?: string;
  response_metadata?: { messages: string[] };
}): webApi.WebAPIPlatformError {
  return new webApi.WebAPIPlatformError({ ok: false, ...body });
}
