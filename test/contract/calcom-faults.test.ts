/** What the client makes of everything that can go wrong between it and Cal.com. */
import { describe, expect, test } from 'vitest';
import { createCalcomClient, type CalcomClient } from '../../src/calcom/calcom-client.ts';
import { CalcomError } from '../../src/domain/errors.ts';
import { createRequestBudget, inMemoryLedger } from '../../src/runtime/request-budget.ts';
import { type Fault } from '../../src/sandbox/calcom/faults.ts';
import { createHurriedClock, createManualClock, settled } from '../unit/runtime/manual-clock.ts';
import { aCalcomWorld, type CalcomTestWorld } from './calcom-world.ts';

const NEVER = new AbortController().signal;
const NOON = Date.UTC(2027, 0, 4, 12);
const TIMEOUTS = { read: 60, listing: 60, write: 60 };
const MIA = { name: 'Mia Novak', email: 'mia@example.com', timeZone: 'Europe/Berlin' };

const OUTAGES: [string, Fault][] = [
  ['a 500', { kind: 'status', status: 500 }],
  ['a 502 with an empty body', { kind: 'status', status: 502, body: '' }],
  ['a 524 page of Cloudflare', { kind: 'html', status: 524 }],
  ['a page with the status 200', { kind: 'html', status: 200 }],
  ['a cut connection', { kind: 'cut' }],
  ['an answer that never comes', { kind: 'hang' }],
];

describe('an outage', () => {
  test.each(OUTAGES)('shows as unavailable after three tries at reading: %s', async (_, fault) => {
    await using world = await aBrokenWorld(fault);

    const error = await failureOf(world.client.findByUid('abc', NEVER));

    expect(error).toMatchObject({ problem: 'unavailable', outcomeUnknown: false });
    expect(world.client.requestsSent()).toBe(3);
  });

  test.each(OUTAGES)('shows as unavailable after four tries at listing: %s', async (_, fault) => {
    await using world = await aBrokenWorld(fault);

    const error = await failureOf(
      world.client.listByStart({ afterStart: 0, take: 250, eventTypeIds: [] }, NEVER),
    );

    expect(error.problem).toBe('unavailable');
    expect(world.client.requestsSent()).toBe(4);
  });

  test.each(OUTAGES)('leaves unknown, after one try, whether a write took effect: %s', async (_, fault) => {
    await using world = await aBrokenWorld(fault);

    const error = await failureOf(create(world));

    expect(error).toMatchObject({ problem: 'unavailable', outcomeUnknown: true });
    expect(world.client.requestsSent()).toBe(1);
  });

  test.each(OUTAGES)('that passes is not noticed: %s', async (_, fault) => {
    await using world = await aBrokenWorld(fault, 2);
    const uid = world.book(NOON);

    expect(await world.client.findByUid(uid, NEVER)).toMatchObject({ kind: 'one' });
  });

  test.each(['cut', 'hang'] as const)('leaves a write unknown that did take effect: %s', async (kind) => {
    await using world = await aBrokenWorld({ kind, after: true });

    const error = await failureOf(create(world));

    expect(error.outcomeUnknown).toBe(true);
    expect(world.calcom.world.all()).toHaveLength(1);
  });

  test('makes the page smaller when it is a time-out', async () => {
    await using world = await aBrokenWorld({ kind: 'hang' }, 1);

    const page = await world.client.listByStart({ afterStart: 0, take: 250, eventTypeIds: [] }, NEVER);

    expect(page.take).toBe(125);
  });
});

describe('nobody at the address', () => {
  test('leaves no doubt that a write had no effect', async () => {
    const clock = createHurriedClock();
    const budget = createRequestBudget({ ledger: inMemoryLedger(), clock, requestsPerMinute: 90 });
    await using client = createCalcomClient({ url: 'http://127.0.0.1:9/v2', apiKey: 'cal_x', budget, clock });

    const error = await failureOf(client.cancelBooking({ uid: 'abc', reason: 'gone' }, NEVER));

    expect(error).toMatchObject({ problem: 'unavailable', outcomeUnknown: false });
    expect(error.message).toBe(
      'Cannot cancel the booking: Cal.com cannot be reached; check the network and CALCOM_API_URL (ECONNREFUSED)',
    );
  });
});

