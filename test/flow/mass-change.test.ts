/** The stop: when too much would change at once, nothing is changed, one message says so, and a person decides. */
import { describe, expect } from 'vitest';
import { releaseStop } from '../../src/store/bulletin-store.ts';
import { verifyChanges } from '../../src/reconcile/verify-changes.ts';
import { bulletinsOf, countNotices } from '../support/bulletins.ts';
import { test } from '../support/database.ts';
import { memoryOf } from '../support/memory.ts';
import { HOUR, MORNING, openSalon, openSalonOn, type Salon } from '../support/salon.ts';

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const SIGNAL = new AbortController().signal;

describe('a full Run', () => {
  test('in which 30 of 100 turn bad is refused: nothing is changed, and one message says what it would have done', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fill(salon, 100);
    await salon.verify();
    const before = await memoryOf(salon);
    for (const uid of uids.slice(0, 30)) salon.calcom.world.cancel(uid);

    const report = await salon.verify();
    const again = await salon.verify();

    expect(report.result).toMatchObject({
      outcome: 'refused',
      problem:
        '30 of 100 appointments and bookings turned bad within an hour: more than 20, and more than 10 %.',
    });
    expect(report.discrepancies).toEqual([]);
    expect(again.result.outcome).toBe('refused');
    expect(await memoryOf(salon)).toEqual(before);
    expect(await bulletinsOf(salon)).toMatchObject([
      {
        kind: 'mass_change',
        state: 'open',
        title: 'Stopped: too much would change at once',
        buttons: ['look_again', 'release:30'],
      },
    ]);
    expect((await bulletinsOf(salon))[0]?.text).toContain('30 would be called Data Mismatch');
    expect(await countNotices(salon)).toEqual({ issues: 0, bulletins: 1 });
  });

  test('in which 20 of 100, or 30 of 1,000, turn bad is not refused', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fill(salon, 100);
    await salon.verify();
    for (const uid of uids.slice(0, 20)) salon.calcom.world.cancel(uid);
    expect((await salon.verify()).result.outcome).toBe('complete');

    await using large = await openSalon(databaseUrl);
    const many = await fill(large, 1000);
    await large.verify();
    for (const uid of many.slice(0, 30)) large.calcom.world.cancel(uid);
    expect((await large.verify()).result.outcome).toBe('complete');
  });

  test('is exempt when it is the first: old disagreements are no change', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fill(salon, 60);
    for (const uid of uids.slice(0, 40)) salon.calcom.world.cancel(uid);

    const first = await salon.verify();
    const next = salon.calcom.world.book({ start: MORNING + 3 * DAY, eventTypeId: 10 });
    const second = await salon.verify();

    expect(first.result).toMatchObject({ outcome: 'complete', exempt: true });
    expect(first.result.counts).toMatchObject({ data_mismatch: 40 });
    expect(second.result.outcome).toBe('complete');
    expect(second.discrepancies.map(({ bookingUid }) => bookingUid)).toContain(next.uid);
  });

  test('counts what turned bad within the hour before it, however it was found', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fill(salon, 100);
    await salon.verify();
    for (const uid of uids.slice(0, 15)) salon.calcom.world.cancel(uid);
    await salon.verifyOnly({ bookingUids: uids.slice(0, 15) });
    for (const uid of uids.slice(15, 25)) salon.calcom.world.cancel(uid);
    salon.clock.pass(15 * MINUTE);

    const near = await verifyChanges(salon.app.reconcile(), salon.app.policy, {
      signal: SIGNAL,
      soonMs: 48 * HOUR,
    });
    salon.clock.pass(2 * HOUR);
    const later = await salon.verify();

    expect(near.result).toMatchObject({ outcome: 'refused', problem: expect.stringContaining('25 of 100') });
    expect(later.result.outcome).toBe('complete');
    expect(await bulletinsOf(salon)).toMatchObject([
      { kind: 'mass_change', state: 'ended', title: 'The stop is over' },
    ]);
  });

  test('of a single webhook is refused as well when it is one too many', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fill(salon, 100);
    await salon.verify();
    for (const uid of uids.slice(0, 21)) salon.calcom.world.cancel(uid);
    const outcomes: string[] = [];

    for (const uid of uids.slice(0, 21))
      outcomes.push((await salon.verifyOnly({ bookingUids: [uid] })).result.outcome);

    expect(outcomes).toEqual([...Array.from({ length: 20 }, () => 'complete'), 'refused']);
  });
});

