/** The daily digest on both databases: what it counts, and that it is told once a day. */
import { afterAll, describe, expect } from 'vitest';
import type { DigestFacts } from '../../src/domain/bulletin.ts';
import { outboxStore } from '../../src/store/outbox-store.ts';
import { digestStore, recordDigest } from '../../src/store/digest-store.ts';
import type { Sql } from '../../src/store/sql.ts';
import { lendDatabase, putAway } from '../support/both-databases.ts';
import { test } from '../support/database.ts';
import { HOUR, MORNING } from '../support/salon.ts';

const KINDS = ['postgres', 'embedded'] as const;
const DAY = 24 * HOUR;
const SURFACES = ['slack', 'discord'];

afterAll(putAway);

describe.for(KINDS)('the digest on %s', (kind) => {
  test('of an empty database counts nothing', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const store = digestStore(lent.database.sql);

    expect(await store.openIssues(MORNING, 5)).toEqual({ counts: {}, soonest: [] });
    expect(await store.countInDoubt()).toBe(0);
    expect(await store.countResolved({ from: MORNING - DAY, to: MORNING })).toBe(0);
  });

  test('names what is still ahead before what has begun, and no more than asked for', async ({
    databaseUrl,
  }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const { sql } = lent.database;
    await anIssue(sql, { code: 'DATA_MISMATCH', startsAt: MORNING - HOUR });
    await anIssue(sql, { code: 'ORPHANED_LOCAL', startsAt: MORNING + DAY });
    await anIssue(sql, { code: 'ORPHANED_LOCAL', startsAt: MORNING + HOUR });
    await anIssue(sql, { code: 'ORPHANED_LOCAL', startsAt: MORNING, outcome: 'agreed', resolvedAt: MORNING });

    expect(await digestStore(sql).openIssues(MORNING, 5)).toEqual({
      counts: { DATA_MISMATCH: 1, ORPHANED_LOCAL: 2 },
      soonest: [
        { id: 3, code: 'ORPHANED_LOCAL', appointmentId: null, startsAt: MORNING + HOUR },
        { id: 2, code: 'ORPHANED_LOCAL', appointmentId: null, startsAt: MORNING + DAY },
        { id: 1, code: 'DATA_MISMATCH', appointmentId: null, startsAt: MORNING - HOUR },
      ],
    });
    expect((await digestStore(sql).openIssues(MORNING, 2)).soonest.map(({ id }) => id)).toEqual([3, 2]);
  });

  test('counts what was resolved in the span, and not what had passed', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const { sql } = lent.database;
    for (const outcome of ['agreed', 'accepted', 'superseded', 'gone', 'passed'])
      await anIssue(sql, { outcome, resolvedAt: MORNING - HOUR });
    await anIssue(sql, { outcome: 'agreed', resolvedAt: MORNING });
    await anIssue(sql, { outcome: 'agreed', resolvedAt: MORNING - DAY - 1 });

    expect(await digestStore(sql).countResolved({ from: MORNING - DAY, to: MORNING })).toBe(4);
  });

  test('counts as in doubt what is looked at again, unless people know of it', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const { sql } = lent.database;
    await anIssue(sql, {});
    await anIssue(sql, { outcome: 'agreed', resolvedAt: MORNING });
    await aPair(sql, { id: '1', issueId: null, again: true });
    await aPair(sql, { id: '2', issueId: 1, again: true });
    await aPair(sql, { id: '3', issueId: 2, again: true });
    await aPair(sql, { id: '4', issueId: null, again: false });

    expect(await digestStore(sql).countInDoubt()).toBe(2);
  });

  test('is recorded once for each date, and ends the one before', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const { database } = lent;
    const record = (date: string, at: number) =>
      recordDigest(database, aDigest(date), { surfaces: SURFACES, at });

    const written = [
      await record('2026-10-08', MORNING),
      await record('2026-10-08', MORNING + 1),
      await record('2026-10-09', MORNING + DAY),
      await record('2026-10-08', MORNING + DAY + 1),
    ];

    const digests = await database.sql(
      `select state, facts ->> 'date' as date from calsync.bulletin order by id`,
    );
    const [notices] = await database.sql(
      `select count(*)::integer as due from calsync.notification where state = 'due'`,
    );
    expect(written).toEqual([true, false, true, false]);
    expect(digests).toEqual([
      { state: 'ended', date: '2026-10-08' },
      { state: 'open', date: '2026-10-09' },
    ]);
    expect(notices).toEqual({ due: 4 });
    expect(await outboxStore(database).next('slack', MORNING + DAY)).toMatchObject({
      about: { kind: 'bulletin', id: 1 },
    });
  });
});

function aDigest(date: string): DigestFacts {
  return {
    date,
    cautions: [],
    lastComplete: null,
    nextCheck: null,
    open: { counts: {}, soonest: [] },
    inDoubt: 0,
    accepted: 0,
    resolvedYesterday: 0,
  };
}

async function anIssue(
  sql: Sql,
  fields: { code?: string; startsAt?: number; outcome?: string; resolvedAt?: number },
): Promise<void> {
  const { code = 'ORPHANED_LOCAL', startsAt = MORNING, outcome = null, resolvedAt } = fields;
  const state = outcome === null ? 'open' : outcome === 'accepted' ? 'accepted' : 'resolved';
  const opened = new Date(MORNING - 2 * DAY);
  await sql(
    `insert into calsync.issue (state, outcome, code, verdict_hash, facts_hash, starts_at, opened_at, changed_at, resolved_at)
     values (?, ?, ?, 'v', 'f', ?, ?, ?, ?)`,
    [
      state,
      outcome,
      code,
      new Date(startsAt),
      opened,
      opened,
      resolvedAt === undefined ? null : new Date(resolvedAt),
    ],
  );
}

async function aPair(
  sql: Sql,
  { id, issueId, again }: { id: string; issueId: number | null; again: boolean },
): Promise<void> {
  const at = new Date(MORNING);
  await sql(
    `insert into calsync.pair (appointment_id, starts_at, ends_at, status, issue_id, next_attempt_at, changed_at)
     values (?, ?, ?, 'verification_pending', ?, ?, ?)`,
    [id, at, at, issueId, again ? at : null, at],
  );
}
