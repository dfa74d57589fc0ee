/** Asks Slack whether calsync can work there: tokens, scopes, the channel, those who may act. */
import { webApi } from '@slack/bolt';
import { bad, good, warning, type Check } from '../../domain/check.ts';
import { BOT_SCOPES } from './app-manifest.ts';
import type { SlackConfig } from './open-slack.ts';
import { surfaceError } from './slack-errors.ts';
import { slackLog } from './slack-log.ts';
import { clientOptions } from './web-client.ts';

/** `closing` cuts what is under way. Never throws. */
export async function checkSlack(config: SlackConfig, closing: AbortSignal): Promise<Check[]> {
  const settings = { apiUrl: config.apiUrl, log: slackLog(() => undefined), closing };
  const client = new webApi.WebClient(config.botToken, clientOptions(settings));
  const appClient = new webApi.WebClient(config.appToken, clientOptions(settings));
  const bot = await asked('use SLACK_BOT_TOKEN', () => client.auth.test());
  const app = await asked('connect with SLACK_APP_TOKEN', () => appClient.apps.connections.open({}));
  const connection = 'check' in app ? app.check : good('SLACK_APP_TOKEN opens connections.');
  if ('check' in bot) return [bot.check, connection];
  const { team, user, response_metadata: metadata } = bot.answer;
  return [
    good(`SLACK_BOT_TOKEN is that of ${user ?? 'the bot'} in ${team ?? 'the workspace'}.`),
    ...checkScopes(metadata?.scopes ?? []),
    connection,
    await checkChannel(client, config.channelId),
    ...(await checkAdmins(client, config.adminIds)),
  ];
}

function checkScopes(held: readonly string[]): Check[] {
  const missing = BOT_SCOPES.filter(({ scope }) => !held.includes(scope));
  if (missing.length === 0) return [good('The app has all its scopes.')];
  return missing.map(({ scope, why }) =>
    bad(`The app lacks the scope ${scope} (${why}): add it under OAuth & Permissions and reinstall the app.`),
  );
}

/** The history is what calsync reads anyway: what the channel's own page tells would need one more scope. */
async function checkChannel(client: webApi.WebClient, channelId: string): Promise<Check> {
  const read = await asked('read the channel of SLACK_CHANNEL_ID', () =>
    client.conversations.history({ channel: channelId, limit: 1 }),
  );
  return 'check' in read ? read.check : good('The bot is in the channel of SLACK_CHANNEL_ID.');
}

async function checkAdmins(client: webApi.WebClient, ids: readonly string[]): Promise<Check[]> {
  if (ids.length === 0)
    return [warning('Nobody can act on Slack: list people or user groups in SLACK_ADMIN_IDS.')];
  const checks: Check[] = [];
  for (const id of ids)
    checks.push(...(await (id.startsWith('S') ? checkGroup(client, id) : checkUser(client, id))));
  return checks.length > 0 ? checks : [good('Everybody in SLACK_ADMIN_IDS is there.')];
}

async function checkUser(client: webApi.WebClient, user: string): Promise<Check[]> {
  const found = await asked(`find ${user} of SLACK_ADMIN_IDS`, () => client.users.info({ user }));
  if ('check' in found) return [found.check];
  return found.answer.user?.deleted === true
    ? [warning(`${user} of SLACK_ADMIN_IDS is deactivated: remove it, or list whoever does the work now.`)]
    : [];
}

async function checkGroup(client: webApi.WebClient, usergroup: string): Promise<Check[]> {
  const found = await asked(`read the user group ${usergroup} of SLACK_ADMIN_IDS`, () =>
    client.usergroups.users.list({ usergroup }),
  );
  if ('check' in found) return [found.check];
  return (found.answer.users ?? []).length === 0
    ? [warning(`Nobody is in the user group ${usergroup} of SLACK_ADMIN_IDS.`)]
    : [];
}

/** `doing` completes "Cannot …". */
async function asked<T>(doing: string, call: () => Promise<T>): Promise<{ answer: T } | { check: Check }> {
  try {
    return { answer: await call() };
  } catch (error) {
    return { check: bad(`${surfaceError(error, doing).message}.`) };
  }
}
