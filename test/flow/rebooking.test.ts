/** A host asked the customer to choose a new time: the appointment is not reported before the customer had some time. */
import { describe, expect } from 'vitest';
import { webhookStore } from '../../src/store/webhook-store.ts';
import { test } from '../support/database.ts';
import { anna, historyOf, issues, MINUTE, pairOf, verifyDue } from '../support/issue-stories.ts';
import { HOUR, MORNING, openSalon, type Salon } from '../support/salon.ts';

const DAY = 24 * HOUR;

describe('a booking whose customer was asked to choose a new time', () => {
  test('is held for the rebook grace, and only then judged', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await askForAnotherTime(salon, 5 * DAY);

    const during = await salon.verify();
    const held = await pairOf(salon, '1');
    salon.clock.at = MORNING + DAY + MINUTE;
    const after = await verifyDue(salon);

    expect(during).toMatchObject({
      result: { outcome: 'complete', counts: { verification_pending: 1 } },
      discrepancies: [],
    });
    expect(held).toMatchObject({ status: 'verification_pending', issue: null });
    expect(held.ladder?.nextAttemptAt).toBe(MORNING + DAY);
    expect(after.discrepancies).toMatchObject([{ code: 'DATA_MISMATCH', fields: ['status'] }]);
    expect(await historyOf(salon)).toEqual(['held', 'attempt 1']);
  });

  test('is held no longer than until a day before its old start', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await askForAnotherTime(salon, DAY + 2 * HOUR);

    await salon.verify();
    const held = await pairOf(salon, '1');

    expect(held.ladder?.nextAttemptAt).toBe(MORNING + 2 * HOUR);
  });

  test('is reported at once when it was to start within a day', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await askForAnotherTime(salon, 20 * HOUR);

    const report = await salon.verify();

    expect(report.discrepancies).toMatchObject([{ code: 'DATA_MISMATCH', fields: ['status'] }]);
  });

  test('is in sync when the customer has chosen, and the appointment followed', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uid = await askForAnotherTime(salon, 5 * DAY);
    await salon.verify();
    salon.clock.pass(HOUR);
    const start = MORNING + 6 * DAY;
    const next = salon.calcom.world.book({ start, eventTypeId: 10, attendee: anna });
    salon.calcom.world.update(next.uid, { rescheduledFromUid: uid });
    await salon.sql(
      `update calsync.appointment set starts_at = to_timestamp(?), ends_at = to_timestamp(?), calcom_booking_uid = ?`,
      [start / 1000, (start + HOUR / 2) / 1000, next.uid],
    );

    const report = await salon.verify();

    expect(report).toMatchObject({ result: { counts: { synced: 1 } }, discrepancies: [] });
    expect(await issues(salon)).toEqual([]);
  });

  test('is not held without a webhook that said so', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await askForAnotherTime(salon, 5 * DAY, { webhook: false });

    const report = await salon.verify();

    expect(report.discrepancies).toMatchObject([{ code: 'DATA_MISMATCH', fields: ['status'] }]);
  });
});

/** Appointment 1, whose host asked for another time at Cal.com; answers the booking's uid. */
async function askForAnotherTime(salon: Salon, ahead: number, { webhook = true } = {}): Promise<string> {
  const start = MORNING + ahead;
  const { uid } = salon.calcom.world.book({ start, eventTypeId: 10, attendee: anna });
  await salon.enter({ id: '1', startsAt: start, bookingUid: uid, ...anna });
  salon.calcom.world.requestReschedule(uid);
  if (webhook)
    await webhookStore(salon.sql).record({
      digest: uid,
      receivedAt: MORNING,
      trigger: 'BOOKING_CANCELLED',
      bookingUid: uid,
      requestReschedule: true,
    });
  return uid;
}
