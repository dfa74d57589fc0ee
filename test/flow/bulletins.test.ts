/** What people are told about the whole: once, edited to its end, and never for each appointment. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { openApp } from '../../src/app.ts';
import { keepClimbing } from '../../src/reconcile/keep-climbing.ts';
import { keepProbing } from '../../src/reconcile/keep-probing.ts';
import { verifyChanges } from '../../src/reconcile/verify-changes.ts';
import type { FaultRule } from '../../src/sandbox/calcom/faults.ts';
import { commitBulletins } from '../../src/store/commit-bulletins.ts';
import { webhookStore } from '../../src/store/webhook-store.ts';
import { bulletinsOf, countNotices } from '../support/bulletins.ts';
import { test } from '../support/database.ts';
import { issues } from '../support/issue-stories.ts';
import { HOUR, MORNING, openSalon, type Salon } from '../support/salon.ts';

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const SIGNAL = new AbortController().signal;
const DOWN: FaultRule = { times: Infinity, fault: { kind: 'status', status: 503 } };

describe('a Cal.com that is down', () => {
  test('is told once, however often it is asked, and its end says how much was verified', async ({
    databaseUrl,
  }) => {
    await using salon = await aSalonOfFive(databaseUrl);
    const outage = salon.calcom.faults.add(DOWN);

    for (let run = 0; run < 5; run++) await near(salon);
    const during = await bulletinsOf(salon);
    outage.remove();
    salon.clock.pass(MINUTE);
    await salon.verify();

    expect(during).toMatchObject([{ kind: 'circuit_open', state: 'open', title: 'Cal.com is down' }]);
    expect(await bulletinsOf(salon)).toMatchObject([
      { kind: 'circuit_open', state: 'ended', title: 'Sync Restored: 5 appointments verified' },
    ]);
    expect(await issues(salon)).toEqual([]);
    expect(await countNotices(salon)).toEqual({ issues: 0, bulletins: 1 });
  });

  test('three times is told three times, and no appointment is', async ({ databaseUrl }) => {
    await using salon = await aSalonOfFive(databaseUrl);

    for (let outages = 0; outages < 3; outages++) {
      const outage = salon.calcom.faults.add(DOWN);
      for (let run = 0; run < 3; run++) await near(salon);
      outage.remove();
      salon.clock.pass(HOUR);
      await salon.verify();
    }

    const told = await bulletinsOf(salon);
    expect(told.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'circuit_open ended',
      'circuit_open ended',
      'circuit_open ended',
    ]);
    expect(await issues(salon)).toEqual([]);
  });

  test('is left alone by the process that starts after the one that found out', async ({ databaseUrl }) => {
    await using salon = await aSalonOfFive(databaseUrl);
    salon.calcom.faults.add(DOWN);
    for (let run = 0; run < 3; run++) await near(salon);
    const asked = salon.calcom.requests.length;

    await using next = await openApp(salon.app.config, { clock: salon.clock, log: () => undefined });
    const report = await verifyChanges(next.reconcile(), next.policy, { soonMs: DAY, signal: SIGNAL });

    expect(await next.circuitState()).toBe('open');
    expect(report.result.problem).toContain('left alone for half a minute');
    expect(salon.calcom.requests.length).toBe(asked);
  });

  test('is asked now and then whether it is back, and then what was due is made due', async ({
    databaseUrl,
  }) => {
    await using salon = await aSalonOfFive(databaseUrl);
    const outage = salon.calcom.faults.add(DOWN);
    for (let run = 0; run < 3; run++) await near(salon);
    const over = new AbortController();
    let restored = 0;
    let asked = 0;

    await keepProbing({
      breaker: salon.app.calcom().breaker,
      clock: salon.clock,
      signal: over.signal,
      ask: (signal) => {
        if (++asked === 3) outage.remove();
        return salon.app.calcom().me(signal);
      },
      onRestored: async () => {
        restored += 1;
        over.abort();
      },
      onError: () => undefined,
    });

    expect({ asked, restored }).toEqual({ asked: 3, restored: 1 });
    expect(await salon.app.circuitState()).toBe('closed');
  });
});

describe('what waiting cannot mend', () => {
  const LASTING: [string, FaultRule, RegExp][] = [
    [
      'a key that is refused',
      { times: Infinity, fault: { kind: 'status', status: 401, body: { message: 'Invalid API Key' } } },
      /API key is not valid/,
    ],
    [
      'a key that may not do this',
      { times: Infinity, fault: { kind: 'status', status: 403, body: { message: 'Forbidden' } } },
      /may not do this/,
    ],
    [
      'answers in another shape',
      {
        when: { path: '/bookings' },
        times: Infinity,
        fault: { kind: 'rewrite', body: () => ({ status: 'success', data: {} }) },
      },
      /should hold a list/,
    ],
  ];

  test('is told once by processes that find out at the same time', async ({ databaseUrl }) => {
    await using salon = await aSalonOfFive(databaseUrl);
    const { database, surfaces } = salon.app;
    const told = { surfaces, at: MORNING };
    const step = { kind: 'tell', bulletin: 'needs_person', facts: { why: 'The key is refused' } } as const;
    const written = Promise.withResolvers<void>();

    const second = written.promise.then(() =>
      database.transaction((sql) => commitBulletins(sql, [step], told)),
    );
    const first = database.transaction(async (sql) => {
      await commitBulletins(sql, [step], told);
      written.resolve();
      await Promise.race([second, sleep(500)]);
    });
    await Promise.all([first, second]);

    expect((await bulletinsOf(salon)).map(({ kind }) => kind)).toEqual(['needs_person']);
  });

  test.for(LASTING)(
    '%s: stops the Run with one notice, and each schedule tries once',
    async ([, rule, why], { databaseUrl }) => {
      await using salon = await aSalonOfFive(databaseUrl);
      await salon.enter({ id: 'doubtful', startsAt: MORNING + DAY, bookingUid: 'gone' });
      await salon.verify();
      salon.clock.pass(HOUR);
      const fault = salon.calcom.faults.add(rule);
      const before = salon.calcom.requests.length;

      for (let schedule = 0; schedule < 3; schedule++) await near(salon);
      await climbForAWhile(salon);
      const asked = salon.calcom.requests.length - before;
      const during = await bulletinsOf(salon);
      fault.remove();
      await near(salon);

      expect(asked).toBe(3);
      expect(during).toMatchObject([
        { kind: 'needs_person', state: 'open', text: expect.stringMatching(why) },
      ]);
      expect(await bulletinsOf(salon)).toMatchObject([
        { kind: 'needs_person', state: 'ended', title: 'Cal.com can be asked again' },
      ]);
      expect(await issues(salon)).toEqual([]);
    },
  );
});

describe('full Runs that are not complete', () => {
  test('are told after the second in a row, and that it is over', async ({ databaseUrl }) => {
    await using salon = await aSalonOfFive(databaseUrl);
    const lying = salon.calcom.faults.add({
      when: { path: '/bookings' },
      times: Infinity,
      fault: { kind: 'rewrite', body: (json) => ({ ...(json as object), data: [] }) },
    });

    await salon.verify();
    const afterOne = await bulletinsOf(salon);
    salon.clock.pass(DAY);
    await salon.verify();
    const afterTwo = await bulletinsOf(salon);
    lying.remove();
    await salon.verify();

    expect(afterOne).toEqual([]);
    expect(afterTwo).toMatchObject([
      { kind: 'not_complete', state: 'open', text: expect.stringContaining('said that there are') },
    ]);
    expect(await bulletinsOf(salon)).toMatchObject([
      { kind: 'not_complete', state: 'ended', title: 'The full check is complete again' },
    ]);
  });

  test('are told when none was complete for more than a day, whatever else is checked', async ({
    databaseUrl,
  }) => {
    await using salon = await aSalonOfFive(databaseUrl);
    salon.clock.pass(20 * HOUR);
    await near(salon);
    const before = await bulletinsOf(salon);
    salon.clock.pass(6 * HOUR);
    await near(salon);

    expect(before).toEqual([]);
    expect(await bulletinsOf(salon)).toMatchObject([{ kind: 'not_complete', state: 'open' }]);
  });
});

describe('a webhook that is set up', () => {
  test('and says nothing while bookings change is told once, until it speaks again', async ({
    databaseUrl,
  }) => {
    await using salon = await aSalonOfFive(databaseUrl, { CALCOM_WEBHOOK_SECRET: 'a-long-random-text' });
    salon.clock.pass(HOUR);
    for (let at = 0; at < 4; at++)
      salon.calcom.world.book({ start: MORNING + (9 + at) * DAY, eventTypeId: 10 });
    salon.clock.pass(10 * MINUTE);
    await near(salon);
    const silent = await bulletinsOf(salon);
    salon.clock.pass(15 * MINUTE);
    await near(salon);
    const again = await bulletinsOf(salon);
    await webhookStore(salon.sql).record({
      digest: 'd',
      receivedAt: salon.clock.now(),
      trigger: 'BOOKING_CREATED',
      bookingUid: 'x',
      requestReschedule: false,
    });
    salon.clock.pass(15 * MINUTE);
    await near(salon);

    expect(silent).toMatchObject([
      {
        kind: 'webhooks_silent',
        state: 'open',
        text: expect.stringContaining('4 bookings changed since 8 Oct, 10:00 and no webhook came.'),
      },
    ]);
    expect(again).toEqual(silent);
    expect(await bulletinsOf(salon)).toMatchObject([{ kind: 'webhooks_silent', state: 'ended' }]);
  });

  test('and speaks of each change is not complained about', async ({ databaseUrl }) => {
    await using salon = await aSalonOfFive(databaseUrl, { CALCOM_WEBHOOK_SECRET: 'a-long-random-text' });
    salon.clock.pass(HOUR);
    for (let at = 0; at < 4; at++) {
      const { uid } = salon.calcom.world.book({ start: MORNING + (9 + at) * DAY, eventTypeId: 10 });
      const receivedAt = salon.clock.now();
      await webhookStore(salon.sql).record({
        digest: uid,
        receivedAt,
        trigger: 'BOOKING_CREATED',
        bookingUid: uid,
        requestReschedule: false,
      });
    }
    salon.clock.pass(10 * MINUTE);
    await near(salon);

    expect(await bulletinsOf(salon)).toEqual([]);
  });

  test('that is not set up is not missed', async ({ databaseUrl }) => {
    await using salon = await aSalonOfFive(databaseUrl);
    salon.clock.pass(HOUR);
    for (let at = 0; at < 4; at++)
      salon.calcom.world.book({ start: MORNING + (9 + at) * DAY, eventTypeId: 10 });
    salon.clock.pass(10 * MINUTE);
    await near(salon);

    expect(await bulletinsOf(salon)).toEqual([]);
  });
});

/** Five visits of the next days that agree, verified. */
async function aSalonOfFive(databaseUrl: string, settings: Record<string, string> = {}): Promise<Salon> {
  const salon = await openSalon(databaseUrl, settings);
  for (let at = 0; at < 5; at++) {
    const startsAt = MORNING + (2 + at) * DAY;
    const { uid } = salon.calcom.world.book({ start: startsAt, eventTypeId: 10, updatedAt: MORNING - DAY });
    await salon.enter({ id: `${at}`, startsAt, bookingUid: uid });
  }
  await salon.verify();
  return salon;
}

function near({ app }: Salon) {
  return verifyChanges(app.reconcile(), app.policy, { soonMs: 48 * HOUR, signal: SIGNAL });
}

/** The ladder's own loop, for some minutes. */
async function climbForAWhile({ app, clock }: Salon): Promise<void> {
  const over = new AbortController();
  const end = clock.now() + 10 * MINUTE;
  const exclusively = async (work: (signal: AbortSignal) => Promise<void>) => {
    await work(over.signal);
    return true;
  };
  const reconcile = app.reconcile();
  const hurried = {
    ...clock,
    now: () => clock.now(),
    sleep: async (ms: number, signal?: AbortSignal) => {
      await clock.sleep(ms, signal);
      if (clock.now() > end) over.abort();
    },
  };
  await keepClimbing({ ...reconcile, clock: hurried }, app.policy, {
    signal: over.signal,
    exclusively,
    exclusivelyWhole: exclusively,
    onRun: () => undefined,
    onError(error) {
      throw error;
    },
  });
}
