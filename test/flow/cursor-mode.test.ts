import { describe, expect } from 'vitest';
import type { ListMode } from '../../src/reconcile/booking-source.ts';
import type { Slice } from '../../src/reconcile/listing.ts';
import { readSpan } from '../../src/reconcile/read-span.ts';
import { verifyChanges } from '../../src/reconcile/verify-changes.ts';
import { CHANGES, Countdown, fillSalon, told, TOMORROW } from '../support/changes.ts';
import { test } from '../support/database.ts';
import { expectTruth } from '../support/known-truth/expect-truth.ts';
import { buildWorld, buildWorldOf, CASES } from '../support/known-truth/known-world.ts';
import { SETTINGS } from '../support/known-truth/scene.ts';
import { memoryOf } from '../support/memory.ts';
import { HOUR, MORNING, openSalon, type Salon } from '../support/salon.ts';

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const CURSOR_MODE = { CALCOM_LIST_MODE: 'cursor' };
const NEVER = new AbortController().signal;

describe('a world whose truth is known, read by cursor,', () => {
  test('of 700 Pairs is found as it is, and again at once', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl, { ...SETTINGS, ...CURSOR_MODE });
    const world = await buildWorld(salon, 1, 700);

    const first = await salon.verify();
    const before = await memoryOf(salon);
    const second = await salon.verify();

    expectTruth(first, world);
    expectTruth(second, world);
    expect(await memoryOf(salon)).toEqual(before);
    expect(versionsOf(listsOf(salon))).toEqual(['2026-05-01']);
  });

  test.for([100, 101, 102, 103, 104, 105])(
    'of 30 Pairs made from the seed %i is found as it is',
    async (seed, { databaseUrl }) => {
      await using salon = await openSalon(databaseUrl, { ...SETTINGS, ...CURSOR_MODE });
      const world = await buildWorld(salon, seed, 30);

      expectTruth(await salon.verify(), world);
      expectTruth(await salon.verify(), world);
    },
  );

  test.for(Object.entries(CASES))(
    'of nothing but %s is found as it is',
    async ([, cases], { databaseUrl }) => {
      await using salon = await openSalon(databaseUrl, { ...SETTINGS, ...CURSOR_MODE });
      const world = await buildWorldOf(salon, cases, 4);

      expectTruth(await salon.verify(), world);
      expectTruth(await salon.verify(), world);
    },
  );
});

describe('a window of many pages', () => {
  test('costs a request for each hundred bookings and one for what changed', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl, CURSOR_MODE);
    await fillSalon(salon, { count: 950, apart: 2 * HOUR });
    const beyond = [MORNING - 8 * DAY, MORNING + 91 * DAY, MORNING + 400 * DAY];
    for (const start of beyond)
      salon.calcom.world.book({ start, eventTypeId: 10, createdAt: MORNING - 2 * DAY });

    const report = await salon.verify();

    expect(report.result).toMatchObject({ outcome: 'complete', bookingsRead: 950, apiRequests: 11 });
    expect(report.result.counts).toMatchObject({ synced: 950, orphaned_calcom: 0 });
  });

  test('comes in smaller pages after Cal.com has failed on a large one', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl, CURSOR_MODE);
    await fillSalon(salon);
    salon.calcom.faults.add({ skip: 1, fault: { kind: 'status', status: 500 } });

    const report = await salon.verify();

    expect(report.result).toMatchObject({ outcome: 'complete', bookingsRead: 300 });
    const sizes = listsOf(salon).map(({ query }) => query.get('limit'));
    expect(sizes).toEqual(['100', '100', '50', '50', '50', '50', '100']);
  });
});

describe('bookings of one start', () => {
  test('that fill several pages come together, and nothing twice', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl, CURSOR_MODE);
    const uids = await fillSalon(salon, { count: 350, apart: 0 });
    for (const start of [MORNING - DAY, TOMORROW - MINUTE, TOMORROW + MINUTE])
      salon.calcom.world.book({ start, eventTypeId: 10, createdAt: MORNING - 3 * DAY });
    salon.calcom.world.remove(uids[150] ?? '');

    const report = await salon.verify();
    const slices = await readAll(salon, { from: MORNING - 7 * DAY, to: MORNING + 90 * DAY });

    expect(report.result).toMatchObject({ outcome: 'complete', bookingsRead: 352, counts: { synced: 349 } });
    expect(report.discrepancies.map(({ code }) => code).toSorted()).toEqual([
      ...Array(3).fill('ORPHANED_CALCOM'),
      'ORPHANED_LOCAL',
    ]);
    expectAdjoining(slices);
    const crowds = slices.map(({ bookings }) => bookings.filter(({ startsAt }) => startsAt === TOMORROW));
    const uidsAtOnce = crowds.map((crowd) => new Set(crowd.map(({ uid }) => uid)).size);
    expect(uidsAtOnce.filter(Boolean)).toEqual([349]);
  });
});

describe('the edges of a span', () => {
  test.for<[string, number[]]>([
    ['nothing at all', []],
    ['one booking at its first instant', [0]],
    ['one booking at its last instant', [DAY - 1]],
    ['a page that ends with the span', Array.from({ length: 100 }, () => DAY - 1)],
    [
      'pages of bookings beyond it and one within',
      [0, ...Array.from({ length: 250 }, (_, at) => DAY + at * MINUTE)],
    ],
  ])('hold %s', async ([, starts], { databaseUrl }) => {
    await using salon = await openSalon(databaseUrl, CURSOR_MODE);
    const span = { from: TOMORROW, to: TOMORROW + DAY };
    for (const at of [-1, ...starts]) salon.calcom.world.book({ start: span.from + at, eventTypeId: 10 });

    const slices = await readAll(salon, span);

    expectAdjoining(slices);
    expect({ from: slices.at(-1)?.span.from, to: slices[0]?.span.to }).toEqual(span);
    const listed = slices.flatMap(({ bookings }) => bookings.map(({ startsAt }) => startsAt - span.from));
    expect(listed).toEqual(starts.filter((at) => at < DAY));
  });
});