describe('a side that', () => {
  const EMPTIED: [string, (salon: Salon) => Promise<unknown>, string][] = [
    [
      'comes up empty in the database',
      (salon) => salon.sql('delete from calsync.appointment'),
      'The appointments in the database came up empty: at the last complete check there were 40.',
    ],
    [
      'falls by half in the database',
      (salon) => salon.sql(`delete from calsync.appointment where id::integer % 2 = 0`),
      'The appointments in the database fell to 20: at the last complete check there were 40.',
    ],
    [
      'comes up empty at Cal.com',
      async ({ calcom: { world } }) => world.all().forEach(({ uid }) => world.remove(uid)),
      'The bookings at Cal.com came up empty: at the last complete check there were 40.',
    ],
    [
      'falls by half at Cal.com',
      async ({ calcom: { world } }) =>
        world.all().forEach(({ uid }, at) => at % 2 === 0 && world.remove(uid)),
      'The bookings at Cal.com fell to 20: at the last complete check there were 40.',
    ],
  ];

  test.for(EMPTIED)(
    '%s makes the Run refused, before each Pair is looked up',
    async ([, happen, problem], { databaseUrl }) => {
      await using salon = await openSalon(databaseUrl, { CALSYNC_MASS_CHANGE: '1000,100%' });
      await fill(salon, 40);
      await salon.verify();
      const before = await memoryOf(salon);
      await happen(salon);

      const report = await salon.verify();

      expect(report.result).toMatchObject({ outcome: 'refused', problem });
      expect(report.result.apiRequests).toBeLessThan(30);
      expect(await memoryOf(salon)).toEqual(before);
    },
  );

  test('falls together with the other side is no reason to stop', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await fill(salon, 40);
    await salon.verify();
    await salon.sql(`delete from calsync.appointment where id::integer % 2 = 0`);
    const { world } = salon.calcom;
    world.all().forEach(({ uid }, at) => at % 2 === 0 && world.remove(uid));

    const report = await salon.verify();

    expect(report.result).toMatchObject({ outcome: 'complete', counts: { synced: 20 } });
  });

  test('holds one appointment, and loses it, is no landslide', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const [only = ''] = await fill(salon, 1);
    await salon.verify();
    salon.calcom.world.remove(only);

    const report = await salon.verify();

    expect(report.result).toMatchObject({ outcome: 'complete', counts: { orphaned_local: 1 } });
  });

  test('is compared with Runs of the same scope only', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl, { CALCOM_EVENT_TYPE_IDS: '10' });
    await fill(salon, 40);
    await salon.verify();

    await using other = await openSalonOn(databaseUrl, salon, { CALCOM_EVENT_TYPE_IDS: '11' });
    await fill(other, 4);

    const report = await other.verify();

    expect(await other.sql('select exempt from calsync.run order by id')).toHaveLength(2);
    expect(report.result).toMatchObject({ outcome: 'complete', exempt: true });
  });
});

