/** What cannot be done is told on the card: why, in plain words, and what to do next. */
import { describe, expect } from 'vitest';
import { test } from '../support/database.ts';
import { ask, cardOf, openIssues, textOf, work } from '../support/repairs.ts';
import { HOUR, MORNING, openSalon, type RowSeed, type Salon } from '../support/salon.ts';

const TOMORROW = MORNING + 24 * HOUR;
const MINUTE = HOUR / 60;
const anna = { name: 'Anna Schmidt', email: 'anna@example.com' };
const ANNA: RowSeed = { id: '1', startsAt: TOMORROW, bookingUid: null, eventTypeId: 10, ...anna };

interface Story {
  readonly what: string;
  readonly row?: Partial<RowSeed>;
  /** Before the Issue is opened. */
  readonly before?: (salon: Salon) => void | Promise<void>;
  /** Between the click and its carrying out. */
  readonly meanwhile?: (salon: Salon) => void;
  readonly says: RegExp;
}

function changeEventType({ calcom }: Salon, change: object): void {
  const [haircut] = calcom.world.eventTypes();
  calcom.world.addEventType({ ...haircut, id: 10, slug: 'haircut', ...change });
}

const refuses = (message: string) => (salon: Salon) =>
  void salon.calcom.faults.add({
    when: { method: 'POST', path: /bookings$/ },
    fault: {
      kind: 'status',
      status: 400,
      body: { status: 'error', error: { code: 'BadRequestException', message } },
    },
  });

const CREATE: readonly Story[] = [
  {
    what: 'the time is taken',
    async before(salon) {
      const other = { name: 'Bo', email: 'bo@example.com' };
      const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: other });
      await salon.enter({ id: '2', startsAt: TOMORROW, bookingUid: uid, ...other });
    },
    says: /time is taken in Cal\.com: choose another time with the customer, or free the slot, then press again/,
  },
  {
    what: 'the start has passed by now',
    row: { startsAt: MORNING + 20 * MINUTE },
    meanwhile: (salon) => salon.clock.pass(14 * MINUTE + 30_000),
    says: /cannot be done any more: the appointment has begun/,
  },
  {
    what: 'it was left too long',
    meanwhile: (salon) => salon.clock.pass(16 * MINUTE),
    says: /not begun within 15 minutes: press again/,
  },
  {
    what: 'the event type wants to be booked earlier',
    before: (salon) => changeEventType(salon, { minimumBookingNotice: 72 * 60 }),
    says: /minimum notice or booking window\): change the event type’s limits, or the time/,
  },
  {
    what: 'the event type asks for a field of its own',
    before: (salon) => changeEventType(salon, { requiredFields: ['shoe-size'] }),
    says: /asks for more than the appointment knows: .*"shoe-size".*Book it in Cal\.com itself/,
  },
  {
    what: 'the event type asks for a phone number',
    before: (salon) => changeEventType(salon, { requiredFields: ['attendeePhoneNumber'] }),
    says: /asks for more than the appointment knows: .*"phone number"/,
  },
  {
    what: 'the event type is gone',
    meanwhile: (salon) => salon.calcom.world.deleteEventType(10),
    says: /no event type 10 for this key: correct event_type_id or CALSYNC_EVENT_TYPE_MAP/,
  },
  {
    what: 'nobody can be reached',
    row: { email: null },
    says: /neither e-mail nor phone: fill one in, then press again/,
  },
  {
    what: 'the phone number has no country code',
    row: { email: null, phone: '0151 2345678' },
    says: /only with its country code \(\+49…\): fill one in/,
  },
  {
    what: 'the class is full',
    row: { eventTypeId: 11, endsAt: TOMORROW + HOUR },
    async before(salon) {
      const seats = [1, 2, 3, 4, 5].map((n) => ({ name: `Guest ${n}`, email: `guest${n}@example.com` }));
      salon.calcom.world.book({ start: TOMORROW, eventTypeId: 11, attendees: seats });
    },
    says: /class is full: free a seat in Cal\.com, then press again/,
  },
  {
    what: 'a sibling has the seat of that address',
    row: { eventTypeId: 11, endsAt: TOMORROW + HOUR },
    async before(salon) {
      const lea = { name: 'Lea Schmidt', email: anna.email };
      const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 11, attendees: [lea] });
      const times = { startsAt: TOMORROW, endsAt: TOMORROW + HOUR };
      await salon.enter({ id: '2', bookingUid: uid, eventTypeId: 11, ...times, ...lea });
    },
    says: /takes one seat for each e-mail, and this one has a seat in the class: give the appointment another, then press again/,
  },
  {
    what: 'a limit of Cal.com is reached',
    before: refuses('The maximum number of active bookings for this attendee was reached'),
    says: /limit of bookings is reached: raise it in the event type, then press again/,
  },
  {
    what: 'the key may not',
    before: refuses('You are not a host of this event type'),
    says: /does not allow it for this key/,
  },
];

describe('a booking that cannot be made', () => {
  test.for(CREATE)(
    'since $what is told on the card',
    async ({ row, before, meanwhile, says }, { databaseUrl }) => {
      await using salon = await openSalon(databaseUrl);
      await salon.enter({ ...ANNA, ...row });
      await before?.(salon);
      await openIssues(salon);
      const written = salon.calcom.world.all();

      const answer = await ask(salon, 'create a:1 --yes');
      meanwhile?.(salon);
      await work(salon);

      const [issue] = await salon.sql<{ id: number }>(
        `select id from calsync.issue where appointment_id = '1'`,
      );
      expect(answer.icon).toBe('⏳');
      expect(textOf(await cardOf(salon, issue?.id ?? 0))).toMatch(says);
      expect(salon.calcom.world.all()).toEqual(written);
      expect(await salon.sql('select side from calsync.audit where side is not null')).toEqual([]);
    },
  );
});

test('what was cancelled in Cal.com at that very moment is told, and the issue is over', async ({
  databaseUrl,
}) => {
  await using salon = await openSalon(databaseUrl);
  const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
  await salon.enter({ ...ANNA, bookingUid: uid, status: 'cancelled' });
  await openIssues(salon);
  salon.calcom.onRequest((_, { method }) => {
    if (method === 'POST') salon.calcom.world.cancel(uid);
  });

  await ask(salon, 'use 1 database --yes');
  await work(salon);

  expect(await salon.sql('select state, result from calsync.resolution')).toEqual([
    { state: 'failed', result: 'It was already cancelled in Cal.com.' },
  ]);
  expect(await salon.sql('select state, outcome from calsync.issue')).toEqual([
    { state: 'resolved', outcome: 'agreed' },
  ]);
});

test('while Cal.com is down nothing is tried, and the card says to try again later', async ({
  databaseUrl,
}) => {
  await using salon = await openSalon(databaseUrl);
  await salon.enter({ ...ANNA, bookingUid: 'gone' });
  await openIssues(salon);
  salon.calcom.faults.add({ fault: { kind: 'status', status: 503 }, times: Infinity });
  for (let tries = 0; tries < 10; tries += 1) await salon.verifyOnly({ appointmentIds: ['1'] });
  const asked = salon.calcom.requests.length;

  await ask(salon, 'create 1 --yes');
  await work(salon);

  expect(textOf(await cardOf(salon, 1))).toMatch(
    /Nothing was done, since one side could not be read: .+ Try again later/,
  );
  expect(salon.calcom.requests).toHaveLength(asked);
});
