/** What a summary says of the Issues that it counts, as they stand. */
import type { ErrorCode } from '../domain/judge.ts';
import type { IssueSummary, SummaryItem, TriedItem } from '../notify/bulletin.ts';
import { epochMs, type Sql } from './sql.ts';
import { IN_SUMMARY, SUMMARISED } from './summarised.ts';

/** With a button each. */
const MOST_URGENT = 5;
const MOST_TRIED = 10;

export async function readSummary(sql: Sql, id: number): Promise<IssueSummary> {
  const counts = await sql<{ code: ErrorCode; issues: number }>(
    `select code, count(*)::float8 as issues from calsync.issue where ${IN_SUMMARY} and state = 'open' group by code order by code`,
    [id],
  );
  const soonest = await sql<SummaryItem>(
    `select id, code, appointment_id as "appointmentId", ${epochMs('starts_at')} as "startsAt", claimed_name as "claimedBy"
     from calsync.issue where state = 'open' and id in (
       select issue_id from ${SUMMARISED} as s where bulletin_id = ? and not has_card) order by starts_at, id limit ?`,
    [id, MOST_URGENT],
  );
  const open = Object.fromEntries(counts.map(({ code, issues }) => [code, issues]));
  return { open, soonest, ...(await readTried(sql, id)) };
}

/** The last thing that was done about each since it was opened; what a look found is known when it was made. */
const TRIED = `select i.id, i.starts_at, r.action, r.requested_name as "byName", r.state,
    coalesce(r.result, (select h.detail from calsync.pair_history h
      where h.pair_id = i.pair_id and h.at >= r.finished_at and h.detail is not null order by h.id desc limit 1)) as why,
    r.state in ('requested', 'running', 'unknown') or r.state = 'done' and coalesce(p.next_attempt_at <= r.finished_at, false)
      as "underWay"
  from calsync.issue i join lateral (
    select * from calsync.resolution one where one.issue_id = i.id order by one.id desc limit 1) r on r.requested_at >= i.opened_at
  left join calsync.pair p on p.id = i.pair_id
  where i.${IN_SUMMARY} and i.state = 'open'`;

async function readTried(
  sql: Sql,
  id: number,
): Promise<Pick<IssueSummary, 'tried' | 'triedInAll' | 'underWay'>> {
  const [counted] = await sql<{ over: number; underway: number }>(
    `select count(*) filter (where not "underWay")::float8 as over, count(*) filter (where "underWay")::float8 as underway
     from (${TRIED}) as t`,
    [id],
  );
  const tried = await sql<TriedItem>(
    `select id, action, "byName", state, why from (${TRIED}) as t where not "underWay" order by starts_at, id limit ?`,
    [id, MOST_TRIED],
  );
  return { tried, triedInAll: counted?.over ?? 0, underWay: counted?.underway ?? 0 };
}
