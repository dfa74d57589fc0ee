/** Who looks at a home, what may have changed for it, and what the dashboard lists, on both databases. */
import { afterAll, describe, expect } from 'vitest';
import { dashboardStore } from '../../src/store/dashboard-store.ts';
import { homeStore } from '../../src/store/home-store.ts';
import { issueStore } from '../../src/store/query-store.ts';
import type { Sql } from '../../src/store/sql.ts';
import { lendDatabase, putAway } from '../support/both-databases.ts';
import { MINUTE, NOON } from '../support/builders.ts';
import { test } from '../support/database.ts';

const AT = '2026-10-09T12:00:00Z';
const HOUR = 60 * MINUTE;
const AWAY = { at: null, trouble: null };
const STANDING = { ...AWAY, unwanted: false };

afterAll(putAway);

const CHANGES: readonly (readonly [what: string, ...statements: string[]])[] = [
  [
    'what an attempt saw',
    `insert into calsync.pair_history (pair_id, at, event) values (1, '${AT}', 'attempt')`,
  ],
  [
    'a check',
    `insert into calsync.run (kind, started_at, outcome, window_from, window_to) values ('full', '${AT}', 'running', '${AT}', '${AT}')`,
  ],
  ['the end of a check', `update calsync.run set outcome = 'complete'`],
  ['an issue', issue(1)],
  ['what was accepted', `update calsync.issue set state = 'accepted'`],
  [
    'trouble with the whole',
    `insert into calsync.bulletin (kind, state, facts, opened_at, changed_at) values ('circuit_open', 'open', '{}', '${AT}', '${AT}')`,
  ],
  ['its end', `update calsync.bulletin set state = 'ended'`],
  ['a notice', notice('issue_id', 'open', 'due')],
  ['its delivery', `update calsync.notification set state = 'delivered', finished_at = '${AT}'`],
  [
    'a pause',
    `insert into calsync.pause (reason, paused_by, paused_name, paused_on, began_at) values ('we move', 'U1', 'Ada', 'slack', '${AT}')`,
  ],
  ['its end', `update calsync.pause set ended_at = '${AT}'`],
];

function issue(id: number): string {
  return `insert into calsync.issue (id, state, code, verdict_hash, facts_hash, appointment_id, starts_at, opened_at, changed_at)
    values (${id}, 'open', 'ORPHANED_LOCAL', 'v', 'f${id}', '${id}', timestamptz '${AT}' + interval '${id} hour', '${AT}', '${AT}')`;
}

function notice(column: 'issue_id' | 'bulletin_id', reason: string, state: string): string {
  return `insert into calsync.notification (${column}, surface, reason, state, created_at, due_at, finished_at)
    values (1, 'slack', '${reason}', '${state}', '${AT}', '${AT}', '${AT}')`;
}

async function appointments(sql: Sql): Promise<void> {
  for (const [id, hours, status] of [
    ['0', -1, 'scheduled'],
    ['1', 1, 'scheduled'],
    ['2', 2, 'cancelled'],
    ['3', 3, 'scheduled'],
  ] as const)
    await sql(
      `insert into calsync.appointment (id, customer_name, starts_at, ends_at, status)
       values (?, ?, timestamptz '${AT}' + interval '1 hour' * ?, timestamptz '${AT}' + interval '2 days', ?)`,
      [id, `Anna ${id}`, hours, status],
    );
}

