/** Answers how things went over a period: everything is summed up by the database. */
import type { DayCheck, MetricsSource } from '../query/sources.ts';
import type { Span } from '../domain/window.ts';
import { epochMs, INSTANT, type Sql } from './sql.ts';

const SYNCED = `(r.counts ->> 'synced')::float8`;
const PAIRS = `(select coalesce(sum(c.pairs::float8), 0) from jsonb_each_text(r.counts) as c (status, pairs))`;

export function metricsStore(sql: Sql): MetricsSource {
  return { ...runFigures(sql), ...issueFigures(sql), days: (days) => checksOf(sql, days) };
}

function runFigures(sql: Sql): Pick<MetricsSource, 'sync' | 'durations'> {
  return {
    async sync(since) {
      const [found] = await sql<{ synced: number; pairs: number; runs: number }>(
        `select coalesce(sum(${SYNCED}), 0)::float8 as synced, coalesce(sum(${PAIRS}), 0)::float8 as pairs,
           count(*)::float8 as runs from calsync.run r
         where r.kind = 'full' and r.outcome = 'complete' and r.started_at >= ${INSTANT}`,
        [since],
      );
      return found ?? { synced: 0, pairs: 0, runs: 0 };
    },
    async durations(since) {
      const taken = epochMs('(finished_at - started_at)');
      const [found] = await sql<{ runs: number; averageMs: number; longestMs: number; shortestMs: number }>(
        `select count(*)::float8 as runs, avg(${taken}) as "averageMs", max(${taken}) as "longestMs",
           min(${taken}) as "shortestMs" from calsync.run
         where kind <> 'single' and outcome in ('complete', 'partial', 'refused') and started_at >= ${INSTANT}`,
        [since],
      );
      if (!found || found.runs === 0) return undefined;
      const { averageMs, longestMs, shortestMs } = found;
      return { averageMs, longestMs, shortestMs };
    },
  };
}

function issueFigures(sql: Sql): Pick<MetricsSource, 'issues' | 'reviewed'> {
  return {
    async issues(since) {
      const [found] = await sql<{ opened: number; resolved: number }>(
        `select count(*)::float8 as opened,
           count(*) filter (where state <> 'open' and outcome <> 'passed')::float8 as resolved
         from calsync.issue where opened_at >= ${INSTANT}`,
        [since],
      );
      return found ?? { opened: 0, resolved: 0 };
    },
    async reviewed(since) {
      const [found] = await sql<{ issues: number }>(
        `select count(*)::float8 as issues from calsync.issue i
         where i.resolved_at >= ${INSTANT} and i.outcome <> 'passed' and (i.outcome = 'accepted'
           or exists (select from calsync.resolution r where r.issue_id = i.id and r.state = 'done'))`,
        [since],
      );
      return found?.issues ?? 0;
    },
  };
}

async function checksOf(sql: Sql, days: readonly Span[]): Promise<DayCheck[]> {
  const found = await sql<{ synced: number | null; pairs: number | null; failed: boolean }>(
    `select last.synced, last.pairs, exists (
         select from calsync.run f where f.kind = 'full' and f.outcome in ('partial', 'incomplete', 'refused')
           and f.started_at >= to_timestamp(d."from" / 1000) and f.started_at < to_timestamp(d."to" / 1000)) as failed
     from jsonb_to_recordset(?::jsonb) as d ("from" float8, "to" float8)
     left join lateral (
       select ${SYNCED} as synced, ${PAIRS} as pairs from calsync.run r
       where r.kind = 'full' and r.outcome = 'complete'
         and r.started_at >= to_timestamp(d."from" / 1000) and r.started_at < to_timestamp(d."to" / 1000)
       order by r.started_at desc limit 1) as last on true
     order by d."from"`,
    [JSON.stringify(days)],
  );
  return found.map(({ synced, pairs, failed }) => ({
    last: synced === null || pairs === null ? null : { synced, pairs },
    failed,
  }));
}
