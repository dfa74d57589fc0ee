/** Rescheduling and cancelling in the stand-in, through the API and on the site. */
import { expect, test } from 'vitest';
import {
  aBooking,
  aCalcom,
  APPROVAL,
  type Calcom,
  call,
  createBody,
  errorMessage,
  MISSING_UID,
  RECURRING,
  SEATED,
  uids,
  text,
} from './sandbox-calcom-fixture.ts';

const AT_TEN = { start: '2026-12-01T10:00:00Z' };
const REASON = { cancellationReason: 'Closed that day' };

test('a reschedule makes a new uid, and the old one stays readable as cancelled', async () => {
  await using calcom = await aCalcom();
  const old = aBooking(calcom, { metadata: { appointment: '7' } });
  calcom.clock.advance(1_000);

  const fresh = await reschedule(calcom, old.uid, { ...AT_TEN, reschedulingReason: 'Running late' });
  const left = await call(calcom, `/bookings/${old.uid}`);

  expect(fresh.status).toBe(201);
  expect(fresh.data).toMatchObject({
    status: 'accepted',
    cancellationReason: 'Running late',
    reschedulingReason: 'Running late',
    rescheduledFromUid: old.uid,
    start: '2026-12-01T10:00:00.000Z',
    end: '2026-12-01T10:15:00.000Z',
    metadata: { appointment: '7' },
    createdAt: '2026-11-22T06:00:01.000Z',
  });
  expect(left.data).toMatchObject({
    status: 'cancelled',
    cancellationReason: '',
    rescheduledToUid: fresh.data['uid'],
    updatedAt: '2026-11-22T06:00:01.000Z',
  });
});

test('a reschedule on the site looks the same as one through the API', async () => {
  await using calcom = await aCalcom();
  const old = aBooking(calcom);

  const fresh = calcom.world.reschedule(old.uid, '2026-12-01T10:00:00Z');
  const left = await call(calcom, `/bookings/${old.uid}`);

  expect(left.data).toMatchObject({ status: 'cancelled', rescheduledToUid: fresh.uid });
});

test('a booking that was moved or cancelled is not rescheduled again', async () => {
  await using calcom = await aCalcom();
  const [moved, cancelled, rejected] = [1, 2, 3].map(
    (day) => aBooking(calcom, { start: `2026-12-0${day}T09:00:00Z` }).uid,
  ) as [string, string, string];
  const next = calcom.world.reschedule(moved, '2026-12-05T09:00:00Z').uid;
  calcom.world.cancel(cancelled);
  calcom.world.reject(rejected);

  const messages = [];
  for (const uid of [moved, cancelled, rejected]) {
    messages.push(errorMessage(await reschedule(calcom, uid, AT_TEN)));
  }

  expect(messages[0]).toContain(`cancelled and rescheduled already to booking with uid=${next}.`);
  expect(messages[1]).toContain(
    `Can't reschedule booking with uid=${cancelled} because it has been cancelled.`,
  );
  expect(messages[2]).toContain('rejected');
});

test.each([
  ['a slot in the past', { start: '2026-11-01T10:00:00Z' }, 400],
  ['a slot that is taken', AT_TEN, 400],
  ['no start', {}, 400],
  ['an unknown property', { ...AT_TEN, reason: 'x' }, 400],
])('%s is refused for a reschedule, and nothing moves', async (_name, body, status) => {
  await using calcom = await aCalcom();
  const { uid } = aBooking(calcom);
  aBooking(calcom, AT_TEN);

  const refused = await reschedule(calcom, uid, body);

  expect(refused.status).toBe(status);
  expect(calcom.world.get(uid)?.status).toBe('accepted');
});

test('a booking is not in its own way', async () => {
  await using calcom = await aCalcom();
  const { uid } = aBooking(calcom, { lengthInMinutes: 60 });

  const moved = await reschedule(calcom, uid, { start: '2026-12-01T09:30:00Z' });

  expect(moved.status).toBe(201);
});

test('where the owner confirms, a reschedule is pending unless the owner asked for it', async () => {
  await using calcom = await aCalcom({ ownerEmail: 'boss@clinic.example' });
  const { uid } = aBooking(calcom, { eventTypeId: APPROVAL });

  const first = await reschedule(calcom, uid, AT_TEN);
  const second = await reschedule(calcom, text(first.data['uid']), {
    start: '2026-12-01T11:00:00Z',
    rescheduledBy: 'boss@clinic.example',
  });
  const between = await call(calcom, `/bookings/${text(first.data['uid'])}`);

  expect(first.data['status']).toBe('pending');
  expect(second.data['status']).toBe('accepted');
  expect(between.data['rescheduledByEmail']).toBe('boss@clinic.example');
});