describe('a stop', () => {
  test('is released for as many changes as it shows, by a fresh Run', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fill(salon, 100);
    await salon.verify();
    for (const uid of uids.slice(0, 30)) salon.calcom.world.cancel(uid);
    await salon.verify();

    const released = await release(salon, 30);
    const shown = (await bulletinsOf(salon))[0];
    const report = await salon.verify();
    const next = await verifyChanges(salon.app.reconcile(), salon.app.policy, {
      signal: SIGNAL,
      doubts: true,
    });

    expect(released).toEqual({ kind: 'released', changes: 30 });
    expect(shown).toMatchObject({ buttons: [], text: expect.stringContaining('Released by Ada on Slack') });
    expect(report.result).toMatchObject({ outcome: 'complete', exempt: true, counts: { data_mismatch: 30 } });
    expect(next.result.outcome).toBe('complete');
    expect(await bulletinsOf(salon)).toMatchObject([{ state: 'ended' }]);
  });

  test('is not released for more than it showed', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fill(salon, 100);
    await salon.verify();
    for (const uid of uids.slice(0, 30)) salon.calcom.world.cancel(uid);
    await salon.verify();
    await release(salon, 30);
    salon.calcom.world.cancel(uids[30] ?? '');

    const report = await salon.verify();

    expect(report.result).toMatchObject({
      outcome: 'refused',
      problem: 'By now 31 changes would be made, and 30 were released.',
    });
    expect((await bulletinsOf(salon))[0]).toMatchObject({
      state: 'open',
      buttons: ['look_again', 'release:31'],
    });
  });

  test('that is released lets a full Run through, and no smaller one before it', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fill(salon, 100);
    await salon.verify();
    for (const uid of uids.slice(0, 30)) salon.calcom.world.cancel(uid);
    await salon.verify();
    await release(salon, 30);

    const smaller = await verifyChanges(salon.app.reconcile(), salon.app.policy, { signal: SIGNAL });

    expect(smaller.result).toMatchObject({
      outcome: 'refused',
      problem: expect.stringContaining('30 of 100'),
    });
  });

  test('that is released is let through although a smaller Run was stopped meanwhile', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fill(salon, 100);
    await salon.verify();
    for (const uid of uids.slice(0, 30)) salon.calcom.world.cancel(uid);
    await salon.verify();
    await release(salon, 30);
    await verifyChanges(salon.app.reconcile(), salon.app.policy, { signal: SIGNAL });
    const shown = (await bulletinsOf(salon))[0];

    const report = await salon.verify();

    expect(shown).toMatchObject({ buttons: [], text: expect.stringContaining('Released by Ada on Slack') });
    expect(report.result).toMatchObject({ outcome: 'complete', counts: { data_mismatch: 30 } });
  });

  test('is not released by a button that showed another number, nor when nothing is stopped', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fill(salon, 100);
    await salon.verify();
    const nothing = await release(salon, null);
    for (const uid of uids.slice(0, 30)) salon.calcom.world.cancel(uid);
    await salon.verify();

    expect(nothing).toEqual({ kind: 'nothing' });
    expect(await release(salon, 29)).toEqual({ kind: 'changed' });
    expect(await release(salon, null)).toEqual({ kind: 'released', changes: 30 });
  });

  test('is over by itself when the world is as it was', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fill(salon, 100);
    await salon.verify();
    for (const uid of uids.slice(0, 30)) salon.calcom.world.cancel(uid);
    await salon.verify();
    for (const uid of uids.slice(0, 30)) salon.calcom.world.restore(uid);

    const report = await salon.verify();

    expect(report.result).toMatchObject({ outcome: 'complete', counts: { synced: 100 } });
    expect(await bulletinsOf(salon)).toMatchObject([{ state: 'ended', title: 'The stop is over' }]);
  });
});

function release({ app, clock }: Salon, changes: number | null) {
  const by = { id: 'U1', name: 'Ada', surface: 'slack' };
  return releaseStop(app.database, { by, changes, surfaces: app.surfaces, at: clock.now() });
}

/** Appointments that agree with their bookings, from tomorrow on; answers the bookings' uids. */
async function fill(salon: Salon, count: number): Promise<string[]> {
  const starts = Array.from({ length: count }, (_, at) => MORNING + DAY + at * HOUR);
  const bookings = starts.map((start, at) =>
    salon.calcom.world.book({
      start,
      eventTypeId: 10,
      attendee: { email: `p${at}@example.com` },
      createdAt: MORNING - DAY,
      updatedAt: MORNING - DAY,
    }),
  );
  await salon.enter(
    ...bookings.map(({ uid }, at) => ({ id: String(at), startsAt: starts[at] ?? 0, bookingUid: uid })),
  );
  return bookings.map(({ uid }) => uid);
}
