import { describe, expect } from 'vitest';
import { createCalcomClient, type CalcomClient } from '../../src/calcom/calcom-client.ts';
import { composeCard } from '../../src/notify/compose-card.ts';
import { resolvePorts } from '../../src/cli/resolve-ports.ts';
import type { Fault } from '../../src/sandbox/calcom/faults.ts';
import { createRequestBudget } from '../../src/runtime/request-budget.ts';
import { budgetLedger } from '../../src/store/budget-ledger.ts';
import { findSubject } from '../../src/store/outbox-store.ts';
import { test } from '../support/database.ts';
import { admin, ask, openIssues, work } from '../support/repairs.ts';
import { HOUR, MORNING, openSalon, type Salon } from '../support/salon.ts';

const TOMORROW = MORNING + 24 * HOUR;
const WEEK = 7 * 24 * HOUR;
const anna = { name: 'Anna Schmidt', email: 'anna@example.com' };
const ben = { name: 'Ben Kaya', email: 'ben@example.com' };
const ida = { name: 'Ida Roth', email: 'ida@example.com' };

/** A write that has its effect, and whose answer never comes. */
const LOSSES: readonly { readonly loss: string; readonly fault: Fault | 'killed' }[] = [
  { loss: 'answers 500', fault: { kind: 'status', status: 500, after: true } },
  { loss: 'cuts the connection', fault: { kind: 'cut', after: true } },
  { loss: 'answers a process that was killed', fault: 'killed' },
];

/** Asks for it, loses the answer, and goes on until nothing is left to do. */
async function loseAnswer(salon: Salon, words: string, fault: Fault | 'killed'): Promise<void> {
  await ask(salon, words);
  if (fault === 'killed') await work(salon, { calcom: dyingAfterWrites(salon) }).catch(() => undefined);
  else salon.calcom.faults.add({ when: { method: 'POST', path: /(bookings|cancel|reschedule)$/ }, fault });
  await work(salon);
  salon.clock.pass(61_000);
  await work(salon);
}

const die = () => Promise.reject(new Error('killed'));

function dyingAfterWrites(salon: Salon): ReturnType<typeof resolvePorts>['calcom'] {
  const { calcom } = resolvePorts(salon.app);
  return {
    ...calcom,
    createBooking: (...asked) => calcom.createBooking(...asked).then(die),
    cancelBooking: (...asked) => calcom.cancelBooking(...asked).then(die),
    rescheduleBooking: (...asked) => calcom.rescheduleBooking(...asked).then(die),
  };
}

const writesOf = ({ calcom }: Salon) => calcom.requests.filter(({ method }) => method === 'POST');
const bookingsOf = ({ calcom }: Salon) => calcom.world.all();
const issuesOf = ({ sql }: Salon) => sql('select state from calsync.issue order by id');
const auditOf = ({ sql }: Salon) => sql(`select booking_uid as uid from calsync.audit where side = 'calcom'`);

describe('a write that Cal.com carries out', () => {
  test.for(LOSSES)('and $loss cancels one booking, once', async ({ fault }, { databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    const other = salon.calcom.world.book({ start: TOMORROW + HOUR, eventTypeId: 10, attendee: ben });
    await salon.enter({ id: '2', startsAt: TOMORROW + HOUR, bookingUid: other.uid, ...ben });
    await openIssues(salon);

    await loseAnswer(salon, 'cancel 1 --yes', fault);

    expect(bookingsOf(salon)).toMatchObject([
      { uid, status: 'cancelled' },
      { uid: other.uid, status: 'accepted' },
    ]);
    expect(writesOf(salon)).toHaveLength(1);
    expect(await issuesOf(salon)).toEqual([{ state: 'resolved' }]);
    expect(await auditOf(salon)).toEqual([{ uid }]);
  });

  test.for(LOSSES)(
    'and $loss moves one booking, once, and its row gets the new uid',
    async ({ fault }, { databaseUrl }) => {
      await using salon = await openSalon(databaseUrl);
      const booking = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
      await salon.enter({ id: '1', startsAt: TOMORROW + 2 * HOUR, bookingUid: booking.uid, ...anna });
      await openIssues(salon);

      await loseAnswer(salon, 'use 1 database --yes', fault);

      const live = bookingsOf(salon).filter(({ status }) => status === 'accepted');
      const [row] = await salon.sql('select calcom_booking_uid as uid from calsync.appointment');
      expect(live).toMatchObject([{ uid: row?.['uid'], start: new Date(TOMORROW + 2 * HOUR) }]);
      expect(writesOf(salon)).toHaveLength(1);
      expect(await issuesOf(salon)).toEqual([{ state: 'resolved' }]);
      expect(await auditOf(salon)).toEqual([{ uid: row?.['uid'] }]);
    },
  );

  test.for(LOSSES)('and $loss follows a cancelled row, once', async ({ fault }, { databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: uid, status: 'cancelled', ...anna });
    await openIssues(salon);

    await loseAnswer(salon, 'use 1 database --yes', fault);

    expect(bookingsOf(salon)).toMatchObject([{ uid, status: 'cancelled' }]);
    expect(writesOf(salon)).toHaveLength(1);
    expect(await auditOf(salon)).toEqual([{ uid }]);
  });

  test.for(LOSSES)(
    'and $loss frees one seat of a class, and nobody else’s',
    async ({ fault }, { databaseUrl }) => {
      await using salon = await openSalon(databaseUrl);
      const lesson = salon.calcom.world.book({
        start: TOMORROW,
        eventTypeId: 11,
        attendees: [anna, ben, ida],
      });
      const seat = { startsAt: TOMORROW, endsAt: TOMORROW + HOUR, bookingUid: lesson.uid };
      await salon.enter({ id: '1', ...seat, ...anna }, { id: '2', ...seat, ...ben });
      await openIssues(salon);

      await loseAnswer(salon, 'cancel 1 --yes', fault);

      const [after] = bookingsOf(salon);
      expect(after?.status).toBe('accepted');
      expect(after?.attendees.map(({ email }) => email)).toEqual([anna.email, ben.email]);
      expect(writesOf(salon)).toHaveLength(1);
      expect(await issuesOf(salon)).toEqual([{ state: 'resolved' }]);
    },
  );

  test.for(LOSSES)(
    'and $loss cancels one occurrence of a weekly series',
    async ({ fault }, { databaseUrl }) => {
      await using salon = await openSalon(databaseUrl);
      const weeks = [0, 1, 2, 3].map((n) =>
        salon.calcom.world.book({
          start: TOMORROW + n * WEEK,
          eventTypeId: 10,
          attendee: anna,
          recurringBookingUid: 'weekly',
        }),
      );
      await salon.enter(
        ...weeks.map(({ start }, n) => ({
          id: String(n),
          startsAt: start.getTime(),
          bookingUid: 'weekly',
          status: n === 1 ? 'cancelled' : 'scheduled',
          ...anna,
        })),
      );
      await openIssues(salon);

      await loseAnswer(salon, 'use 1 database --yes', fault);

      expect(bookingsOf(salon).map(({ status }) => status)).toEqual([
        'accepted',
        'cancelled',
        'accepted',
        'accepted',
      ]);
      expect(writesOf(salon)).toHaveLength(1);
      expect(await issuesOf(salon)).toEqual([{ state: 'resolved' }]);
    },
  );

  test('is looked for and found after Cal.com did not answer in time', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: null, eventTypeId: 10, ...anna });
    await openIssues(salon);
    await using calcom = impatientClient(salon);
    const fault: Fault = { kind: 'hang', after: true };
    salon.calcom.faults.add({ when: { method: 'POST', path: /bookings$/ }, fault });

    await ask(salon, 'create 1 --yes');
    await work(salon, { calcom });

    expect(bookingsOf(salon)).toMatchObject([{ status: 'accepted' }]);
    expect(writesOf(salon)).toHaveLength(1);
    expect(await issuesOf(salon)).toEqual([{ state: 'resolved' }]);
  });
});