test('a host who asks for another time leaves a cancelled booking without a successor', async () => {
  await using calcom = await aCalcom();
  const { uid } = aBooking(calcom);

  calcom.world.requestReschedule(uid);
  const read = await call(calcom, `/bookings/${uid}`);

  expect(read.data['status']).toBe('cancelled');
  expect(read.data).not.toHaveProperty('rescheduledToUid');
});

test('moving a seat takes its uid and leaves the others', async () => {
  await using calcom = await aCalcom();
  const booking = aBooking(calcom, {
    eventTypeId: SEATED,
    attendees: [{ email: 'mia@example.com' }, { email: 'leo@example.com' }],
  });
  const seatUid = booking.attendees[0]?.seatUid;

  const unnamed = await reschedule(calcom, booking.uid, AT_TEN);
  const reasoned = await reschedule(calcom, booking.uid, { ...AT_TEN, seatUid, reschedulingReason: 'x' });
  const moved = await reschedule(calcom, booking.uid, { ...AT_TEN, seatUid });

  expect(errorMessage(unnamed)).toMatch(/seatUid/);
  expect(errorMessage(reasoned)).toMatch(/reschedulingReason should not exist/);
  expect(moved.data['attendees']).toMatchObject([{ email: 'mia@example.com' }]);
  expect(calcom.world.get(booking.uid)).toMatchObject({
    status: 'accepted',
    attendees: [{ email: 'leo@example.com' }],
  });
});

test('the last seat that moves away cancels its booking', async () => {
  await using calcom = await aCalcom();
  const booking = aBooking(calcom, { eventTypeId: SEATED });
  const seatUid = booking.attendees[0]?.seatUid;

  const moved = await reschedule(calcom, booking.uid, { start: '2026-12-01T09:05:00Z', seatUid });
  const bySeat = await call(calcom, `/bookings/by-seat/${text(moved.data['seatUid'])}`);

  expect(calcom.world.get(booking.uid)?.status).toBe('cancelled');
  expect(bySeat.data['uid']).toBe(moved.data['uid']);
});

test('a cancelled booking keeps the reason', async () => {
  await using calcom = await aCalcom();
  const { uid } = aBooking(calcom);

  const cancelled = await cancel(calcom, uid, REASON);

  expect(cancelled.status).toBe(200);
  expect(cancelled.data).toMatchObject({ status: 'cancelled', ...REASON });
});

test('a host has to give a reason, a caller who only knows the uid has not', async () => {
  await using calcom = await aCalcom();
  const { uid } = aBooking(calcom);

  const host = await cancel(calcom, uid, {});
  const anyone = await call(calcom, `/bookings/${uid}/cancel`, { body: {}, key: null });

  expect(host.status).toBe(400);
  expect(host.json).toEqual({
    statusCode: 400,
    message: 'Cancellation reason is required when you are the host',
  });
  expect(anyone.status).toBe(200);
});

test('cancelling twice is refused, flat under the older version and merged under the newest', async () => {
  await using calcom = await aCalcom();
  const { uid } = aBooking(calcom);
  calcom.world.cancel(uid);
  const message = 'This booking has already been cancelled.';

  const older = await cancel(calcom, uid, REASON);
  const newest = await call(calcom, `/bookings/${uid}/cancel`, { body: REASON, version: '2026-02-25' });

  expect(older.json).toEqual({ statusCode: 400, message });
  expect(newest.json).toMatchObject({
    statusCode: 400,
    message,
    status: 'error',
    path: `/v2/bookings/${uid}/cancel`,
    error: { code: 'bad_request_error', message, details: { error: 'Bad Request', statusCode: 400 } },
  });
});

test('what has ended, forbids cancelling, or does not exist is not cancelled', async () => {
  await using calcom = await aCalcom({ eventTypes: [{ id: 1 }, { id: 2, disableCancelling: true }] });
  const ended = aBooking(calcom, { start: '2026-11-01T09:00:00Z' }).uid;
  const forbidden = aBooking(calcom, { eventTypeId: 2 }).uid;

  const messages = [];
  for (const uid of [ended, forbidden]) messages.push(errorMessage(await cancel(calcom, uid, REASON)));
  const unknown = await cancel(calcom, MISSING_UID, REASON);

  expect(messages).toEqual([
    'Cannot cancel a booking that has already ended',
    'This event type does not allow cancellations',
  ]);
  expect(unknown.status).toBe(404);
});

