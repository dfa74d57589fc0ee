import { describe, expect } from 'vitest';
import { test } from '../support/database.ts';
import { CHANGES, Countdown, fillSalon, told } from '../support/changes.ts';
import { HOUR, MORNING, openSalon } from '../support/salon.ts';

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const TOMORROW = MORNING + DAY;
/** Listings of a quiet Run: two pages of what lies ahead, the past, and what has changed; and one to spare. */
const LISTINGS = [1, 2, 3, 4, 5];

describe('a booking that is', () => {
  test.for(Object.entries(CHANGES))(
    '%s while it is being read leaves the Run right or honestly incomplete',
    async ([, change], { databaseUrl }) => {
      await using salon = await openSalon(databaseUrl);
      const uids = await fillSalon(salon);
      const outcomes: string[] = [];

      for (const at of LISTINGS) {
        const listing = new Countdown(at);
        let undo: (() => void) | undefined;
        salon.calcom.onRequest((_n, { path }) => {
          if (path === '/v2/bookings' && listing.isNow()) undo = change.happen(salon, uids);
        });
        const during = await salon.verify({ dryRun: true });
        listing.stop();
        const after = await salon.verify({ dryRun: true });
        undo?.();
        salon.clock.pass(HOUR);

        expect(during.result.problem === null).toBe(during.result.outcome === 'complete');
        expect(['', change.seen]).toContain(told(during));
        expect(told(after)).toBe(listing.hasStruck ? change.seen : '');
        outcomes.push(during.result.outcome);
      }

      expect(outcomes).toContain('complete');
    },
  );
});

describe('three hundred bookings at one start', () => {
  test('are all read, though Cal.com lists equal starts in any order', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fillSalon(salon, { apart: 0 });
    salon.calcom.world.remove(uids[150] ?? '');

    const report = await salon.verify();

    expect(report.result).toMatchObject({ outcome: 'complete', problem: null, bookingsRead: 299 });
    expect(told(report)).toBe('ORPHANED_LOCAL 150');
  });

  test('are all read among others before, after and in the past', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await fillSalon(salon, { apart: 0 });
    for (const start of [MORNING - DAY, TOMORROW - MINUTE, TOMORROW + MINUTE, TOMORROW + DAY]) {
      salon.calcom.world.book({ start, eventTypeId: 10, createdAt: MORNING - 3 * DAY });
    }

    const report = await salon.verify();

    expect(report.result).toMatchObject({ outcome: 'complete', bookingsRead: 304, counts: { synced: 300 } });
    expect(report.discrepancies.map(({ code }) => code)).toEqual(Array(4).fill('ORPHANED_CALCOM'));
  });

  test('that were all made at one instant are right or honestly incomplete', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await fillSalon(salon, { apart: 0, createdAt: () => MORNING - 2 * DAY });

    const report = await salon.verify();

    expect(['complete', 'incomplete']).toContain(report.result.outcome);
    expect(report.discrepancies).toEqual([]);
    expect(report.result.apiRequests).toBeLessThan(40);
  });
});
