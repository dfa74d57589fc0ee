/** The digest and the metrics as people get them on both chats. */
import { describe, expect } from 'vitest';
import { until } from '../support/calsync-process.ts';
import { test, untoldNotices } from '../support/two-chats.ts';

const HOUR = 60 * 60_000;
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;
const EACH_SECOND = { CALSYNC_DIGEST_CRON: '* * * * * *' };

describe('on both chats', { timeout: 120_000 }, () => {
  test('the digest comes once, also over restarts', async ({ salon }) => {
    const { company, chats } = salon;
    await company.agree('1', TOMORROW);
    await company.run(['verify', '--full']);

    const first = await salon.start(EACH_SECOND);
    await until(
      () => first.logged.filter(({ message }) => message === 'card delivered').length === 2,
      'the digest',
    );
    await first[Symbol.asyncDispose]();
    const second = await salon.start(EACH_SECOND);
    const written = () => second.logged.filter(({ message }) => message === 'digest written');
    await until(() => written().length >= 2, 'two more tries');
    const untold = await untoldNotices(company);

    const told = chats
      .cards()
      .map(({ chat, text, buttons }) => ({ chat, first: text.split('\n')[0], buttons }));
    // Over midnight there are two days.
    const days = await company.sql(`select id from calsync.bulletin where kind = 'digest'`);
    expect(told).toHaveLength(2 * days.length);
    expect(told).toEqual(
      expect.arrayContaining([
        { chat: 'slack', first: '✅ All clear: 1 checked, complete', buttons: [] },
        { chat: 'discord', first: '✅ All clear: 1 checked, complete', buttons: [] },
      ]),
    );
    expect(untold).toEqual([]);
  });

  test('everyone may ask for the metrics, and sees the trend', async ({ salon }) => {
    const { company, chats } = salon;
    await company.agree('1', TOMORROW);
    await company.run(['verify', '--full']);
    await salon.start();
    await chats.connected();

    if (chats.guest.chat === 'slack')
      await chats.guest.human.command('/calsync metrics 7', chats.slackChannel);
    if (chats.visitor.chat === 'discord')
      await chats.visitor.human.command('/calsync metrics days:7', chats.discordChannel);

    for (const who of [chats.guest, chats.visitor]) {
      const [answer] = await until(
        () => chats.toldInPrivate(who).length > 0 && chats.toldInPrivate(who),
        who.name,
      );
      expect(answer).toContain('Sync Health Metrics (Last 7 Days)');
      expect(answer).toMatch(/Sync Success Rate: █{20}\s+100%/);
    }
    expect(chats.slack.requests.filter(({ error }) => error !== undefined)).toEqual([]);
  });
});
