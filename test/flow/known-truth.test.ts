import { describe, expect } from 'vitest';
import type { Sql } from '../../src/store/sql.ts';
import { test } from '../support/database.ts';
import { newRowAndOldRowCancelled, staleUidInSync } from '../support/known-truth/chains.ts';
import { expectSame, expectTruth } from '../support/known-truth/expect-truth.ts';
import { buildWorld, buildWorldOf, CASES } from '../support/known-truth/known-world.ts';
import { DAY, MINUTE, SETTINGS } from '../support/known-truth/scene.ts';
import { rowsCarryTheSeries } from '../support/known-truth/series.ts';
import type { Expected } from '../support/known-truth/truth.ts';
import { MORNING, openSalon } from '../support/salon.ts';

describe('a world whose truth is known', () => {
  test('of 2,000 Pairs is found as it is, again at once, and in the Issues', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl, SETTINGS);
    const world = await buildWorld(salon, 1, 2000);

    const first = await salon.verify();
    const before = await readTables(salon.sql);
    const requestsBefore = salon.calcom.requests.length;
    const second = await salon.verify();
    const requests = salon.calcom.requests.length - requestsBefore;
    const after = await readTables(salon.sql);
    for (const pause of [MINUTE, 5 * MINUTE]) {
      salon.clock.pass(pause);
      await salon.verify();
    }
    const issues = await openIssues(salon.sql);

    expectTruth(first, world);
    expectTruth(second, world);
    expect(after).toEqual(before);
    expectSame(issues, world.discrepancies, world);
    console.log(`A second Run over ${second.result.bookingsRead} Bookings made ${requests} requests`);
    expect(requests).toBeLessThan(second.result.bookingsRead / 250 + world.discrepancies.length + 20);
  });

  test.for(Array.from({ length: 20 }, (_, index) => 100 + index))(
    'of 30 Pairs made from the seed %i is found as it is',
    async (seed, { databaseUrl }) => {
      await using salon = await openSalon(databaseUrl, SETTINGS);
      const world = await buildWorld(salon, seed, 30);

      const first = await salon.verify();
      const second = await salon.verify();

      expectTruth(first, world);
      expectTruth(second, world);
    },
  );

  test.for(Object.entries(CASES))(
    'of nothing but %s is found as it is',
    async ([, cases], { databaseUrl }) => {
      await using salon = await openSalon(databaseUrl, SETTINGS);
      const world = await buildWorldOf(salon, cases, 4);

      const first = await salon.verify();
      const second = await salon.verify();

      expectTruth(first, world);
      expectTruth(second, world);
    },
  );
});

describe('a Run over reschedules', () => {
  test.for(
    [staleUidInSync, newRowAndOldRowCancelled, rowsCarryTheSeries].map((play) => ({ name: play.name, play })),
  )('asks for no single Booking where all agree: $name', async ({ play }, { databaseUrl }) => {
    await using salon = await openSalon(databaseUrl, SETTINGS);
    const world = await buildWorldOf(salon, [play], 150);
    await salon.verify();
    const requestsBefore = salon.calcom.requests.length;

    const report = await salon.verify();

    const requests = salon.calcom.requests.slice(requestsBefore);
    expectTruth(report, world);
    expect(requests.length).toBeGreaterThan(3);
    expect(requests.filter(({ path }) => path !== '/v2/bookings')).toEqual([]);
  });

  test('finds, also alone, where an occurrence went though Cal.com names only where it came from', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl, SETTINGS);
    const { world } = salon.calcom;
    const start = MORNING + DAY;
    const { uid } = world.book({ start, eventTypeId: 10, recurringBookingUid: 'series' });
    const moved = world.reschedule(uid, start + DAY);
    await salon.enter({ id: '1', startsAt: start, bookingUid: uid });

    const report = await salon.verifyOnly({ appointmentIds: ['1'] });

    expect(report.result.outcome).toBe('complete');
    expect(report.discrepancies).toMatchObject([
      { code: 'DATA_MISMATCH', bookingUid: moved.uid, fields: ['startsAt', 'endsAt'] },
    ]);
  });
});

describe('the window', () => {
  test('begins seven days ago to the millisecond and ends before the 90th day', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl, SETTINGS);
    const [from, to] = [MORNING - 7 * DAY, MORNING + 90 * DAY];
    const edges = [from - 1, from, to - 1, to];
    await salon.enter(...edges.map((startsAt, index) => ({ id: `row ${index}`, startsAt })));
    for (const [index, start] of edges.entries())
      salon.calcom.world.book({ start, eventTypeId: 10, uid: `booking ${index}` });

    const report = await salon.verify();

    expect(report.discrepancies.map((one) => `${one.appointmentId ?? one.bookingUid}`).toSorted()).toEqual([
      'booking 1',
      'booking 2',
      'row 1',
      'row 2',
    ]);
  });
});

/** Every table of ours with all it holds, save those that each Run writes. */
async function readTables(sql: Sql): Promise<Record<string, unknown>> {
  const tables = (await sql(
    `select relname as name from pg_class where relnamespace = 'calsync'::regnamespace and relkind = 'r'
       and relname not in ('run', 'request_budget', 'lease') order by 1`,
  )) as { name: string }[];
  const contents: Record<string, unknown> = {};
  for (const { name } of tables)
    contents[name] = await sql(`select * from calsync.${name} t order by t::text`);
  return contents;
}

interface IssueRow {
  readonly code: Expected['code'];
  readonly appointment_id: string | null;
  readonly booking_uid: string | null;
  readonly seat_uid: string | null;
  readonly candidate_uid: string | null;
  readonly fields: string;
}

async function openIssues(sql: Sql): Promise<Expected[]> {
  const rows = (await sql(`select * from calsync.issue where state = 'open'`)) as unknown as IssueRow[];
  return rows.map((row) => ({
    code: row.code,
    appointmentId: row.appointment_id,
    bookingUid: row.booking_uid,
    seatUid: row.seat_uid,
    candidateBookingUid: row.candidate_uid,
    fields: row.fields.split(/[ ,]+/).filter(Boolean) as Expected['fields'][number][],
  }));
}
