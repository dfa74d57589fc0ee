import { describe, expect } from 'vitest';
import type { Fault, FaultRule } from '../../src/sandbox/calcom/faults.ts';
import { fillSalon } from '../support/changes.ts';
import { test } from '../support/database.ts';
import { memoryOf } from '../support/memory.ts';
import { HOUR, MORNING, openSalon, type Salon } from '../support/salon.ts';

const MINUTE = 60_000;
const CURSOR_MODE = { CALCOM_LIST_MODE: 'cursor' };

/** The JSON of a page in cursor mode, as far as it is changed here. */
interface Page {
  data: Record<string, unknown>[];
  pagination: { nextCursor: string | null; hasMore: boolean };
}

const LIST = { path: '/bookings' };
const CHANGES = { path: '/bookings', query: (query: URLSearchParams) => query.has('afterUpdatedAt') };
const OLD = new Date(MORNING - 60 * 24 * HOUR).toISOString();

/** Answers every page in another way than Cal.com would have. */
function rewriting(change: (page: Page) => unknown, when: FaultRule['when'] = LIST): FaultRule {
  return { when, times: Infinity, fault: { kind: 'rewrite', body: (json) => change(json as Page) } };
}

function withLast(change: Record<string, unknown>) {
  return ({ data, pagination }: Page) => ({
    data: data.map((one, at) => (at === data.length - 1 ? { ...one, ...change } : one)),
    pagination,
  });
}

function paged(change: Partial<Page['pagination']>) {
  return ({ data, pagination }: Page) => ({ data, pagination: { ...pagination, ...change } });
}

/** The first page for ever, each time with a cursor of its own. */
function alwaysTheFirst() {
  let first: Page | undefined;
  return ({ data, pagination }: Page) => ({ data: (first ??= { data, pagination }).data, pagination });
}

/** The right pages, with the cursor of the first one for ever. */
function alwaysTheFirstCursor() {
  let first: string | null | undefined;
  return ({ data, pagination }: Page) => ({
    data,
    pagination: { ...pagination, nextCursor: (first ??= pagination.nextCursor) },
  });
}

const failing = (fault: Fault): FaultRule => ({ when: LIST, times: Infinity, fault });

