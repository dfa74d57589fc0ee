/** Creating Bookings in the stand-in: what is refused, and what a repeated create does. */
import { expect, test } from 'vitest';
import {
  aBooking,
  aCalcom,
  APPROVAL,
  call,
  createBody,
  errorMessage,
  PLAIN,
  RECURRING,
  SEATED,
  text,
} from './sandbox-calcom-fixture.ts';

const TAKEN = 'User either already has booking at this time or is not available';
const NEWEST = { version: '2026-02-25' };

test('a created booking stands in the world with its metadata', async () => {
  await using calcom = await aCalcom();

  const created = await call(calcom, '/bookings', { body: createBody({ metadata: { appointment: '7' } }) });

  expect(calcom.world.get(text(created.data['uid']))).toMatchObject({
    start: new Date('2026-12-01T09:00:00Z'),
    metadata: { appointment: '7' },
    status: 'accepted',
  });
});

test.each([
  ['an unknown property', { extra: 1 }, 'extra property is wrong,property extra should not exist '],
  ['no start', { start: undefined }, 'start property is wrong,start must be a valid ISO 8601 date string '],
  ['no event type', { eventTypeId: undefined }, /Either eventTypeId or eventTypeSlug \+ username/],
  ['no attendee', { attendee: undefined }, /attendee should not be null or undefined/],
  ['no name', { attendee: { email: 'a@b.de', timeZone: 'UTC' } }, /name should not be empty/],
  ['no contact', { attendee: { name: 'A', timeZone: 'UTC' } }, /at least one contact method/],
  ['no real time zone', { attendee: { name: 'A', email: 'a@b.de', timeZone: 'Mars/One' } }, /IANA/],
  ['no real address', { attendee: { name: 'A', email: 'a', timeZone: 'UTC' } }, /email must be an email/],
  ['a long metadata value', { metadata: { note: 'x'.repeat(501) } }, /Metadata must have at most 50 keys/],
  ['a long metadata key', { metadata: { ['k'.repeat(41)]: '' } }, /Metadata must have at most 50 keys/],
  ['a length of nothing', { lengthInMinutes: 0 }, /lengthInMinutes must not be less than 1/],
  ['a length nobody may choose', { lengthInMinutes: 30 }, /does not have multiple possible lengths/],
  ['a start in the past', { start: '2026-11-22T05:59:59Z' }, 'Attempting to book a meeting in the past.'],
])('%s is refused with 400', async (_name, overrides, message) => {
  await using calcom = await aCalcom();

  const refused = await call(calcom, '/bookings', { body: createBody(overrides) });

  expect(refused.status).toBe(400);
  expect(refused.json['error']).toMatchObject({ code: 'BadRequestException' });
  expect(errorMessage(refused)).toMatch(message);
  expect(calcom.world.all()).toEqual([]);
});

test('an event type nobody knows is 404', async () => {
  await using calcom = await aCalcom();

  const refused = await call(calcom, '/bookings', { body: createBody({ eventTypeId: 999 }) });

  expect(refused.status).toBe(404);
  expect(errorMessage(refused)).toBe('Event type with id 999 not found.');
});

test('an event type is also found by slug and user name', async () => {
  await using calcom = await aCalcom();
  const named = { eventTypeId: undefined, eventTypeSlug: 'check-up', username: 'ana-keller' };

  const created = await call(calcom, '/bookings', { body: createBody(named) });

  expect(created.data['eventTypeId']).toBe(PLAIN);
});

test('only an offered length can be chosen', async () => {
  await using calcom = await aCalcom({ eventTypes: [{ id: 9, lengthInMinutesOptions: [30, 60] }] });

  const chosen = await call(calcom, '/bookings', {
    body: createBody({ eventTypeId: 9, lengthInMinutes: 60 }),
  });
  const refused = await call(calcom, '/bookings', {
    body: createBody({ eventTypeId: 9, lengthInMinutes: 45 }),
  });

  expect(chosen.data['duration']).toBe(60);
  expect(errorMessage(refused)).toMatch(/The possible lengths are: 30, 60/);
});

test('a required booking field has to be answered', async () => {
  await using calcom = await aCalcom({ eventTypes: [{ id: 9, requiredFields: ['insurance'] }] });

  const refused = await call(calcom, '/bookings', { body: createBody({ eventTypeId: 9 }) });
  const created = await call(calcom, '/bookings', {
    body: createBody({ eventTypeId: 9, bookingFieldsResponses: { insurance: 'public' } }),
  });

  expect(errorMessage(refused)).toMatch(/^Missing required booking field response: insurance - /);
  expect(created.data['bookingFieldsResponses']).toMatchObject({ insurance: 'public' });
});