/** Waits a moment for a write, where half a minute is usual. */
function impatientClient({ app: { config, clock, database } }: Salon): CalcomClient {
  const budget = createRequestBudget({ ledger: budgetLedger(database.sql), clock, requestsPerMinute: 1_000 });
  const { url, apiKey = '' } = config.calcom;
  return createCalcomClient({ url, apiKey, budget, clock, timeouts: { write: 200 } });
}

describe('a click', () => {
  test('on what was done a moment ago, and not looked at yet, is told who was faster', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: null, eventTypeId: 10, ...anna });
    await openIssues(salon);
    await ask(salon, 'create 1 --yes');
    await work(salon, { verify: () => Promise.resolve() });

    const answer = await ask(salon, 'create 1 --yes', { ...admin, name: 'Bo' });
    const subject = await findSubject(salon.app.database.sql, 1);
    const card =
      subject && composeCard({ subject, attendee: null, now: salon.clock.now() }, salon.app.config);

    expect(JSON.stringify(answer)).toContain('Someone was faster: \\"Create\\" by Ada on Slack');
    expect(JSON.stringify(card)).toContain('Working… Create by Ada on Slack');
    expect(card?.actions).toEqual([]);
    expect(bookingsOf(salon)).toHaveLength(1);
  });

  test('that changes nothing brings the buttons back, with a note', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: null, eventTypeId: 10, ...anna });
    await openIssues(salon);
    await salon.sql('delete from calsync.notification');

    await ask(salon, 'retry 1');
    await work(salon);

    const subject = await findSubject(salon.app.database.sql, 1);
    const card =
      subject && composeCard({ subject, attendee: null, now: salon.clock.now() }, salon.app.config);
    const reasons = await salon.sql('select reason from calsync.notification order by id');
    expect(reasons.at(-1)).toEqual({ reason: 'verified' });
    expect(JSON.stringify(card)).toContain('Ada on Slack');
    expect(JSON.stringify(card)).toContain('the two sides still differ');
    expect(card?.actions?.length).toBeGreaterThan(1);
  });

  test('whose row the company’s own database refuses says so, and holds up no other', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.sql(
      `alter table calsync.appointment add constraint house_rule check (source is distinct from 'calsync')`,
    );
    salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    await salon.enter({ id: '2', startsAt: TOMORROW + HOUR, bookingUid: null, eventTypeId: 10, ...ben });
    await openIssues(salon);

    await ask(salon, 'create 1 --yes');
    await ask(salon, 'create 2 --yes');
    await work(salon);
    await salon.sql('alter table calsync.appointment drop constraint house_rule');

    expect(
      await salon.sql('select issue_id as id, state, result from calsync.resolution order by id'),
    ).toEqual([
      { id: 1, state: 'failed', result: expect.stringMatching(/database does not take it.*house_rule/) },
      { id: 2, state: 'done', result: null },
    ]);
    expect(await issuesOf(salon)).toEqual([{ state: 'open' }, { state: 'resolved' }]);
  });
});
