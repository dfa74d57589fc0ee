/** The real surfaces without the connections over which people are heard. */
import { webApi } from '@slack/bolt';
import type { EditableSurface } from '../../src/notify/surface.ts';
import { discordSurface } from '../../src/surfaces/discord/discord-surface.ts';
import { openBotApi } from '../../src/surfaces/discord/rest.ts';
import { identityOf } from '../../src/surfaces/slack/identity.ts';
import { slackLog } from '../../src/surfaces/slack/slack-log.ts';
import { slackSurface } from '../../src/surfaces/slack/slack-surface.ts';
import { clientOptions } from '../../src/surfaces/slack/web-client.ts';

const NEVER = new AbortController().signal;

export function bareSlack(slack: { botToken: string; url: string }, channelId: string): EditableSurface {
  const options = clientOptions({ apiUrl: slack.url, log: slackLog(() => undefined), closing: NEVER });
  const client = new webApi.WebClient(slack.botToken, options);
  return slackSurface({ client, channelId, identity: identityOf(client) });
}

export function bareDiscord(
  discord: { token: string; url: string; guildId: string },
  { channelId, closing }: { channelId: string; closing: AbortSignal },
): EditableSurface {
  const { token, url: apiUrl, guildId } = discord;
  return discordSurface(openBotApi({ token, apiUrl }, closing), { channelId, guildId });
}
