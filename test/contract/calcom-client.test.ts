/** The client against a stand-in that speaks real HTTP by the rules of the hosted API. */
import { describe, expect, test } from 'vitest';
import { aCalcomWorld as aWorld } from './calcom-world.ts';

const NEVER = new AbortController().signal;
const NOON = Date.UTC(2027, 0, 4, 12);
const HALF_HOUR = 30 * 60_000;
const MIA = { name: 'Mia Novak', email: 'mia@example.com', timeZone: 'Europe/Berlin' };

describe('listing', () => {
  test('asks for what starts from an instant on, in order, a page at a time', async () => {
    await using world = await aWorld();
    const [second, first] = [world.book(NOON + HALF_HOUR), world.book(NOON)];

    const page = await world.client.listByStart(
      { afterStart: NOON, take: 1, skip: 1, eventTypeIds: [world.eventTypeId] },
      NEVER,
    );

    expect(page).toMatchObject({ totalItems: 2, take: 1, bookings: [{ uid: second }] });
    expect(first).not.toBe(second);
    expect(Object.fromEntries(world.calcom.requests[0]!.query)).toEqual({
      afterStart: '2027-01-04T12:00:00.000Z',
      sortStart: 'asc',
      take: '1',
      skip: '1',
      eventTypeIds: String(world.eventTypeId),
    });
  });

  test('can be bounded by the end and sorted by creation', async () => {
    await using world = await aWorld();
    world.book(NOON);
    world.book(NOON + HALF_HOUR);

    const page = await world.client.listByStart(
      {
        afterStart: NOON,
        beforeEnd: NOON + HALF_HOUR,
        sort: 'created',
        take: 250,
        eventTypeIds: [world.eventTypeId, 2],
      },
      NEVER,
    );

    expect(page.bookings).toHaveLength(1);
    expect(Object.fromEntries(world.calcom.requests[0]!.query)).toMatchObject({
      beforeEnd: '2027-01-04T12:30:00.000Z',
      sortCreated: 'asc',
      eventTypeIds: `${world.eventTypeId},2`,
    });
    expect(world.calcom.requests[0]!.query.has('sortStart')).toBe(false);
  });

  test('asks for what changed since an instant', async () => {
    await using world = await aWorld();
    const uid = world.book(NOON);

    const page = await world.client.listByUpdate({ afterUpdatedAt: 0, take: 10, eventTypeIds: [] }, NEVER);

    expect(page.bookings.map((booking) => booking.uid)).toEqual([uid]);
    expect(Object.fromEntries(world.calcom.requests[0]!.query)).toEqual({
      afterUpdatedAt: '1970-01-01T00:00:00.000Z',
      sortUpdatedAt: 'asc',
      take: '10',
      skip: '0',
    });
  });

  test('asks for half after each 5xx, and says how many it asked for in the end', async () => {
    await using world = await aWorld();
    world.calcom.faults.add({ times: 3, fault: { kind: 'status', status: 500 } });

    const page = await world.client.listByStart({ afterStart: 0, take: 250, eventTypeIds: [] }, NEVER);

    expect(world.calcom.requests.map(({ query }) => query.get('take'))).toEqual(['250', '125', '62', '31']);
    expect(page.take).toBe(31);
    expect(world.client.requestsSent()).toBe(4);
  });
});

