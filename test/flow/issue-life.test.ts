import { describe, expect } from 'vitest';
import { test } from '../support/database.ts';
import {
  accept,
  anna,
  aPairWhoseBookingMoved,
  aPairWithoutItsBooking,
  climb,
  DAY,
  historyOf,
  issues,
  pairOf,
  pairs,
  TOMORROW,
} from '../support/issue-stories.ts';
import { HOUR, MORNING, openSalon } from '../support/salon.ts';

describe('an open Issue', () => {
  test('closes as agreed when the booking comes back, once', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon);

    salon.calcom.world.restore(uid);
    await salon.verify();
    const closed = await issues(salon);
    await salon.verify();

    expect(closed).toMatchObject([{ state: 'resolved', outcome: 'agreed' }]);
    expect(closed[0]?.['resolved_at']).not.toBeNull();
    expect(await issues(salon)).toEqual(closed);
    expect(await pairOf(salon, '1')).toMatchObject({ status: 'synced' });
  });

  test('changes its code only after three attempts at the other verdict', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon);
    salon.calcom.world.restore(uid);
    salon.calcom.world.cancel(uid);

    await salon.verify();
    const doubted = { issues: await issues(salon), pair: await pairOf(salon, '1') };
    await climb(salon);

    expect(doubted.issues).toMatchObject([{ state: 'open', code: 'ORPHANED_LOCAL' }]);
    expect(doubted.pair.status).toBe('orphaned_local');
    expect(await issues(salon)).toMatchObject([
      {
        state: 'open',
        code: 'DATA_MISMATCH',
        fields: 'status',
        booking_uid: uid,
        booking_status: 'cancelled',
      },
    ]);
    expect(await pairOf(salon, '1')).toMatchObject({ status: 'data_mismatch', ladder: null });
  });

  test('of times is redrawn at once when they move on', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uid = await aPairWhoseBookingMoved(salon);

    salon.calcom.world.update(uid, { start: TOMORROW + 2 * HOUR });
    await salon.verify();

    expect(await issues(salon)).toMatchObject([
      { id: 1, state: 'open', code: 'DATA_MISMATCH', fields: 'startsAt,endsAt' },
    ]);
    const [issue] = await salon.sql<{ booking_starts_at: Date }>(
      'select booking_starts_at from calsync.issue',
    );
    expect(new Date(issue?.booking_starts_at ?? 0).getTime()).toBe(TOMORROW + 2 * HOUR);
  });

  test('closes as gone when both sides are', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await aPairWithoutItsBooking(salon);

    await salon.sql('delete from calsync.appointment');
    await salon.verify();

    expect(await issues(salon)).toMatchObject([{ state: 'resolved', outcome: 'gone' }]);
    expect(await salon.sql('select id from calsync.pair')).toEqual([]);
    expect(await historyOf(salon)).toContain('closed');
  });

  test('of a visit that left the window is not closed as gone while its row is there', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    await aPairWithoutItsBooking(salon);

    await salon.sql(
      `update calsync.appointment set starts_at = starts_at + interval '300 days', ends_at = ends_at + interval '300 days'`,
    );
    await salon.verify();

    expect(await issues(salon)).toMatchObject([{ state: 'open', code: 'ORPHANED_LOCAL' }]);
    expect(await pairOf(salon, '1')).toMatchObject({ startsAt: TOMORROW + 300 * DAY });
  });

  test('stays as it is when Cal.com cannot be asked whether both sides are gone', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uid = await aPairWhoseBookingMoved(salon);
    await salon.sql('delete from calsync.appointment');
    salon.calcom.world.remove(uid);
    salon.calcom.faults.add({
      when: { path: `/bookings/${uid}` },
      times: 3,
      fault: { kind: 'status', status: 500 },
    });

    const report = await salon.verify();

    expect(report.result).toMatchObject({ outcome: 'partial' });
    expect(await issues(salon)).toMatchObject([{ state: 'open' }]);
  });

  test('of an orphaned booking closes as agreed when its row is made, as the same Pair', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    await climb(salon);
    const [orphan] = await pairs(salon);

    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: uid, ...anna });
    await salon.verify();

    expect(await issues(salon)).toMatchObject([{ state: 'resolved', outcome: 'agreed' }]);
    expect(await pairOf(salon, '1')).toMatchObject({ id: orphan?.id, bookingUid: uid, status: 'synced' });
  });

  test('of an orphaned booking is superseded when a row turns out to be its twin', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    await climb(salon);

    await salon.enter({ id: '1', startsAt: TOMORROW, ...anna });
    const report = await salon.verify();

    expect(report.discrepancies).toMatchObject([
      { code: 'ORPHANED_LOCAL', appointmentId: '1', candidateBookingUid: uid },
    ]);
    expect(await issues(salon)).toMatchObject([{ state: 'resolved', outcome: 'superseded' }]);
    expect(await pairs(salon)).toMatchObject([{ appointmentId: '1', status: 'verification_pending' }]);
  });

  test('of a twin closes as agreed when it is linked', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    await salon.enter({ id: '1', startsAt: TOMORROW, ...anna });
    await climb(salon);
    const open = await issues(salon);

    await salon.sql('update calsync.appointment set calcom_booking_uid = ?', [uid]);
    await salon.verify();

    expect(open).toMatchObject([{ state: 'open', code: 'ORPHANED_LOCAL', candidate_uid: uid }]);
    expect(await issues(salon)).toMatchObject([{ state: 'resolved', outcome: 'agreed' }]);
    expect(await pairs(salon)).toHaveLength(1);
  });

  test('of a row that is deleted and made anew under another id closes, since another row holds its booking', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    const uid = await aPairWhoseBookingMoved(salon);

    await salon.sql('delete from calsync.appointment');
    await salon.enter({ id: '2', startsAt: TOMORROW + HOUR, bookingUid: uid, ...anna });
    const report = await salon.verify();

    expect(report.result).toMatchObject({ outcome: 'complete', counts: { synced: 1, data_mismatch: 0 } });
    expect(await issues(salon)).toMatchObject([{ state: 'resolved' }]);
    expect((await pairs(salon)).filter(({ status }) => status !== 'synced')).toEqual([]);
  });
});

