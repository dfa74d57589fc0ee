import { describe, expect } from 'vitest';
import { until, type Company } from '../support/calsync-process.ts';
import { untoldNotices, test, type ShownCard, type Salon } from '../support/two-chats.ts';

const HOUR = 60 * 60_000;
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;
/** Nothing is looked at by itself: what a click finds has changed behind its back. */
const ONLY_AT_THE_START = { CALSYNC_NEAR_CRON: '0 0 1 1 *' };

function cardsThat({ chats }: Salon, holds: (card: ShownCard) => boolean): Promise<ShownCard[]> {
  return until(
    () => {
      const cards = chats.cards();
      return cards.length === 2 && cards.every(holds) && cards;
    },
    () => `two cards as wanted: ${JSON.stringify(chats.cards())}`,
  );
}

const liveBookings = ({ calcom }: Company) =>
  calcom.world.all().filter(({ status }) => status === 'accepted');
const idsOf = (cards: readonly ShownCard[]) => cards.map(({ id }) => id);
const isOpen = ({ text, buttons }: ShownCard) => !text.includes('Solved') && buttons.length > 1;
const time = (at: number) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', timeStyle: 'short' }).format(at);

describe.concurrent('a card whose facts have changed since', { timeout: 60_000 }, () => {
  test('does nothing when the appointment was moved, and is drawn anew on both chats', async ({ salon }) => {
    const { company, chats } = salon;
    company.calcom.world.remove(await company.agree('1', TOMORROW));
    await salon.start(ONLY_AT_THE_START);
    await chats.connected();
    const told = await cardsThat(salon, isOpen);

    await company.sql(
      `update calsync.appointment set starts_at = starts_at + interval '2 hours', ends_at = ends_at + interval '2 hours'`,
    );
    await chats.press(chats.ada, 1, 'Create in Cal.com');
    const redrawn = await cardsThat(
      salon,
      (card) => isOpen(card) && card.text.includes(time(TOMORROW + 2 * HOUR)),
    );
    expect(await untoldNotices(company)).toEqual([]);

    expect(liveBookings(company)).toEqual([]);
    expect(idsOf(redrawn)).toEqual(idsOf(told));
    for (const { text } of chats.cards()) expect(text).toMatch(/Create by Ada on Slack.*nothing was done/);
    expect(await company.sql('select state from calsync.resolution')).toEqual([{ state: 'refused' }]);
  });

  test('does nothing when the booking was moved again in Cal.com, and is drawn anew on both chats', async ({
    salon,
  }) => {
    const { company, chats } = salon;
    const uid = await company.agree('1', TOMORROW);
    const moved = company.calcom.world.reschedule(uid, TOMORROW + HOUR);
    await salon.start(ONLY_AT_THE_START);
    await chats.connected();
    await cardsThat(salon, isOpen);

    const again = company.calcom.world.reschedule(moved.uid, TOMORROW + 3 * HOUR);
    await chats.press(chats.dora, 1, 'Use Database');
    await cardsThat(salon, (card) => isOpen(card) && card.text.includes(time(TOMORROW + 3 * HOUR)));
    expect(await untoldNotices(company)).toEqual([]);

    expect(liveBookings(company)).toMatchObject([{ uid: again.uid }]);
    expect(await company.sql('select state from calsync.resolution')).toEqual([{ state: 'refused' }]);
    expect(await company.sql('select from calsync.audit where side is not null')).toEqual([]);
  });

  test('and was redrawn answers an old click with a word to the clicker, and nothing else', async ({
    salon,
  }) => {
    const { company, chats } = salon;
    company.calcom.world.remove(await company.agree('1', TOMORROW));
    await salon.start();
    await chats.connected();
    await cardsThat(salon, isOpen);
    const clicks = [
      await chats.prepare(chats.bo, 1, 'Create in Cal.com'),
      await chats.prepare(chats.emil, 1, 'Create in Cal.com'),
    ];

    await company.sql(`update calsync.appointment set customer_name = 'Anna Kaya'`);
    await cardsThat(salon, ({ text }) => text.includes('Anna Kaya'));
    for (const click of clicks) await click();

    for (const who of [chats.bo, chats.emil]) {
      const answers = await until(
        () => chats.toldInPrivate(who).length > 0 && chats.toldInPrivate(who),
        'the answer',
      );
      expect(answers).toEqual([expect.stringContaining('has changed meanwhile: nothing was done')]);
    }
    expect(liveBookings(company)).toEqual([]);
    expect(await company.sql('select from calsync.resolution')).toEqual([]);
  });
});

describe.concurrent('a difference that was accepted', { timeout: 60_000 }, () => {
  test('comes back on the same cards when it changes', async ({ salon }) => {
    const { company, chats } = salon;
    company.calcom.world.remove(await company.agree('1', TOMORROW));
    await salon.start();
    await chats.connected();
    const told = await cardsThat(salon, isOpen);

    await chats.press(chats.ada, 1, 'Mark as Resolved');
    const accepted = await cardsThat(salon, ({ text }) => text.includes('Accepted as it is'));
    await company.sql(
      `update calsync.appointment set starts_at = starts_at + interval '2 hours', ends_at = ends_at + interval '2 hours'`,
    );
    const again = await cardsThat(
      salon,
      (card) => isOpen(card) && card.text.includes(time(TOMORROW + 2 * HOUR)),
    );
    expect(await untoldNotices(company)).toEqual([]);

    for (const { text } of accepted) expect(text).toContain('Mark as Resolved by Ada on Slack');
    for (const { buttons } of accepted) expect(buttons).not.toContain('Create in Cal.com');
    expect(idsOf(again)).toEqual(idsOf(told));
    expect(chats.cards()).toHaveLength(2);
    expect(await company.sql('select id, state, reopened from calsync.issue')).toEqual([
      { id: 1, state: 'open', reopened: 1 },
    ]);
  });
});
