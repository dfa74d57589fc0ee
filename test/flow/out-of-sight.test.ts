/** What becomes of Issues whose Pair leaves the window, or loses its row. */
import { describe, expect } from 'vitest';
import { test } from '../support/database.ts';
import {
  accept,
  anna,
  aPairWhoseBookingMoved,
  climb,
  DAY,
  historyOf,
  issues,
  pairOf,
  TOMORROW,
  verifyDue,
} from '../support/issue-stories.ts';
import { HOUR, MORNING, openSalon, type Salon } from '../support/salon.ts';

const FAR = MORNING + 150 * DAY;

describe('an accepted Issue', () => {
  test('is let go when both sides were moved beyond the window', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uid = await aPairWhoseBookingMoved(salon);
    await accept(salon);
    await moveRow(salon, FAR);
    salon.calcom.world.update(uid, { start: FAR });

    await salon.verify();

    expect(await issues(salon)).toMatchObject([{ state: 'resolved', outcome: 'accepted' }]);
  });

  test('stays while one side is still in the window', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await aPairWhoseBookingMoved(salon);
    await accept(salon);

    await moveRow(salon, FAR);
    await salon.verify();

    expect(await issues(salon)).toMatchObject([{ state: 'accepted' }]);
  });

  test('is let go when its visit has been over for a week', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await aPairWhoseBookingMoved(salon);
    await accept(salon);

    salon.clock.pass(9 * DAY);
    await salon.verify();

    expect(await issues(salon)).toMatchObject([{ state: 'resolved', outcome: 'accepted' }]);
  });
});

describe('an open Issue whose row was deleted', () => {
  test('is closed as passed when its booking is long over', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: MORNING - 20 * DAY, eventTypeId: 10, attendee: anna });
    await salon.enter({ id: '1', startsAt: TOMORROW, status: 'cancelled', bookingUid: uid, ...anna });
    await climb(salon);
    const before = await issues(salon);

    await salon.sql(`delete from calsync.appointment where id = '1'`);
    await salon.verify();
    await salon.verify();

    expect(before).toMatchObject([{ state: 'open', code: 'DATA_MISMATCH', fields: 'status' }]);
    expect(await issues(salon)).toMatchObject([{ state: 'resolved', outcome: 'passed' }]);
  });

  test('goes on as a booking without appointment when that is ahead of the window', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: FAR, eventTypeId: 10, attendee: anna });
    await salon.enter({ id: '1', startsAt: TOMORROW, status: 'cancelled', bookingUid: uid, ...anna });
    await climb(salon);

    await salon.sql(`delete from calsync.appointment where id = '1'`);
    await salon.verify();
    await climb(salon);

    expect(await issues(salon)).toMatchObject([
      { state: 'open', code: 'ORPHANED_CALCOM', appointment_id: null, booking_uid: uid },
    ]);
  });

  test('names only the booking, also while that cannot be judged', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    salon.calcom.world.update(uid, { status: 'waitlisted' });
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: uid, ...anna });
    await climb(salon);
    const before = await issues(salon);

    await salon.sql(`delete from calsync.appointment where id = '1'`);
    await salon.verify();

    expect(before).toMatchObject([{ code: 'VERIFICATION_ERROR', appointment_id: '1' }]);
    expect(await issues(salon)).toMatchObject([
      { state: 'open', code: 'VERIFICATION_ERROR', appointment_id: null, booking_uid: uid },
    ]);
  });
});

test('a cancelled row whose occurrence was moved is no agreement when looked at by itself', async ({
  databaseUrl,
}) => {
  await using salon = await openSalon(databaseUrl);
  const recurringBookingUid = 'series-of-anna';
  const { uid } = salon.calcom.world.book({
    start: TOMORROW,
    eventTypeId: 10,
    attendee: anna,
    recurringBookingUid,
  });
  await salon.enter({ id: '1', startsAt: TOMORROW, status: 'cancelled', bookingUid: uid, ...anna });
  await salon.verify();
  salon.calcom.world.reschedule(uid, TOMORROW + DAY + HOUR);
  // So long after, no list of recent changes shows where it went.
  salon.clock.pass(HOUR);

  await verifyDue(salon);

  expect(await historyOf(salon)).toEqual(['attempt 1', 'attempt 2']);
  expect(await pairOf(salon, '1')).toMatchObject({ status: 'verification_pending' });
});

test('a visit that both sides moved beyond the window still agrees when the window comes to it', async ({
  databaseUrl,
}) => {
  await using salon = await openSalon(databaseUrl);
  const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
  await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: uid, ...anna });
  await salon.verify();
  const next = salon.calcom.world.reschedule(uid, FAR);
  await moveRow(salon, FAR);
  await salon.sql(`update calsync.appointment set calcom_booking_uid = ? where id = '1'`, [next.uid]);
  salon.clock.pass(HOUR);
  await salon.verify();

  salon.clock.pass(100 * DAY);
  const report = await salon.verify();

  expect(report.discrepancies).toEqual([]);
  expect(await pairOf(salon, '1')).toMatchObject({ status: 'synced', bookingUid: next.uid });
});

async function moveRow(salon: Salon, startsAt: number): Promise<void> {
  await salon.sql(
    `update calsync.appointment set starts_at = to_timestamp(?::float8 / 1000), ends_at = to_timestamp(?::float8 / 1000) where id = '1'`,
    [startsAt, startsAt + HOUR / 2],
  );
}
