import { describe, expect } from 'vitest';
import { hearOnce, keepHearing } from '../../src/reconcile/keep-hearing.ts';
import type { Sql } from '../../src/store/sql.ts';
import { webhookStore } from '../../src/store/webhook-store.ts';
import { test } from '../support/database.ts';
import {
  anna,
  DAY,
  historyOf,
  issues,
  MINUTE,
  pairOf,
  pairs,
  TOMORROW,
  verifyDue,
} from '../support/issue-stories.ts';
import {
  agreed,
  book,
  openListeningSalon,
  recorded,
  unheard,
  type ListeningSalon,
} from '../support/listening-salon.ts';
import { HOUR } from '../support/salon.ts';
import { aWebhook } from '../support/webhooks.ts';

const CREATED = { triggerEvent: 'BOOKING_CREATED' };
const CANCELLED = { triggerEvent: 'BOOKING_CANCELLED' };

describe('a webhook', () => {
  test('has the booking that it speaks of verified, and no other', async ({ databaseUrl }) => {
    await using salon = await openListeningSalon(databaseUrl);
    const uid = await agreed(salon);
    const other = await agreed(salon, '2', TOMORROW + HOUR);
    salon.calcom.world.cancel(uid);
    salon.calcom.world.cancel(other);

    await salon.tell(aWebhook(uid, CANCELLED));
    await salon.hear();

    expect(await pairOf(salon, '1')).toMatchObject({
      status: 'verification_pending',
      ladder: { finding: { code: 'DATA_MISMATCH', fields: ['status'] }, attempts: 1 },
    });
    expect(await pairOf(salon, '2')).toMatchObject({ status: 'synced', ladder: null });
    expect(await recorded(salon)).toEqual([{ trigger: 'BOOKING_CANCELLED', uid, asked: false, heard: true }]);
  });

  test('is answered before anything is looked at, and waits until Cal.com has finished its own write', async ({
    databaseUrl,
  }) => {
    await using salon = await openListeningSalon(databaseUrl);
    const uid = await agreed(salon);
    const asked = salon.calcom.requests.length;
    const sentAt = salon.clock.now();
    const over = new AbortController();

    await salon.tell(aWebhook(uid));
    const askedWhenAnswered = salon.calcom.requests.length;
    await keepHearing(salon.app.reconcile(), salon.app.policy, {
      ...salon.hearing,
      signal: over.signal,
      onRun(report) {
        expect(report.start.startedAt - sentAt).toBeGreaterThanOrEqual(3_000);
        over.abort();
      },
    });

    expect(askedWhenAnswered).toBe(asked);
    expect(await unheard(salon)).toBe(0);
    expect(salon.clock.now() - sentAt).toBeLessThan(10_000);
  });

  test('about a new booking is only the first look: the row that the company inserts a moment later makes it agree', async ({
    databaseUrl,
  }) => {
    await using salon = await openListeningSalon(databaseUrl);
    const { uid } = book(salon);

    await salon.tell(aWebhook(uid, CREATED));
    await salon.hear();
    const first = await pairs(salon);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: uid, ...anna });
    salon.clock.pass(MINUTE);
    await verifyDue(salon);

    expect(first).toMatchObject([
      { bookingUid: uid, status: 'verification_pending', ladder: { attempts: 1 } },
    ]);
    expect(await pairs(salon)).toMatchObject([{ appointmentId: '1', bookingUid: uid, status: 'synced' }]);
    expect(await issues(salon)).toEqual([]);
  });

  test('about a reschedule is followed from the new booking to the row that carries the old one', async ({
    databaseUrl,
  }) => {
    await using salon = await openListeningSalon(databaseUrl);
    const rescheduleUid = await agreed(salon);
    const { uid } = salon.calcom.world.reschedule(rescheduleUid, new Date(TOMORROW + HOUR));

    await salon.tell(aWebhook(uid, { rescheduleUid }));
    await salon.hear();

    expect(await pairs(salon)).toMatchObject([
      {
        appointmentId: '1',
        bookingUid: uid,
        ladder: { finding: { code: 'DATA_MISMATCH', fields: ['startsAt', 'endsAt'] } },
      },
    ]);
  });

  test('that says more than is true changes nothing', async ({ databaseUrl }) => {
    await using salon = await openListeningSalon(databaseUrl);
    const uid = await agreed(salon);
    const before = await pairs(salon);

    await salon.tell(aWebhook(uid, { ...CANCELLED, status: 'CANCELLED' }));
    await salon.tell(aWebhook(uid, { startTime: '2030-01-01T10:00:00Z', rescheduleUid: 'elsewhere' }));
    await salon.hear();

    expect(await pairs(salon)).toEqual(before);
    expect(salon.runs).toMatchObject([{ result: { outcome: 'complete' }, discrepancies: [] }]);
  });

  test('about a booking that nobody has heard of is heard once', async ({ databaseUrl }) => {
    await using salon = await openListeningSalon(databaseUrl);
    const foreign = salon.calcom.world.book({
      start: TOMORROW,
      eventTypeId: salon.calcom.world.addEventType({ id: 99, slug: 'elsewhere' }).id,
    });

    await salon.tell(aWebhook('never-existed', CREATED));
    await salon.tell(aWebhook(foreign.uid, CREATED));
    await salon.hear();

    expect(await unheard(salon)).toBe(0);
    expect(await pairs(salon)).toEqual([]);
  });

  test('that asks the customer to choose a new time is remembered as such, without the customer', async ({
    databaseUrl,
  }) => {
    await using salon = await openListeningSalon(databaseUrl);
    const uid = await agreed(salon);
    const body = aWebhook(uid, { ...CANCELLED, requestReschedule: true });

    await salon.tell(body);

    const rows = await salon.sql('select * from calsync.webhook');
    expect(await salon.hearing.webhooks.rescheduleRequests([uid])).toEqual(
      new Map([[uid, salon.clock.now()]]),
    );
    expect(rows).toHaveLength(1);
    for (const word of ['Mia', 'Novak', 'mia@example.com', 'Keller'])
      expect(JSON.stringify(rows)).not.toContain(word);
  });

  test.for(['{', 'uid=1&name=Mia', '[]', '""', '{"triggerEvent":"PING","payload":{"type":"Test"}}'])(
    'without a booking is taken, and nothing is looked at: %s',
    async (body, { databaseUrl }) => {
      await using salon = await openListeningSalon(databaseUrl);

      await salon.tell(body);
      await salon.hear();

      expect(await recorded(salon)).toMatchObject([{ uid: null, heard: true }]);
      expect(salon.calcom.requests).toEqual([]);
    },
  );
});

