/** Reads bulletins as they are told, and takes what people decide about the stop. */
import type { Instant } from '../domain/appointment.ts';
import type { MassChangeFacts, OpenIssues, Release } from '../domain/bulletin.ts';
import type { ErrorCode } from '../domain/judge.ts';
import type { ToldBulletin } from '../notify/bulletin.ts';
import type { Database } from './database.ts';
import { queueBulletins } from './notices.ts';
import { epochMs, type Sql } from './sql.ts';

const MOST_URGENT = 10;

export async function findBulletin(sql: Sql, id: number): Promise<ToldBulletin | undefined> {
  const [bulletin] = await sql<Omit<ToldBulletin, 'summary'>>(
    `select id, kind, facts, ${epochMs('opened_at')} as "openedAt", ${epochMs('ended_at')} as "endedAt"
     from calsync.bulletin where id = ?`,
    [id],
  );
  if (!bulletin) return undefined;
  const summary = bulletin.kind === 'new_issues' ? await summaryOf(sql, id) : null;
  return { ...bulletin, summary } as ToldBulletin;
}

async function summaryOf(sql: Sql, id: number): Promise<OpenIssues> {
  const counts = await sql<{ code: ErrorCode; issues: number }>(
    `select code, count(*)::float8 as issues from calsync.issue where summary_id = ? and state = 'open' group by code order by code`,
    [id],
  );
  const soonest = await sql<OpenIssues['soonest'][number]>(
    `select id, code, appointment_id as "appointmentId", ${epochMs('starts_at')} as "startsAt" from calsync.issue
     where summary_id = ? and state = 'open' order by starts_at, id limit ?`,
    [id, MOST_URGENT],
  );
  return { counts: Object.fromEntries(counts.map(({ code, issues }) => [code, issues])), soonest };
}

/** `changed`: by now another number is shown. `nothing`: nothing is stopped. */
export type ReleaseOutcome =
  | { kind: 'released'; changes: number }
  | { kind: 'changed' }
  | { kind: 'nothing' };

/** The next full Run is allowed what the stop shows; `changes`: the number that the person saw, null for today's. */
export async function releaseStop(
  database: Database,
  {
    changes,
    surfaces,
    ...by
  }: Pick<Release, 'by' | 'surface' | 'at'> & {
    readonly changes: number | null;
    readonly surfaces: readonly string[];
  },
): Promise<ReleaseOutcome> {
  return database.transaction(async (sql) => {
    const [stop] = await sql<{ id: number; facts: MassChangeFacts }>(
      `select id, facts from calsync.bulletin where kind = 'mass_change' and state = 'open' for update`,
    );
    if (!stop) return { kind: 'nothing' };
    const shown = stop.facts.changes;
    if (changes !== null && changes !== shown) return { kind: 'changed' };
    const facts: MassChangeFacts = { ...stop.facts, released: { ...by, changes: shown } };
    await sql(`update calsync.bulletin set facts = ?::jsonb where id = ?`, [JSON.stringify(facts), stop.id]);
    await queueBulletins(sql, [stop.id], { surfaces, at: by.at satisfies Instant });
    return { kind: 'released', changes: shown };
  });
}
