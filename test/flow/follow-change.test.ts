/** Runs between the full ones: their cost follows what changed, and they see what a full Run would see. */
import { describe, expect } from 'vitest';
import { verifyChanges, type ChangeRequest } from '../../src/reconcile/verify-changes.ts';
import { test } from '../support/database.ts';
import { historyOf } from '../support/issue-stories.ts';
import { HOUR, MORNING, openSalon, openSalonOn, type Salon } from '../support/salon.ts';

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const SIGNAL = new AbortController().signal;
const LONG_AGO = MORNING - 3 * DAY;

/** What happens to visit 7 on one side or both, and what a Run then says of it. */
const CHANGES: [string, (salon: Salon, uid: string) => Promise<unknown> | void, string[]][] = [
  ['a booking that was cancelled', ({ calcom }, uid) => void calcom.world.cancel(uid), ['DATA_MISMATCH 7']],
  [
    'a booking that was moved',
    ({ calcom }, uid) => void calcom.world.reschedule(uid, startOf(7) + HOUR),
    ['DATA_MISMATCH 7'],
  ],
  [
    'a booking that was moved far away',
    ({ calcom }, uid) => void calcom.world.reschedule(uid, startOf(7) + 300 * DAY),
    ['DATA_MISMATCH 7'],
  ],
  [
    'a booking that was made',
    ({ calcom }) => void calcom.world.book({ start: startOf(7), eventTypeId: 10, uid: 'new' }),
    ['ORPHANED_CALCOM new'],
  ],
  [
    'a row that was edited',
    ({ sql }) =>
      sql(`update calsync.appointment set starts_at = starts_at + interval '1 hour' where id = '7'`),
    ['DATA_MISMATCH 7'],
  ],
  [
    'a row that was cancelled',
    ({ sql }) => sql(`update calsync.appointment set status = 'cancelled' where id = '7'`),
    ['DATA_MISMATCH 7'],
  ],
  [
    'a row that was deleted',
    ({ sql }) => sql(`delete from calsync.appointment where id = '7'`),
    ['ORPHANED_CALCOM 7'],
  ],
  [
    'a row that was entered',
    (salon) => salon.enter({ id: 'new', startsAt: startOf(7), email: 'new@example.com' }),
    ['ORPHANED_LOCAL new'],
  ],
  [
    'a row that lost its uid, which its booking still fits',
    ({ sql }) => sql(`update calsync.appointment set calcom_booking_uid = null where id = '7'`),
    ['ORPHANED_LOCAL 7'],
  ],
  [
    'a row that was moved out of the window',
    ({ sql }) =>
      sql(`update calsync.appointment set starts_at = starts_at + interval '300 days' where id = '7'`),
    ['DATA_MISMATCH 7'],
  ],
  [
    'a visit that was moved on both sides',
    async ({ calcom, sql }, uid) => {
      const { uid: next } = calcom.world.reschedule(uid, startOf(7) + HOUR);
      await sql(
        `update calsync.appointment set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour',
           calcom_booking_uid = ? where id = '7'`,
        [next],
      );
    },
    [],
  ],
];

describe.for<[string, Omit<ChangeRequest, 'signal'>]>([
  ['pending cycle', { doubts: true }],
  ['cycle of what is near', { soonMs: 48 * HOUR }],
])('a %s', ([, request]) => {
  test.for(CHANGES)('sees %s, as a full Run does', async ([, happen, seen], { databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fill(salon, 30);
    await salon.verify();
    salon.clock.pass(HOUR);
    await happen(salon, uids[7] ?? '');

    const report = await verifyChanges(salon.app.reconcile(), salon.app.policy, {
      ...request,
      signal: SIGNAL,
    });
    const full = await salon.verify({ dryRun: true });

    expect(report.result.outcome).toBe('complete');
    expect(told(report, uids)).toEqual(seen);
    expect(told(full, uids)).toEqual(seen);
  });

  test('sees each change once: the next one has nothing to do', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fill(salon, 30);
    await salon.verify();
    salon.clock.pass(HOUR);
    salon.calcom.world.cancel(uids[7] ?? '');
    await salon.enter({ id: 'new', startsAt: startOf(9) });
    salon.clock.pass(15 * MINUTE);
    await cycle(salon, request);
    salon.clock.pass(HOUR);

    const next = await cycle(salon, { ...request, doubts: false });

    expect(next.discrepancies).toEqual([]);
    expect(next.result.apiRequests).toBeLessThanOrEqual(3);
  });
});

test('a cycle of what is near counts the attempt of a row that was moved there', async ({ databaseUrl }) => {
  await using salon = await openSalon(databaseUrl);
  await fill(salon, 30);
  await salon.verify();
  salon.clock.pass(HOUR);
  await salon.sql(
    `update calsync.appointment set starts_at = starts_at - interval '2 days', ends_at = ends_at - interval '2 days' where id = '7'`,
  );

  await cycle(salon, { soonMs: 48 * HOUR });

  expect(await historyOf(salon)).toEqual(['attempt 1']);
});

