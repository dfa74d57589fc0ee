/** Names of people, channels and machines, in the spelling of the service that gives them out. */
import { isIP } from 'node:net';
import { matching, secret, unlessStandIn } from './kinds.ts';
import { type Kind } from './variable.ts';

export const slackBotToken = secret(matching(/^xoxb-\S+$/, 'a bot token, which starts with xoxb-'));
export const slackAppToken = secret(matching(/^xapp-\S+$/, 'an app-level token, which starts with xapp-'));
export const slackChannelId = matching(/^[CG][A-Z0-9]+$/, 'the id of a channel, which starts with C or G');
export const slackAdminId = matching(/^[UWS][A-Z0-9]+$/, 'the id of a user (U… or W…) or user group (S…)');

/** Any text without blanks, as it must fit into a header. */
export const token = secret(matching(/^[\x21-\x7e]+$/, 'a token without blanks'));
export const passphrase = secret(matching(/^\P{Cc}+$/u, 'the secret on one line'));

const realDiscordToken = secret(
  matching(/^[\w-]{20,}\.[\w-]{5,}\.[\w-]{20,}$/, 'a bot token, which has three parts with dots between'),
);
const realSnowflake = matching(/^\d{15,20}$/, 'an id of 15 to 20 digits (Developer Mode, then "Copy ID")');

// A stand-in gives out tokens and ids of its own making.
export const discordToken = unlessStandIn('DISCORD_API_URL', realDiscordToken, token);
export const snowflake = unlessStandIn('DISCORD_API_URL', realSnowflake, matching(/^\d{1,20}$/, ''));

export const mailAddress = matching(
  /^(?:[^<>\p{Cc}]*<[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/u,
  'an e-mail address, or Name <address>',
);

export const host: Kind<string> = {
  expected: 'an IP address or host name to listen on',
  read: (text) =>
    isIP(text) || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(text) ? { value: text } : { wrong: '' },
};

export const folder = matching(/^\P{Cc}+$/u, 'a folder');
