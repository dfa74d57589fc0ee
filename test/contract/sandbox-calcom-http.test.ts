/** Keys, versions, limits and faults of the stand-in: what lies between a client and the API's own rules. */
import { fetch } from 'undici';
import { expect, test } from 'vitest';
import type { Fault } from '../../src/sandbox/calcom/faults.ts';
import {
  aBooking,
  aCalcom,
  call,
  createBody,
  errorMessage,
  type Json,
  MISSING_UID,
  NOW,
} from './sandbox-calcom-fixture.ts';

test('a listing needs a key, a single booking only its uid', async () => {
  await using calcom = await aCalcom();
  const { uid } = aBooking(calcom);

  const list = await call(calcom, '/bookings', { key: null });
  const one = await call(calcom, `/bookings/${uid}`, { key: null });
  const created = await call(calcom, '/bookings', {
    body: createBody({ start: '2026-12-02T09:00:00Z' }),
    key: null,
  });

  expect(list.status).toBe(401);
  expect(list.json['error']).toMatchObject({ code: 'UnauthorizedException' });
  expect(errorMessage(list)).toMatch(/^No authentication method provided\./);
  expect(one.status).toBe(200);
  expect(created.status).toBe(201);
});

test('a wrong key is refused everywhere, before anything else is looked at', async () => {
  await using calcom = await aCalcom();
  const { uid } = aBooking(calcom);

  const wrong = await call(calcom, `/bookings/${uid}`, { key: 'cal_wrong' });
  const token = await call(calcom, '/bookings', { key: 'eyJhbGciOi' });

  expect(wrong.status).toBe(401);
  expect(errorMessage(wrong)).toBe('CustomThrottlerGuard - Invalid API Key');
  expect(token.status).toBe(401);
});

test.each([null, '"2024-08-13"', '2023-01-01'])(
  'the version %s gets the body of 2024-04-15 without an error',
  async (version) => {
    await using calcom = await aCalcom();
    const { uid } = aBooking(calcom);

    const list = await call(calcom, '/bookings?take=1', { version });

    expect(list.status).toBe(200);
    expect(list.json['data']).toMatchObject({
      bookings: [{ uid, status: 'ACCEPTED', startTime: '2026-12-01T09:00:00.000Z' }],
      recurringInfo: [],
      nextCursor: null,
    });
  },
);

test('a version that exists but not for this route answers like an unknown path', async () => {
  await using calcom = await aCalcom();
  const { uid } = aBooking(calcom);

  const list = await call(calcom, '/bookings', { version: '2024-09-04' });
  const booking = await call(calcom, `/bookings/${uid}`, { version: '2026-05-01' });
  const unknown = await call(calcom, `/bookings/${uid}/attendees`);

  expect(list.status).toBe(404);
  expect(errorMessage(list)).toBe('Cannot GET /v2/bookings');
  expect(errorMessage(booking)).toBe(`Cannot GET /v2/bookings/${uid}`);
  expect(errorMessage(unknown)).toBe(`Cannot GET /v2/bookings/${uid}/attendees`);
});

