/** What Slack's errors mean to us, in one table, in words that say what to do. */
import { webApi } from '@slack/bolt';
import { SurfaceError, type SurfaceProblem } from '../../notify/surface.ts';

interface Meaning {
  readonly problem: SurfaceProblem;
  readonly words: string;
}

const TOKEN =
  'the token is not valid (any more): reinstall the app in Slack, then set SLACK_BOT_TOKEN and SLACK_APP_TOKEN anew';
const ADMINS =
  'the workspace’s administrators do not allow it: ask them to let the app write into this channel';
const ARCHIVED = 'the channel is archived: unarchive it, or set SLACK_CHANNEL_ID to another one';
const TOO_LONG = 'the message is too long';
const SHAPE = 'Slack does not take a message of this shape';
const GONE = 'the message was deleted';

/** "Errors" on the pages of chat.*, conversations.history, usergroups.users.list and views.publish. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  ratelimited: { problem: 'throttled', words: 'too many calls' },
  rate_limited: { problem: 'throttled', words: 'too many calls' },
  message_limit_exceeded: { problem: 'throttled', words: 'too many messages in this workspace' },
  message_not_found: { problem: 'message_gone', words: GONE },
  thread_not_found: { problem: 'message_gone', words: GONE },
  cannot_reply_to_message: { problem: 'message_gone', words: GONE },
  cant_update_message: { problem: 'message_frozen', words: 'the message belongs to another app' },
  edit_window_closed: { problem: 'message_frozen', words: 'the message is too old to be edited' },
  user_not_found: {
    problem: 'message_gone',
    words: 'there is nobody of this id in the workspace: check SLACK_ADMIN_IDS',
  },
  user_disabled: { problem: 'message_gone', words: 'the person’s account is switched off' },
  not_enabled: {
    problem: 'not_allowed',
    words: 'the App Home is switched off: in the app’s settings under App Home, switch on the Home Tab',
  },
  view_too_large: { problem: 'rejected', words: TOO_LONG },
  channel_not_found: {
    problem: 'not_allowed',
    words:
      'there is no such channel, or the bot cannot see it: check SLACK_CHANNEL_ID, and in a private channel type /invite and the bot’s name',
  },
  not_in_channel: {
    problem: 'not_allowed',
    words: 'the bot is not in the channel: type /invite and the bot’s name there',
  },
  is_archived: { problem: 'not_allowed', words: ARCHIVED },
  is_inactive: { problem: 'not_allowed', words: ARCHIVED },
  invalid_auth: { problem: 'not_allowed', words: TOKEN },
  not_authed: { problem: 'not_allowed', words: TOKEN },
  token_revoked: { problem: 'not_allowed', words: TOKEN },
  token_expired: { problem: 'not_allowed', words: TOKEN },
  account_inactive: { problem: 'not_allowed', words: TOKEN },
  missing_scope: {
    problem: 'not_allowed',
    words: 'the app lacks a scope: add it under OAuth & Permissions and reinstall the app',
  },
  not_allowed_token_type: {
    problem: 'not_allowed',
    words: 'this is the wrong kind of token: SLACK_BOT_TOKEN begins with xoxb-, SLACK_APP_TOKEN with xapp-',
  },
  no_such_subteam: { problem: 'not_allowed', words: 'there is no such user group: check SLACK_ADMIN_IDS' },
  restricted_action: { problem: 'not_allowed', words: ADMINS },
  restricted_action_read_only_channel: { problem: 'not_allowed', words: ADMINS },
  restricted_action_thread_only_channel: { problem: 'not_allowed', words: ADMINS },
  restricted_action_non_threadable_channel: { problem: 'not_allowed', words: ADMINS },
  access_denied: { problem: 'not_allowed', words: ADMINS },
  no_permission: { problem: 'not_allowed', words: ADMINS },
  ekm_access_denied: { problem: 'not_allowed', words: ADMINS },
  team_access_not_granted: { problem: 'not_allowed', words: ADMINS },
  msg_too_long: { problem: 'rejected', words: TOO_LONG },
  msg_blocks_too_long: { problem: 'rejected', words: TOO_LONG },
  metadata_too_large: { problem: 'rejected', words: TOO_LONG },
  invalid_blocks: { problem: 'rejected', words: SHAPE },
  invalid_blocks_format: { problem: 'rejected', words: SHAPE },
  invalid_arguments: { problem: 'rejected', words: SHAPE },
  invalid_arg_name: { problem: 'rejected', words: SHAPE },
  invalid_metadata_format: { problem: 'rejected', words: SHAPE },
  invalid_metadata_schema: { problem: 'rejected', words: SHAPE },
  no_text: { problem: 'rejected', words: SHAPE },
};

/** `doing` completes "Cannot …". The message never holds a token. */
export function surfaceError(error: unknown, doing: string): SurfaceError {
  if (error instanceof SurfaceError) return error;
  const { problem, words } = meaningOf(error);
  const retryAfterMs = error instanceof webApi.WebAPIRateLimitedError ? error.retryAfter * 1_000 : undefined;
  return new SurfaceError(`Cannot ${doing}: ${words}`, {
    problem,
    cause: error,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

function meaningOf(error: unknown): Meaning {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { problem: 'throttled', words: 'too many calls' };
  if (error instanceof webApi.WebAPIPlatformError) return platformMeaning(error.data);
  return { problem: 'unavailable', words: connectionTrouble(error) };
}

function platformMeaning(data: webApi.WebAPIPlatformError['data']): Meaning {
  // A body that is no JSON stands here whole.
  const code = /^\w{1,60}$/.test(data.error) ? data.error : 'not in its usual form';
  const known = Object.hasOwn(MEANINGS, code) ? MEANINGS[code] : undefined;
  if (!known) return { problem: 'unavailable', words: `Slack answered: ${code}` };
  return { ...known, words: `${known.words} (${[code, ...details(data)].join('; ')})` };
}

/** Which scope is missing, or which part of the message is wrong. */
function details(data: webApi.WebAPIPlatformError['data']): string[] {
  const needed = 'needed' in data ? data['needed'] : undefined;
  const [message] = data.response_metadata?.messages ?? [];
  return [needed, message].filter((text) => typeof text === 'string').map((text) => text.slice(0, 200));
}

function connectionTrouble(error: unknown): string {
  if (error instanceof webApi.WebAPIHTTPError) return `Slack answered with status ${error.statusCode}`;
  const original = error instanceof webApi.WebAPIRequestError ? error.original : error;
  if (original instanceof Error && original.name === 'TimeoutError') return 'Slack did not answer in time';
  const cause = original instanceof Error ? original.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return `Slack cannot be reached${code}`;
}
