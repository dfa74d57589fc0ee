import { describe, expect } from 'vitest';
import { resolvePorts } from '../../src/cli/resolve-ports.ts';
import { carryOut } from '../../src/resolve/carry-out.ts';
import { test } from '../support/database.ts';
import { admin, ask, openIssues, work } from '../support/repairs.ts';
import { HOUR, MORNING, openSalon, type Salon } from '../support/salon.ts';

const NEVER = new AbortController().signal;
const TOMORROW = MORNING + 24 * HOUR;
const anna = { name: 'Anna Schmidt', email: 'anna@example.com' };

async function issueOf(salon: Salon): Promise<Record<string, unknown>> {
  const [issue] = await salon.sql('select id, state, outcome from calsync.issue order by id limit 1');
  return issue ?? {};
}

describe('create', () => {
  test('makes the missing booking once and stores its uid', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: 'gone', eventTypeId: 10, ...anna });
    await openIssues(salon);

    await ask(salon, 'create 1 --yes');
    await work(salon);

    const [row] = await salon.sql('select calcom_booking_uid as uid from calsync.appointment');
    expect(salon.calcom.world.all()).toMatchObject([{ uid: row?.['uid'], status: 'accepted' }]);
    expect(await issueOf(salon)).toMatchObject({ state: 'resolved', outcome: 'agreed' });
    expect(await salon.sql('select side, actor, surface from calsync.audit order by id')).toEqual([
      { side: 'calcom', actor: 'U1', surface: 'slack' },
      { side: 'database', actor: 'U1', surface: 'slack' },
    ]);
  });

  test.for([
    { fault: { kind: 'status', status: 500, after: true } as const },
    { fault: { kind: 'cut', after: true } as const },
  ])(
    'makes exactly one booking when Cal.com stores it and answers $fault.kind',
    async ({ fault }, { databaseUrl }) => {
      await using salon = await openSalon(databaseUrl);
      await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: null, eventTypeId: 10, ...anna });
      await openIssues(salon);
      salon.calcom.faults.add({ when: { method: 'POST', path: /bookings$/ }, fault });

      await ask(salon, 'create 1 --yes');
      await work(salon);

      expect(salon.calcom.world.all()).toHaveLength(1);
      expect(await issueOf(salon)).toMatchObject({ state: 'resolved', outcome: 'agreed' });
    },
  );

  test('sends again after a minute when nothing of the first write can be found', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: null, eventTypeId: 10, ...anna });
    await openIssues(salon);
    salon.calcom.faults.add({
      when: { method: 'POST', path: /bookings$/ },
      fault: { kind: 'status', status: 502 },
    });

    await ask(salon, 'create 1 --yes');
    await work(salon);
    const before = salon.calcom.world.all().length;
    salon.clock.pass(61_000);
    await work(salon);

    expect(before).toBe(0);
    expect(salon.calcom.world.all()).toHaveLength(1);
    expect(await issueOf(salon)).toMatchObject({ state: 'resolved', outcome: 'agreed' });
  });

  test('does nothing when the appointment has changed since', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: null, eventTypeId: 10, ...anna });
    await openIssues(salon);

    await ask(salon, 'create 1 --yes');
    await salon.sql(
      `update calsync.appointment set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour'`,
    );
    await work(salon);

    expect(salon.calcom.world.all()).toHaveLength(0);
    expect(await salon.sql('select state from calsync.resolution')).toEqual([{ state: 'refused' }]);
    expect(await issueOf(salon)).toMatchObject({ state: 'open' });
  });
});

describe('a write whose end nobody saw', () => {
  test('is found by what was sent, although the appointment has moved since', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: null, eventTypeId: 10, ...anna });
    await openIssues(salon);
    const lost = { kind: 'status', status: 500, after: true } as const;
    salon.calcom.faults.add({ when: { method: 'POST', path: /bookings$/ }, fault: lost });
    salon.calcom.faults.add({
      when: { method: 'GET', path: /bookings$/ },
      skip: 1,
      fault: { kind: 'status', status: 502 },
      times: 4,
    });

    await ask(salon, 'create 1 --yes');
    await work(salon);
    await salon.sql(
      `update calsync.appointment set starts_at = starts_at + interval '3 hours', ends_at = ends_at + interval '3 hours'`,
    );
    salon.clock.pass(61_000);
    await work(salon);

    const [made] = salon.calcom.world.all();
    expect(salon.calcom.world.all()).toHaveLength(1);
    expect(await salon.sql('select calcom_booking_uid as uid from calsync.appointment')).toEqual([
      { uid: made?.uid },
    ]);
  });

  test('is not sent again on facts that nobody clicked on', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const booking = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    await salon.enter({ id: '1', startsAt: TOMORROW + HOUR, bookingUid: booking.uid, ...anna });
    await openIssues(salon);
    salon.calcom.faults.add({ when: { method: 'POST' }, fault: { kind: 'status', status: 502 } });

    await ask(salon, 'use 1 database --yes');
    await work(salon);
    const chosen = salon.calcom.world.reschedule(booking.uid, TOMORROW + 6 * HOUR);
    salon.clock.pass(61_000);
    await work(salon);

    expect(salon.calcom.world.get(chosen.uid)).toMatchObject({ status: 'accepted' });
    expect(salon.calcom.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(await salon.sql('select state from calsync.resolution')).toEqual([{ state: 'failed' }]);
    expect(await salon.sql('select * from calsync.audit where side is not null')).toEqual([]);
  });

  test('is not sent by a second process that took over while the first one slept', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: null, eventTypeId: 10, ...anna });
    await openIssues(salon);
    await ask(salon, 'create 1 --yes');
    const ports = resolvePorts(salon.app);
    const next = await ports.log.next(salon.clock.now());
    if (!next) throw new Error('nothing was recorded');
    await ports.log.begin(next.id);
    const left = { ...next, state: 'running' as const };

    await Promise.all([carryOut(left, ports, NEVER), carryOut(left, ports, NEVER)]);

    expect(salon.calcom.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(await salon.sql('select state from calsync.resolution')).toEqual([{ state: 'done' }]);
  });
});

