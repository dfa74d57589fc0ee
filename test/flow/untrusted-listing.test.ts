import { describe, expect } from 'vitest';
import type { Fault, FaultRule } from '../../src/sandbox/calcom/faults.ts';
import { test } from '../support/database.ts';
import { memoryOf } from '../support/memory.ts';
import { HOUR, MORNING, openSalon, type Salon } from '../support/salon.ts';

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const TOMORROW = MORNING + DAY;

/** The JSON of a listing, as far as it is changed here. */
interface Listing {
  data: Record<string, unknown>[];
  pagination: { totalItems: number; [field: string]: unknown };
}

const LISTING = { path: '/bookings' };
const CHANGES = { path: '/bookings', query: (query: URLSearchParams) => query.has('afterUpdatedAt') };
const OLD = new Date(MORNING - 60 * DAY).toISOString();

/** Answers every listing in another way than Cal.com would have. */
function rewriting(change: (listing: Listing) => unknown, rest: Partial<FaultRule> = {}): FaultRule {
  return {
    when: LISTING,
    times: Infinity,
    fault: { kind: 'rewrite', body: (json) => change(json as Listing) },
    ...rest,
  };
}

function holding(data: Listing['data'], totalItems = data.length): Listing {
  return { data, pagination: { totalItems } };
}

function withFirst(change: Record<string, unknown>) {
  return ({ data: [first, ...others], pagination }: Listing) => ({
    data: first ? [{ ...first, ...change }, ...others] : [],
    pagination,
  });
}

/** So many different bookings that all changed at once, whatever is asked for. */
function always(count: number) {
  let all: Listing['data'] | undefined;
  return ({ data: [one] }: Listing) =>
    holding((all ??= Array.from({ length: count }, (_, at) => ({ ...one, uid: `copy-${at}` }))));
}

/** Counts one booking too many on every page but the last. */
function countOneMoreToCome({ data, pagination: { totalItems } }: Listing): Listing {
  return holding(data, totalItems + (data.length < totalItems ? 1 : 0));
}

const failing = (fault: Fault): FaultRule => ({ when: LISTING, times: Infinity, fault });

