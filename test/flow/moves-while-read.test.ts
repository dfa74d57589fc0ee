/** What changes between two questions of one Run: only what held at one instant on both sides is judged. */
import { describe, expect } from 'vitest';
import { verifyChanges } from '../../src/reconcile/verify-changes.ts';
import { test } from '../support/database.ts';
import { Countdown } from '../support/changes.ts';
import {
  anna,
  aPairWhoseBookingMoved,
  DAY,
  historyOf,
  issues,
  pairs,
  TOMORROW,
} from '../support/issue-stories.ts';
import { HOUR, MORNING, openSalon, type Salon } from '../support/salon.ts';

const LONG_AGO = MORNING - 3 * DAY;
const SIGNAL = new AbortController().signal;

describe('while it is being read,', () => {
  const EDITS: [string, string][] = [
    ['a row that is edited', `update calsync.appointment set calcom_booking_uid = 'right'`],
    ['a row that is cancelled', `update calsync.appointment set status = 'cancelled'`],
    ['a row that is deleted', 'delete from calsync.appointment'],
  ];

  test.for(EDITS)('%s has made no attempt', async ([, statement], { databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: 'wrong', ...anna });
    once(salon, isLookUp, () => salon.sql(statement));

    const report = await salon.verify();

    expect(report).toMatchObject({ result: { outcome: 'complete' }, discrepancies: [] });
    expect(await pairs(salon)).toEqual([]);
    expect(await historyOf(salon)).toEqual([]);
  });

  test('a seat that is left is not called an orphan', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const { world } = salon.calcom;
    const { uid } = world.book({
      start: TOMORROW,
      eventTypeId: 11,
      attendees: [anna],
      createdAt: LONG_AGO,
      updatedAt: LONG_AGO,
    });
    const seat = world.addSeat(uid, { name: 'Bo Lind', email: 'bo@example.com' });
    await salon.enter({ id: '1', startsAt: TOMORROW, endsAt: TOMORROW + HOUR, bookingUid: uid, ...anna });
    once(salon, isCatchUp, () => world.removeSeat(seat.seatUid ?? ''));

    const report = await salon.verify();

    expect(report).toMatchObject({
      result: { outcome: 'complete', counts: { synced: 1 } },
      discrepancies: [],
    });
    expect(await historyOf(salon)).toEqual([]);
  });
});

test('a booking that replaces a cancelled one is not offered before all whom it fits are known', async ({
  databaseUrl,
}) => {
  await using salon = await openSalon(databaseUrl);
  const { world } = salon.calcom;
  const { uid } = world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna, updatedAt: LONG_AGO });
  await salon.enter(
    { id: '1', startsAt: TOMORROW, bookingUid: uid, ...anna },
    { id: '2', startsAt: TOMORROW, ...anna },
  );
  await salon.verify();
  salon.clock.pass(HOUR);
  await salon.sql(`update calsync.appointment set status = 'completed' where id = '1'`);
  const replace = () => {
    world.cancel(uid);
    world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
  };
  // The first such question is what has changed, the second is asked when all was read.
  once(salon, second(isCatchUp), replace);
  const during = await verifyChanges(salon.app.reconcile(), salon.app.policy, { signal: SIGNAL });

  const afterwards = await verifyChanges(salon.app.reconcile(), salon.app.policy, { signal: SIGNAL });

  expect(during.discrepancies).toEqual([]);
  expect(afterwards.discrepancies).toMatchObject([
    { code: 'DATA_MISMATCH', appointmentId: '1', candidateBookingUid: null },
    { code: 'ORPHANED_CALCOM', appointmentId: null },
  ]);
});

describe('an open Issue', () => {
  test('that agrees on its page closes only if it still does when all is read', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await aPairWhoseBookingMoved(salon);
    const before = await issues(salon);
    const shift = `update calsync.appointment set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour'`;
    await salon.sql(shift);
    once(salon, isCatchUp, () => salon.sql(shift));

    const during = await salon.verify();
    const open = await issues(salon);
    await salon.sql(shift.replaceAll('+', '-'));
    await salon.verify();

    expect(during.discrepancies).toEqual([]);
    expect(open).toEqual(before);
    expect(await issues(salon)).toMatchObject([{ state: 'resolved', outcome: 'agreed' }]);
  });
});

type Request = Parameters<Parameters<Salon['calcom']['onRequest']>[0]>[1];

const isLookUp = ({ path }: Request) => path === '/v2/bookings/wrong';
const isCatchUp = ({ query }: Request) => query.has('afterUpdatedAt');

/** Just before Cal.com answers the first such question. */
function once({ calcom }: Salon, isIt: (request: Request) => boolean, happen: () => unknown): void {
  const first = new Countdown(1);
  calcom.onRequest(async (_n, request) => {
    if (isIt(request) && first.isNow()) await happen();
  });
}

function second(isIt: (request: Request) => boolean): (request: Request) => boolean {
  const countdown = new Countdown(2);
  return (request) => isIt(request) && countdown.isNow();
}
