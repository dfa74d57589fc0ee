/** What only a person can mend on Discord is said on Slack, once, until it is mended. */
import { describe, expect } from 'vitest';
import { readMessage } from '../../src/cli/demo/read-message.ts';
import { until } from '../support/calsync-process.ts';
import { test, type Salon } from '../support/two-chats.ts';

const HOUR = 60 * 60_000;
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;

function onSlack({ chats: { slack, slackChannel } }: Salon, text: string): string[] {
  const cards = slack
    .channel(slackChannel)
    .messages.map(({ blocks }) => readMessage(blocks).lines.join('\n'));
  return cards.filter((card) => card.includes(text));
}

/** An open Issue, told on Slack, after `hurt` happened to Discord. */
async function tellWithout(salon: Salon, hurt: (salon: Salon) => unknown): Promise<void> {
  const { company, chats } = salon;
  await salon.start();
  await chats.connected();
  hurt(salon);
  company.calcom.world.remove(await company.agree('1', TOMORROW));
  await until(() => onSlack(salon, '#1:').length > 0, 'the card on Slack');
}

const LOSSES: readonly { what: string; why: string; hurt: (salon: Salon) => unknown }[] = [
  {
    what: 'a channel that was deleted',
    why: 'Discord knows no channel of the id in DISCORD_CHANNEL_ID',
    hurt: ({ chats }) => chats.discord.deleteChannel(chats.discordChannel),
  },
  {
    what: 'a missing permission',
    why: 'The bot lacks the permission Send Messages in the channel of DISCORD_CHANNEL_ID: give it there',
    hurt: ({ chats }) => chats.discord.deniedPermissions(chats.discordChannel, ['SendMessages']),
  },
  {
    what: 'a token that was reset',
    why: 'Discord does not accept DISCORD_TOKEN: copy the bot’s token again',
    hurt: ({ chats }) => chats.discord.gateway.revokeToken(),
  },
];

describe.concurrent('on Slack', { timeout: 90_000 }, () => {
  test.for(LOSSES)('$what on Discord is said in plain words, once', async ({ why, hurt }, { salon }) => {
    await tellWithout(salon, hurt);

    const said = await until(
      () => onSlack(salon, why)[0],
      () => `"${why}" on Slack: ${onSlack(salon, '').join('; ')}`,
    );

    expect(said).toContain('Discord');
    expect(onSlack(salon, why)).toHaveLength(1);
    expect(JSON.stringify(salon.chats.slack.requests)).not.toContain(salon.chats.discord.token);
  });
});
