/** The figures of a period, as both databases sum them up. */
import { afterAll, describe, expect } from 'vitest';
import { lastDays } from '../../src/domain/days.ts';
import { metricsStore } from '../../src/store/metrics-store.ts';
import type { Sql } from '../../src/store/sql.ts';
import { lendDatabase, putAway } from '../support/both-databases.ts';
import { test } from '../support/database.ts';
import { HOUR, MORNING } from '../support/salon.ts';

const KINDS = ['postgres', 'embedded'] as const;
const DAY = 24 * HOUR;
const ALL_WELL = { synced: 10, pending: 0, failed: 0 };

afterAll(putAway);

describe.for(KINDS)('metrics on %s', (kind) => {
  test('of an empty database are nothing', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const store = metricsStore(lent.database.sql);

    expect(await store.sync(MORNING - DAY)).toEqual({ synced: 0, pairs: 0, runs: 0 });
    expect(await store.durations(MORNING - DAY)).toBeUndefined();
    expect(await store.issues(MORNING - DAY)).toEqual({ opened: 0, resolved: 0 });
    expect(await store.reviewed(MORNING - DAY)).toBe(0);
    expect(await store.days(lastDays(MORNING, 2, 'UTC'))).toEqual([
      { last: null, failed: false },
      { last: null, failed: false },
    ]);
  });

  test('count what is in sync in complete full Runs of the period only', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    await ran(
      lent.database.sql,
      { at: MORNING - 3 * DAY, counts: { synced: 1, failed: 99 } },
      { at: MORNING - DAY, counts: { synced: 8, pending: 1, data_mismatch: 1 } },
      { at: MORNING, counts: { synced: 20, orphaned_local: 10 } },
      { at: MORNING, counts: { synced: 500 }, kind: 'pending' },
      { at: MORNING, counts: { synced: 500 }, outcome: 'partial' },
      { at: MORNING, counts: { synced: 500 }, outcome: 'refused' },
    );

    expect(await metricsStore(lent.database.sql).sync(MORNING - DAY)).toEqual({
      synced: 28,
      pairs: 40,
      runs: 2,
    });
  });

  test('say how long full and pending Runs took, save those that were not whole or for one Pair', async ({
    databaseUrl,
  }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    await ran(
      lent.database.sql,
      { at: MORNING, tookMs: 8_100 },
      { at: MORNING, tookMs: 800, kind: 'pending' },
      { at: MORNING, tookMs: 1_900, outcome: 'partial' },
      { at: MORNING, tookMs: 60_000, outcome: 'incomplete' },
      { at: MORNING, tookMs: null, outcome: 'running' },
      { at: MORNING, tookMs: 1, kind: 'single' },
      { at: MORNING - 2 * DAY, tookMs: 90_000 },
    );

    expect(await metricsStore(lent.database.sql).durations(MORNING - DAY)).toEqual({
      averageMs: 3_600,
      longestMs: 8_100,
      shortestMs: 800,
    });
  });

  test('take the last complete full Run of each day, and tell a day of failures from a day of silence', async ({
    databaseUrl,
  }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const [first, second, third, fourth] = lastDays(MORNING, 4, 'Europe/Berlin').map(({ from }) => from);
    if (first === undefined || second === undefined || third === undefined || fourth === undefined)
      throw new Error('Four days were asked for');
    await ran(
      lent.database.sql,
      { at: first, counts: { synced: 1, failed: 9 } },
      { at: second - 1, counts: { synced: 9, failed: 1 } },
      { at: second, outcome: 'incomplete', counts: { synced: 0 } },
      { at: third + HOUR, kind: 'pending' },
      { at: fourth, counts: ALL_WELL },
      { at: fourth + HOUR, outcome: 'partial', counts: { synced: 1 } },
      { at: fourth + 2 * HOUR, outcome: 'running', tookMs: null },
    );

    expect(await metricsStore(lent.database.sql).days(lastDays(MORNING, 4, 'Europe/Berlin'))).toEqual([
      { last: { synced: 9, pairs: 10 }, failed: false },
      { last: null, failed: true },
      { last: null, failed: false },
      { last: { synced: 10, pairs: 10 }, failed: true },
    ]);
  });

  test('count an issue as resolved however it ended, save that it passed', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const { sql } = lent.database;
    for (const outcome of ['agreed', 'accepted', 'superseded', 'gone', 'passed', null])
      await opened(sql, { at: MORNING, outcome });
    await opened(sql, { at: MORNING - 3 * DAY, outcome: 'agreed' });

    expect(await metricsStore(sql).issues(MORNING - DAY)).toEqual({ opened: 6, resolved: 4 });
  });

  test('credit people with what they did or accepted, once for each issue', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const { sql } = lent.database;
    const byItself = await opened(sql, { at: MORNING, outcome: 'agreed' });
    const byAPerson = await opened(sql, { at: MORNING - 3 * DAY, outcome: 'agreed', closedAt: MORNING });
    const long = await opened(sql, {
      at: MORNING - 9 * DAY,
      outcome: 'accepted',
      closedAt: MORNING - 8 * DAY,
    });
    const passed = await opened(sql, { at: MORNING, outcome: 'passed' });
    await opened(sql, { at: MORNING, outcome: 'accepted' });
    await resolved(sql, { issue: byItself, state: 'failed' });
    for (const issue of [byAPerson, byAPerson, long, passed]) await resolved(sql, { issue, state: 'done' });

    expect(await metricsStore(sql).reviewed(MORNING - DAY)).toBe(2);
  });
});

interface PastRun {
  readonly at: number;
  readonly kind?: string;
  readonly outcome?: string;
  readonly counts?: Readonly<Record<string, number>>;
  readonly tookMs?: number | null;
}

async function ran(sql: Sql, ...runs: PastRun[]): Promise<void> {
  for (const { at, kind = 'full', outcome = 'complete', counts = ALL_WELL, tookMs = 1_000 } of runs) {
    const ended = tookMs === null ? null : new Date(at + tookMs);
    await sql(
      `insert into calsync.run (kind, outcome, started_at, finished_at, window_from, window_to, counts)
       values (?, ?, ?, ?, ?, ?, ?::jsonb)`,
      [kind, outcome, new Date(at), ended, new Date(at), new Date(at), JSON.stringify(counts)],
    );
  }
}

async function opened(
  sql: Sql,
  { at, outcome, closedAt = at }: { at: number; outcome: string | null; closedAt?: number },
): Promise<number> {
  const state = outcome === null ? 'open' : outcome === 'accepted' ? 'accepted' : 'resolved';
  const ended = outcome === null ? null : new Date(closedAt);
  const [issue] = await sql<{ id: number }>(
    `insert into calsync.issue (state, outcome, code, verdict_hash, facts_hash, starts_at, opened_at, changed_at, resolved_at)
     values (?, ?, 'ORPHANED_LOCAL', 'v', 'f', ?, ?, ?, ?) returning id`,
    [state, outcome, new Date(at), new Date(at), new Date(at), ended],
  );
  return issue?.id ?? 0;
}

let markers = 0;

async function resolved(sql: Sql, { issue, state }: { issue: number; state: string }): Promise<void> {
  await sql(
    `insert into calsync.resolution (issue_id, action, facts_hash, marker, requested_by, requested_name, requested_on,
       requested_at, state) values (?, 'create', 'f', ?, 'U1', 'Ada', 'slack', ?, ?)`,
    [issue, `marker-${(markers += 1)}`, new Date(MORNING), state],
  );
}