test('every answer says how much of the limit is left, in seconds, and carries a request id', async () => {
  await using calcom = await aCalcom({ requestsPerMinute: 120 });
  await call(calcom, '/me');
  calcom.clock.advance(20_500);

  const answer = await call(calcom, `/bookings/${MISSING_UID}`);

  expect(answer.headers.get('X-RateLimit-Limit-Default')).toBe('120');
  expect(answer.headers.get('X-RateLimit-Remaining-Default')).toBe('118');
  expect(answer.headers.get('X-RateLimit-Reset-Default')).toBe('40');
  expect(answer.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('over the limit everything is refused for a minute that further requests do not prolong', async () => {
  await using calcom = await aCalcom({ requestsPerMinute: 2 });
  await call(calcom, '/me');
  await call(calcom, '/me');

  const refused = await call(calcom, '/me');
  calcom.clock.advance(59_000);
  const still = await call(calcom, '/me');
  calcom.clock.advance(1_000);
  const free = await call(calcom, '/me');

  const message = 'CustomThrottlerGuard - Too many requests. Please try again later.';
  expect(refused.status).toBe(429);
  expect(refused.json['error']).toEqual({ code: 'ThrottlerException', message, details: message });
  expect(refused.headers.get('Retry-After')).toBeNull();
  expect(refused.headers.get('X-RateLimit-Reset-Default')).toBe('60');
  expect(still.headers.get('X-RateLimit-Reset-Default')).toBe('1');
  expect(free.status).toBe(200);
  expect(free.headers.get('X-RateLimit-Remaining-Default')).toBe('1');
});

test('the limit counts by key, so that one caller does not block another', async () => {
  await using calcom = await aCalcom({ requestsPerMinute: 1 });
  const { uid } = aBooking(calcom);
  await call(calcom, '/me');

  const other = await call(calcom, `/bookings/${uid}`, { key: null });

  expect(other.status).toBe(200);
});

test('requests are recorded, oldest first', async () => {
  await using calcom = await aCalcom();

  await call(calcom, '/bookings?take=1');
  await call(calcom, '/bookings', { body: createBody({ start: 'never' }) });

  expect(calcom.requests).toMatchObject([
    { method: 'GET', path: '/v2/bookings', body: undefined, status: 200, at: NOW },
    { method: 'POST', path: '/v2/bookings', body: { start: 'never' }, status: 400 },
  ]);
  expect(calcom.requests[0]?.query.get('take')).toBe('1');
  expect(calcom.requests[0]?.headers['cal-api-version']).toBe('2024-08-13');
});

test('the world moves before the request of a chosen number is answered', async () => {
  await using calcom = await aCalcom();
  const { uid } = aBooking(calcom);
  calcom.onRequest(async (n) => {
    await Promise.resolve();
    if (n === 2) calcom.world.cancel(uid);
  });

  const first = await call(calcom, `/bookings/${uid}`);
  const second = await call(calcom, `/bookings/${uid}`);

  expect([first.data['status'], second.data['status']]).toEqual(['accepted', 'cancelled']);
});

test('a status fault strikes as often as asked, after letting some requests pass', async () => {
  await using calcom = await aCalcom();
  calcom.faults.add({
    when: { method: 'get', path: '/bookings', query: (query) => query.has('take') },
    skip: 1,
    times: 2,
    fault: { kind: 'status', status: 500, headers: { 'Retry-After': '7' } },
  });

  const statuses = [];
  for (const path of ['/bookings', ...Array<string>(4).fill('/bookings?take=1')]) {
    statuses.push((await call(calcom, path)).status);
  }

  expect(statuses).toEqual([200, 200, 500, 500, 200]);
  expect(calcom.requests.map(({ status }) => status)).toEqual(statuses);
});

test('a fault with its effect first creates the booking and loses the answer', async () => {
  await using calcom = await aCalcom();
  calcom.faults.add({ fault: { kind: 'status', status: 500, after: true } });

  const lost = await call(calcom, '/bookings', { body: createBody() });

  expect(lost.status).toBe(500);
  expect(lost.json['error']).toEqual({ code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error.' });
  expect(calcom.world.all()).toHaveLength(1);
});

test.each<[name: string, fault: Fault, made: number]>([
  ['before', { kind: 'cut' }, 0],
  ['after', { kind: 'cut', after: true }, 1],
])('a connection cut %s the effect fails the request', async (_name, fault, made) => {
  await using calcom = await aCalcom();
  calcom.faults.add({ when: { method: 'POST', path: /bookings$/ }, fault });

  await expect(call(calcom, '/bookings', { body: createBody() })).rejects.toThrow('fetch failed');

  expect(calcom.world.all()).toHaveLength(made);
});

test('a request that hangs is never answered, and ends with the stand-in', async () => {
  const calcom = await aCalcom();
  calcom.faults.add({ fault: { kind: 'hang' }, times: 2 });

  const hanging = call(calcom, '/me');
  const impatient = fetch(`${calcom.url}/me`, { signal: AbortSignal.timeout(50) });
  await expect(impatient).rejects.toThrow('timeout');
  await calcom[Symbol.asyncDispose]();

  await expect(hanging).rejects.toThrow('fetch failed');
  expect(calcom.requests.map(({ status }) => status)).toEqual([0, 0]);
});

test('a Cloudflare page is HTML', async () => {
  await using calcom = await aCalcom();
  calcom.faults.add({ fault: { kind: 'html', status: 524 } });

  const page = await fetch(`${calcom.url}/bookings`);

  expect(page.status).toBe(524);
  expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  expect(await page.text()).toContain('A timeout occurred');
});

test('a rewrite changes the answer and leaves the world alone', async () => {
  await using calcom = await aCalcom();
  aBooking(calcom);
  const rule = calcom.faults.add({
    times: Number.POSITIVE_INFINITY,
    fault: { kind: 'rewrite', body: (json) => ({ ...(json as Json), data: [] }) },
  });

  const short = await call(calcom, '/bookings');
  rule.remove();
  const whole = await call(calcom, '/bookings');

  expect(short.data).toEqual([]);
  expect(short.json['pagination']).toMatchObject({ totalItems: 1 });
  expect(whole.data).toHaveLength(1);
});

test('a delay waits on the clock of the stand-in', async () => {
  await using calcom = await aCalcom();
  calcom.faults.add({ fault: { kind: 'delay', ms: 130_000 } });

  const late = await call(calcom, '/me');

  expect(late.status).toBe(200);
  expect(calcom.clock.now()).toBe(NOW + 130_000);
});

test('no fault is left after clearing them', async () => {
  await using calcom = await aCalcom();
  calcom.faults.add({ fault: { kind: 'cut' } });

  calcom.faults.clear();

  expect((await call(calcom, '/me')).status).toBe(200);
});

test('what the stand-in hands out does not change with the world', async () => {
  await using calcom = await aCalcom();
  const booking = aBooking(calcom);

  calcom.world.cancel(booking.uid);

  expect(booking.status).toBe('accepted');
});