describe('finding by uid', () => {
  test('tells a booking, an absence and a series apart', async () => {
    await using world = await aWorld();
    const uid = world.book(NOON);
    world.calcom.world.book({
      eventTypeId: world.eventTypeId,
      start: NOON,
      uid: 'first',
      recurringBookingUid: 'series',
    });
    world.calcom.world.book({
      eventTypeId: world.eventTypeId,
      start: NOON + HALF_HOUR,
      uid: 'second',
      recurringBookingUid: 'series',
    });

    expect(await world.client.findByUid(uid, NEVER)).toMatchObject({
      kind: 'one',
      booking: { uid, startsAt: NOON },
    });
    expect(await world.client.findByUid('nobody', NEVER)).toEqual({
      kind: 'absent',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(await world.client.findByUid('series', NEVER)).toMatchObject({
      kind: 'series',
      bookings: [{ uid: 'first' }, { uid: 'second' }],
    });
  });

  test.each(['', '.', '..', ' '])('takes %j for absent without asking', async (uid) => {
    await using world = await aWorld();

    expect(await world.client.findByUid(uid, NEVER)).toMatchObject({ kind: 'absent' });
    expect(world.client.requestsSent()).toBe(0);
  });

  test.each(['../me', 'a/b', 'a?b=c', 'a b', 'ü#1'])(
    'never leaves the route for the odd uid %j',
    async (uid) => {
      await using world = await aWorld();

      expect(await world.client.findByUid(uid, NEVER)).toMatchObject({ kind: 'absent' });
    },
  );
});

describe('the account', () => {
  test('tells its owner and the event types it offers', async () => {
    await using world = await aWorld();
    world.calcom.world.addEventType({
      id: 8001,
      slug: 'class',
      title: 'Class',
      lengthInMinutesOptions: [15, 45],
      lengthInMinutes: 15,
      seatsPerTimeSlot: 5,
    });
    world.calcom.world.addEventType({ id: 8002, slug: 'weekly', title: 'Weekly', recurrence: {} });

    expect(await world.client.me(NEVER)).toMatchObject({
      email: 'ana@clinic.example',
      timeZone: 'Europe/Berlin',
    });
    expect(await world.client.eventTypes(NEVER)).toEqual([
      {
        id: world.eventTypeId,
        slug: 'check-up',
        title: 'Check-up',
        lengths: [30],
        seats: false,
        recurring: false,
      },
      { id: 8001, slug: 'class', title: 'Class', lengths: [15, 45], seats: true, recurring: false },
      { id: 8002, slug: 'weekly', title: 'Weekly', lengths: [30], seats: false, recurring: true },
    ]);
    expect(await world.client.eventTypeIds(NEVER)).toEqual([world.eventTypeId, 8001, 8002]);
  });

  test('is asked by name when a server lists no event types by the key alone', async () => {
    await using world = await aWorld();
    world.calcom.faults.add({
      when: { path: '/event-types' },
      fault: { kind: 'rewrite', body: (json) => ({ ...(json as object), data: [] }) },
    });

    expect(await world.client.eventTypeIds(NEVER)).toEqual([world.eventTypeId]);
    expect(world.calcom.requests.at(-1)?.query.get('username')).toBe('ana-keller');
  });
});

describe('writing', () => {
  test('creates a booking that carries our marker', async () => {
    await using world = await aWorld();

    const booking = await world.client.createBooking(
      { eventTypeId: world.eventTypeId, startsAt: NOON, attendee: MIA, marker: 'm-1' },
      NEVER,
    );

    expect(booking).toMatchObject({
      startsAt: NOON,
      endsAt: NOON + HALF_HOUR,
      markers: ['m-1'],
      attendees: [{ email: 'mia@example.com' }],
    });
    expect(world.calcom.requests[0]?.body).toEqual({
      eventTypeId: world.eventTypeId,
      start: '2027-01-04T12:00:00.000Z',
      attendee: MIA,
      metadata: { calsync: 'm-1' },
    });
  });

  test('creates a booking for someone who has only a phone', async () => {
    await using world = await aWorld();
    const attendee = { name: 'Mia Novak', phone: '+4915112345678', timeZone: 'Europe/Berlin' };

    const booking = await world.client.createBooking(
      { eventTypeId: world.eventTypeId, startsAt: NOON, attendee, marker: 'm-1' },
      NEVER,
    );

    expect(booking.attendees).toMatchObject([{ email: null, phone: '+4915112345678' }]);
  });

  test('answers the occurrence at the start of a new series', async () => {
    await using world = await aWorld();
    const { id } = world.calcom.world.addEventType({ recurrence: { occurrences: 3 } });

    const booking = await world.client.createBooking(
      { eventTypeId: id, startsAt: NOON, attendee: MIA, marker: 'm-1' },
      NEVER,
    );

    expect(booking.startsAt).toBe(NOON);
    expect(booking.recurringUid).not.toBeNull();
  });

  test('moves a booking and answers the new one', async () => {
    await using world = await aWorld();
    const uid = world.book(NOON);

    const moved = await world.client.rescheduleBooking(
      { uid, startsAt: NOON + HALF_HOUR, reason: 'moved', rescheduledBy: 'ana@clinic.example' },
      NEVER,
    );

    expect(moved).toMatchObject({ rescheduledFromUid: uid, startsAt: NOON + HALF_HOUR, status: 'accepted' });
    expect(world.calcom.requests[0]?.body).toEqual({
      start: '2027-01-04T12:30:00.000Z',
      reschedulingReason: 'moved',
      rescheduledBy: 'ana@clinic.example',
    });
  });

  test('cancels a booking with its reason', async () => {
    await using world = await aWorld();
    const uid = world.book(NOON);

    const cancelled = await world.client.cancelBooking({ uid, reason: 'gone' }, NEVER);

    expect(cancelled).toMatchObject({ uid, status: 'cancelled' });
    expect(world.calcom.requests[0]?.body).toEqual({ cancellationReason: 'gone' });
  });

  test('cancels and moves one seat only', async () => {
    await using world = await aWorld();
    const { id } = world.calcom.world.addEventType({ seatsPerTimeSlot: 5 });
    const seated = world.calcom.world.book({
      eventTypeId: id,
      start: NOON,
      attendees: [{ email: 'a@example.com' }, { email: 'b@example.com' }, { email: 'c@example.com' }],
    });
    const [a, b] = seated.attendees.map(({ seatUid }) => seatUid ?? '');

    const left = await world.client.cancelBooking({ uid: seated.uid, seatUid: a!, reason: 'gone' }, NEVER);
    const moved = await world.client.rescheduleBooking(
      { uid: seated.uid, seatUid: b!, startsAt: NOON + HALF_HOUR, reason: 'moved' },
      NEVER,
    );

    expect(left).toMatchObject({ uid: seated.uid, status: 'accepted' });
    expect(moved.startsAt).toBe(NOON + HALF_HOUR);
    expect(world.calcom.requests[1]?.body).toEqual({ start: '2027-01-04T12:30:00.000Z', seatUid: b });
    expect(world.calcom.world.get(seated.uid)?.attendees.map(({ email }) => email)).toEqual([
      'c@example.com',
    ]);
  });

  test('cancels a seat without the reason where a server refuses it', async () => {
    await using world = await aWorld();
    const { id } = world.calcom.world.addEventType({ seatsPerTimeSlot: 5 });
    const seated = world.calcom.world.book({
      eventTypeId: id,
      start: NOON,
      attendees: [{ email: 'a@example.com' }],
    });
    const seatUid = seated.attendees[0]?.seatUid ?? '';
    const message = 'cancellationReason property is wrong,property cancellationReason should not exist ';
    world.calcom.faults.add({
      fault: {
        kind: 'status',
        status: 400,
        body: { status: 'error', error: { code: 'BadRequestException', message } },
      },
    });

    await world.client.cancelBooking({ uid: seated.uid, seatUid, reason: 'gone' }, NEVER).catch(() => {});

    expect(world.calcom.requests.map(({ body }) => body)).toEqual([
      { seatUid, cancellationReason: 'gone' },
      { seatUid },
    ]);
  });

  test('tells why Cal.com declined', async () => {
    await using world = await aWorld();
    const uid = world.book(NOON);
    const create = world.client.createBooking(
      { eventTypeId: world.eventTypeId, startsAt: NOON, attendee: MIA, marker: 'm-1' },
      NEVER,
    );
    await expect(create).rejects.toMatchObject({ problem: 'refused', reason: 'slot_taken' });

    world.calcom.world.cancel(uid);

    await expect(world.client.cancelBooking({ uid, reason: 'gone' }, NEVER)).rejects.toMatchObject({
      problem: 'refused',
      reason: 'already_cancelled',
    });
    await expect(
      world.client.rescheduleBooking({ uid, startsAt: NOON, reason: '' }, NEVER),
    ).rejects.toMatchObject({ reason: 'already_cancelled' });
  });
});

describe('the client', () => {
  test('lends its connections and counts to callers of another priority', async () => {
    await using world = await aWorld();

    await world.client.withPriority('person').me(NEVER);

    expect(world.client.requestsSent()).toBe(1);
    expect(world.calcom.requests[0]?.headers.authorization).toBe(`Bearer ${world.calcom.apiKey}`);
  });

  test('logs each request without its uid or its key', async () => {
    await using world = await aWorld();

    await world.client.findByUid('some-uid', NEVER);

    expect(world.events).toMatchObject([{ doing: 'read a booking', httpStatus: 404, problem: 'not_found' }]);
    expect(JSON.stringify(world.events)).not.toMatch(/some-uid|cal_test/);
  });
});