describe('webhooks that are', () => {
  test('lost, doubled or out of order leave the same behind', async ({ databaseUrl }) => {
    const told = async (deliver: (salon: ListeningSalon, bodies: string[]) => Promise<unknown>) => {
      await using salon = await openListeningSalon(databaseUrl);
      const uid = await agreed(salon);
      const second = salon.calcom.world.reschedule(uid, new Date(TOMORROW + HOUR)).uid;
      const third = salon.calcom.world.reschedule(second, new Date(TOMORROW + 2 * HOUR)).uid;
      await deliver(salon, [
        aWebhook(second, { rescheduleUid: uid }),
        aWebhook(third, { rescheduleUid: second }),
        aWebhook(uid, CANCELLED),
      ]);
      await salon.hear();
      // What no webhook has told is found by the next full check.
      const { discrepancies } = await salon.verify();
      const [pair] = await pairs(salon);
      return {
        discrepancies,
        status: pair?.status,
        uid: pair?.bookingUid === third,
        finding: pair?.ladder?.finding,
      };
    };
    const inOrder = await told(async (salon, bodies) => {
      for (const body of bodies) await salon.tell(body);
    });

    expect(inOrder).toMatchObject({ discrepancies: [{ code: 'DATA_MISMATCH' }], uid: true });
    expect(await told(async () => undefined)).toEqual(inOrder);
    expect(
      await told(async (salon, bodies) => {
        for (const body of [...bodies.toReversed(), ...bodies]) await salon.tell(body);
      }),
    ).toEqual(inOrder);
    expect(
      await told((salon, bodies) => Promise.all([...bodies, ...bodies].map((body) => salon.tell(body)))),
    ).toEqual(inOrder);
  });

  test('the same are recorded once, also when one is sent again much later', async ({ databaseUrl }) => {
    await using salon = await openListeningSalon(databaseUrl);
    const uid = await agreed(salon);
    const body = aWebhook(uid);

    await Promise.all([salon.tell(body), salon.tell(body), salon.tell(body)]);
    await salon.hear();
    salon.clock.pass(DAY);
    await salon.tell(body);
    await salon.hear();

    expect(await recorded(salon)).toHaveLength(1);
    expect(salon.runs).toHaveLength(1);
  });

  test('heard many times make one attempt until the next one is due', async ({ databaseUrl }) => {
    await using salon = await openListeningSalon(databaseUrl);
    const uid = await agreed(salon);
    salon.calcom.world.cancel(uid);

    for (let n = 0; n < 5; n++) {
      await salon.tell(aWebhook(uid, CANCELLED));
      await salon.hear();
    }

    expect(salon.runs).toHaveLength(5);
    expect(await historyOf(salon)).toEqual(['attempt 1']);
    expect(await issues(salon)).toEqual([]);
  });

  test('many are verified fifty bookings at a time', async ({ databaseUrl }) => {
    await using salon = await openListeningSalon(databaseUrl);
    for (let n = 0; n < 60; n++) {
      const { uid } = book(salon, TOMORROW + n * HOUR);
      await salon.tell(aWebhook(uid, CREATED));
      await salon.tell(aWebhook(uid));
    }

    await salon.hear();
    const left = await unheard(salon);
    await salon.hear();

    expect(left).toBe(20);
    expect(await unheard(salon)).toBe(0);
    expect(salon.runs.map(({ discrepancies }) => discrepancies.length)).toEqual([50, 10]);
  });

  test('none cost one indexed question to our own database', async ({ databaseUrl }) => {
    await using salon = await openListeningSalon(databaseUrl);
    await agreed(salon);
    const asked = salon.calcom.requests.length;
    const statements: string[] = [];
    const sql: Sql = (statement, parameters) => {
      statements.push(statement);
      return salon.sql(statement, parameters);
    };

    const heard = await hearOnce(salon.app.reconcile(), salon.app.policy, {
      ...salon.hearing,
      webhooks: webhookStore(sql),
      exclusively: () => Promise.reject(new Error('a lease was asked for')),
    });

    expect(heard).toEqual({ heard: 0, waitMs: 500 });
    expect(statements).toEqual([expect.stringContaining('heard_at is null')]);
    expect(salon.calcom.requests).toHaveLength(asked);
  });
});