test('one click never books a whole series', async ({ databaseUrl }) => {
  await using salon = await openSalon(databaseUrl, { CALCOM_EVENT_TYPE_IDS: '10,11,12' });
  salon.calcom.world.addEventType({
    id: 12,
    slug: 'weekly',
    lengthInMinutes: 30,
    recurrence: { occurrences: 12 },
  });
  await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: null, eventTypeId: 12, ...anna });
  await openIssues(salon);

  await ask(salon, 'create 1 --yes');
  await work(salon);

  expect(salon.calcom.world.all()).toEqual([]);
  expect(await salon.sql('select state, result from calsync.resolution')).toEqual([
    { state: 'refused', result: expect.stringContaining('repeats') },
  ]);
});

describe('a second click', () => {
  test('of twenty at once one is recorded and the others are told who was faster', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: null, eventTypeId: 10, ...anna });
    await openIssues(salon);
    const people = ['Ada', 'Bo', 'Cem', 'Dee'].map((name) => ({ ...admin, id: name, name }));

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => ask(salon, 'create 1 --yes', people[n % 4])),
    );
    await work(salon);

    expect(answers.filter(({ icon }) => icon === '⏳')).toHaveLength(1);
    expect(salon.calcom.world.all()).toHaveLength(1);
    expect(await salon.sql('select count(*)::int as n from calsync.resolution')).toEqual([{ n: 1 }]);
  });
});

describe('the other actions', () => {
  test('a booking that nobody entered becomes a row', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    await openIssues(salon);

    await ask(salon, 'create 1');
    await ask(salon, 'create 1 --yes');
    await work(salon);

    const rows = await salon.sql(
      'select customer_name as name, calcom_booking_uid as uid from calsync.appointment',
    );
    expect(rows).toEqual([{ name: 'Anna Schmidt', uid }]);
    expect(await issueOf(salon)).toMatchObject({ state: 'resolved', outcome: 'agreed' });
  });

  test('a moved booking brings the row along, or is moved back', async ({ databaseUrl }) => {
    for (const side of ['calcom', 'database']) {
      await using salon = await openSalon(databaseUrl);
      const booking = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
      await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: booking.uid, ...anna });
      salon.calcom.world.reschedule(booking.uid, TOMORROW + 2 * HOUR);
      await openIssues(salon);

      await ask(salon, `use 1 ${side} --yes`);
      await work(salon);

      expect(await salon.sql('select state, result from calsync.resolution')).toEqual([
        { state: 'done', result: null },
      ]);
      expect(await issueOf(salon)).toMatchObject({ state: 'resolved', outcome: 'agreed' });
    }
  });

  test('a twin is linked, and an accepted difference stays silent', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    await salon.enter(
      { id: '1', startsAt: TOMORROW, bookingUid: null, ...anna },
      { id: '2', startsAt: TOMORROW + HOUR, email: 'bo@example.com' },
    );
    await openIssues(salon);

    await ask(salon, 'link 1');
    await ask(salon, 'resolve 2 --note "walk-in"');
    await work(salon);
    const report = await salon.verify();

    expect(report.discrepancies).toMatchObject([{ appointmentId: '2', accepted: true }]);
    expect(await salon.sql('select id, state, outcome from calsync.issue order by id')).toEqual([
      { id: 1, state: 'resolved', outcome: 'agreed' },
      { id: 2, state: 'accepted', outcome: 'accepted' },
    ]);
  });

  test('nobody but an admin acts or sees customers', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: null, eventTypeId: 10, ...anna });
    await openIssues(salon);

    for (const words of ['create 1 --yes', 'retry 1', 'review 1', 'issues', 'verify']) {
      const card = await ask(salon, words, { ...admin, admin: false });
      expect(JSON.stringify(card)).toMatch(/Only calsync’s admins/);
    }

    expect(await salon.sql('select * from calsync.resolution')).toEqual([]);
  });
});