const UNTRUSTED: [string, FaultRule, RegExp][] = [
  [
    'is empty and says that there are bookings',
    rewriting(({ pagination }) => ({ data: [], pagination })),
    /said that there are/,
  ],
  [
    'is empty although the bookings exist by their uids',
    rewriting(() => holding([])),
    /left out \d+ bookings that exist/,
  ],
  [
    'holds 40 % of the bookings',
    rewriting(({ data }) => holding(data.filter((_, at) => at % 5 < 2))),
    /left out \d+ bookings/,
  ],
  [
    'holds bookings from before the time asked for',
    rewriting(withFirst({ start: OLD })),
    /before the time that was asked for/,
  ],
  [
    'holds bookings of other event types',
    rewriting(withFirst({ eventTypeId: 99 })),
    /event types that were not asked for/,
  ],
  [
    'holds bookings of deleted event types',
    rewriting(withFirst({ eventTypeId: null, eventType: null })),
    /event types that were not asked for/,
  ],
  [
    'is in another order',
    rewriting(({ data, pagination }) => ({ data: data.toReversed(), pagination })),
    /another order/,
  ],
  [
    'holds a booking twice',
    rewriting(({ data }) => holding(data.flatMap((one) => [one, one]))),
    /same booking twice/,
  ],
  [
    'counts one booking more than it ever lists',
    rewriting(({ data }) => holding(data, data.length + 1)),
    /said that there are|does not add up/,
  ],
  [
    'counts fewer bookings than it lists',
    rewriting(({ data }) => holding(data, Math.max(0, data.length - 1))),
    /said that there are|does not add up/,
  ],
  [
    'has the shape of an older version',
    rewriting(({ data }) => ({ status: 'success', data: { bookings: data } })),
    /older version/,
  ],
  [
    'has the shape of a newer version',
    rewriting(({ data }) => ({ data, pagination: { nextCursor: 'x' } })),
    /cursor/,
  ],
  ['holds something that is no booking', rewriting(() => holding([{ id: 1 }])), /a booking's "/],
  ['holds no list at all', rewriting(() => ({ status: 'success' })), /no data/],
  ['is a 500 for ever', failing({ kind: 'status', status: 500 }), /Cal\.com is in trouble.*500/],
  ['is a 503 page for ever', failing({ kind: 'html', status: 503 }), /Cal\.com is in trouble.*503/],
  ['is a page of HTML', failing({ kind: 'html', status: 200 }), /other than JSON/],
  ['is a connection that is cut', failing({ kind: 'cut' }), /connection to Cal\.com broke off/],
  [
    'is a 401',
    failing({ kind: 'status', status: 401, body: { message: 'Invalid API Key' } }),
    /API key is not valid/,
  ],
  [
    'is a 403',
    failing({ kind: 'status', status: 403, body: { message: 'Forbidden' } }),
    /API key may not do this/,
  ],
  [
    'is too many requests, again and again',
    failing({ kind: 'status', status: 429, body: {} }),
    /too many requests/,
  ],
  [
    'of changes holds what had changed before',
    rewriting(withFirst({ updatedAt: OLD }), { when: CHANGES }),
    /before the time/,
  ],
  [
    'of changes holds other event types',
    rewriting(withFirst({ eventTypeId: 99 }), { when: CHANGES }),
    /event types that were not asked for/,
  ],
  ['of changes is the same full page for ever', rewriting(always(250), { when: CHANGES }), /repeated a page/],
];

describe('a listing that', () => {
  test.for(UNTRUSTED)(
    '%s makes the Run incomplete and changes nothing',
    async ([, rule, problem], { databaseUrl }) => {
      await using salon = await openSalon(databaseUrl);
      await fillSalon(salon);
      const before = await memoryOf(salon);
      const startedAt = salon.clock.now();
      salon.calcom.faults.add(rule);

      const report = await salon.verify();

      expect(report.result).toMatchObject({ outcome: 'incomplete', problem: expect.stringMatching(problem) });
      expect(report.result.problem).not.toContain(salon.calcom.apiKey);
      expect(report.discrepancies).toEqual([]);
      expect(await memoryOf(salon)).toEqual(before);
      expect(report.result.apiRequests).toBeLessThan(60);
      expect(salon.clock.now() - startedAt).toBeLessThan(3 * MINUTE);
    },
  );
});

describe('a listing that fails once', () => {
  test.for<[string, FaultRule]>([
    ['with a 500', { when: LISTING, fault: { kind: 'status', status: 500 } }],
    ['with a cut connection', { when: LISTING, fault: { kind: 'cut' } }],
    ['with a page of HTML', { when: LISTING, fault: { kind: 'html', status: 200 } }],
    ['with a count one too high', rewriting(({ data }) => holding(data, data.length + 1), { times: 1 })],
    ['with a count one too low', rewriting(({ data }) => holding(data, data.length - 1), { times: 1 })],
    ['by being empty', rewriting(({ pagination }) => ({ data: [], pagination }), { times: 1 })],
  ])('%s is asked for again, and the Run is complete', async ([, rule], { databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await fillSalon(salon);
    salon.calcom.faults.add(rule);

    const report = await salon.verify();

    expect(report.result).toMatchObject({ outcome: 'complete', problem: null, counts: { synced: 10 } });
  });
});

describe('a Cal.com that is down', () => {
  test('is left alone once the circuit is open, and asked again half a minute later', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    await fillSalon(salon);
    const outage = salon.calcom.faults.add({ times: Infinity, fault: { kind: 'status', status: 500 } });
    const sent: number[] = [];

    for (let run = 0; run < 4; run++) sent.push((await salon.verify()).result.apiRequests);
    const last = await salon.verify();
    outage.remove();
    salon.clock.pass(30_000);
    const healed = await salon.verify();

    expect(sent.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(8);
    expect(last.result).toMatchObject({
      outcome: 'incomplete',
      problem: expect.stringContaining('left alone for half a minute'),
      apiRequests: 0,
    });
    expect(healed.result.outcome).toBe('complete');
  });
});

describe('a window of two pages', () => {
  test('is incomplete when the second page is the first one again', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await fillSalon(salon, 300);
    const before = await memoryOf(salon);
    let first: Listing | undefined;
    salon.calcom.faults.add(rewriting((listing) => (first ??= listing)));

    const report = await salon.verify();

    expect(report.result).toMatchObject({
      outcome: 'incomplete',
      problem: expect.stringContaining('repeated a page'),
    });
    expect(await memoryOf(salon)).toEqual(before);
  });

  test('is incomplete when its pages together list fewer bookings than the first one counts', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    await fillSalon(salon, 300);
    const before = await memoryOf(salon);
    salon.calcom.faults.add(rewriting(countOneMoreToCome));

    const report = await salon.verify();

    expect(report.result).toMatchObject({
      outcome: 'incomplete',
      problem: expect.stringContaining('does not add up'),
    });
    expect(await memoryOf(salon)).toEqual(before);
  });

  test.for<[string, Fault]>([
    ['a 500', { kind: 'status', status: 500 }],
    ['a cut connection', { kind: 'cut' }],
    ['a page of HTML', { kind: 'html', status: 200 }],
  ])('is incomplete when only its second page fails, with %s', async ([, fault], { databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await fillSalon(salon, 300);
    const before = await memoryOf(salon);
    salon.calcom.faults.add({ when: LISTING, skip: 1, times: Infinity, fault });

    const report = await salon.verify();

    expect(report.result.outcome).toBe('incomplete');
    expect(report.discrepancies).toEqual([]);
    expect(await memoryOf(salon)).toEqual(before);
  });
});

describe('one booking that answers 500 for ever', () => {
  test('makes the Run partial and fails its own Pair only', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const [unreadable] = await fillSalon(salon);
    // Beyond the window, so that no listing holds it.
    salon.calcom.world.update(unreadable ?? '', { start: MORNING + 200 * DAY, updatedAt: OLD });
    salon.calcom.faults.add({
      when: { path: `/bookings/${unreadable}` },
      times: Infinity,
      fault: { kind: 'status', status: 500 },
    });

    const report = await salon.verify();

    expect(report.result).toMatchObject({
      outcome: 'partial',
      problem: expect.stringContaining('1 appointment could not be checked'),
      counts: { failed: 1, synced: 9 },
    });
    const statuses = await salon.sql(
      `select appointment_id, status from calsync.pair where appointment_id is not null and status <> 'synced' order by appointment_id`,
    );
    expect(statuses).toMatchObject([
      { appointment_id: '0', status: 'failed' },
      { appointment_id: 'missing', status: 'orphaned_local' },
      { appointment_id: 'new', status: 'verification_pending' },
    ]);
    const ladders = await salon.sql(`select attempts from calsync.pair where appointment_id = 'new'`);
    expect(ladders).toMatchObject([{ attempts: 2 }]);
  });
});

