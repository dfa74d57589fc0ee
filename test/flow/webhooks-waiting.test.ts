import { describe, expect } from 'vitest';
import { keepHearing } from '../../src/reconcile/keep-hearing.ts';
import type { Fault } from '../../src/sandbox/calcom/faults.ts';
import { test } from '../support/database.ts';
import { DAY, MINUTE, pairs, TOMORROW } from '../support/issue-stories.ts';
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

describe('while Cal.com', () => {
  // What waiting cannot mend is asked again by the schedules only.
  test.for<[string, Fault, (salon: ListeningSalon) => Promise<unknown>]>([
    ['is down', { kind: 'html', status: 502 }, async () => undefined],
    ['refuses the key', { kind: 'status', status: 401 }, (salon) => salon.verify()],
  ])('%s, webhooks wait, and are heard once it is back', async ([, fault, findOut], { databaseUrl }) => {
    await using salon = await openListeningSalon(databaseUrl);
    const uid = await agreed(salon);
    const { uid: unknown } = book(salon, TOMORROW + HOUR);
    salon.calcom.world.cancel(uid);
    await salon.tell(aWebhook(uid, CANCELLED));
    await salon.tell(aWebhook(unknown, CREATED));

    salon.calcom.faults.add({ fault, times: Infinity });
    const during = await salon.hear();
    const left = await unheard(salon);
    salon.calcom.faults.clear();
    salon.clock.pass(5 * MINUTE);
    await findOut(salon);
    await salon.hear();

    expect(during).toEqual({ heard: 0, waitMs: 30_000 });
    expect(left).toBe(2);
    expect(await unheard(salon)).toBe(0);
    expect(await pairs(salon)).toMatchObject([
      { appointmentId: '1', status: 'verification_pending' },
      { bookingUid: unknown, status: 'verification_pending' },
    ]);
  });

  test('cannot tell of one booking, only what speaks of this one waits', async ({ databaseUrl }) => {
    await using salon = await openListeningSalon(databaseUrl);
    const [broken, sound] = [book(salon).uid, book(salon, TOMORROW + HOUR).uid];
    const path = `/v2/bookings/${broken}`;
    salon.calcom.faults.add({ when: { path }, fault: { kind: 'status', status: 500 }, times: Infinity });
    await salon.tell(aWebhook(broken, CREATED));
    await salon.tell(aWebhook(sound, CREATED));

    const result = await salon.hear();

    expect(result).toEqual({ heard: 1, waitMs: 500 });
    expect(salon.runs).toMatchObject([{ result: { outcome: 'partial' }, unanswered: [broken] }]);
    expect(await recorded(salon)).toMatchObject([
      { uid: broken, heard: false },
      { uid: sound, heard: true },
    ]);
  });

  test('cannot tell of some bookings for hours, others are heard at once, and these are asked for ever more rarely', async ({
    databaseUrl,
  }) => {
    await using salon = await openListeningSalon(databaseUrl);
    const { clock, calcom } = salon;
    const broken = [book(salon).uid, book(salon, TOMORROW + HOUR).uid];
    const when = { path: new RegExp(`/v2/bookings/(${broken.join('|')})`) };
    calcom.faults.add({ when, fault: { kind: 'status', status: 500 }, times: Infinity });
    for (const uid of broken) await salon.tell(aWebhook(uid, CREATED));
    const { uid } = book(salon, TOMORROW + 2 * HOUR);
    const toldAt = clock.now() + 10 * MINUTE;
    const over = new AbortController();
    const sleep = async (ms: number) => {
      const before = clock.now();
      clock.pass(Math.max(ms, 5_000));
      if (before < toldAt && clock.now() >= toldAt) await salon.tell(aWebhook(uid, CREATED));
      if (clock.now() > toldAt + 2 * HOUR) over.abort();
    };

    await keepHearing(
      { ...salon.app.reconcile(), clock: { now: () => clock.now(), sleep } },
      salon.app.policy,
      { ...salon.hearing, signal: over.signal },
    );

    const [heard] = await salon.sql<{ at: number }>(
      'select extract(epoch from heard_at)::float8 * 1000 as at from calsync.webhook where booking_uid = ?',
      [uid],
    );
    const asked = calcom.requests.filter(({ path }) => path.endsWith(`/${broken[0]}`));
    expect(heard?.at).toBeLessThan(toldAt + 15_000);
    expect(asked.length).toBeLessThan(15);
    expect(await unheard(salon)).toBe(2);
  });

  test('is away for more than a day, what the full checks see by then is not asked for any more', async ({
    databaseUrl,
  }) => {
    await using salon = await openListeningSalon(databaseUrl);
    const uid = await agreed(salon);
    await salon.tell(aWebhook(uid));
    salon.clock.pass(DAY);
    const asked = salon.calcom.requests.length;

    await salon.hear();

    expect(await unheard(salon)).toBe(0);
    expect(salon.calcom.requests).toHaveLength(asked);
    expect(salon.runs).toEqual([]);
  });
});

