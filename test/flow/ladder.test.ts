import { describe, expect } from 'vitest';
import { verifyPairs } from '../../src/reconcile/verify-pairs.ts';
import { test } from '../support/database.ts';
import {
  anna,
  climb,
  DAY,
  historyOf,
  issues,
  MINUTE,
  pairOf,
  pairs,
  TOMORROW,
  verifyDue,
} from '../support/issue-stories.ts';
import { HOUR, MORNING, openSalon } from '../support/salon.ts';

const bo = { name: 'Bo Lind', email: 'bo@example.com' };

describe('three equal attempts', () => {
  test('at once, after one minute and after five more open an Issue', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: 'gone', ...anna });

    await salon.verify();
    const first = await pairOf(salon, '1');
    salon.clock.pass(MINUTE);
    await verifyDue(salon);
    const second = await pairOf(salon, '1');
    salon.clock.pass(5 * MINUTE);
    await verifyDue(salon);
    const third = await pairOf(salon, '1');

    expect([first, second, third].map(({ status }) => status)).toEqual([
      'verification_pending',
      'verification_pending',
      'orphaned_local',
    ]);
    expect(await issues(salon)).toMatchObject([
      { id: third.issue?.id, state: 'open', code: 'ORPHANED_LOCAL' },
    ]);
    expect(await historyOf(salon)).toEqual(['attempt 1', 'attempt 2', 'opened 3']);
  });

  test('are not counted before they are due, however many full Runs there are in between', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: 'gone', ...anna });
    await salon.verify();
    const before = await pairOf(salon, '1');

    for (let run = 0; run < 4; run++) await salon.verify();
    await salon.verifyOnly({ pairIds: [before.id] });
    await salon.verifyOnly({ appointmentIds: ['1'] });

    expect(salon.clock.now()).toBeLessThan(before.ladder?.nextAttemptAt ?? 0);
    expect(await pairOf(salon, '1')).toEqual(before);
    expect(await issues(salon)).toEqual([]);
  });

  test('may be made by full Runs once they are due', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: 'gone', ...anna });

    await climb(salon, () => salon.verify());

    expect(await issues(salon)).toMatchObject([{ state: 'open', code: 'ORPHANED_LOCAL' }]);
  });

  test('of an orphan at Cal.com open an Issue too', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });

    await climb(salon);

    expect(await issues(salon)).toMatchObject([{ code: 'ORPHANED_CALCOM', booking_uid: uid, state: 'open' }]);
  });
});

describe('attempts on a booking without a row', () => {
  test('end without an Issue when a row turns out to be its twin in between', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    await salon.verify();

    await salon.enter({ id: '1', startsAt: TOMORROW, ...anna });
    salon.clock.pass(MINUTE);
    await verifyDue(salon);

    expect(await pairs(salon)).toEqual([]);
    const report = await salon.verify();
    expect(report.discrepancies).toMatchObject([
      { code: 'ORPHANED_LOCAL', appointmentId: '1', candidateBookingUid: uid },
    ]);
  });
});

describe('attempts on a row without a booking', () => {
  test('do not count while the bookings of its start cannot be listed whole', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    await salon.enter({ id: '1', startsAt: TOMORROW, ...anna });
    await salon.verify();
    const before = await pairOf(salon, '1');
    salon.clock.pass(MINUTE);
    salon.calcom.faults.add({
      when: { path: '/bookings' },
      times: Infinity,
      fault: { kind: 'rewrite', body: () => ({ data: [], pagination: { totalItems: 3 } }) },
    });

    const report = await verifyDue(salon);

    expect(report.result.outcome).toBe('incomplete');
    expect(await pairOf(salon, '1')).toEqual(before);
  });

  test('find its one twin among hundreds of bookings at the same start', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    for (let at = 0; at < 300; at++) {
      const attendee = { name: `P${at}`, email: `p${at}@example.com` };
      salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee, createdAt: MORNING - at * 1000 });
    }
    // No list of what changed lately holds it.
    const longAgo = { createdAt: MORNING - DAY, updatedAt: MORNING - DAY };
    const twin = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna, ...longAgo });
    await salon.enter({ id: '1', startsAt: TOMORROW, ...anna });

    const report = await salon.verifyOnly({ appointmentIds: ['1'] });

    expect(report.discrepancies).toMatchObject([
      { code: 'ORPHANED_LOCAL', appointmentId: '1', candidateBookingUid: twin.uid },
    ]);
  });
});

