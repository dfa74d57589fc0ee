import { describe } from 'vitest';
import { faults } from '../support/doctor.ts';
import type { Salon } from '../support/two-chats.ts';

describe.concurrent('calsync doctor and Slack', { timeout: 60_000 }, () => {
  faults('Slack', {
    'with a token that is not valid': [
      '❌ Slack: Cannot use SLACK_BOT_TOKEN: the token is not valid (any more)',
      () => ({ SLACK_BOT_TOKEN: 'xoxb-another' }),
    ],
    'with an app token that is not valid': [
      '❌ Slack: Cannot connect with SLACK_APP_TOKEN: the token is not valid (any more)',
      () => ({ SLACK_APP_TOKEN: 'xapp-another' }),
    ],
    'whose app lacks a scope': [
      '❌ Slack: The app lacks the scope usergroups:read (know who belongs to a user group in SLACK_ADMIN_IDS)',
      ({ chats }) => chats.slack.withdrawScope('usergroups:read'),
    ],
    'without the channel': [
      '❌ Slack: Cannot read the channel of SLACK_CHANNEL_ID: there is no such channel',
      () => ({ SLACK_CHANNEL_ID: 'C0NOWHERE' }),
    ],
    'whose bot is not in the channel': [
      '❌ Slack: Cannot read the channel of SLACK_CHANNEL_ID: the bot is not in the channel: type /invite',
      ({ chats }) => chats.slack.removeBot(chats.slackChannel),
    ],
    'without an admin': [
      '❌ Slack: Cannot find U0NOBODY of SLACK_ADMIN_IDS',
      () => ({ SLACK_ADMIN_IDS: 'U0NOBODY' }),
    ],
    'without a user group of admins': [
      '❌ Slack: Cannot read the user group S0NOBODY of SLACK_ADMIN_IDS: there is no such user group',
      () => ({ SLACK_ADMIN_IDS: 'S0NOBODY' }),
    ],
    'with an empty user group of admins': [
      '⚠️ Slack: Nobody is in the user group',
      ({ chats }) => ({ SLACK_ADMIN_IDS: chats.slack.addUserGroup({ handle: 'nobody', users: [] }).id }),
    ],
    'with an admin who is deactivated': [
      'is deactivated: remove it, or list whoever does the work now',
      ({ chats }) => {
        const { id } = chats.slack.addUser({ name: 'otto' });
        chats.slack.deactivate(id);
        return { SLACK_ADMIN_IDS: id };
      },
    ],
    'where nobody may act': ['⚠️ Slack: Nobody can act on Slack', () => ({ SLACK_ADMIN_IDS: '' })],
    'that cannot be reached': [
      '❌ Slack: Cannot use SLACK_BOT_TOKEN: Slack cannot be reached',
      ({ chats }) => chats.slack.goDown(),
    ],
  });
});

describe.concurrent('calsync doctor and Discord', { timeout: 60_000 }, () => {
  faults('Discord', {
    'with a token that is not valid': [
      '❌ Discord: Discord does not accept DISCORD_TOKEN',
      () => ({ DISCORD_TOKEN: 'MTAwMDAwMDAwMDAwMDAwMDAz.Sandbx.c2FuZGJveC10b2tlbi1vZi1ub2JvZHk' }),
    ],
    'without the server': [
      '❌ Discord: Discord knows no server of the id in DISCORD_GUILD_ID',
      () => ({ DISCORD_GUILD_ID: '1000000000000000999' }),
    ],
    'without the channel': [
      '❌ Discord: Discord knows no channel of the id in DISCORD_CHANNEL_ID',
      () => ({ DISCORD_CHANNEL_ID: '1000000000000000999' }),
    ],
    ...Object.fromEntries(
      ['View Channel', 'Send Messages', 'Read Message History'].map((name) => [
        `without the permission ${name}`,
        [
          `❌ Discord: The bot lacks the permission ${name} in the channel of DISCORD_CHANNEL_ID`,
          ({ chats }: Salon) =>
            chats.discord.deniedPermissions(chats.discordChannel, [name.replaceAll(' ', '')]),
        ] as const,
      ]),
    ),
    'that does not let the command be registered': [
      '❌ Discord: The bot may not register /calsync',
      ({ chats }) =>
        void chats.discord.faults.add({
          when: { method: 'GET', path: /\/commands$/ },
          fault: { kind: 'error', status: 403, code: 50001 },
        }),
    ],
    'without a role of admins': [
      '❌ Discord: The server has no role 1000000000000000999: correct DISCORD_ADMIN_ROLE_IDS.',
      () => ({ DISCORD_ADMIN_ROLE_IDS: '1000000000000000999' }),
    ],
    'where nobody may act': ['⚠️ Discord: Nobody can act on Discord', () => ({ DISCORD_ADMIN_ROLE_IDS: '' })],
    'that cannot be reached': [
      '❌ Discord: Discord cannot be reached',
      ({ chats }) => chats.discord.goDown(),
    ],
  });
});
