/** Whether something comes from our workspace and our channel, and is answered to Slack and nobody else. Pure. */
import type { Elsewhere } from '../desk.ts';

export interface Whence {
  readonly teamId: string | undefined;
  /** Of the message that everybody sees, in which something was pressed. */
  readonly openChannelId?: string | undefined;
  /** Where Slack says that the answer goes. */
  readonly answerTo?: string | undefined;
}

export interface Here {
  readonly teamId: string;
  readonly channelId: string;
  /** Of the Web API, where it is not the hosted one. */
  readonly apiUrl: string | undefined;
}

/** Undefined for what is ours. */
export function findElsewhere(
  { teamId, openChannelId, answerTo }: Whence,
  here: Here,
): Elsewhere | undefined {
  if (teamId !== here.teamId) return 'workspace';
  if (openChannelId !== undefined && openChannelId !== here.channelId) return 'channel';
  return answerTo === undefined || isSlack(answerTo, here.apiUrl) ? undefined : 'address';
}

/** "Handling user interaction": hooks.slack.com, and the same of GovSlack. */
const HOSTS: readonly string[] = ['hooks.slack.com', 'hooks.slack-gov.com'];

export function isSlack(address: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, origin } = new URL(address);
  if (apiUrl !== undefined && origin === new URL(apiUrl).origin) return true;
  return protocol === 'https:' && HOSTS.includes(hostname);
}
