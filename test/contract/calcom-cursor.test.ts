/** Lists in cursor mode, against a stand-in that speaks real HTTP by the rules of the hosted API. */
import { describe, expect, test } from 'vitest';
import type { ByCursor } from '../../src/reconcile/booking-source.ts';
import { aCalcomWorld as aWorld, type CalcomTestWorld } from './calcom-world.ts';

const NEVER = new AbortController().signal;
const NOON = Date.UTC(2027, 0, 4, 12);
const HALF_HOUR = 30 * 60_000;

describe('a list by cursor', () => {
  test('asks in its own version for what starts from an instant on, and says where the next page begins', async () => {
    await using world = await aWorld();
    const [first, second, third] = [0, 1, 2].map((at) => world.book(NOON + at * HALF_HOUR));
    const asked = { afterStart: NOON, take: 2, eventTypeIds: [world.eventTypeId] };

    const page = await list(world, asked);
    const next = await list(world, { ...asked, cursor: page.nextCursor });

    expect(page).toMatchObject({ hasMore: true, take: 2, bookings: [{ uid: third }, { uid: second }] });
    expect(next).toMatchObject({ hasMore: false, nextCursor: null, bookings: [{ uid: first }] });
    const requests = world.calcom.requests.map(({ query }) => Object.fromEntries(query));
    const question = {
      afterStart: '2027-01-04T12:00:00.000Z',
      limit: '2',
      eventTypeIds: String(world.eventTypeId),
    };
    expect(requests).toEqual([question, { ...question, cursor: page.nextCursor }]);
    expect(world.calcom.requests[0]?.headers['cal-api-version']).toBe('2026-05-01');
  });

  test('can be bounded by the end and by the time of the last change', async () => {
    await using world = await aWorld();
    const [early] = [world.book(NOON), world.book(NOON + HALF_HOUR)];

    const page = await list(world, { beforeEnd: NOON + HALF_HOUR, afterUpdatedAt: 0 });

    expect(page.bookings.map(({ uid }) => uid)).toEqual([early]);
    expect(Object.fromEntries(world.calcom.requests[0]!.query)).toEqual({
      beforeEnd: '2027-01-04T12:30:00.000Z',
      afterUpdatedAt: '1970-01-01T00:00:00.000Z',
      limit: '100',
    });
  });

  test('asks for half after each 5xx, and says how many it asked for in the end', async () => {
    await using world = await aWorld();
    world.calcom.faults.add({ times: 3, fault: { kind: 'status', status: 524 } });

    const page = await list(world);

    expect(world.calcom.requests.map(({ query }) => query.get('limit'))).toEqual(['100', '50', '25', '12']);
    expect(page.take).toBe(12);
  });

  test('asks for half after an answer that did not come in time', async () => {
    await using world = await aWorld({ timeouts: { listing: 60 } });
    world.calcom.faults.add({ fault: { kind: 'hang' } });

    const page = await list(world);

    expect(page.take).toBe(50);
  });
});

const OLDER = /does not know the version that was asked for; set CALCOM_LIST_MODE=offset/;
const SHAPES: [string, unknown, RegExp][] = [
  ['the oldest version', { data: { bookings: [], recurringInfo: [], nextCursor: null } }, OLDER],
  ['offset mode', { data: [], pagination: { totalItems: 0, hasNextPage: false } }, OLDER],
  ['no pages at all', { data: [] }, OLDER],
  ['no list', { data: 'none' }, /should hold a list of bookings, but holds a text/],
  ['another cursor', paged({ nextCursor: 7, hasMore: true }), /cursor of the next page is a number/],
  ['an empty cursor', paged({ nextCursor: '', hasMore: true }), /cursor of the next page is an empty text/],
  ['no word of what follows', paged({ nextCursor: null }), /does not say whether more pages follow/],
];

describe('a list by cursor in the shape of', () => {
  test.each(SHAPES)('%s is told, not guessed', async (_, body, because) => {
    await using world = await aWorld();
    world.calcom.faults.add({ fault: { kind: 'rewrite', body: () => body } });

    const asking = list(world);

    await expect(asking).rejects.toMatchObject({
      problem: 'unexpected_shape',
      message: expect.stringMatching(because),
    });
    expect(world.client.requestsSent()).toBe(1);
  });
});

test('a server that has no list of the version asked for is told with what helps', async () => {
  await using world = await aWorld();
  const body = { error: { code: 'NotFoundException', message: 'Cannot GET /v2/bookings' } };
  world.calcom.faults.add({ fault: { kind: 'status', status: 404, body } });

  await expect(list(world)).rejects.toMatchObject({
    problem: 'unexpected_shape',
    message: expect.stringContaining('does not know this route; set CALCOM_LIST_MODE=offset'),
  });
});

function list({ client }: CalcomTestWorld, question: Partial<ByCursor> = {}) {
  return client.listByCursor({ cursor: null, take: 100, eventTypeIds: [], ...question }, NEVER);
}

function paged(pagination: object): object {
  return { data: [], pagination };
}
