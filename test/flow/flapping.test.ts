/** A Pair that opens and closes again and again: its card is always true, and few of its turns are told. */
import { describe, expect } from 'vitest';
import { test } from '../support/database.ts';
import { anna, DAY, MINUTE, TOMORROW, verifyDue } from '../support/issue-stories.ts';
import { HOUR } from '../support/salon.ts';
import { openReadingSalon, type ReadingSalon } from '../support/reading-salon.ts';

const QUICK = { CALSYNC_RETRY_LADDER: '0,30s,30s' };

describe('twenty turns within an hour', () => {
  test('are at most two messages, and a card in its true state', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl, QUICK);
    const uid = await aPair(salon);
    const began = salon.clock.now();

    for (let turn = 0; turn < 20; turn += 2) {
      await vanish(salon, uid);
      await salon.tell();
      await comeBack(salon, uid);
      await salon.tell();
    }

    const [card, ...others] = salon.cards();
    expect(salon.clock.now() - began).toBeLessThan(HOUR);
    expect(others).toEqual([]);
    expect(card?.replies.length).toBe(1);
    expect(card?.title).toContain('Solved #1');
    expect(card?.text).toContain('🔁 flapping: 20 turns within the hour');
    expect(await salon.untold()).toEqual(
      Array.from({ length: 18 }, (_, at) =>
        at % 2 === 0
          ? 'reply_reopened: suppressed, flapping: told twice within the hour'
          : 'reply_closed: suppressed, flapping: told twice within the hour',
      ),
    );
  });

  test('that end with an open Issue show it as open, and an hour later its turns are told again', async ({
    databaseUrl,
  }) => {
    await using salon = await openReadingSalon(databaseUrl, QUICK);
    const uid = await aPair(salon);
    for (let turn = 0; turn < 6; turn += 2) {
      await vanish(salon, uid);
      await salon.tell();
      await comeBack(salon, uid);
      await salon.tell();
    }
    await vanish(salon, uid);
    await salon.tell();
    const during = salon.cards();

    salon.clock.pass(2 * HOUR);
    await comeBack(salon, uid);
    await salon.tell();

    expect(during).toMatchObject([
      {
        title: expect.stringContaining('Cal.com Sync Issue #1'),
        text: expect.stringContaining('🔁 flapping: 7 turns'),
        buttons: expect.arrayContaining(['Create in Cal.com']),
      },
    ]);
    expect(salon.cards()[0]?.replies).toHaveLength(2);
    expect(salon.cards()[0]?.text).not.toContain('flapping');
  });

  test('by someone who also deletes the card are not told more often: the new card waits', async ({
    databaseUrl,
  }) => {
    await using salon = await openReadingSalon(databaseUrl, QUICK);
    const uid = await aPair(salon);
    await vanish(salon, uid);
    await salon.tell();
    await comeBack(salon, uid);
    await salon.tell();

    salon.slack.deleteMessage(salon.channelId, salon.cards()[0]?.ts ?? '');
    await vanish(salon, uid);
    await salon.tell();
    const during = salon.cards().filter(({ title }) => title !== '');
    salon.clock.pass(HOUR);
    await salon.tell();

    expect(during).toEqual([]);
    expect(salon.cards().filter(({ title }) => title !== '')).toMatchObject([
      { title: expect.stringContaining('Cal.com Sync Issue #1') },
    ]);
  });
});

/** Appointment 1 with its booking, in sync; answers the booking's uid. */
async function aPair(salon: ReadingSalon): Promise<string> {
  const start = TOMORROW + 5 * DAY;
  const { uid } = salon.calcom.world.book({ start, eventTypeId: 10, attendee: anna });
  await salon.enter({ id: '1', startsAt: start, bookingUid: uid, ...anna });
  await salon.verify();
  return uid;
}

/** The booking is deleted, and that is looked at three times. */
async function vanish(salon: ReadingSalon, uid: string): Promise<void> {
  salon.calcom.world.remove(uid);
  salon.clock.pass(MINUTE);
  await salon.verify();
  for (let attempt = 2; attempt <= 3; attempt++) {
    salon.clock.pass(MINUTE / 2);
    await verifyDue(salon);
  }
}

async function comeBack(salon: ReadingSalon, uid: string): Promise<void> {
  salon.calcom.world.restore(uid);
  salon.clock.pass(MINUTE);
  await salon.verify();
}
