/** The stand-in's answers, field by field, against what the hosted API was seen to answer. */
import { expect, test } from 'vitest';
import {
  aBooking,
  aCalcom,
  APPROVAL,
  call,
  createBody,
  type Json,
  MISSING_UID,
  PLAIN,
  RECURRING,
  SEATED,
  text,
} from './sandbox-calcom-fixture.ts';

const COMMON =
  'id uid title description hosts status cancellationReason start end duration eventTypeId eventType meetingUrl location absentHost createdAt updatedAt rating icsUid attendees';
const PEOPLE = 'cancelledByEmail metadata guests bookingFieldsResponses';
const READ = keys(`${COMMON} ${PEOPLE} rescheduledByEmail`);

test('a created booking has the recorded fields', async () => {
  await using calcom = await aCalcom();

  const created = await call(calcom, '/bookings', { body: createBody() });

  expect(created.status).toBe(201);
  expect(keysOf(created.data)).toEqual([...READ, 'isPlatformManagedUserBooking'].toSorted());
  expect(created.data).toMatchObject({
    status: 'accepted',
    description: '',
    cancellationReason: '',
    cancelledByEmail: '',
    rescheduledByEmail: null,
    start: '2026-12-01T09:00:00.000Z',
    end: '2026-12-01T09:15:00.000Z',
    duration: 15,
    eventTypeId: PLAIN,
    eventType: { id: PLAIN, slug: 'check-up' },
    absentHost: false,
    rating: null,
    guests: [],
    isPlatformManagedUserBooking: false,
  });
  expect(created.data['uid']).toMatch(/^[1-9A-HJ-NP-Za-km-z]{22}$/);
});

test('a booking that is read has the recorded fields', async () => {
  await using calcom = await aCalcom();
  const { uid } = aBooking(calcom);

  const read = await call(calcom, `/bookings/${uid}`);

  expect(read.status).toBe(200);
  expect(keysOf(read.data)).toEqual(READ.toSorted());
  expect(keysOf(read.data['hosts']?.[0])).toEqual(keys('id name email displayEmail username timeZone'));
  expect(keysOf(read.data['attendees']?.[0])).toEqual(
    keys('name email displayEmail timeZone language absent'),
  );
  expect(keysOf(read.data['bookingFieldsResponses'])).toEqual(
    keys('email name guests location displayEmail displayGuests'),
  );
});

test('a rescheduled pair has the recorded fields on both sides', async () => {
  await using calcom = await aCalcom();
  const old = aBooking(calcom);
  const body = { start: '2026-12-01T10:00:00Z', reschedulingReason: 'Running late' };

  const fresh = await call(calcom, `/bookings/${old.uid}/reschedule`, { body });
  const left = await call(calcom, `/bookings/${old.uid}`);

  const added = ['reschedulingReason', 'rescheduledFromUid', 'isPlatformManagedUserBooking'];
  expect(keysOf(fresh.data)).toEqual([...READ, ...added].toSorted());
  expect(fresh.data['bookingFieldsResponses']).toMatchObject({ rescheduleReason: 'Running late' });
  expect(keysOf(left.data)).toEqual([...READ, 'rescheduledToUid'].toSorted());
});

test('a recurring occurrence has the recorded fields, and not who rescheduled it', async () => {
  await using calcom = await aCalcom();

  const created = await call(calcom, '/bookings', {
    body: createBody({ eventTypeId: RECURRING, recurrenceCount: 2 }),
  });
  const read = await call(calcom, `/bookings/${text(created.data[0]?.['uid'])}`);

  const recurring = keys(`${COMMON} ${PEOPLE} recurringBookingUid`);
  expect(created.data).toHaveLength(2);
  expect(keysOf(created.data[0])).toEqual([...recurring, 'isPlatformManagedUserBooking'].toSorted());
  expect(keysOf(read.data)).toEqual(recurring);
});