describe('while calsync stands still', () => {
  test.for<[string, (salon: ListeningSalon, uids: string[]) => void]>([
    ['after a stop', ({ calcom }, uids) => uids.forEach((uid) => calcom.world.cancel(uid))],
    [
      'since its key is refused',
      ({ calcom }) => calcom.faults.add({ fault: { kind: 'status', status: 401 }, times: Infinity }),
    ],
  ])('%s, nothing is asked for a webhook', async ([, stop], { databaseUrl }) => {
    await using salon = await openListeningSalon(databaseUrl);
    const uids = Array.from({ length: 25 }, (_, at) => book(salon, TOMORROW + at * HOUR).uid);
    await salon.enter(
      ...uids.map((bookingUid, at) => ({ id: `${at}`, startsAt: TOMORROW + at * HOUR, bookingUid })),
    );
    await salon.verify();
    stop(salon, uids);
    await salon.verify();
    await salon.tell(aWebhook(uids[0] ?? '', CANCELLED));
    const asked = salon.calcom.requests.length;

    const result = await salon.hear();

    expect(result).toEqual({ heard: 0, waitMs: 30_000 });
    expect(await unheard(salon)).toBe(1);
    expect(salon.calcom.requests).toHaveLength(asked);
  });
});

describe('the daemon', () => {
  test('forgets webhooks after 35 days, at most once an hour', async ({ databaseUrl }) => {
    await using salon = await openListeningSalon(databaseUrl);
    const uids = [book(salon).uid, book(salon, TOMORROW + HOUR).uid];
    const forgotten: number[] = [];
    const { webhooks } = salon.hearing;
    const forget = async (before: number) => {
      forgotten.push(before);
      await webhooks.forget(before);
    };
    await salon.tell('{}');
    salon.clock.pass(35 * DAY);
    await salon.tell(aWebhook(uids[0] as string));

    const over = new AbortController();
    await keepHearing(salon.app.reconcile(), salon.app.policy, {
      ...salon.hearing,
      signal: over.signal,
      webhooks: { ...webhooks, forget },
      async exclusively(work) {
        const done = await salon.hearing.exclusively(work);
        if (salon.runs.length >= 2) over.abort();
        else await salon.tell(aWebhook(uids[1] as string));
        return done;
      },
    });

    expect(forgotten).toHaveLength(1);
    expect(await recorded(salon)).toMatchObject([{ uid: uids[0] }, { uid: uids[1] }]);
  });

  test('goes on when our own database fails meanwhile', async ({ databaseUrl }) => {
    await using salon = await openListeningSalon(databaseUrl);
    await salon.tell(aWebhook(book(salon).uid, CREATED));
    const over = new AbortController();
    const errors: unknown[] = [];

    await salon.sql('alter table calsync.run rename to run_away');
    await keepHearing(salon.app.reconcile(), salon.app.policy, {
      ...salon.hearing,
      signal: over.signal,
      onRun: () => over.abort(),
      onError: (error) => void errors.push(error),
      async exclusively(work) {
        if (errors.length > 0) await salon.sql('alter table if exists calsync.run_away rename to run');
        return salon.hearing.exclusively(work);
      },
    });

    expect(errors).toHaveLength(1);
    expect(await unheard(salon)).toBe(0);
  });
});
