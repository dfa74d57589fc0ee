/** Listing Bookings in the stand-in: filters, orders, pages, and what a client must not rely on. */
import { expect, test } from 'vitest';
import {
  aBooking,
  aCalcom,
  type Calcom,
  call,
  errorMessage,
  NOW,
  PLAIN,
  RECURRING,
  uids,
  text,
} from './sandbox-calcom-fixture.ts';

const DAY = 86_400_000;
const CURSOR = { version: '2026-05-01' };

test('a listing without filters holds every booking by start, also dead ones', async () => {
  await using calcom = await aCalcom();
  const [later, dead, first] = [bookAt(calcom, 3), bookAt(calcom, 2), bookAt(calcom, 1)];
  calcom.world.cancel(dead);

  const list = await call(calcom, '/bookings');

  expect(uids(list)).toEqual([first, dead, later]);
  expect(list.json['pagination']).toEqual({
    returnedItems: 3,
    totalItems: 3,
    itemsPerPage: 100,
    remainingItems: 0,
    currentPage: 1,
    totalPages: 1,
    hasNextPage: false,
    hasPreviousPage: false,
  });
});

test('an empty listing is on page 0', async () => {
  await using calcom = await aCalcom();

  const list = await call(calcom, '/bookings');

  expect(list.data).toEqual([]);
  expect(list.json['pagination']).toMatchObject({ currentPage: 0, totalPages: 0, totalItems: 0 });
});

test('take and skip cut a page, and the numbers are computed from the count', async () => {
  await using calcom = await aCalcom();
  const all = [1, 2, 3, 4, 5].map((day) => bookAt(calcom, day));

  const page = await call(calcom, '/bookings?take=2&skip=2');

  expect(uids(page)).toEqual(all.slice(2, 4));
  expect(page.json['pagination']).toEqual({
    returnedItems: 2,
    totalItems: 5,
    itemsPerPage: 2,
    remainingItems: 1,
    currentPage: 2,
    totalPages: 3,
    hasNextPage: true,
    hasPreviousPage: true,
  });
});

test.each([
  ['take=251', 'take'],
  ['take=0', 'take'],
  ['take=many', 'take'],
  ['skip=-1', 'skip'],
  ['status=', 'status'],
  ['status=accepted', 'status'],
  ['afterStart=tomorrow', 'afterStart'],
  ['afterStart=2026-12-01T00:00:00+01:00', 'afterStart'],
  ['sortStart=up', 'sortStart'],
  ['eventTypeIds=', 'eventTypeIds'],
])('%s is refused by the validation of queries', async (query, property) => {
  await using calcom = await aCalcom();

  const refused = await call(calcom, `/bookings?${query}`);

  expect(refused.status).toBe(400);
  expect(refused.json['error']).toMatchObject({
    code: 'BadRequestException',
    message: 'Bad Request Exception',
    details: { errors: [{ property }] },
  });
});

test('unknown query parameters are dropped without a word, per version', async () => {
  await using calcom = await aCalcom();
  bookAt(calcom, 1);
  bookAt(calcom, 2);

  const offset = await call(calcom, '/bookings?limit=1&cursor=x&metadata=y');
  const cursor = await call(calcom, '/bookings?take=1&skip=1', CURSOR);

  expect(offset.data).toHaveLength(2);
  expect(cursor.data).toHaveLength(2);
});

test('start and end bounds are inclusive', async () => {
  await using calcom = await aCalcom();
  const inside = aBooking(calcom, { start: '2026-12-01T09:00:00Z' }).uid;
  aBooking(calcom, { start: '2026-12-01T08:59:59.999Z' });
  aBooking(calcom, { start: '2026-12-01T09:00:00.001Z' });

  const list = await call(
    calcom,
    '/bookings?afterStart=2026-12-01T09:00:00.000Z&beforeEnd=2026-12-01T09:15:00.000Z',
  );

  expect(uids(list)).toEqual([inside]);
});

