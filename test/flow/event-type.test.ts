/** Which Cal.com event type a service is: the row says it, the configuration says it, or the person who clicks does. */
import { describe, expect } from 'vitest';
import { test } from '../support/database.ts';
import { admin, ask, cardOf, openIssues, press, textOf, work } from '../support/repairs.ts';
import { HOUR, MORNING, openSalon, type Salon } from '../support/salon.ts';

const TOMORROW = MORNING + 24 * HOUR;
const CREATE = 'Create in Cal.com';
const anna = { name: 'Anna Schmidt', email: 'anna@example.com' };
const onDiscord = { ...admin, surface: 'discord' } as const;

/** A row without a booking, of which nobody said what it is in Cal.com. */
async function withUnknownService(databaseUrl: string): Promise<Salon> {
  const salon = await openSalon(databaseUrl);
  const { world } = salon.calcom;
  world.addEventType({ id: 20, slug: 'beard', title: 'Beard', lengthInMinutes: 30 });
  world.addEventType({ id: 21, slug: 'long', title: 'A long one', lengthInMinutes: 90 });
  world.addEventType({
    id: 22,
    slug: 'course',
    title: 'A course',
    lengthInMinutes: 30,
    recurrence: { occurrences: 4 },
  });
  await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: null, service: 'Bart', ...anna });
  await openIssues(salon);
  return salon;
}

const chosen = (choice: string) => ({ entered: { note: null, choice } });
const typeOfBooking = ({ calcom }: Salon) => calcom.world.all().map(({ eventTypeId }) => eventTypeId);

describe('an appointment whose event type nobody knows', () => {
  test('is created as the one that the person chooses, of those that can be booked', async ({
    databaseUrl,
  }) => {
    await using salon = await withUnknownService(databaseUrl);

    const question = await press(salon, { card: await cardOf(salon, 1), label: CREATE });
    const recordedBefore = await salon.sql('select id from calsync.resolution');
    await press(salon, { card: question, label: CREATE }, chosen('20'));
    await work(salon);

    expect(question.fields).toEqual([
      {
        kind: 'choice',
        label: 'Event type',
        options: [
          { value: '10', label: 'Event type 10 (30 min)' },
          { value: '20', label: 'Beard (30 min)' },
        ],
      },
    ]);
    expect(textOf(question)).toContain('Cal.com sends a confirmation');
    expect(recordedBefore).toEqual([]);
    expect(typeOfBooking(salon)).toEqual([20]);
    expect(await salon.sql('select state, event_type_id as type from calsync.resolution')).toEqual([
      { state: 'done', type: 20 },
    ]);
  });

  test('is asked about with as many as every chat can list, and is told how to name another', async ({
    databaseUrl,
  }) => {
    await using salon = await withUnknownService(databaseUrl);
    for (let id = 101; id <= 180; id++)
      salon.calcom.world.addEventType({ id, slug: `kind-${id}`, title: `Kind ${id}`, lengthInMinutes: 30 });

    const question = await press(salon, { card: await cardOf(salon, 1), label: CREATE });
    const planned = await ask(salon, 'create 1 --event-type 180', onDiscord);
    await press(salon, { card: planned, label: CREATE }, { person: onDiscord });
    await work(salon);

    const [menu] = question.fields ?? [];
    expect(menu?.kind === 'choice' && menu.options).toHaveLength(75);
    expect(textOf(question)).toContain('Of 82 event types 75 are listed here');
    expect(textOf(question)).toContain('--event-type ID');
    expect(typeOfBooking(salon)).toEqual([180]);
  });

  test('is created by the command that names it, whatever the chat', async ({ databaseUrl }) => {
    await using salon = await withUnknownService(databaseUrl);

    const asked = await ask(salon, 'create 1', onDiscord);
    const planned = await ask(salon, 'create 1 --event-type 20', onDiscord);
    await press(salon, { card: planned, label: CREATE }, { person: onDiscord });
    await work(salon);

    expect(asked.fields).toMatchObject([{ kind: 'choice', label: 'Event type' }]);
    expect(typeOfBooking(salon)).toEqual([20]);
  });

  test('is refused when the one that was chosen is not there, or repeats, at the time of carrying out', async ({
    databaseUrl,
  }) => {
    await using salon = await withUnknownService(databaseUrl);

    for (const id of ['99', '22', '21']) {
      await ask(salon, `create 1 --yes --event-type ${id}`);
      await work(salon);
    }

    expect(salon.calcom.world.all()).toEqual([]);
    expect(await salon.sql('select state, result from calsync.resolution order by id')).toEqual([
      { state: 'refused', result: expect.stringContaining('no event type 99 for this key: choose another') },
      { state: 'refused', result: expect.stringContaining('repeats') },
      { state: 'refused', result: expect.stringContaining('offers 90 minutes, the appointment takes 30') },
    ]);
  });

  test('is told when none of them is as long', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, endsAt: TOMORROW + 2 * HOUR, ...anna });
    await openIssues(salon);

    const answer = await press(salon, { card: await cardOf(salon, 1), label: CREATE });

    expect(textOf(answer)).toContain('none of the key’s offers 120 minutes');
    expect(await salon.sql('select id from calsync.resolution')).toEqual([]);
  });

  test('is told when Cal.com cannot say which there are, and nothing is recorded', async ({
    databaseUrl,
  }) => {
    await using salon = await withUnknownService(databaseUrl);
    const card = await cardOf(salon, 1);
    salon.calcom.faults.add({
      when: { path: /event-types/ },
      fault: { kind: 'status', status: 500 },
      times: 9,
    });

    const answer = await press(salon, { card, label: CREATE });

    expect(textOf(answer)).toContain('Cal.com could not be asked which there are');
    expect(await salon.sql('select id from calsync.resolution')).toEqual([]);
  });

  test('whose card is stale is not asked about: the click is told that things have changed', async ({
    databaseUrl,
  }) => {
    await using salon = await withUnknownService(databaseUrl);

    const answer = await press(salon, 'act:create:1:other-facts');

    expect(textOf(answer)).toContain('has changed meanwhile');
  });
});