describe('bad again', () => {
  test('within seven days re-opens the same Issue', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon, MORNING + 20 * DAY);
    salon.calcom.world.restore(uid);
    await salon.verify();

    salon.clock.pass(6 * DAY);
    salon.calcom.world.remove(uid);
    await climb(salon);

    expect(await issues(salon)).toMatchObject([
      { id: 1, state: 'open', reopened: 1, resolved_at: null, outcome: null },
    ]);
  });

  test('later is a new Issue', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon, MORNING + 20 * DAY);
    salon.calcom.world.restore(uid);
    await salon.verify();

    salon.clock.pass(8 * DAY);
    salon.calcom.world.remove(uid);
    await climb(salon);

    expect(await issues(salon)).toMatchObject([
      { id: 1, state: 'resolved', outcome: 'agreed', reopened: 0 },
      { id: 2, state: 'open', reopened: 0 },
    ]);
  });
});

describe('an accepted Issue', () => {
  test('stays silent while its values stay, and is reported as accepted', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await aPairWhoseBookingMoved(salon);
    await accept(salon);
    const before = await pairOf(salon, '1');

    const report = await climb(salon, () => salon.verify());

    expect(report.discrepancies).toMatchObject([{ code: 'DATA_MISMATCH', accepted: true }]);
    expect(await pairOf(salon, '1')).toEqual(before);
    expect(await issues(salon)).toMatchObject([{ state: 'accepted', reopened: 0 }]);
  });

  test('re-opens by the ladder when its values change', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uid = await aPairWhoseBookingMoved(salon);
    await accept(salon);
    salon.calcom.world.update(uid, { start: TOMORROW + 3 * HOUR });

    const first = await salon.verify();
    const silent = await issues(salon);
    await climb(salon);

    expect(first.discrepancies).toMatchObject([{ code: 'DATA_MISMATCH', accepted: false }]);
    expect(silent).toMatchObject([{ state: 'accepted' }]);
    expect(await issues(salon)).toMatchObject([{ id: 1, state: 'open', reopened: 1, outcome: null }]);
  });

  test('is let go without a word when both sides agree', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uid = await aPairWhoseBookingMoved(salon);
    await accept(salon);

    salon.calcom.world.update(uid, { start: TOMORROW });
    await salon.verify();

    expect(await issues(salon)).toMatchObject([{ state: 'resolved', outcome: 'accepted' }]);
    expect(await pairOf(salon, '1')).toMatchObject({ status: 'synced', ladder: null });
  });
});
