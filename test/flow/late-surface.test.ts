/** A chat that joins a running history hears what is open as one summary, and no end of what it never heard of. */
import { describe, expect } from 'vitest';
import { catchUpSurface } from '../../src/store/late-surface.ts';
import { until } from '../support/calsync-process.ts';
import { test, untoldNotices, type Salon, type ShownCard } from '../support/two-chats.ts';

const HOUR = 60 * 60_000;
const LATER = Math.floor(Date.now() / HOUR) * HOUR + 72 * HOUR;
const WITHOUT_DISCORD = {
  DISCORD_TOKEN: '',
  DISCORD_GUILD_ID: '',
  DISCORD_CHANNEL_ID: '',
  DISCORD_ADMIN_ROLE_IDS: '',
};

/** Its booking is gone; the n-th becomes issue n. Answers its uid. */
async function deleteBooking(
  { company, chats }: Salon,
  n: number,
  startsAt = LATER + n * HOUR,
): Promise<string> {
  const uid = await company.lose(String(n), startsAt);
  await until(() => chats.cards(n).length > 0, `a card of issue #${n}`);
  return uid;
}

const on = (chat: ShownCard['chat'], { chats }: Salon) => chats.cards().filter((card) => card.chat === chat);
const titles = (cards: readonly ShownCard[]) => cards.map(({ text }) => text.split('\n')[0]);

/** The one message on Discord that says this. */
function saysOnDiscord(salon: Salon, words: RegExp): Promise<ShownCard> {
  return until(
    () => on('discord', salon).find(({ text }) => words.test(text)),
    () => `${words.source} on Discord: ${JSON.stringify(on('discord', salon))}`,
  );
}

const WITHOUT_SLACK = {
  SLACK_BOT_TOKEN: '',
  SLACK_APP_TOKEN: '',
  SLACK_CHANNEL_ID: '',
  SLACK_ADMIN_IDS: '',
};

/** Three Issues that only one of the two knows; answers the bookings' uids. */
async function before(
  salon: Salon,
  { without, startsAt }: { without: Record<string, string>; startsAt?: number },
): Promise<string[]> {
  await using _ = await salon.start(without);
  const uids = [await deleteBooking(salon, 1, startsAt), await deleteBooking(salon, 2)];
  return [...uids, await deleteBooking(salon, 3)];
}

describe('Discord, added while three Issues are open', { timeout: 90_000 }, () => {
  test('gets one summary however often calsync starts, and no card of what closes or changes', async ({
    salon,
  }) => {
    const { company, chats } = salon;
    const [first = ''] = await before(salon, { without: WITHOUT_DISCORD });

    for (const _ of [1, 2]) {
      await using daemon = await salon.start();
      await saysOnDiscord(salon, /3 Cal\.com Sync Issues from before/);
      expect(daemon.app.surfaces).toEqual(['slack', 'discord']);
    }
    await salon.start();
    await chats.connected();
    company.calcom.world.restore(first);
    await saysOnDiscord(salon, /Orphaned Local: 2/);
    await chats.press(chats.ada, 2, 'Mark as Resolved');
    await saysOnDiscord(salon, /Orphaned Local: 1/);

    expect(titles(on('discord', salon))).toEqual([
      expect.stringContaining('3 Cal.com Sync Issues from before'),
    ]);
    expect(titles(on('slack', salon))).toHaveLength(3);
    expect(await untoldNotices(company)).toEqual([]);
  });

  test('gets a card of what starts within a day, and of nothing else', async ({ salon }) => {
    const { company, chats } = salon;
    await before(salon, { without: WITHOUT_DISCORD, startsAt: Date.now() + 20 * HOUR });
    await salon.start();

    await until(() => chats.cards(1).length === 2, 'the card of issue #1 on both');
    await saysOnDiscord(salon, /3 Cal\.com Sync Issues from before/);

    expect(await untoldNotices(company)).toEqual([]);
    expect(on('discord', salon)).toHaveLength(2);
  });

  test('hears of nothing that was over before, nor of anything twice when two replicas begin at once', async ({
    salon,
  }) => {
    const { company } = salon;
    const uids = await before(salon, { without: WITHOUT_DISCORD });
    await using both = await salon.start(WITHOUT_DISCORD);
    for (const uid of uids.slice(0, 2)) company.calcom.world.restore(uid);
    await until(
      () => on('slack', salon).filter(({ text }) => text.includes('Solved')).length === 2,
      'two ends',
    );
    const late = { surface: 'discord', at: Date.now() };

    const counted = await Promise.all(
      Array.from({ length: 4 }, () => catchUpSurface(both.app.database, late)),
    );

    expect(counted.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 1]);
    expect(await company.sql(`select state, facts from calsync.bulletin where kind = 'new_issues'`)).toEqual([
      { state: 'ended', facts: { issues: 1, onlyOn: 'discord' } },
    ]);
    expect(await company.sql(`select reason from calsync.notification where surface = 'discord'`)).toEqual([
      { reason: 'bulletin' },
    ]);
  });
});

test('Discord, taken away and put back, ends its cards truly and hears of what it missed as one summary', {
  timeout: 90_000,
}, async ({ salon }) => {
  const { company, chats } = salon;
  let uid = '';
  {
    await using _ = await salon.start();
    uid = await deleteBooking(salon, 1);
    await until(() => chats.cards(1).length === 2, 'the card of issue #1 on both');
  }
  {
    await using _ = await salon.start(WITHOUT_DISCORD);
    company.calcom.world.restore(uid);
    await until(() => on('slack', salon).some(({ text }) => text.includes('Solved')), 'its end on Slack');
    await deleteBooking(salon, 2);
  }
  const [stale] = on('discord', salon);

  await salon.start();
  await saysOnDiscord(salon, /1 Cal\.com Sync Issue from before/);
  await saysOnDiscord(salon, /Solved #1/);

  expect(stale?.text).not.toContain('Solved');
  expect(on('discord', salon)).toHaveLength(2);
  expect(await untoldNotices(company)).toEqual([]);
});

test('Slack, added later, shows the card of one on demand, acts there for everybody, and gets a card of what is new', {
  timeout: 90_000,
}, async ({ salon }) => {
  const { company, chats } = salon;
  await before(salon, { without: WITHOUT_SLACK });
  await salon.start();
  await chats.connected();
  await until(() => on('slack', salon).length > 0, 'the summary on Slack');
  const [summary] = chats.slack.channel(chats.slackChannel).messages;
  if (chats.ada.chat !== 'slack' || !summary) throw new Error('Ada reads Slack');

  await chats.ada.human.press(summary, 'Show card');
  await until(() => chats.cards(1).length === 2, 'the card of issue #1 on both');
  await chats.press(chats.ada, 1, 'Mark as Resolved');
  await until(() => chats.cards(1).every(({ text }) => text.includes('by Ada on Slack')), 'its end on both');
  await deleteBooking(salon, 4);
  await until(() => chats.cards(4).length === 2, 'the card of issue #4 on both');

  await until(() => on('slack', salon)[0]?.text.includes('Orphaned Local: 2'), 'two left in the summary');
  expect(on('slack', salon)[0]?.text).toContain('3 Cal.com Sync Issues from before');
  expect(on('slack', salon)).toHaveLength(3);
  expect(on('discord', salon)).toHaveLength(4);
  expect(await untoldNotices(company)).toEqual([]);
});
