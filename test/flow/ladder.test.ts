import { describe, expect } from 'vitest';
import type { PairState } from '../../src/domain/pair-state.ts';
import { verifyPairs } from '../../src/reconcile/verify-pairs.ts';
import { pairStore } from '../../src/store/pair-store.ts';
import { test } from '../support/database.ts';
import { HOUR, MORNING, openSalon, type Salon } from '../support/salon.ts';

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const TOMORROW = MORNING + DAY;
const anna = { name: 'Anna Schmidt', email: 'anna@example.com' };
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

  test('that meet a Pair for the first time at once remember it once', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: 'gone', ...anna });
    salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: bo });

    await Promise.all([salon.verify(), salon.verify(), salon.verify()]);

    expect(await pairs(salon)).toHaveLength(2);
    expect(await historyOf(salon)).toEqual(['attempt 1', 'attempt 1']);
  });
});

/** Verifies the Pairs whose next attempt has come, as the daemon does. */
async function verifyDue(salon: Salon) {
  const due = await pairStore(salon.sql).recallDue(salon.clock.now(), 50);
  expect(due.length).toBeGreaterThan(0);
  return salon.verifyOnly({ pairIds: due.map(({ id }) => id) });
}

/** A full Run, and two more attempts when they are due. */
async function climb(salon: Salon, attempt: () => ReturnType<Salon['verify']> = () => verifyDue(salon)) {
  await salon.verify();
  salon.clock.pass(MINUTE);
  await attempt();
  salon.clock.pass(5 * MINUTE);
  return attempt();
}

/** Appointment 1, whose booking was removed, with its open Issue; answers the booking's uid. */
async function aPairWithoutItsBooking(salon: Salon, start = TOMORROW): Promise<string> {
  const { uid } = salon.calcom.world.book({ start, eventTypeId: 10, attendee: anna });
  await salon.enter({ id: '1', startsAt: start, bookingUid: uid, ...anna });
  salon.calcom.world.remove(uid);
  await climb(salon);
  expect(await issues(salon)).toMatchObject([{ state: 'open', code: 'ORPHANED_LOCAL' }]);
  return uid;
}

/** Appointment 1, whose booking is an hour later than it, with its open Issue; answers the booking's uid. */
async function aPairWhoseBookingMoved(salon: Salon): Promise<string> {
  const { uid } = salon.calcom.world.book({ start: TOMORROW + HOUR, eventTypeId: 10, attendee: anna });
  await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: uid, ...anna });
  await climb(salon);
  expect(await issues(salon)).toMatchObject([{ state: 'open', code: 'DATA_MISMATCH' }]);
  return uid;
}

async function accept(salon: Salon): Promise<void> {
  const at = new Date(salon.clock.now()).toISOString();
  await salon.sql(
    `update calsync.issue set state = 'accepted', outcome = 'accepted', resolved_at = ?::timestamptz`,
    [at],
  );
}

async function issues(salon: Salon) {
  return salon.sql('select * from calsync.issue order by id');
}

async function pairs(salon: Salon): Promise<PairState[]> {
  return pairStore(salon.sql).recall({ startingIn: { from: 0, to: MORNING + 400 * DAY } });
}

async function pairOf(salon: Salon, appointmentId: string): Promise<PairState> {
  const [pair] = await pairStore(salon.sql).recall({ appointmentIds: [appointmentId] });
  if (!pair) throw new Error(`no Pair of appointment ${appointmentId}`);
  return pair;
}

async function historyOf(salon: Salon, pairId?: number): Promise<string[]> {
  const lines = await salon.sql<{ pair_id: unknown; event: string; attempt: number | null }>(
    'select pair_id, event, attempt from calsync.pair_history order by id',
  );
  return lines
    .filter(({ pair_id }) => pairId === undefined || Number(pair_id) === pairId)
    .map(({ event, attempt }) => (attempt === null ? event : `${event} ${attempt}`));
}
