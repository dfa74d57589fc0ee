/** The daily digest: told once a day, never greener than what the last checks prove. */
import { describe, expect } from 'vitest';
import { wireApp, type App } from '../../src/app.ts';
import { deliverPorts } from '../../src/cli/keep-telling.ts';
import { keepDigesting } from '../../src/cli/digest.ts';
import { keepDelivering } from '../../src/notify/deliver.ts';
import { SurfaceError } from '../../src/notify/surface.ts';
import type { FaultRule } from '../../src/sandbox/calcom/faults.ts';
import { terminalSurface } from '../../src/surfaces/terminal/terminal-surface.ts';
import { test } from '../support/database.ts';
import {
  accept,
  aPairWithoutItsBooking,
  anna,
  climb,
  DAY,
  issues,
  MINUTE,
  TOMORROW,
} from '../support/issue-stories.ts';
import { HOUR, MORNING, openSalon, type Salon } from '../support/salon.ts';

/** Nine o'clock in Berlin, on the day after the salon opens. */
const NINE = MORNING + 23 * HOUR;
const DOWN: FaultRule = { times: Infinity, fault: { kind: 'status', status: 503 } };

describe('the digest', () => {
  test('says "all clear" once, when everything was checked and agrees', async ({ databaseUrl }) => {
    await using salon = await aSalonOfFive(databaseUrl);

    const before = await liveUntil(salon, NINE - MINUTE);
    await verifyAt(salon, NINE - 30_000);
    const at = await liveUntil(salon, NINE + MINUTE);
    const after = await liveUntil(salon, NINE + 4 * MINUTE);

    expect(before).toEqual([]);
    expect(at).toEqual([
      [
        '✅ All clear: 5 checked, complete',
        'Last complete check: 9 Oct 2026, 08:59 (5 checked)',
        'Next check: 9 Oct 2026, 09:15 (Check of the next 48 hours)',
        'Resolved yesterday: 0',
        'Daily digest, Friday, 9 October 2026',
      ],
    ]);
    expect(after).toEqual([]);
  });

  test('lists what is open, the most urgent first, and what was resolved yesterday', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    await aPairWithoutItsBooking(salon, TOMORROW + DAY);
    await accept(salon);
    salon.calcom.world.book({ start: TOMORROW + 2 * DAY, eventTypeId: 10, attendee: anna });
    await salon.enter({ id: '2', startsAt: TOMORROW, bookingUid: 'unknown', ...anna });
    await climb(salon);
    await verifyAt(salon, NINE - MINUTE);

    const [digest] = await liveUntil(salon, NINE + MINUTE);

    expect(await issues(salon)).toMatchObject([{ state: 'accepted' }, { state: 'open' }, { state: 'open' }]);
    expect(digest).toEqual([
      '⚠️ 2 issues open',
      'Open',
      '⚠️ Orphaned Local: 1',
      '🔄 Orphaned Cal.com: 1',
      'The most urgent',
      '#2\t2\t9 Oct, 10:00\tOrphaned Local',
      '#3\t–\t11 Oct, 10:00\tOrphaned Cal.com',
      'Last complete check: 9 Oct 2026, 08:59 (2 checked)',
      'Next check: 9 Oct 2026, 09:15 (Check of the next 48 hours)',
      'Resolved yesterday: 1',
      'Accepted: 1 as they are',
      'All of them: "/calsync issues".',
      'Daily digest, Friday, 9 October 2026',
    ]);
  });

  test('does not call clear what is still looked at again', async ({ databaseUrl }) => {
    await using salon = await aSalonOfFive(databaseUrl);
    await salon.enter({ id: '6', startsAt: TOMORROW, bookingUid: 'unknown' });
    await verifyAt(salon, NINE - MINUTE);

    const [digest] = await liveUntil(salon, NINE + MINUTE);

    expect(digest?.[0]).toBe('🔍 No issue open, 1 appointment in doubt');
  });

  test('says first that it is not up to date when no check was complete for more than a day', async ({
    databaseUrl,
  }) => {
    await using salon = await aSalonOfFive(databaseUrl);

    const [digest] = await liveUntil(salon, NINE + DAY + MINUTE).then((told) => told.slice(-1));

    expect(digest?.slice(0, 3)).toEqual([
      '⚠️ Not up to date: the last checks were not complete',
      'What follows may not be all',
      '⚠️ no complete full check for more than a day',
    ]);
    expect(digest?.join('\n')).not.toMatch(/clear|✅/);
  });

  test('is never clear while Cal.com is down, or before the first check', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const [first] = await liveUntil(salon, NINE + MINUTE);
    await verifyAt(salon, NINE + 2 * MINUTE);
    salon.calcom.faults.add(DOWN);
    for (let run = 0; run < 3; run++) await salon.verify();

    const [second] = await liveUntil(salon, NINE + DAY + MINUTE);

    expect(first?.slice(0, 3)).toEqual([
      '⚠️ Not up to date: the last checks were not complete',
      'What follows may not be all',
      '⚠️ nothing has been verified yet',
    ]);
    expect(second?.[0]).toBe(first?.[0]);
    expect(second?.join('\n')).toContain('Cal.com is down (CIRCUIT_OPEN)');
  });

  test('is never clear after a stop, and says what stopped it', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl, { CALSYNC_MASS_CHANGE: '2,10%' });
    await fillSalon(salon);
    await verifyAt(salon, NINE - HOUR);
    for (const { uid } of salon.calcom.world.all()) salon.calcom.world.remove(uid);
    await verifyAt(salon, NINE - MINUTE);

    const [digest] = await liveUntil(salon, NINE + MINUTE);

    expect(digest?.[0]).toBe('⚠️ Not up to date: the last checks were not complete');
    expect(digest?.join('\n')).toMatch(/stopped, since too much would change at once: /);
  });

  test('comes once after a week of downtime, and then day by day', async ({ databaseUrl }) => {
    await using salon = await aSalonOfFive(databaseUrl);
    await liveUntil(salon, NINE + MINUTE);
    salon.clock.at = NINE + 7 * DAY + 3 * HOUR;

    const back = await liveUntil(salon, salon.clock.at + HOUR);
    const next = await liveUntil(salon, NINE + 8 * DAY + MINUTE);

    expect(back.map((lines) => lines.at(-1))).toEqual(['Daily digest, Friday, 16 October 2026']);
    expect(next.map((lines) => lines.at(-1))).toEqual(['Daily digest, Saturday, 17 October 2026']);
  });

  test('that was missed in the night does not stand in for the next morning’s', async ({ databaseUrl }) => {
    await using salon = await aSalonOfFive(databaseUrl);
    await liveUntil(salon, NINE + MINUTE);
    salon.clock.at = NINE + DAY + 15 * HOUR + MINUTE;

    const night = await liveUntil(salon, NINE + 2 * DAY - HOUR);
    const morning = await liveUntil(salon, NINE + 2 * DAY + MINUTE);

    expect(night.map((lines) => lines.at(-1))).toEqual(['Daily digest, Saturday, 10 October 2026']);
    expect(morning.map((lines) => lines.at(-1))).toEqual(['Daily digest, Sunday, 11 October 2026']);
  });

  test('is told in its newest form only by a surface that was away for days', async ({ databaseUrl }) => {
    await using salon = await aSalonOfFive(databaseUrl);

    const away = await liveUntil(salon, NINE + 3 * DAY + MINUTE, { away: true });
    const back = await liveUntil(salon, NINE + 3 * DAY + HOUR);

    expect(away).toEqual([]);
    expect(back.map((lines) => lines.at(-1))).toEqual(['Daily digest, Monday, 12 October 2026']);
  });

  test('is written once by replicas that write it at the same time, and by one that died before it noted so', async ({
    databaseUrl,
  }) => {
    await using salon = await aSalonOfFive(databaseUrl);
    salon.clock.at = NINE - 30_000;
    await using other = await wireApp(salon.app.config, salon.app.database, {
      clock: salon.clock,
      log: () => undefined,
    });

    await Promise.all([salon.app, other].map((app) => digestUntil(salon, app, NINE + MINUTE)));
    await salon.sql(
      `update calsync.schedule set last_started_at = last_started_at - interval '1 day' where name = 'digest'`,
    );
    await digestUntil(salon, salon.app, NINE + 3 * MINUTE);

    const digests = await salon.sql(`select kind from calsync.bulletin where kind = 'digest'`);
    const notices = await salon.sql(`select state from calsync.notification where bulletin_id is not null`);
    expect([digests.length, notices.length]).toEqual([1, 1]);
  });

  test('is not told where it is switched off', async ({ databaseUrl }) => {
    await using salon = await aSalonOfFive(databaseUrl, { CALSYNC_DIGEST_CRON: '' });

    expect(await liveUntil(salon, NINE + MINUTE)).toEqual([]);
  });
});

