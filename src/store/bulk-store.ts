/**
 * One decision about all Issues of a summary, in one transaction. Nothing of it waits in the line of single clicks: to
 * accept needs no question to Cal.com, as the Issue holds what was seen; to look again is left to the ladder, which
 * reads many at once, behind everything that people ask for.
 */
import { randomUUID } from 'node:crypto';
import type { Instant } from '../domain/appointment.ts';
import type { BulkOutcome, BulkRequest } from '../resolve/bulk.ts';
import { writeAudit } from './audit-store.ts';
import { CLAIM_COLUMNS } from './claim-store.ts';
import type { Database } from './database.ts';
import { queueNotices, type Told } from './notices.ts';
import { onceMore } from './once-more.ts';
import { INSTANT, type Sql } from './sql.ts';
import { refreshSummaries } from './summarise-issues.ts';
import { IN_SUMMARY } from './summarised.ts';

/** Its Issues that are open; safe to ask at any time. */
export async function countOpenIn(sql: Sql, bulletinId: number): Promise<number> {
  const [found] = await sql<{ open: number }>(
    `select count(*)::float8 as open from calsync.issue where ${IN_SUMMARY} and state = 'open'`,
    [bulletinId],
  );
  return found?.open ?? 0;
}

export function doInBulk(database: Database, request: BulkRequest, told: Told): Promise<BulkOutcome> {
  return onceMore(() => database.transaction((sql) => decide(sql, request, told)));
}

interface Candidate {
  readonly issueId: number;
  readonly factsHash: string;
  /** Who is at it at this moment. */
  readonly busyBy: string | null;
}

async function decide(sql: Sql, request: BulkRequest, told: Told): Promise<BulkOutcome> {
  const candidates = await lockCandidates(sql, request.bulletinId);
  if (candidates.length === 0) return { kind: 'none' };
  if (request.count > (await countShownIn(sql, request.bulletinId))) return { kind: 'never_shown' };
  if (candidates.length > request.count) return { kind: 'more', open: candidates.length };
  const free = candidates.filter(({ busyBy }) => busyBy === null);
  const skipped = candidates.flatMap(({ issueId, busyBy }) =>
    busyBy === null ? [] : [{ issueId, byName: busyBy }],
  );
  await record(sql, free, { ...request, at: told.at });
  await (request.action === 'resolve' ? accept(sql, free, told.at) : lookAgain(sql, free, told.at));
  const notices = free.map(({ issueId }) => ({ id: issueId, reason: `bulk_${request.action}` }));
  await refreshSummaries(sql, notices, told);
  await queueNotices(sql, notices, told);
  return { kind: 'done', done: free.length, skipped };
}

/** As many as it ever counted; it grows while a wave goes on. */
async function countShownIn(sql: Sql, bulletinId: number): Promise<number> {
  const [found] = await sql<{ issues: number }>(
    `select (facts ->> 'issues')::float8 as issues from calsync.bulletin where id = ? and kind = 'new_issues'`,
    [bulletinId],
  );
  return found?.issues ?? 0;
}

/** The Pairs before the Issues, as a Run's commit locks them. */
async function lockCandidates(sql: Sql, bulletinId: number): Promise<Candidate[]> {
  await sql(
    `select p.id from calsync.pair p where p.id in
       (select i.pair_id from calsync.issue i where i.${IN_SUMMARY} and i.state = 'open') order by p.id for update`,
    [bulletinId],
  );
  return sql<Candidate>(
    `select i.id as "issueId", i.facts_hash as "factsHash",
       (select r.requested_name from calsync.resolution r left join calsync.pair p on p.id = i.pair_id
        where r.issue_id = i.id and (r.state in ('requested', 'running', 'unknown')
          or r.state = 'done' and p.next_attempt_at <= r.finished_at
            and r.id = (select max(last.id) from calsync.resolution last where last.issue_id = i.id))
        order by r.id desc limit 1) as "busyBy"
     from calsync.issue i where i.${IN_SUMMARY} and i.state = 'open' order by i.starts_at, i.id for update of i`,
    [bulletinId],
  );
}

/** Bound to the facts of this moment, and done with it: nothing is carried out afterwards. */
async function record(
  sql: Sql,
  issues: readonly Candidate[],
  { action, by, bulletinId, at }: BulkRequest & { readonly at: Instant },
): Promise<void> {
  const rows = issues.map(({ issueId, factsHash }) => ({ issueId, factsHash, marker: randomUUID() }));
  await sql(
    `insert into calsync.resolution (issue_id, action, facts_hash, marker, requested_by, requested_name, requested_on,
       requested_at, finished_at, state, bulletin_id)
     select "issueId", ?, "factsHash", marker, ?, ?, ?, ${INSTANT}, ${INSTANT}, 'done', ?::integer
     from jsonb_to_recordset(?::jsonb) as r ("issueId" integer, "factsHash" text, marker text)`,
    [action, by.id, by.name, by.surface, at, at, bulletinId, JSON.stringify(rows)],
  );
  const change = action === 'resolve' ? { before: { state: 'open' }, after: { state: 'accepted' } } : {};
  await writeAudit(
    sql,
    issues.map(({ issueId }) => ({ action, by, issueId, detail: 'all of a summary', ...change })),
    at,
  );
}

const IN_LIST = `in (select x::integer from jsonb_array_elements_text(?::jsonb) as list (x))`;

/** With the values that each was last seen with: it comes back when anything about it changes. */
async function accept(sql: Sql, issues: readonly Candidate[], at: Instant): Promise<void> {
  await sql(
    `update calsync.issue set state = 'accepted', outcome = 'accepted', resolved_at = ${INSTANT},
       changed_at = ${INSTANT}, ${CLAIM_COLUMNS.map((column) => `${column} = null`).join(', ')} where id ${IN_LIST}`,
    [at, at, listOf(issues)],
  );
}

async function lookAgain(sql: Sql, issues: readonly Candidate[], at: Instant): Promise<void> {
  await sql(
    `update calsync.pair set next_attempt_at = ${INSTANT}, version = version + 1
     where id in (select pair_id from calsync.issue where id ${IN_LIST})`,
    [at, listOf(issues)],
  );
}

function listOf(issues: readonly Candidate[]): string {
  return JSON.stringify(issues.map(({ issueId }) => String(issueId)));
}
