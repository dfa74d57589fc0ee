/** An Issue that is kept quiet: its card goes on, and nothing new is said. */
import { describe, expect } from 'vitest';
import { watchStore } from '../../src/store/watch-store.ts';
import { test } from '../support/database.ts';
import { aPairWithoutItsBooking, climb, DAY, MINUTE, TOMORROW } from '../support/issue-stories.ts';
import { admin, ask } from '../support/repairs.ts';
import { HOUR } from '../support/salon.ts';
import { openReadingSalon, type ReadingSalon } from '../support/reading-salon.ts';

const guest = { ...admin, admin: false };

describe('a snoozed Issue', () => {
  test('says on its card until when and by whom, and in the list', async ({ databaseUrl }) => {
    await using salon = await aToldIssue(databaseUrl);

    const answer = await ask(salon, 'snooze #1 tomorrow');
    await salon.tell();

    expect(answer).toMatchObject({
      title: 'Issue #1 is snoozed',
      sections: [{ text: expect.stringContaining('9 Oct 2026, 09:00') }],
    });
    expect(salon.cards()).toMatchObject([
      { text: expect.stringContaining('💤 snoozed until 9 Oct, 09:00 by Ada'), replies: [] },
    ]);
    expect(JSON.stringify(await ask(salon, 'issues'))).toContain('💤 snoozed until 9 Oct, 09:00 by Ada');
    expect(await auditOf(salon)).toEqual([
      { action: 'snooze', actor: 'U1', name: 'Ada', side: null, detail: 'until 2026-10-09T07:00:00.000Z' },
    ]);
  });

  test('that flaps five times is not told of, and its card shows how it stands', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon, TOMORROW + 5 * DAY);
    await salon.tell();
    await ask(salon, 'snooze 1 3d');

    for (let flap = 0; flap < 5; flap++) {
      salon.clock.pass(3 * HOUR);
      salon.calcom.world.restore(uid);
      await salon.verify();
      await salon.watch();
      salon.clock.pass(3 * HOUR);
      salon.calcom.world.remove(uid);
      await climb(salon);
      await salon.watch();
    }

    expect(salon.cards()).toMatchObject([
      {
        title: expect.stringContaining('Cal.com Sync Issue #1'),
        text: expect.stringMatching(/💤 snoozed until[^]*for the 6th time/),
        replies: [],
      },
    ]);
    expect(new Set(await salon.untold())).toEqual(
      new Set([
        'snoozed: superseded, one message told it together with what came later',
        'reply_closed: suppressed, snoozed',
        'reply_reopened: suppressed, snoozed',
      ]),
    );
  });

  test('is told of once when the time is over and it is still open', async ({ databaseUrl }) => {
    await using salon = await aToldIssue(databaseUrl);
    await ask(salon, 'snooze 1 2h');
    await salon.tell();
    salon.clock.pass(2 * HOUR);
    const { database, surfaces } = salon.app;
    const now = salon.clock.now();

    await Promise.all([1, 2, 3].map(() => watchStore(database, surfaces).look(now - MINUTE, now)));
    await salon.watch();

    const [card] = salon.cards();
    expect(card?.replies).toEqual([expect.stringContaining('The snooze is over, and it is still open')]);
    expect(card?.text).not.toContain('💤');
  });

  test('that was solved meanwhile is not woken', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon, TOMORROW + 5 * DAY);
    await salon.tell();
    await ask(salon, 'snooze 1 2h');
    salon.calcom.world.restore(uid);
    await salon.verify();
    await salon.tell();

    salon.clock.pass(3 * HOUR);
    await salon.watch();

    expect(salon.cards()).toMatchObject([{ title: expect.stringContaining('Solved'), replies: [] }]);
  });

  test('gets no new card when its own was deleted, until it wakes', async ({ databaseUrl }) => {
    await using salon = await aToldIssue(databaseUrl);
    await ask(salon, 'snooze 1 2h');
    await salon.tell();
    salon.slack.deleteMessage(salon.channelId, salon.cards()[0]?.ts ?? '');
    await ask(salon, 'snooze 1 3h');
    await salon.tell();
    const during = salon.cards();

    salon.clock.pass(3 * HOUR);
    await salon.watch();

    expect(during).toEqual([]);
    expect(salon.cards()).toMatchObject([{ title: expect.stringContaining('Cal.com Sync Issue #1') }]);
  });

  test('is woken by "off", and its turns are told again', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon, TOMORROW + 5 * DAY);
    await salon.tell();
    await ask(salon, 'snooze 1 3d');
    await salon.tell();

    await ask(salon, 'snooze 1 off');
    salon.clock.pass(2 * HOUR);
    salon.calcom.world.restore(uid);
    await salon.verify();
    await salon.tell();

    expect(salon.cards()).toMatchObject([{ replies: [expect.stringContaining('Solved')] }]);
    expect((await auditOf(salon)).map(({ detail }) => detail)).toEqual([
      expect.stringContaining('until'),
      'off',
    ]);
  });

  test('is not reminded of right after it woke', async ({ databaseUrl }) => {
    await using salon = await aToldIssue(databaseUrl);
    await ask(salon, 'snooze 1 2026-10-09T08:30');
    salon.clock.at = TOMORROW - 90 * MINUTE;

    for (let look = 0; look < 3; look++) {
      await salon.watch();
      salon.clock.pass(10 * MINUTE);
    }

    expect(salon.cards()).toMatchObject([{ replies: [expect.stringContaining('The snooze is over')] }]);
  });
});

describe('"snooze" that cannot be', () => {
  test.for([
    ['snooze 1 soon', 'snooze: "soon" is no time. Say 2h, 1d, tomorrow, 2026-11-30'],
    ['snooze 1 2026-11-31', '"2026-11-31" is no time'],
    ['snooze 1 2025-01-01', '"2025-01-01" is over already'],
    ['snooze 1 999d', '"999d" is more than a year ahead'],
    ['snooze 1', 'UNTIL is missing'],
    ['snooze 7 2h', '7 has no open issue'],
    ['snooze 1 off', '1 is not snoozed'],
    ['snooze one 2h', 'neither an issue'],
  ] as const)('%s is refused: %s', async ([words, why], { databaseUrl }) => {
    await using salon = await aToldIssue(databaseUrl);

    const answer = await ask(salon, words);

    expect(answer).toMatchObject({ title: 'Not done' });
    expect(JSON.stringify(answer.sections)).toContain(JSON.stringify(why).slice(1, -1));
    expect(await auditOf(salon)).toEqual([]);
  });

  test('is refused to who is no admin', async ({ databaseUrl }) => {
    await using salon = await aToldIssue(databaseUrl);

    const answer = await ask(salon, 'snooze 1 2h', guest);

    expect(JSON.stringify(answer)).toContain('Only calsync’s admins');
    expect(await auditOf(salon)).toMatchObject([
      { action: 'refused', detail: expect.stringContaining('snooze') },
    ]);
  });
});

/** Appointment 1 without its booking, told a day before it starts. */
async function aToldIssue(databaseUrl: string): Promise<ReadingSalon> {
  const salon = await openReadingSalon(databaseUrl);
  await aPairWithoutItsBooking(salon);
  await salon.tell();
  return salon;
}

function auditOf({ sql }: ReadingSalon) {
  return sql<{ detail: string }>(
    'select action, actor, actor_name as name, side, detail from calsync.audit order by id',
  );
}
