/** What webhooks spoke of, on both databases. */
import { afterAll, describe, expect } from 'vitest';
import type { ReceivedWebhook } from '../../src/reconcile/webhook-log.ts';
import { webhookStore } from '../../src/store/webhook-store.ts';
import { lendDatabase, putAway } from '../support/both-databases.ts';
import { MINUTE, NOON } from '../support/builders.ts';
import { test } from '../support/database.ts';

let bodies = 0;

function aReceived(changed: Partial<ReceivedWebhook> = {}): ReceivedWebhook {
  return {
    digest: `digest-${(bodies += 1)}`,
    receivedAt: NOON,
    trigger: 'BOOKING_CREATED',
    bookingUid: 'uid-1',
    requestReschedule: false,
    ...changed,
  };
}

afterAll(putAway);

describe.for(['postgres', 'embedded'] as const)('webhooks on %s', (kind) => {
  test('are unheard until they are heard, the longest waiting booking first, each booking once', async ({
    databaseUrl,
  }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const webhooks = webhookStore(lent.database.sql);
    await webhooks.record(aReceived({ bookingUid: 'uid-2', receivedAt: NOON + 1 }));
    await webhooks.record(aReceived({ bookingUid: 'uid-1', receivedAt: NOON }));
    await webhooks.record(aReceived({ bookingUid: 'uid-1', receivedAt: NOON + 2 }));
    await webhooks.record(aReceived({ bookingUid: 'uid-3', receivedAt: NOON + MINUTE }));

    expect(await webhooks.recallUnheard(NOON + 2, 10)).toEqual([
      { bookingUid: 'uid-1', receivedAt: NOON + 2 },
      { bookingUid: 'uid-2', receivedAt: NOON + 1 },
    ]);
    expect(await webhooks.recallUnheard(NOON, 10)).toEqual([{ bookingUid: 'uid-1', receivedAt: NOON }]);
    expect(await webhooks.recallUnheard(NOON + MINUTE, 1)).toHaveLength(1);
    expect(await webhooks.recallUnheard(NOON - 1, 10)).toEqual([]);
  });

  test('that come while others are being heard stay unheard', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const webhooks = webhookStore(lent.database.sql);
    await webhooks.record(aReceived({ receivedAt: NOON }));
    await webhooks.record(aReceived({ receivedAt: NOON + 1 }));
    await webhooks.record(aReceived({ bookingUid: 'uid-2' }));

    await webhooks.markHeard(['uid-1'], { receivedBy: NOON, at: NOON + MINUTE });

    expect(await webhooks.recallUnheard(NOON + MINUTE, 10)).toEqual([
      { bookingUid: 'uid-2', receivedAt: NOON },
      { bookingUid: 'uid-1', receivedAt: NOON + 1 },
    ]);
  });

  test('of the same body are one, also when all come at once', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const { sql } = lent.database;
    const webhooks = webhookStore(sql);
    const one = aReceived();

    await Promise.all(Array.from({ length: 8 }, (_, n) => webhooks.record({ ...one, receivedAt: NOON + n })));
    await webhooks.markHeard(['uid-1'], { receivedBy: NOON + MINUTE, at: NOON + MINUTE });
    await webhooks.record({ ...one, receivedAt: NOON + 2 * MINUTE });

    expect(await sql('select digest from calsync.webhook')).toEqual([{ digest: one.digest }]);
    expect(await webhooks.recallUnheard(NOON + 9 * MINUTE, 10)).toEqual([]);
  });

  test('that speak of no booking need not be heard', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const webhooks = webhookStore(lent.database.sql);

    await webhooks.record(aReceived({ bookingUid: null, trigger: 'unknown' }));

    expect(await webhooks.recallUnheard(NOON + MINUTE, 10)).toEqual([]);
    expect(await webhooks.lastReceived()).toBe(NOON);
  });

  test('are forgotten when they are old, and no others', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const { sql } = lent.database;
    const webhooks = webhookStore(sql);
    await webhooks.record(aReceived({ bookingUid: 'old', receivedAt: NOON - 1 }));
    await webhooks.record(aReceived({ bookingUid: 'young', receivedAt: NOON }));

    await webhooks.forget(NOON);

    expect(await sql('select booking_uid as uid from calsync.webhook')).toEqual([{ uid: 'young' }]);
  });

  test('tell when a customer was last asked to choose a new time', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const webhooks = webhookStore(lent.database.sql);
    const asked = { trigger: 'BOOKING_CANCELLED', requestReschedule: true };
    await webhooks.record(aReceived({ ...asked, bookingUid: 'asked', receivedAt: NOON + MINUTE }));
    await webhooks.record(aReceived({ ...asked, bookingUid: 'asked', receivedAt: NOON }));
    await webhooks.record(aReceived({ bookingUid: 'asked', receivedAt: NOON + 2 * MINUTE }));
    await webhooks.record(aReceived({ bookingUid: 'cancelled' }));
    await webhooks.record(aReceived({ ...asked, bookingUid: 'another' }));

    expect(await webhooks.rescheduleRequests(['asked', 'cancelled', 'never heard of'])).toEqual(
      new Map([['asked', NOON + MINUTE]]),
    );
    expect(await webhooks.rescheduleRequests([])).toEqual(new Map());
  });

  test('tell which bookings were spoken of since, and when anything last was', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const webhooks = webhookStore(lent.database.sql);
    const before = await webhooks.lastReceived();
    await webhooks.record(aReceived({ bookingUid: 'before', receivedAt: NOON - 1 }));
    await webhooks.record(aReceived({ bookingUid: 'since', receivedAt: NOON }));
    await webhooks.record(aReceived({ bookingUid: 'since', receivedAt: NOON + 1 }));

    expect(before).toBeUndefined();
    expect(await webhooks.announced(['before', 'since', 'never'], NOON)).toEqual(new Set(['since']));
    expect(await webhooks.lastReceived()).toBe(NOON + 1);
  });
});
