/** What is said in a card's thread, besides the card itself. */
import { describe, expect } from 'vitest';
import { test } from '../support/database.ts';
import {
  aPairWhoseBookingMoved,
  aPairWithoutItsBooking,
  climb,
  issues,
  MINUTE,
  DAY,
  TOMORROW,
} from '../support/issue-stories.ts';
import { ask, work } from '../support/repairs.ts';
import { HOUR } from '../support/salon.ts';
import { openReadingSalon, type ReadingSalon } from '../support/reading-salon.ts';

describe('the life of an Issue', () => {
  test('is one message, in whose thread the world’s own turns are said', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon, TOMORROW + 5 * DAY);
    await salon.tell();
    const [posted] = salon.cards();

    salon.clock.pass(HOUR);
    salon.calcom.world.restore(uid);
    await salon.verify();
    await salon.tell();
    const closed = salon.cards();
    salon.clock.pass(2 * HOUR);
    salon.calcom.world.remove(uid);
    await climb(salon);
    await salon.tell();
    const reopened = salon.cards();

    expect(posted?.replies).toEqual([]);
    expect(closed).toMatchObject([
      {
        ts: posted?.ts,
        title: expect.stringContaining('Solved #1'),
        replies: [expect.stringContaining('✅')],
      },
    ]);
    expect(reopened).toMatchObject([
      {
        ts: posted?.ts,
        text: expect.stringContaining('for the 2nd time'),
        replies: [expect.stringContaining('without anybody’s click'), expect.stringContaining('Open again')],
      },
    ]);
    expect(await salon.untold()).toEqual([]);
  });

  test('tells other values, since the buttons mean something else by then', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    const uid = await aPairWhoseBookingMoved(salon);
    await salon.tell();

    salon.calcom.world.update(uid, { start: TOMORROW + 3 * HOUR });
    await salon.verify();
    await salon.tell();

    expect(salon.cards()).toMatchObject([
      { replies: [expect.stringMatching(/The values have changed\n.*Cal\.com: 9 Oct 2026, 13:00/)] },
    ]);
  });

  test('is only edited for a corrected name', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    await aPairWhoseBookingMoved(salon);
    await salon.tell();

    await salon.sql(`update calsync.appointment set customer_name = 'Anna Braun'`);
    await salon.verify();
    await salon.tell();

    expect(salon.cards()).toMatchObject([{ text: expect.stringContaining('Anna Braun'), replies: [] }]);
  });

  test('tells that it differs in another way', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    const uid = await aPairWhoseBookingMoved(salon);
    await salon.tell();

    salon.calcom.world.remove(uid);
    await climb(salon);
    await salon.tell();

    expect(salon.cards()).toMatchObject([
      { replies: [expect.stringMatching(/differs in another way now\n.*ORPHANED_LOCAL/)] },
    ]);
  });

  test('pings nobody for a person’s own click: the card alone tells it', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    await aPairWhoseBookingMoved(salon);
    await salon.tell();

    await ask(salon, 'use 1 calcom --yes');
    await salon.tell();
    await work(salon);
    await salon.tell();

    expect(salon.cards()).toMatchObject([
      { text: expect.stringContaining('Use Cal.com by Ada on Slack'), replies: [] },
    ]);
    expect(await issues(salon)).toMatchObject([{ state: 'resolved', outcome: 'agreed' }]);
  });

  test('says at most ten things at once, and shows the others on their cards', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    const uids = [
      ...(await manyMissing(salon, { from: 0, count: 6 })),
      ...(await manyMissing(salon, { from: 6, count: 6 })),
    ];
    await salon.tell();

    for (const uid of uids) salon.calcom.world.restore(uid);
    await salon.verify();
    await salon.tell();

    const cards = salon.cards();
    expect(cards).toHaveLength(12);
    expect(cards.filter(({ title }) => !title.includes('Solved'))).toEqual([]);
    expect(cards.flatMap(({ replies }) => replies)).toHaveLength(10);
  });
});

describe('a reply', () => {
  test('whose answer was lost is not said twice', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon, TOMORROW + 5 * DAY);
    await salon.tell();
    salon.calcom.world.restore(uid);
    await salon.verify();

    salon.slack.faults.add({ when: { method: 'chat.postMessage' }, fault: { kind: 'cut', after: true } });
    await salon.tell();
    salon.clock.pass(5 * MINUTE);
    await salon.tell();

    expect(salon.cards()).toMatchObject([{ replies: [expect.stringContaining('Solved')] }]);
    expect(await salon.untold()).toEqual([]);
  });

  test('that was never sent is sent when Slack is back, and only the newest of them', async ({
    databaseUrl,
  }) => {
    await using salon = await openReadingSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon, TOMORROW + 5 * DAY);
    await salon.tell();
    await salon.slack.goDown();

    salon.calcom.world.restore(uid);
    await salon.verify();
    salon.clock.pass(HOUR);
    salon.calcom.world.remove(uid);
    await climb(salon);
    await salon.slack.comeBack();
    salon.clock.pass(HOUR);
    await salon.tell();

    expect(salon.cards()).toMatchObject([{ replies: [expect.stringContaining('Open again')] }]);
    expect(await salon.untold()).toContain('reply_closed: superseded, null');
  });

  test('whose card was deleted is not said: the new card tells it', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon, TOMORROW + 5 * DAY);
    await salon.tell();
    salon.clock.pass(2 * HOUR);
    salon.slack.deleteMessage(salon.channelId, salon.cards()[0]?.ts ?? '');

    salon.calcom.world.restore(uid);
    await salon.verify();
    await salon.tell();

    expect(salon.cards()).toMatchObject([{ title: expect.stringContaining('Solved'), replies: [] }]);
    expect(await salon.untold()).toEqual(['reply_closed: suppressed, its card does not stand any more']);
  });
});

/** Visits of the next day, whose bookings were removed; answers their uids. */
/** Few enough at once to get a card each. */
async function manyMissing(
  salon: ReadingSalon,
  { from, count }: { from: number; count: number },
): Promise<string[]> {
  const starts = Array.from({ length: count }, (_, at) => TOMORROW + 3 * DAY + (from + at) * HOUR);
  const uids = starts.map((start) => salon.calcom.world.book({ start, eventTypeId: 10 }).uid);
  await salon.enter(
    ...starts.map((startsAt, at) => ({ id: `${from + at}`, startsAt, bookingUid: uids[at] ?? null })),
  );
  for (const uid of uids) salon.calcom.world.remove(uid);
  await climb(salon);
  return uids;
}
