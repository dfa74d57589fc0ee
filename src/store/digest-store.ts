/** The daily digest: what it counts, and that it is told once a day, whoever tells it. */
import type { Instant } from '../domain/appointment.ts';
import type { DigestFacts, OpenIssues } from '../domain/bulletin.ts';
import type { ErrorCode } from '../domain/judge.ts';
import type { DigestSource } from '../query/sources.ts';
import type { Database } from './database.ts';
import { queueBulletins, type Told } from './notices.ts';
import { epochMs, INSTANT, type Sql } from './sql.ts';

export function digestStore(sql: Sql): DigestSource {
  return {
    openIssues: (now, mostUrgent) => openIssues(sql, now, mostUrgent),
    async countInDoubt() {
      return count(
        sql,
        `select count(*)::float8 as found from calsync.pair p where p.next_attempt_at is not null
         and not exists (select from calsync.issue i where i.id = p.issue_id and i.state = 'open')`,
      );
    },
    async countResolved({ from, to }) {
      return count(
        sql,
        `select count(*)::float8 as found from calsync.issue
         where state <> 'open' and outcome <> 'passed' and resolved_at >= ${INSTANT} and resolved_at < ${INSTANT}`,
        [from, to],
      );
    },
  };
}

async function openIssues(sql: Sql, now: Instant, mostUrgent: number): Promise<OpenIssues> {
  const counts = await sql<{ code: ErrorCode; issues: number }>(
    `select code, count(*)::float8 as issues from calsync.issue where state = 'open' group by code order by code`,
  );
  const soonest = await sql<OpenIssues['soonest'][number]>(
    `select id, code, appointment_id as "appointmentId", ${epochMs('starts_at')} as "startsAt" from calsync.issue
     where state = 'open' order by starts_at < ${INSTANT}, starts_at, id limit ?`,
    [now, mostUrgent],
  );
  return { counts: Object.fromEntries(counts.map(({ code, issues }) => [code, issues])), soonest };
}

async function count(sql: Sql, statement: string, parameters: readonly number[] = []): Promise<number> {
  const [row] = await sql<{ found: number }>(statement, parameters);
  return row?.found ?? 0;
}

/** False when this date's digest, or a later one, was told before. The one before is over: who missed it is told this one. */
export async function recordDigest(database: Database, facts: DigestFacts, told: Told): Promise<boolean> {
  return database.transaction(async (sql) => {
    await sql(
      `update calsync.bulletin set state = 'ended', ended_at = ${INSTANT}
       where kind = 'digest' and state = 'open' and facts ->> 'date' < ?`,
      [told.at, facts.date],
    );
    const [written] = await sql<{ id: number }>(
      `insert into calsync.bulletin (kind, state, facts, opened_at, changed_at)
       values ('digest', 'open', ?::jsonb, ${INSTANT}, ${INSTANT}) on conflict do nothing returning id`,
      [JSON.stringify(facts), told.at, told.at],
    );
    if (!written) return false;
    await queueBulletins(sql, [written.id], told);
    return true;
  });
}