test('one seat is cancelled without the booking, the last one with it', async () => {
  await using calcom = await aCalcom();
  const booking = aBooking(calcom, {
    eventTypeId: SEATED,
    attendees: [{ email: 'mia@example.com' }, { email: 'leo@example.com' }],
  });
  const [mia, leo] = booking.attendees.map((attendee) => attendee.seatUid);
  calcom.clock.advance(60_000);

  const first = await cancel(calcom, booking.uid, { ...REASON, seatUid: mia });
  const again = await cancel(calcom, booking.uid, { ...REASON, seatUid: mia });
  const last = await cancel(calcom, booking.uid, { ...REASON, seatUid: leo });

  expect(first.data).toMatchObject({ status: 'accepted', updatedAt: '2026-11-22T06:00:00.000Z' });
  expect(first.data['attendees']).toHaveLength(1);
  expect(errorMessage(again)).toMatch(/^Invalid seatUid: this seat does not exist/);
  expect(last.data).toMatchObject({ status: 'cancelled', updatedAt: '2026-11-22T06:01:00.000Z' });
  expect(last.data['attendees']).toMatchObject([{ seatUid: leo }]);
});

test('a seat of another booking is refused', async () => {
  await using calcom = await aCalcom();
  const one = aBooking(calcom, { eventTypeId: SEATED });
  const other = aBooking(calcom, { eventTypeId: SEATED, ...AT_TEN });

  const refused = await cancel(calcom, one.uid, { ...REASON, seatUid: other.attendees[0]?.seatUid });

  expect(errorMessage(refused)).toBe('Invalid seatUid: this seat does not belong to this booking.');
});

test('cancelling a seated booking without naming a seat cancels it for all', async () => {
  await using calcom = await aCalcom();
  const { uid } = aBooking(calcom, { eventTypeId: SEATED, attendees: [{}, { email: 'leo@example.com' }] });

  await cancel(calcom, uid, REASON);

  expect(calcom.world.get(uid)?.status).toBe('cancelled');
});

test('a recurring uid cancels every occurrence, an own uid only one, and the later ones when asked', async () => {
  await using calcom = await aCalcom();
  const series = await call(calcom, '/bookings', { body: createBody({ eventTypeId: RECURRING }) });
  const [first, second, third] = uids(series);
  const statuses = () => [first, second, third].map((uid) => calcom.world.get(String(uid))?.status);

  await cancel(calcom, String(first), REASON);
  expect(statuses()).toEqual(['cancelled', 'accepted', 'accepted']);

  await cancel(calcom, String(second), { ...REASON, cancelSubsequentBookings: true });
  expect(statuses()).toEqual(['cancelled', 'cancelled', 'cancelled']);

  for (const uid of [first, second, third]) calcom.world.restore(String(uid));
  const all = await cancel(calcom, text(series.data[0]?.['recurringBookingUid']), REASON);
  expect(all.data).toHaveLength(3);
  expect(statuses()).toEqual(['cancelled', 'cancelled', 'cancelled']);
});

test('seats show who sits there to the host, in a listing, or to all where the event type says so', async () => {
  await using calcom = await aCalcom({
    eventTypes: [
      { id: 1, seatsPerTimeSlot: 2 },
      { id: 2, seatsPerTimeSlot: 2, seatsShowAttendees: true },
    ],
  });
  const hidden = aBooking(calcom).uid;
  const shown = aBooking(calcom, { eventTypeId: 2, ...AT_TEN }).uid;

  const host = await call(calcom, `/bookings/${hidden}`);
  const anyone = await call(calcom, `/bookings/${hidden}`, { key: null });
  const open = await call(calcom, `/bookings/${shown}`, { key: null });

  expect(host.data['attendees']).toHaveLength(1);
  expect(anyone.data['attendees']).toEqual([]);
  expect(open.data['attendees']).toHaveLength(1);
});

test('a removed booking is 404 until it is restored', async () => {
  await using calcom = await aCalcom();
  const { uid } = aBooking(calcom);
  await call(calcom, '/bookings');

  calcom.world.remove(uid);
  const gone = await call(calcom, `/bookings/${uid}`);
  const without = await call(calcom, '/bookings');
  calcom.world.restore(uid);
  const back = await call(calcom, '/bookings');

  expect(gone.status).toBe(404);
  expect(without.data).toEqual([]);
  expect(back.data).toHaveLength(1);
});

test('a status nobody knows is answered as it is', async () => {
  await using calcom = await aCalcom();
  const { uid } = aBooking(calcom);

  calcom.world.update(uid, { status: 'on_hold' });
  const read = await call(calcom, `/bookings/${uid}`);

  expect(read.data['status']).toBe('on_hold');
});

function reschedule(calcom: Calcom, uid: string, body: object) {
  return call(calcom, `/bookings/${uid}/reschedule`, { body });
}

function cancel(calcom: Calcom, uid: string, body: object) {
  return call(calcom, `/bookings/${uid}/cancel`, { body });
}
