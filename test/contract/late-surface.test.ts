/** A surface that comes later, on both databases: what it is told of, and that it is told once. */
import { afterAll, describe, expect } from 'vitest';
import { findBulletin } from '../../src/store/bulletin-store.ts';
import { countOpenIn } from '../../src/store/bulk-store.ts';
import { catchUpSurface } from '../../src/store/late-surface.ts';
import { queueNotices } from '../../src/store/notices.ts';
import type { Sql } from '../../src/store/sql.ts';
import { showCard } from '../../src/store/summarise-issues.ts';
import { lendDatabase, putAway } from '../support/both-databases.ts';
import { test } from '../support/database.ts';
import { HOUR, MORNING } from '../support/salon.ts';

const LATE = { surface: 'discord', at: MORNING };
const BOTH = { surfaces: ['slack', 'discord'], at: MORNING };

afterAll(putAway);

describe.for(['postgres', 'embedded'] as const)('a surface that comes later, on %s', (kind) => {
  test('is told once of all that is open, and then of nothing but what is shown', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const { database } = lent;
    const { sql } = database;
    for (const startsIn of [72 * HOUR, 96 * HOUR, 2 * HOUR]) await anIssue(sql, MORNING + startsIn);
    const issues = [1, 2, 3].map((id) => ({ id, reason: 'open' }));
    await queueNotices(sql, issues, { surfaces: ['slack'], at: MORNING - HOUR });

    const counted = [await catchUpSurface(database, LATE), await catchUpSurface(database, LATE)];
    await database.transaction((tx) => queueNotices(tx, [{ id: 1, reason: 'changed' }], BOTH));
    const shown = await showCard(database, { issueId: 2, surface: 'discord' }, BOTH);
    const again = await showCard(database, { issueId: 2, surface: 'discord' }, BOTH);

    expect(counted).toEqual([3, 0]);
    expect([shown, again]).toEqual(['shown', 'has_card']);
    expect(await countOpenIn(sql, 1)).toBe(3);
    expect((await findBulletin(sql, 1))?.summary?.soonest.map(({ id }) => id)).toEqual([1]);
    expect(await toldOn(sql, 'discord')).toEqual(['bulletin', 'shown 2', 'starts_soon 3']);
    expect(await toldOn(sql, 'slack')).toEqual(['changed 1', 'open 1', 'open 2', 'open 3']);
  });

  test('is told nothing when nothing is open', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);

    expect(await catchUpSurface(lent.database, LATE)).toBe(0);
    expect(await toldOn(lent.database.sql, 'discord')).toEqual([]);
  });
});

async function toldOn(sql: Sql, surface: string): Promise<string[]> {
  const told = await sql<{ what: string }>(
    `select distinct concat_ws(' ', reason, issue_id) as what from calsync.notification where surface = ? order by what`,
    [surface],
  );
  return told.map(({ what }) => what);
}

async function anIssue(sql: Sql, startsAt: number): Promise<void> {
  await sql(
    `insert into calsync.issue (state, code, verdict_hash, facts_hash, starts_at, opened_at, changed_at)
     values ('open', 'ORPHANED_LOCAL', 'v', 'f', to_timestamp(?::float8 / 1000), to_timestamp(?::float8 / 1000),
       to_timestamp(?::float8 / 1000))`,
    [startsAt, MORNING - HOUR, MORNING - HOUR],
  );
}