describe.for(['postgres', 'embedded'] as const)('on %s', { timeout: 60_000 }, (kind) => {
  test('a home is remembered with what it shows, until it is empty or its person gone', async ({
    databaseUrl,
  }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const book = homeStore(lent.database.sql);
    await book.opened('slack', { userId: 'U1', empty: true }, NOON);
    await book.opened('slack', { userId: 'U2', empty: true }, NOON + MINUTE);
    await book.published('slack', { ...AWAY, userId: 'U1', shownHash: 'one' }, NOON + HOUR);

    const both = await book.openedSince('slack', NOON);
    await book.opened('slack', { userId: 'U1', empty: false }, NOON + HOUR);
    const later = await book.openedSince('slack', NOON + 2 * MINUTE);
    await book.opened('slack', { userId: 'U1', empty: true }, NOON + HOUR);
    await book.forget('slack', 'U2');

    expect(both).toEqual([
      { ...STANDING, userId: 'U2', shownHash: null },
      { ...STANDING, userId: 'U1', shownHash: 'one' },
    ]);
    expect(later).toEqual([{ ...STANDING, userId: 'U1', shownHash: 'one' }]);
    expect(await book.openedSince('slack', NOON)).toEqual([{ ...STANDING, userId: 'U1', shownHash: null }]);
    expect(await book.openedSince('discord', NOON)).toEqual([]);
  });

  test('a home that is a message is remembered with its place and its trouble, until it is not wanted', async ({
    databaseUrl,
  }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const book = homeStore(lent.database.sql);
    const at = { channelId: 'C1', messageId: 'M1' };
    await book.opened('discord', { userId: 'all', empty: true }, NOON);
    await book.published('discord', { userId: 'all', shownHash: 'one', at, trouble: 'not pinned' }, NOON);

    const shown = await book.find('discord', 'all');
    await book.failed('discord', 'all', 'no such channel');
    const failed = await book.find('discord', 'all');
    await book.unwanted('discord', 'all', NOON + 1);
    const unwanted = await book.find('discord', 'all');
    await book.opened('discord', { userId: 'all', empty: true }, NOON + 2);

    const home = { userId: 'all', at, unwanted: false };
    expect(shown).toEqual({ ...home, shownHash: 'one', trouble: 'not pinned' });
    expect(failed).toEqual({ ...home, shownHash: null, trouble: 'no such channel' });
    expect(unwanted).toMatchObject({ at, unwanted: true });
    expect(await book.find('discord', 'all')).toEqual({ ...home, shownHash: null, trouble: null });
  });

  test('whatever a home shows changes its marker, and nothing else does', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const { sql } = lent.database;
    const book = homeStore(sql);
    const markers = [await book.marker('slack')];
    for (const [, statement] of CHANGES) {
      await sql(statement ?? '');
      markers.push(await book.marker('slack'));
    }
    await book.opened('slack', { userId: 'U1', empty: true }, NOON);
    markers.push(await book.marker('slack'));

    await book.published('slack', { ...AWAY, userId: 'U1', shownHash: 'one' }, NOON);
    await book.opened('discord', { userId: 'U1', empty: true }, NOON + 1);

    const same = CHANGES.filter((_, at) => markers[at] === markers[at + 1]).map(([what]) => what);
    expect(same).toEqual([]);
    expect(new Set(markers.slice(-2)).size).toBe(2);
    expect(await book.marker('slack')).toBe(markers.at(-1));
  });

  test('the dashboard lists what comes next with where it stands, the soonest first', async ({
    databaseUrl,
  }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const { sql } = lent.database;
    await appointments(sql);
    for (const id of [1, 2]) await sql(issue(id));
    await sql(
      `insert into calsync.pair (appointment_id, starts_at, ends_at, status, last_error, issue_id, changed_at)
       values ('1', '${AT}', '${AT}', 'failed', 'no answer', 1, '${AT}'), ('2', '${AT}', '${AT}', 'synced', null, null, '${AT}')`,
    );

    const next = await dashboardStore(sql).upcoming(NOON, 2);
    const soonest = await issueStore(sql).listIssues({ state: 'open', limit: 1 });

    expect(next).toEqual([
      {
        id: '1',
        customerName: 'Anna 1',
        startsAt: NOON + HOUR,
        status: 'scheduled',
        syncStatus: 'failed',
        lastError: 'no answer',
        issue: { id: 1, factsHash: 'f1', code: 'ORPHANED_LOCAL' },
      },
      {
        id: '2',
        customerName: 'Anna 2',
        startsAt: NOON + 2 * HOUR,
        status: 'cancelled',
        syncStatus: 'synced',
        lastError: null,
        issue: null,
      },
    ]);
    expect(soonest.map(({ id }) => id)).toEqual([1]);
    expect(await issueStore(sql).listIssues({ state: 'open' })).toHaveLength(2);
  });

  test('the dashboard tells what was told, and the latest complete check', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const { sql } = lent.database;
    const source = dashboardStore(sql);
    const nothing = [await source.lastWhole(), await source.recentNotices('slack', 5)];
    await appointments(sql);
    for (const [, statement] of CHANGES.slice(0, -1)) await sql(statement ?? '');
    await sql(notice('bulletin_id', 'bulletin', 'delivered'));
    await sql(notice('issue_id', 'refresh', 'suppressed'));

    expect(nothing).toEqual([undefined, []]);
    expect(await source.lastWhole()).toBe(NOON);
    expect(await source.recentNotices('slack', 5)).toEqual([
      {
        at: NOON,
        reason: 'bulletin',
        about: { kind: 'bulletin', id: 1, bulletin: 'circuit_open', facts: {}, isOver: false },
      },
      {
        at: NOON,
        reason: 'open',
        about: {
          kind: 'issue',
          id: 1,
          state: 'accepted',
          outcome: null,
          code: 'ORPHANED_LOCAL',
          appointmentId: '1',
          customerName: 'Anna 1',
          startsAt: NOON + HOUR,
        },
      },
    ]);
    expect(await source.recentNotices('discord', 5)).toEqual([]);
  });
});