/**
 * Bookings with their rows, one open Issue (a row whose booking is missing), one row that is on the ladder, and one
 * booking without a row; much would change at the next look. Answers the bookings' uids.
 */
async function fillSalon(salon: Salon, pairs = 10): Promise<string[]> {
  const people = Array.from({ length: pairs }, (_, at) => ({ name: `P${at}`, email: `p${at}@example.com` }));
  const uids = people.map(
    (attendee, at) =>
      salon.calcom.world.book({ start: TOMORROW + at * MINUTE, eventTypeId: 10, attendee }).uid,
  );
  const rows = people.map(({ name, email }, at) => {
    return { id: String(at), startsAt: TOMORROW + at * MINUTE, bookingUid: uids[at] ?? null, name, email };
  });
  await salon.enter(...rows, { id: 'missing', startsAt: TOMORROW, bookingUid: 'gone' });
  for (const wait of [MINUTE, 5 * MINUTE, 0]) {
    await salon.verify();
    salon.clock.pass(wait);
  }
  salon.calcom.world.book({ start: TOMORROW + HOUR, eventTypeId: 10 });
  await salon.enter({ id: 'new', startsAt: TOMORROW, bookingUid: 'gone-too' });
  await salon.verify();
  salon.clock.pass(5 * MINUTE);
  return uids;
}