async function aSalonOfFive(databaseUrl: string, settings: Record<string, string> = {}): Promise<Salon> {
  const salon = await openSalon(databaseUrl, settings);
  await fillSalon(salon);
  await salon.verify();
  return salon;
}

/** Five visits of the coming days that agree. */
async function fillSalon(salon: Salon): Promise<void> {
  for (let at = 0; at < 5; at++) {
    const startsAt = MORNING + (4 + at) * DAY;
    const { uid } = salon.calcom.world.book({ start: startsAt, eventTypeId: 10, updatedAt: MORNING - DAY });
    await salon.enter({ id: `${at}`, startsAt, bookingUid: uid });
  }
}

async function verifyAt(salon: Salon, at: number): Promise<void> {
  salon.clock.at = at;
  await salon.verify();
}

/** The daemon digests and then tells, until this time; answers what was told, line by line. */
async function liveUntil(salon: Salon, end: number, { away = false } = {}): Promise<string[][]> {
  await digestUntil(salon, salon.app, end);
  return tellUntil(salon, away);
}

/** Waits in leaps, none of them over nine o’clock. */
async function digestUntil({ clock }: Salon, app: App, end: number): Promise<void> {
  const over = new AbortController();
  const hurried = {
    now: () => clock.now(),
    async sleep(ms: number, signal?: AbortSignal) {
      const nine = NINE + Math.ceil((clock.now() - NINE) / DAY) * DAY;
      await clock.sleep(Math.max(ms, Math.min(HOUR, nine - clock.now())), signal);
      if (clock.now() >= end) over.abort();
    },
  };
  await keepDigesting({ ...app, clock: hurried }, { stop: over.signal, exclusively });
  clock.at = Math.max(clock.at, end);
}

/** No lease: what is told once is told once all the same. */
async function exclusively(work: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
  await work(new AbortController().signal);
  return true;
}

/** Until nothing is due, or the surface is found to be away. Answers the digests. */
async function tellUntil({ app, clock }: Salon, away: boolean): Promise<string[][]> {
  const over = new AbortController();
  const told: string[] = [];
  const terminal = terminalSurface({
    write: (text) => void told.push(text),
    style: { rich: false, width: 80 },
  });
  const gone = () => {
    over.abort();
    return Promise.reject(new SurfaceError('nobody is there', { problem: 'unavailable' }));
  };
  // Only asked to wait once nothing is due.
  const hurried = { now: () => clock.now(), sleep: async () => over.abort() };
  await keepDelivering(
    {
      ...deliverPorts(
        { ...app, clock: hurried, log: () => undefined },
        away ? { ...terminal, post: gone } : terminal,
      ),
      exclusively,
      onError(error) {
        throw error;
      },
    },
    over.signal,
  );
  return told
    .map((text) => text.trim().split('\n'))
    .filter((lines) => lines.at(-1)?.startsWith('Daily digest'));
}