describe('the circuit', () => {
  test('opens after six outages, asks nothing for half a minute, then asks again', async () => {
    const clock = createManualClock(Date.UTC(2026, 11, 1));
    await using world = await aBrokenWorld({ kind: 'status', status: 500 }, 6, clock);

    for (let n = 0; n < 6; n += 1) {
      const failed = failureOf(create(world));
      await clock.advance(1000);
      await failed;
    }
    const refused = await failureOf(create(world));

    expect(refused).toMatchObject({ problem: 'circuit_open', outcomeUnknown: false });
    expect(world.client.breaker.state()).toBe('open');
    await clock.advance(30_000);
    expect(await world.client.findByUid('abc', NEVER)).toMatchObject({ kind: 'absent' });
    expect(world.client.breaker.state()).toBe('closed');
  });

  test('is shared by a client that was started with its saved state', async () => {
    await using world = await aBrokenWorld({ kind: 'status', status: 500 });
    for (let n = 0; n < 6; n += 1) await failureOf(create(world));

    const restarted = world.connect({ breaker: JSON.parse(JSON.stringify(world.client.breaker)) as unknown });

    await expect(restarted.me(NEVER)).rejects.toMatchObject({ problem: 'circuit_open' });
  });

  test.each([401, 404, 429])('is not opened by a %i', async (status) => {
    await using world = await aBrokenWorld({ kind: 'status', status, body: { message: 'no' } });

    for (let n = 0; n < 7; n += 1) await failureOf(create(world));

    expect(world.client.breaker.state()).toBe('closed');
  });
});