describe('an event type that somebody has said', () => {
  test.for([
    { how: 'in the row', row: { eventTypeId: 20 }, settings: {} },
    { how: 'in the configuration', row: {}, settings: { CALSYNC_EVENT_TYPE_MAP: 'Bart=20' } },
    {
      how: 'in both, which the row decides',
      row: { eventTypeId: 20 },
      settings: { CALSYNC_EVENT_TYPE_MAP: 'Bart=10' },
    },
  ])('$how is booked without a question', async ({ row, settings }, { databaseUrl }) => {
    await using salon = await openSalon(databaseUrl, settings);
    salon.calcom.world.addEventType({ id: 20, slug: 'beard', lengthInMinutes: 30 });
    await salon.enter({ id: '1', startsAt: TOMORROW, service: 'Bart', ...row, ...anna });
    await openIssues(salon);

    await press(salon, { card: await cardOf(salon, 1), label: CREATE });
    await work(salon);

    expect(typeOfBooking(salon)).toEqual([20]);
  });
});

test('Use Database asks too, where it has to book anew', async ({ databaseUrl }) => {
  await using salon = await openSalon(databaseUrl);
  const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
  await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: uid, service: 'Bart', ...anna });
  salon.calcom.world.cancel(uid);
  await openIssues(salon);

  const question = await press(salon, { card: await cardOf(salon, 1), label: 'Use Database' });
  await press(salon, { card: question, label: 'Use Database' }, chosen('10'));
  await work(salon);

  expect(question.fields).toHaveLength(1);
  expect(salon.calcom.world.all().map(({ status }) => status)).toEqual(['cancelled', 'accepted']);
});
