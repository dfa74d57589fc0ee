/** What nobody has touched is reminded of once before it starts, and what begins shows what can still be done. */
import { describe, expect } from 'vitest';
import { watchStore } from '../../src/store/watch-store.ts';
import { test } from '../support/database.ts';
import {
  aPairWhoseBookingMoved,
  aPairWithoutItsBooking,
  MINUTE,
  TOMORROW,
} from '../support/issue-stories.ts';
import { ask, work } from '../support/repairs.ts';
import { HOUR, MORNING } from '../support/salon.ts';
import { openReadingSalon, type ReadingSalon } from '../support/reading-salon.ts';

const REMINDER = /Starts in 3 hours and still differs/;

describe('an Issue that was announced the day before', () => {
  test('is reminded of once, three hours before it starts', async ({ databaseUrl }) => {
    await using salon = await anAnnouncedIssue(databaseUrl);

    salon.clock.at = TOMORROW - 3 * HOUR - MINUTE;
    await salon.watch();
    const before = repliesOf(salon);
    salon.clock.at = TOMORROW - 3 * HOUR;
    for (let look = 0; look < 5; look++) {
      await salon.watch();
      salon.clock.pass(20 * MINUTE);
    }

    expect(before).toEqual([]);
    expect(repliesOf(salon)).toEqual([expect.stringMatching(REMINDER)]);
  });

  test('is reminded of once also by two replicas that look at the same moment', async ({ databaseUrl }) => {
    await using salon = await anAnnouncedIssue(databaseUrl);
    salon.clock.at = TOMORROW - 2 * HOUR;
    const { database, surfaces } = salon.app;
    const now = salon.clock.now();

    await Promise.all([1, 2, 3, 4].map(() => watchStore(database, surfaces).look(now - MINUTE, now)));
    await salon.tell();

    expect(repliesOf(salon)).toEqual([expect.stringContaining('Starts in 2 hours and still differs')]);
  });

  test.for<[string, (salon: ReadingSalon) => Promise<unknown>]>([
    ['claimed', ({ sql }) => sql(`update calsync.issue set claimed_by = 'U1', claimed_name = 'Ada'`)],
    ['acted on', retry],
    ['snoozed', (salon) => ask(salon, 'snooze 1 2026-11-30')],
    ['accepted', accept],
  ])('and was %s is not reminded of', async ([, touch], { databaseUrl }) => {
    await using salon = await anAnnouncedIssue(databaseUrl);
    await touch(salon);

    salon.clock.at = TOMORROW - 2 * HOUR;
    await salon.watch();

    expect(repliesOf(salon).filter((reply) => reply.includes('Starts in'))).toEqual([]);
  });

  test('is not reminded of any more when Slack was away until it had begun', async ({ databaseUrl }) => {
    await using salon = await anAnnouncedIssue(databaseUrl);
    salon.clock.at = TOMORROW - 3 * HOUR;
    const { database, surfaces } = salon.app;
    await watchStore(database, surfaces).look(0, salon.clock.now());

    salon.clock.at = TOMORROW + MINUTE;
    await salon.tell();

    expect(repliesOf(salon)).toEqual([]);
    expect(await salon.untold()).toEqual(['reply_reminder: suppressed, it is not true any more']);
  });

  test('shows no button that comes too late once it has begun', async ({ databaseUrl }) => {
    await using salon = await anAnnouncedIssue(databaseUrl);
    salon.clock.at = TOMORROW - HOUR;
    await salon.watch();
    const before = salon.cards()[0]?.buttons;

    salon.clock.at = TOMORROW + MINUTE;
    await salon.watch();
    await salon.watch();

    expect(before).toContain('Create in Cal.com');
    expect(salon.cards()[0]?.buttons).not.toContain('Create in Cal.com');
    expect(salon.cards()[0]?.buttons).not.toContain('Cancel Appointment');
    expect(salon.cards()[0]?.buttons).toContain('Mark as Resolved');
    expect(await salon.sql(`select id from calsync.notification where reason = 'begins'`)).toHaveLength(1);
  });

  test('shows it also when it is the booking that begins first', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    const uid = await aPairWhoseBookingMoved(salon);
    salon.calcom.world.update(uid, { start: TOMORROW - 4 * HOUR });
    await salon.verify();
    await salon.tell();

    salon.clock.at = TOMORROW - 4 * HOUR;
    await salon.watch();

    expect(salon.cards()[0]?.buttons).not.toContain('Cancel Appointment');
  });

  test('is redrawn by a daemon that starts after it has begun', async ({ databaseUrl }) => {
    await using salon = await anAnnouncedIssue(databaseUrl);
    salon.clock.at = TOMORROW + 5 * HOUR;

    await watchStore(salon.app.database, salon.app.surfaces).look(MORNING - 24 * HOUR, salon.clock.now());
    await salon.tell();

    expect(salon.cards()[0]?.buttons).not.toContain('Create in Cal.com');
  });
});

test('what is announced less than three hours before it starts is not reminded of', async ({
  databaseUrl,
}) => {
  await using salon = await openReadingSalon(databaseUrl);
  await aPairWithoutItsBooking(salon, MORNING + 2 * HOUR);
  await salon.tell();

  for (let look = 0; look < 5; look++) {
    await salon.watch();
    salon.clock.pass(15 * MINUTE);
  }

  expect(salon.cards()).toHaveLength(1);
  expect(repliesOf(salon)).toEqual([]);
});

/** Appointment 1 without its booking, told a day before it starts. */
async function anAnnouncedIssue(databaseUrl: string): Promise<ReadingSalon> {
  const salon = await openReadingSalon(databaseUrl);
  await aPairWithoutItsBooking(salon);
  await salon.tell();
  return salon;
}

async function retry(salon: ReadingSalon): Promise<void> {
  await ask(salon, 'retry 1');
  await work(salon);
}

async function accept(salon: ReadingSalon): Promise<void> {
  await ask(salon, 'resolve 1');
  await work(salon);
}

function repliesOf(salon: ReadingSalon): string[] {
  return salon.cards().flatMap(({ replies }) => replies);
}