describe('too many requests', () => {
  const reset = { 'X-RateLimit-Reset-Default': '43' };

  test('are answered by waiting for the reset, for everybody, and asking once more', async () => {
    await using world = await aBrokenWorld({ kind: 'status', status: 429, headers: reset }, 1);
    const begin = world.clock.now();

    await world.client.me(NEVER);

    expect(world.client.requestsSent()).toBe(2);
    expect(world.clock.now() - begin).toBeGreaterThanOrEqual(43_000);
    expect(world.client.breaker.state()).toBe('closed');
  });

  test('twice in a row are told', async () => {
    await using world = await aBrokenWorld({ kind: 'status', status: 429, headers: reset });

    const error = await failureOf(create(world));

    expect(error).toMatchObject({ problem: 'throttled', httpStatus: 429, outcomeUnknown: false });
    expect(world.client.requestsSent()).toBe(2);
  });

  test('are told also when the page comes from Cloudflare', async () => {
    await using world = await aBrokenWorld({ kind: 'html', status: 429 });

    expect(await failureOf(world.client.me(NEVER))).toMatchObject({ problem: 'throttled' });
  });

  test('are avoided by waiting when an answer says that nothing is left', async () => {
    await using world = await aCalcomWorld({}, { requestsPerMinute: 2 });
    const begin = world.clock.now();

    for (let n = 0; n < 4; n += 1) await world.client.me(NEVER);

    expect(world.calcom.requests.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(world.clock.now() - begin).toBeGreaterThanOrEqual(58_000);
  });
});

test('an answer stands when the pause that it asks for cannot be shared', async () => {
  const ledger = { ...inMemoryLedger(), pause: () => Promise.reject(new Error('no database')) };
  const clock = createHurriedClock(Date.UTC(2026, 11, 1));
  const budget = createRequestBudget({ ledger, clock, requestsPerMinute: 90 });
  await using world = await aCalcomWorld({ clock, budget }, { requestsPerMinute: 1 });

  await create(world);

  expect(world.calcom.world.all()).toHaveLength(1);
});

describe('a wrong key', () => {
  test('is told at once, and never shown', async () => {
    await using world = await aCalcomWorld({ apiKey: 'cal_live_wrong' });

    const error = await failureOf(world.client.me(NEVER));

    expect(error).toMatchObject({ problem: 'unauthorized', httpStatus: 401 });
    expect(error.message).not.toContain('cal_live_wrong');
    expect(world.client.requestsSent()).toBe(1);
  });
});

describe('an answer in another shape', () => {
  test.each<[string, (json: unknown) => unknown, string]>([
    [
      'of an older version',
      () => ({ status: 'success', data: { bookings: [] } }),
      'shape of an older version',
    ],
    [
      'of a newer version',
      () => ({ status: 'success', data: [], pagination: { nextCursor: null, hasMore: false } }),
      'came with a cursor',
    ],
    ['without a list', () => ({ status: 'success' }), 'holds no data'],
  ])('%s is told in plain words, once', async (_, body, words) => {
    await using world = await aBrokenWorld({ kind: 'rewrite', body });

    const error = await failureOf(
      world.client.listByStart({ afterStart: 0, take: 250, eventTypeIds: [] }, NEVER),
    );

    expect(error.problem).toBe('unexpected_shape');
    expect(error.message).toContain(words);
    expect(error.message).toMatch(/^Cannot list the bookings: .*\(HTTP 200, request .+\)$/);
    expect(world.client.requestsSent()).toBe(1);
  });

  test('leaves unknown whether a write took effect', async () => {
    await using world = await aBrokenWorld({ kind: 'rewrite', body: () => ({ status: 'success' }) });

    expect(await failureOf(create(world))).toMatchObject({
      problem: 'unexpected_shape',
      outcomeUnknown: true,
    });
  });

  test('comes from a wrong address: a missing route is no missing booking', async () => {
    await using world = await aCalcomWorld();
    const lost = world.connect({ url: `${world.calcom.url}/v9` });

    const error = await failureOf(lost.findByUid('abc', NEVER));

    expect(error).toMatchObject({ problem: 'unexpected_shape', httpStatus: 404 });
  });

  test('is a redirect, which is not followed', async () => {
    await using world = await aBrokenWorld({
      kind: 'status',
      status: 301,
      headers: { location: 'https://example.com' },
    });

    expect(await failureOf(world.client.me(NEVER))).toMatchObject({
      problem: 'unexpected_shape',
      httpStatus: 301,
    });
  });
});

describe('giving up', () => {
  test('ends a request that hangs, with the reason that was given', async () => {
    await using world = await aCalcomWorld();
    world.calcom.faults.add({ fault: { kind: 'hang' } });
    const giveUp = new AbortController();

    const answer = world.client.me(giveUp.signal);
    await new Promise((resolve) => setTimeout(resolve, 20));
    giveUp.abort(new Error('shutting down'));

    await expect(answer).rejects.toThrow('shutting down');
    expect(world.client.breaker.state()).toBe('closed');
  });

  test('before the start sends nothing', async () => {
    await using world = await aCalcomWorld();

    await expect(world.client.me(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');

    await settled();
    expect(world.client.requestsSent()).toBe(0);
  });
});

test('closing the client ends what still hangs', async () => {
  await using world = await aCalcomWorld();
  world.calcom.faults.add({ fault: { kind: 'hang' } });

  const answer = failureOf(create(world));
  await new Promise((resolve) => setTimeout(resolve, 20));
  await world.client[Symbol.asyncDispose]();

  expect(await answer).toMatchObject({ problem: 'unavailable', outcomeUnknown: true });
});

async function aBrokenWorld(
  fault: Fault,
  times = Infinity,
  clock = createHurriedClock(Date.UTC(2026, 11, 1)),
): Promise<CalcomTestWorld> {
  const world = await aCalcomWorld({ timeouts: TIMEOUTS, clock });
  world.calcom.faults.add({ times, fault });
  return world;
}

function create({ client, eventTypeId }: { client: CalcomClient; eventTypeId: number }): Promise<unknown> {
  return client.createBooking({ eventTypeId, startsAt: NOON, attendee: MIA, marker: 'm-1' }, NEVER);
}

async function failureOf(answer: Promise<unknown>): Promise<CalcomError> {
  const error = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CalcomError))
    throw new Error('This should have failed with a CalcomError', { cause: error });
  return error;
}