describe('agreement in between', () => {
  test('ends the ladder without a word', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: uid, ...anna });
    salon.calcom.world.remove(uid);
    await salon.verify();

    salon.calcom.world.restore(uid);
    salon.clock.pass(MINUTE);
    await verifyDue(salon);

    expect(await pairOf(salon, '1')).toMatchObject({ status: 'synced', ladder: null, issue: null });
    expect(await issues(salon)).toEqual([]);
    expect(await historyOf(salon)).toEqual(['attempt 1', 'verified']);
  });
});

describe('a booking whose predecessor cannot be read', () => {
  test('is not called an orphan: a row outside the window may carry the predecessor', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    const { world, faults } = salon.calcom;
    const first = world.book({ start: MORNING - 12 * DAY, eventTypeId: 10, attendee: anna });
    const second = world.reschedule(first.uid, MORNING - 11 * DAY);
    world.reschedule(second.uid, TOMORROW);
    await salon.enter({ id: '1', startsAt: MORNING - 12 * DAY, bookingUid: first.uid, ...anna });
    salon.clock.pass(HOUR);
    faults.add({
      when: { path: `/bookings/${second.uid}` },
      times: 3,
      fault: { kind: 'status', status: 500 },
    });

    const troubled = await salon.verify();
    const clear = await salon.verify();

    expect(troubled.result).toMatchObject({ outcome: 'partial' });
    expect(troubled.discrepancies.map(({ code }) => code)).toEqual(['VERIFICATION_ERROR']);
    expect(clear.discrepancies).toMatchObject([{ code: 'DATA_MISMATCH', appointmentId: '1' }]);
  });
});

describe('two processes', () => {
  test('do not apply what was planned on a Pair that the other has changed since', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: 'gone', ...anna });
    await salon.enter({ id: '2', startsAt: TOMORROW, bookingUid: 'gone-too', ...bo });
    await salon.verify();
    const [one, two] = [await pairOf(salon, '1'), await pairOf(salon, '2')];
    salon.clock.pass(MINUTE);
    const ports = salon.app.reconcile();
    const recall: typeof ports.memory.recall = async (selection) => {
      const known = await ports.memory.recall(selection);
      await salon.sql('update calsync.pair set version = ? where appointment_id = ?', [one.version + 1, '1']);
      return known.map((pair) => (pair.appointmentId === '1' ? one : pair));
    };

    await verifyPairs({ ...ports, memory: { ...ports.memory, recall } }, salon.app.policy, {
      signal: new AbortController().signal,
      targets: { pairIds: [one.id, two.id] },
    });

    expect(await pairOf(salon, '1')).toEqual({ ...one, version: one.version + 1 });
    expect(await pairOf(salon, '2')).toMatchObject({ ladder: { equal: 2 } });
    expect(await historyOf(salon, one.id)).toEqual(['attempt 1']);
  });

  test('do not forget a Pair that the other has changed since', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: 'gone', ...anna });
    await salon.verify();
    const one = await pairOf(salon, '1');
    await salon.sql('delete from calsync.appointment');
    const ports = salon.app.reconcile();
    const recall: typeof ports.memory.recall = async () => {
      await salon.sql('update calsync.pair set version = ?', [one.version + 1]);
      return [one];
    };

    const report = await verifyPairs({ ...ports, memory: { ...ports.memory, recall } }, salon.app.policy, {
      signal: new AbortController().signal,
      targets: { pairIds: [one.id] },
    });

    expect(report.result.outcome).toBe('complete');
    expect(await pairs(salon)).toEqual([{ ...one, version: one.version + 1 }]);
    expect(await historyOf(salon)).toEqual(['attempt 1']);
  });

  test('that meet a Pair for the first time at once remember it once', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: 'gone', ...anna });
    salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: bo });

    await Promise.all([salon.verify(), salon.verify(), salon.verify()]);

    expect(await pairs(salon)).toHaveLength(2);
    expect(await historyOf(salon)).toEqual(['attempt 1', 'attempt 1']);
  });
});