test('too short a notice is refused, unless the host overrides it under 2026-02-25', async () => {
  await using calcom = await aCalcom({ eventTypes: [{ id: 9, minimumBookingNotice: 120 }] });
  const body = createBody({
    eventTypeId: 9,
    start: '2026-11-22T07:00:00Z',
    allowBookingOutOfBounds: true,
  });

  const older = await call(calcom, '/bookings', { body });
  const anonymous = await call(calcom, '/bookings', { body, ...NEWEST, key: null });
  const host = await call(calcom, '/bookings', { body, ...NEWEST });

  expect(errorMessage(older)).toMatch(/^The event type can't be booked at the "start" time provided\./);
  expect(anonymous.status).toBe(400);
  expect(host.status).toBe(201);
});

test('repeating a create is refused as taken, not answered with the first booking', async () => {
  await using calcom = await aCalcom();
  await call(calcom, '/bookings', { body: createBody() });

  const repeated = await call(calcom, '/bookings', { body: createBody() });

  expect(repeated.status).toBe(400);
  expect(errorMessage(repeated)).toBe(TAKEN);
});

test('a slot that overlaps an accepted booking is taken, beside a pending or cancelled one it is free', async () => {
  await using calcom = await aCalcom();
  const held = aBooking(calcom, { lengthInMinutes: 60 }).uid;
  const body = createBody({ start: '2026-12-01T09:30:00Z' });

  const taken = await call(calcom, '/bookings', { body });
  calcom.world.update(held, { status: 'pending' });
  const free = await call(calcom, '/bookings', { body });

  expect(errorMessage(taken)).toBe(TAKEN);
  expect(free.status).toBe(201);
});

test('allowing conflicts still leaves one accepted booking for each interval', async () => {
  await using calcom = await aCalcom();
  aBooking(calcom);
  const overlapping = createBody({ start: '2026-12-01T09:05:00Z', allowConflicts: true });

  const same = await call(calcom, '/bookings', { body: createBody({ allowConflicts: true }), ...NEWEST });
  const other = await call(calcom, '/bookings', { body: overlapping, ...NEWEST });

  expect(same.status).toBe(409);
  expect(same.json['message']).toBe('booking_conflict_error');
  expect(other.status).toBe(201);
});

test('an event type with confirmation makes a pending booking, and a repeat answers that same one', async () => {
  await using calcom = await aCalcom();
  const body = createBody({ eventTypeId: APPROVAL });
  const other = { name: 'Leo Park', email: 'leo@example.com', timeZone: 'Europe/Berlin' };

  const first = await call(calcom, '/bookings', { body: { ...body, metadata: { click: '1' } } });
  const again = await call(calcom, '/bookings', { body: { ...body, metadata: { click: '2' } } });
  const another = await call(calcom, '/bookings', { body: { ...body, attendee: other } });

  expect(first.data['status']).toBe('pending');
  expect(again.status).toBe(201);
  expect(again.data).toMatchObject({ uid: first.data['uid'], metadata: { click: '1' } });
  expect(another.data['uid']).not.toBe(first.data['uid']);
});

test('a recurring event type makes one booking for each occurrence', async () => {
  await using calcom = await aCalcom();

  const created = await call(calcom, '/bookings', { body: createBody({ eventTypeId: RECURRING }) });
  const series = await call(calcom, `/bookings/${text(created.data[0]?.['recurringBookingUid'])}`);

  expect(created.data.map((booking) => booking['start'])).toEqual([
    '2026-12-01T09:00:00.000Z',
    '2026-12-08T09:00:00.000Z',
    '2026-12-15T09:00:00.000Z',
  ]);
  expect(series.data.map((booking) => booking['uid'])).toEqual(created.data.map((booking) => booking['uid']));
});

test('attendees of one slot share a seated booking until it is full', async () => {
  await using calcom = await aCalcom();
  const seat = (name: string) =>
    call(calcom, '/bookings', {
      body: createBody({
        eventTypeId: SEATED,
        attendee: { name, email: `${name}@example.com`, timeZone: 'UTC' },
      }),
    });

  const first = await seat('mia');
  const twice = await seat('mia');
  const second = await seat('leo');
  const third = await seat('kim');

  expect(second.data['uid']).toBe(first.data['uid']);
  expect(second.data['seatUid']).not.toBe(first.data['seatUid']);
  expect(second.data['attendees']).toHaveLength(2);
  expect(twice.status).toBe(409);
  expect(third.status).toBe(409);
  expect(errorMessage(third)).toBe('No more seats left at this seated booking.');
});

test('seats leave the time of the last update alone', async () => {
  await using calcom = await aCalcom();
  const { uid, updatedAt } = aBooking(calcom, { eventTypeId: SEATED });
  calcom.clock.advance(60_000);

  const seat = calcom.world.addSeat(uid, { email: 'leo@example.com' });
  calcom.world.removeSeat(text(seat.seatUid));

  expect(calcom.world.get(uid)?.updatedAt).toEqual(updatedAt);
});