test('event types filter the listing, and asking only for unknown ones is refused', async () => {
  await using calcom = await aCalcom();
  const plain = bookAt(calcom, 1);
  aBooking(calcom, { eventTypeId: RECURRING });

  const list = await call(calcom, `/bookings?eventTypeIds=${PLAIN},999`);
  const refused = await call(calcom, '/bookings?eventTypeIds=998,999');

  expect(uids(list)).toEqual([plain]);
  expect(refused.status).toBe(400);
  expect(errorMessage(refused)).toBe('The requested event-types do not exist.');
});

test('attendees are found by exact e-mail and name, and a blank in an address is a plus', async () => {
  await using calcom = await aCalcom();
  const mia = aBooking(calcom, { attendee: { name: 'Mia', email: 'mia+work@example.com' } }).uid;
  aBooking(calcom, { attendee: { name: 'Leo', email: 'leo@example.com' } });

  const byEmail = await call(calcom, '/bookings?attendeeEmail=mia+work@example.com');
  const otherCase = await call(calcom, '/bookings?attendeeEmail=LEO@example.com');
  const byName = await call(calcom, `/bookings?attendeeName=Mia&bookingUid=${mia}`);

  expect(uids(byEmail)).toEqual([mia]);
  expect(otherCase.data).toEqual([]);
  expect(uids(byName)).toEqual([mia]);
});

test('the status filter has its own words: upcoming holds pending, cancelled holds rejected', async () => {
  await using calcom = await aCalcom();
  const past = bookAt(calcom, -1);
  const pending = bookAt(calcom, 1);
  const rejected = bookAt(calcom, 2);
  const cancelled = bookAt(calcom, 3);
  const occurrence = aBooking(calcom, { start: NOW + 4 * DAY, recurringBookingUid: 'series' }).uid;
  calcom.world.update(pending, { status: 'pending' });
  calcom.world.reject(rejected);
  calcom.world.cancel(cancelled);

  const found = async (status: string) => uids(await call(calcom, `/bookings?status=${status}`));

  expect(await found('upcoming')).toEqual([pending, occurrence]);
  expect(await found('unconfirmed')).toEqual([pending]);
  expect(await found('recurring')).toEqual([occurrence]);
  expect(await found('past')).toEqual([past]);
  expect(await found('cancelled')).toEqual([cancelled, rejected]);
  expect(await found('past,unconfirmed')).toEqual([past, pending]);
});

test('of several sorts only the first in precedence counts', async () => {
  await using calcom = await aCalcom();
  const early = aBooking(calcom, { start: NOW + DAY, createdAt: NOW - 2 }).uid;
  const late = aBooking(calcom, { start: NOW + 2 * DAY, createdAt: NOW - 1 }).uid;

  const list = await call(calcom, '/bookings?sortCreated=desc&sortStart=asc');
  const byCreation = await call(calcom, '/bookings?sortCreated=desc');

  expect(uids(list)).toEqual([early, late]);
  expect(uids(byCreation)).toEqual([late, early]);
});

test('totalItems is counted before the filters by creation and update', async () => {
  await using calcom = await aCalcom();
  aBooking(calcom, { createdAt: NOW - DAY });
  const fresh = bookAt(calcom, 2);
  const at = encodeURIComponent(new Date(NOW).toISOString());

  const list = await call(calcom, `/bookings?afterUpdatedAt=${at}&sortUpdatedAt=asc&take=1`);

  expect(uids(list)).toEqual([fresh]);
  expect(list.json['pagination']).toMatchObject({ totalItems: 2, hasNextPage: true });
});

test('a booking that was never updated is found by no filter on updates, and sorts last', async () => {
  await using calcom = await aCalcom();
  const never = aBooking(calcom, { start: NOW + DAY, updatedAt: null }).uid;
  const once = bookAt(calcom, 2);

  const sorted = await call(calcom, '/bookings?sortUpdatedAt=asc');
  const filtered = await call(calcom, '/bookings?afterUpdatedAt=1970-01-01T00:00:00Z');

  expect(uids(sorted)).toEqual([once, never]);
  expect(sorted.data[1]?.['updatedAt']).toBeNull();
  expect(uids(filtered)).toEqual([once]);
});