test('a seated booking keeps metadata and responses at its attendees', async () => {
  await using calcom = await aCalcom();
  const booking = aBooking(calcom, { eventTypeId: SEATED, metadata: { purpose: 'test' } });

  const listed = (await call(calcom, '/bookings')).data[0];
  const bySeat = await call(calcom, `/bookings/by-seat/${booking.attendees[0]?.seatUid}`);

  const seat = 'name email displayEmail timeZone language absent seatUid bookingFieldsResponses metadata';
  expect(keysOf(listed)).toEqual(keys(`${COMMON} rescheduledByEmail`));
  expect(listed).toMatchObject({ description: null });
  expect(keysOf(listed?.['attendees']?.[0])).toEqual(keys(`${seat} createdAt`));
  expect(listed?.['attendees']?.[0]?.['metadata']).toEqual({ purpose: 'test' });
  expect(listed?.['attendees']?.[0]?.['bookingFieldsResponses']).not.toHaveProperty('email');
  expect(keysOf(bySeat.data['attendees']?.[0])).toEqual(keys(seat));
});

test('creating a seat answers its uid at the top', async () => {
  await using calcom = await aCalcom();

  const created = await call(calcom, '/bookings', { body: createBody({ eventTypeId: SEATED }) });

  expect(created.data['seatUid']).toBe(created.data['attendees']?.[0]?.['seatUid']);
});

test('a phone-only attendee gets a placeholder address', async () => {
  await using calcom = await aCalcom();
  const attendee = { name: 'Leo Park', phoneNumber: '+4915112345678', timeZone: 'Europe/Berlin' };

  const created = await call(calcom, '/bookings', { body: createBody({ attendee }) });

  expect(created.data['attendees']).toMatchObject([
    { email: '4915112345678@sms.cal.com', phoneNumber: '+4915112345678' },
  ]);
  expect(created.data['bookingFieldsResponses']).toMatchObject({ attendeePhoneNumber: '+4915112345678' });
});

test('a booking of a deleted event type has null for it', async () => {
  await using calcom = await aCalcom();
  const { uid } = aBooking(calcom);
  calcom.world.deleteEventType(PLAIN);

  const read = await call(calcom, `/bookings/${uid}`);

  expect(read.data).toMatchObject({ eventTypeId: null, eventType: null });
});

test('me has the recorded fields and needs no version', async () => {
  await using calcom = await aCalcom({ ownerEmail: 'boss@clinic.example' });

  const me = await call(calcom, '/me', { version: null });

  expect(me.status).toBe(200);
  expect(keysOf(me.data)).toEqual(
    keys(
      'id email name avatarUrl bio timeFormat defaultScheduleId weekStart timeZone username locale organizationId',
    ),
  );
  expect(me.data['email']).toBe('boss@clinic.example');
});

test('event types are a plain array with what a booker has to know', async () => {
  await using calcom = await aCalcom();
  calcom.world.addEventType({ id: 90, ownedByKey: false });

  const list = await call(calcom, '/event-types', { version: '2024-06-14' });
  const one = await call(calcom, `/event-types/${RECURRING}`, { version: '2024-06-14' });

  expect(list.data.map((eventType) => eventType['id'])).toEqual([PLAIN, APPROVAL, SEATED, RECURRING]);
  expect(list.data[0]).toMatchObject({ slug: 'check-up', lengthInMinutes: 15, seatsPerTimeSlot: null });
  expect(list.data[1]).toMatchObject({ confirmationPolicy: { type: 'always' } });
  expect(one.data['recurrence']).toEqual({ interval: 1, occurrences: 3, frequency: 'weekly' });
});

test('a resource that is not there answers 404 in the recorded envelope', async () => {
  await using calcom = await aCalcom();

  const booking = await call(calcom, `/bookings/${MISSING_UID}`);
  const eventType = await call(calcom, '/event-types/6981260', { version: '2024-06-14' });

  const message = `Booking with uid=${MISSING_UID} was not found in the database`;
  expect(booking.status).toBe(404);
  expect(booking.json).toEqual({
    status: 'error',
    timestamp: '2026-11-22T06:00:00.000Z',
    path: `/v2/bookings/${MISSING_UID}`,
    error: {
      code: 'NotFoundException',
      message,
      details: { message, error: 'Not Found', statusCode: 404 },
    },
  });
  expect(eventType.json['error']).toMatchObject({ message: 'Event type with id 6981260 not found' });
});

function keys(names: string): string[] {
  return names.split(' ').toSorted();
}

function keysOf(value: Json | undefined): string[] {
  return Object.keys(value ?? {}).toSorted();
}
