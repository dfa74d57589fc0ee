/** Slack's channel alone, for one message: nobody is listened to. */
import { webApi } from '@slack/bolt';
import type { EditableSurface } from '../../notify/surface.ts';
import { identityOf } from './identity.ts';
import type { SlackConfig } from './open-slack.ts';
import { slackLog } from './slack-log.ts';
import { slackSurface } from './slack-surface.ts';
import { clientOptions } from './web-client.ts';

export function slackChannel(
  { apiUrl, botToken, channelId }: SlackConfig,
  closing: AbortSignal,
): EditableSurface {
  const settings = { apiUrl, log: slackLog(() => undefined), closing };
  const client = new webApi.WebClient(botToken, clientOptions(settings));
  return slackSurface({ client, channelId, identity: identityOf(client) });
}