test('rows with one start come in another order with each request, also across pages', async () => {
  await using calcom = await aCalcom();
  const all = Array.from({ length: 12 }, () => aBooking(calcom).uid).toSorted();

  const orders = [];
  for (let index = 0; index < 5; index++) orders.push(uids(await call(calcom, '/bookings?sortStart=asc')));
  const halves = [
    ...uids(await call(calcom, '/bookings?take=6')),
    ...uids(await call(calcom, '/bookings?take=6&skip=6')),
  ];

  expect(orders.map((order) => order.toSorted())).toEqual(orders.map(() => all));
  expect(new Set(orders.map(String)).size).toBeGreaterThan(1);
  expect(new Set(halves).size).toBeLessThan(12);
});

test('the order of ties is the same again for the same seed and request number', async () => {
  const orders = [];
  for (const seed of [7, 7]) {
    await using calcom = await aCalcom({ seed });
    for (let index = 0; index < 8; index++) aBooking(calcom);
    orders.push(uids(await call(calcom, '/bookings')));
  }

  expect(orders[1]).toEqual(orders[0]);
});

test('a moved start is found at its new place at once', async () => {
  await using calcom = await aCalcom();
  const [first, second] = [bookAt(calcom, 1), bookAt(calcom, 2)];
  await call(calcom, '/bookings');

  calcom.world.update(first, { start: NOW + 3 * DAY });
  const list = await call(calcom, '/bookings');

  expect(uids(list)).toEqual([second, first]);
  expect(list.data[1]?.['duration']).toBe(15);
});

test('cursor pages follow each other without repeats, newest start first', async () => {
  await using calcom = await aCalcom();
  const all = [1, 1, 2, 3, 4].map((day) => bookAt(calcom, day));

  const first = await call(calcom, '/bookings?limit=2', CURSOR);
  const second = await call(calcom, `/bookings?limit=2&cursor=${nextCursor(first)}`, CURSOR);
  const third = await call(calcom, `/bookings?limit=2&cursor=${nextCursor(second)}`, CURSOR);

  expect([...uids(first), ...uids(second), ...uids(third)]).toEqual(all.toReversed());
  expect(first.json['pagination']).toEqual({ nextCursor: expect.any(String), hasMore: true });
  expect(third.json['pagination']).toEqual({ nextCursor: null, hasMore: false });
});

test('cursor order and first page depend on the status asked for', async () => {
  await using calcom = await aCalcom();
  const running = aBooking(calcom, { start: NOW - 2 * 3_600_000, lengthInMinutes: 240 }).uid;
  const [older, old, soon, later] = [-2, -1, 1, 2].map((day) => bookAt(calcom, day));

  const upcoming = await call(calcom, '/bookings?status=upcoming', CURSOR);
  const past = await call(calcom, '/bookings?status=past', CURSOR);

  expect(uids(upcoming)).toEqual([soon, later]);
  expect(uids(past)).toEqual([old, older]);
  expect([...uids(upcoming), ...uids(past)]).not.toContain(running);
});

test.each(['limit=101', 'limit=0', 'status=upcoming,past', 'cursor=nonsense'])(
  '%s is refused in cursor mode',
  async (query) => {
    await using calcom = await aCalcom();

    const refused = await call(calcom, `/bookings?${query}`, CURSOR);

    expect(refused.status).toBe(400);
  },
);

test('a hundred thousand bookings are listed without a sort per request', async () => {
  await using calcom = await aCalcom();
  for (let index = 0; index < 100_000; index++) {
    aBooking(calcom, { start: NOW + ((index * 7919) % 100_000) * 60_000 });
  }
  await call(calcom, `/bookings?eventTypeIds=${PLAIN}&take=250`);

  const began = performance.now();
  const list = await call(
    calcom,
    `/bookings?eventTypeIds=${PLAIN}&take=250&sortStart=asc&afterStart=${new Date(NOW + DAY).toISOString()}`,
  );

  expect(list.data).toHaveLength(250);
  expect(list.json['pagination']).toMatchObject({ totalItems: 100_000 - 24 * 60 });
  expect(performance.now() - began).toBeLessThan(1_000);
});

function bookAt(calcom: Calcom, day: number): string {
  return aBooking(calcom, { start: NOW + day * DAY }).uid;
}

function nextCursor(reply: Awaited<ReturnType<typeof call>>): string {
  return text(reply.json['pagination']?.['nextCursor']);
}