describe('a pending cycle', () => {
  test('with nothing changed costs one request and writes nothing but itself', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await fill(salon, 600);
    await salon.verify();
    salon.clock.pass(HOUR);
    const before = await salon.sql('select * from calsync.pair order by id');

    const report = await cycle(salon, { doubts: true });

    expect(report.result).toMatchObject({ outcome: 'complete', apiRequests: 1 });
    expect(await salon.sql('select * from calsync.pair order by id')).toEqual(before);
  });

  test('looks again at what is in doubt: an open Issue that was put right is closed', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fill(salon, 30);
    salon.calcom.world.update(uids[7] ?? '', { start: startOf(7) + HOUR, updatedAt: LONG_AGO });
    for (const wait of [MINUTE, 5 * MINUTE, HOUR]) {
      await salon.verify();
      salon.clock.pass(wait);
    }
    // Put right in a way that leaves no trace of a change.
    salon.calcom.world.update(uids[7] ?? '', { start: startOf(7), updatedAt: LONG_AGO });

    const near = await cycle(salon, { soonMs: HOUR });
    const open = await salon.sql(`select state from calsync.issue`);
    await cycle(salon, { doubts: true });

    expect(near.discrepancies).toEqual([]);
    expect(open).toEqual([{ state: 'open' }]);
    expect(await salon.sql(`select state, outcome from calsync.issue`)).toEqual([
      { state: 'resolved', outcome: 'agreed' },
    ]);
  });

  test('reads many new rows by page, where that is cheaper than one by one', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await fill(salon, 100);
    await salon.verify();
    salon.clock.pass(HOUR);
    await fill(salon, 80, 200);

    const report = await cycle(salon, { doubts: true });

    expect(report.result).toMatchObject({ outcome: 'complete', counts: { synced: 180 } });
    expect(report.result.apiRequests).toBeLessThan(8);
  });

  test('reads everything when there is no complete Run to follow up', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await fill(salon, 30);

    const report = await cycle(salon, { doubts: true });

    expect(report.result).toMatchObject({ outcome: 'complete', counts: { synced: 30 } });
  });
});

describe('the watermark', () => {
  test('stays where it was while Runs are not complete: nothing that changed meanwhile is lost', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fill(salon, 30);
    await salon.verify();
    salon.clock.pass(HOUR);
    salon.calcom.world.cancel(uids[7] ?? '');
    salon.clock.pass(HOUR);
    const outage = salon.calcom.faults.add({ times: Infinity, fault: { kind: 'status', status: 500 } });
    const during = await cycle(salon, { doubts: true });
    outage.remove();
    salon.clock.pass(HOUR);

    const after = await cycle(salon, { doubts: true });

    expect(during.result.outcome).toBe('incomplete');
    expect(told(after, uids)).toEqual(['DATA_MISMATCH 7']);
  });

  test('stays where it was after a check of single bookings: it has looked at nothing else', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fill(salon, 30);
    await salon.verify();
    salon.clock.pass(HOUR);
    salon.calcom.world.cancel(uids[7] ?? '');
    salon.clock.pass(HOUR);
    const single = await salon.verifyOnly({ bookingUids: [uids[3] ?? ''] });
    salon.clock.pass(HOUR);

    const after = await cycle(salon, { doubts: true });

    expect(single.result.outcome).toBe('complete');
    expect(told(after, uids)).toEqual(['DATA_MISMATCH 7']);
  });

  test('is followed from a little before it: what is dated early and shown late is not lost', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fill(salon, 30);
    await salon.verify();
    salon.calcom.world.update(uids[7] ?? '', { status: 'cancelled', updatedAt: MORNING - 5 * MINUTE });
    salon.clock.pass(HOUR);

    const report = await cycle(salon, { doubts: true });

    expect(told(report, uids)).toEqual(['DATA_MISMATCH 7']);
  });

  test('of another scope is not followed up: what is new in scope is read from the beginning', async ({
    databaseUrl,
  }) => {
    await using narrow = await openSalon(databaseUrl, { CALCOM_EVENT_TYPE_IDS: '11' });
    await narrow.verify();
    await using wide = await openSalonOn(databaseUrl, narrow);
    wide.calcom.world.book({ start: startOf(3), eventTypeId: 10, uid: 'old', updatedAt: LONG_AGO });

    const report = await cycle(wide, { doubts: true });

    expect(report.discrepancies).toMatchObject([{ code: 'ORPHANED_CALCOM', bookingUid: 'old' }]);
  });
});

function cycle({ app }: Salon, request: Omit<ChangeRequest, 'signal'>) {
  return verifyChanges(app.reconcile(), app.policy, { ...request, signal: SIGNAL });
}

function startOf(at: number): number {
  return MORNING + 3 * DAY + at * HOUR;
}

/** Visits that agree, `from` the n-th on; answers the bookings' uids. */
async function fill(salon: Salon, count: number, from = 0): Promise<string[]> {
  const all = Array.from({ length: count }, (_, at) => from + at);
  const bookings = all.map((at) =>
    salon.calcom.world.book({
      start: startOf(at),
      eventTypeId: 10,
      attendee: { email: `p${at}@example.com` },
      createdAt: LONG_AGO,
      updatedAt: LONG_AGO,
    }),
  );
  await salon.enter(
    ...bookings.map(({ uid }, at) => {
      const id = from + at;
      return { id: `${id}`, startsAt: startOf(id), bookingUid: uid, email: `p${id}@example.com` };
    }),
  );
  return bookings.map(({ uid }) => uid);
}

function told({ discrepancies }: { discrepancies: readonly Told[] }, uids: readonly string[]): string[] {
  return discrepancies.map(({ code, appointmentId, bookingUid }) => {
    const visit = uids.indexOf(bookingUid ?? '');
    return `${code} ${appointmentId ?? (visit === -1 ? bookingUid : visit)}`;
  });
}

interface Told {
  readonly code: string;
  readonly appointmentId: string | null;
  readonly bookingUid: string | null;
}