describe('a booking that is', () => {
  /** Three pages, then what has changed; and one to spare. */
  const LISTS = [1, 2, 3, 4, 5];

  test.for(Object.entries(CHANGES))(
    '%s while the pages are read leaves the Run right or honestly incomplete',
    async ([, change], { databaseUrl }) => {
      await using salon = await openSalon(databaseUrl, CURSOR_MODE);
      const uids = await fillSalon(salon);
      const outcomes: string[] = [];

      for (const at of LISTS) {
        const list = new Countdown(at);
        let undo: (() => void) | undefined;
        salon.calcom.onRequest((_n, { path }) => {
          if (path === '/v2/bookings' && list.isNow()) undo = change.happen(salon, uids);
        });
        const during = await salon.verify({ dryRun: true });
        list.stop();
        const after = await salon.verify({ dryRun: true });
        undo?.();
        salon.clock.pass(HOUR);

        expect(during.result.problem === null).toBe(during.result.outcome === 'complete');
        expect(['', change.seen]).toContain(told(during));
        expect(told(after)).toBe(list.hasStruck ? change.seen : '');
        outcomes.push(during.result.outcome);
      }

      expect(outcomes).toEqual(LISTS.map(() => 'complete'));
    },
  );

  test.for(Object.entries(CHANGES).filter(([, { seen }]) => !seen.startsWith('ORPHANED_LOCAL')))(
    '%s after the pages were read is seen by the list of what changed',
    async ([, change], { databaseUrl }) => {
      await using salon = await openSalon(databaseUrl, CURSOR_MODE);
      const uids = await fillSalon(salon);
      const catchUp = new Countdown(1);
      salon.calcom.onRequest((_n, { query }) => {
        if (query.has('afterUpdatedAt') && catchUp.isNow()) change.happen(salon, uids);
      });

      const report = await salon.verify({ dryRun: true });

      expect(report.result.outcome).toBe('complete');
      expect(told(report)).toBe(change.seen);
    },
  );
});

describe('a short span', () => {
  const NEAR = 48 * HOUR;

  test('does not read the whole future', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl, CURSOR_MODE);
    await fillSalon(salon, { count: 1000, apart: HOUR });

    const report = await verifyNear(salon, NEAR);

    expect(report.result).toMatchObject({ outcome: 'complete', bookingsRead: 25, apiRequests: 3 });
    expect(report.result.counts).toMatchObject({ synced: 25 });
  });

  test('does not read the whole future for the neighbours of one start', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl, CURSOR_MODE);
    const uids = await fillSalon(salon, { count: 1000, apart: HOUR });
    salon.calcom.world.remove(uids[40] ?? '');
    const before = listsOf(salon).length;

    const report = await salon.verifyOnly({ appointmentIds: ['40'] });

    expect(told(report)).toBe('ORPHANED_LOCAL 40');
    expect(listsOf(salon).length - before).toBe(2);
  });

  test('is trusted though it lists no visit of several days, which is looked up by its uid', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl, CURSOR_MODE);
    for (let at = 0; at < 6; at++) {
      const [startsAt, endsAt] = [TOMORROW + at * HOUR, TOMORROW + 5 * DAY];
      const { uid } = salon.calcom.world.book({ start: startsAt, end: endsAt, eventTypeId: 10 });
      await salon.enter({ id: `${at}`, startsAt, endsAt, bookingUid: uid });
      salon.calcom.world.update(uid, { createdAt: MORNING - DAY, updatedAt: MORNING - DAY });
    }

    const report = await verifyNear(salon, NEAR);

    expect(report.result).toMatchObject({ outcome: 'complete', bookingsRead: 0, counts: { synced: 6 } });
  });
});

/** Unlike the whole window, a short one is not read to the end of the future. */
async function verifyNear(salon: Salon, soonMs: number) {
  await salon.verify();
  salon.calcom.requests.length = 0;
  return verifyChanges(salon.app.reconcile(), salon.app.policy, { soonMs, signal: NEVER });
}

async function readAll(salon: Salon, span: Slice['span']): Promise<Slice[]> {
  const listMode: ListMode = salon.app.policy.listMode;
  const question = { span, eventTypeIds: [10, 11], listMode };
  const slices: Slice[] = [];
  for await (const slice of readSpan(salon.app.calcom(), question, NEVER)) slices.push(slice);
  return slices;
}

function expectAdjoining(slices: readonly Slice[]): void {
  for (const [at, { span, bookings }] of slices.entries()) {
    expect(span.from).toBeLessThan(span.to);
    expect(span.to).toBe(slices[at - 1]?.span.from ?? span.to);
    for (const { startsAt } of bookings) expect(startsAt >= span.from && startsAt < span.to).toBe(true);
  }
}

function listsOf({ calcom }: Salon) {
  return calcom.requests.filter(({ path }) => path === '/v2/bookings');
}

function versionsOf(requests: ReturnType<typeof listsOf>): unknown[] {
  return [...new Set(requests.map(({ headers }) => headers['cal-api-version']))];
}