/** Made anew for each test: some remember the first page. */
const UNTRUSTED: [string, () => FaultRule, RegExp][] = [
  [
    'holds what starts before the time asked for',
    () => rewriting(withLast({ start: OLD })),
    /ignored the filter/,
  ],
  [
    'holds other event types',
    () => rewriting(withLast({ eventTypeId: 99 })),
    /event types that were not asked for/,
  ],
  [
    'holds deleted event types',
    () => rewriting(withLast({ eventTypeId: null, eventType: null })),
    /event types that were not asked for/,
  ],
  [
    'begins with the earliest start',
    () => rewriting(({ data, pagination }) => ({ data: data.toReversed(), pagination })),
    /another order than latest start first/,
  ],
  [
    'holds a booking twice',
    () => rewriting(({ data, pagination }) => ({ data: data.flatMap((one) => [one, one]), pagination })),
    /same booking twice on one page/,
  ],
  ['is the first one again, under a new cursor', () => rewriting(alwaysTheFirst()), /repeated a page/],
  ['gives the same cursor again', () => rewriting(alwaysTheFirstCursor()), /same cursor twice/],
  [
    'is empty and leads to another',
    () => rewriting(({ pagination }) => ({ data: [], pagination })),
    /no bookings on a page, and said that more follow/,
  ],
  [
    'says that more follow without a cursor',
    () => rewriting(paged({ nextCursor: null, hasMore: true })),
    /gave no cursor to reach them/,
  ],
  [
    'gives a cursor and says that none follow',
    () => rewriting(paged({ hasMore: false })),
    /said that none follow/,
  ],
  [
    'leaves out 60 % of the bookings',
    () => rewriting(({ data, pagination }) => ({ data: data.filter((_, at) => at % 5 < 2), pagination })),
    /left out \d+ bookings/,
  ],
  [
    'says that it is the last one though it is not',
    () => rewriting(paged({ nextCursor: null, hasMore: false })),
    /left out \d+ bookings/,
  ],
  [
    'is empty although the bookings exist by their uids',
    () => rewriting(() => ({ data: [], pagination: { nextCursor: null, hasMore: false } })),
    /left out \d+ bookings/,
  ],
  [
    'has the shape of the oldest version',
    () => rewriting(({ data }) => ({ status: 'success', data: { bookings: data, nextCursor: 2 } })),
    /older version.*set CALCOM_LIST_MODE=offset/,
  ],
  [
    'has the shape of offset mode',
    () => rewriting(({ data }) => ({ data, pagination: { totalItems: data.length } })),
    /older version.*set CALCOM_LIST_MODE=offset/,
  ],
  [
    'is of a route that is not there',
    () => failing({ kind: 'status', status: 404, body: { message: 'Cannot GET /v2/bookings' } }),
    /set CALCOM_LIST_MODE=offset/,
  ],
  [
    'holds something that is no booking',
    () => rewriting(({ pagination }) => ({ data: [{ id: 1 }], pagination })),
    /a booking's "/,
  ],
  ['is a 524 page for ever', () => failing({ kind: 'html', status: 524 }), /Cal\.com is in trouble.*524/],
  ['is a connection that is cut', () => failing({ kind: 'cut' }), /connection to Cal\.com broke off/],
  [
    'is a 500 from the second on',
    () => ({ ...failing({ kind: 'status', status: 500 }), skip: 1 }),
    /Cal\.com is in trouble.*500/,
  ],
  [
    'of changes holds what had changed before',
    () => rewriting(withLast({ updatedAt: OLD }), CHANGES),
    /ignored the filter/,
  ],
  [
    'of changes holds what never changed',
    () => rewriting(withLast({ updatedAt: null }), CHANGES),
    /ignored the filter/,
  ],
  [
    'of changes holds other event types',
    () => rewriting(withLast({ eventTypeId: 99 }), CHANGES),
    /event types that were not asked for/,
  ],
  [
    'of changes leads on and on',
    () => rewriting(paged({ nextCursor: 'x', hasMore: true }), CHANGES),
    /found the request wrong/,
  ],
];

describe('a page in cursor mode that', () => {
  test.for(UNTRUSTED)(
    '%s makes the Run incomplete and changes nothing',
    async ([, rule, problem], { databaseUrl }) => {
      await using salon = await openSalon(databaseUrl, CURSOR_MODE);
      await fillAndUpset(salon);
      const before = await memoryOf(salon);
      salon.calcom.faults.add(rule());

      const report = await salon.verify();

      expect(report.result).toMatchObject({ outcome: 'incomplete', problem: expect.stringMatching(problem) });
      expect(report.discrepancies).toEqual([]);
      expect(await memoryOf(salon)).toEqual(before);
    },
  );

  test('repeats a page of one start makes the Run incomplete', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl, CURSOR_MODE);
    await fillSalon(salon, { apart: 0 });
    salon.calcom.faults.add(rewriting(alwaysTheFirst()));

    const report = await salon.verify();

    expect(report.result).toMatchObject({
      outcome: 'incomplete',
      problem: expect.stringContaining('same booking on two pages'),
    });
  });

  test('ends later than a single start asks for makes its Run incomplete', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl, CURSOR_MODE);
    const uids = await fillSalon(salon);
    salon.calcom.world.remove(uids[150] ?? '');
    const endless = { end: new Date(MORNING + 300 * 24 * HOUR).toISOString() };
    salon.calcom.faults.add(rewriting(withLast(endless)));

    const report = await salon.verifyOnly({ appointmentIds: ['150'] });

    expect(report.result).toMatchObject({
      outcome: 'incomplete',
      problem: expect.stringContaining('end after the time that was asked for'),
    });
  });
});

/** All agree and are remembered; then much would change at the next look. */
async function fillAndUpset(salon: Salon): Promise<void> {
  const uids = await fillSalon(salon);
  await salon.verify();
  salon.clock.pass(5 * MINUTE);
  salon.calcom.world.cancel(uids[10] ?? '');
  salon.calcom.world.remove(uids[20] ?? '');
  await salon.enter({ id: 'new', startsAt: MORNING + 2 * HOUR, bookingUid: 'gone' });
}
