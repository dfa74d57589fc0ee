/** A surface that was not there before, or not for a while: it is told what is open once, as one summary, and no end of what it never heard of. */
import type { Instant } from '../domain/appointment.ts';
import type { Database } from './database.ts';
import { queueBulletins, queueNotices } from './notices.ts';
import { INSTANT, type Sql } from './sql.ts';
import { bringForwardOn } from './summarise-issues.ts';

interface Late {
  readonly surface: string;
  readonly at: Instant;
}

/** Before anything is told there; safe to repeat, and by several replicas at once. Answers how many Issues it counts. */
export async function catchUpSurface(database: Database, late: Late): Promise<number> {
  return database.transaction(async (sql) => {
    const counted = await countUnheardOf(sql, late);
    const told = { surfaces: [late.surface], at: late.at };
    await queueNotices(sql, await missedIssues(sql, late.surface), told);
    await queueBulletins(sql, await missedBulletins(sql, late.surface), told);
    return counted;
  });
}

/** Open, and neither a card, nor a notice, nor a summary has ever told of it there. */
const UNHEARD_OF = `i.state = 'open'
  and not exists (select from calsync.card c where c.issue_id = i.id and c.surface = ?)
  and not exists (select from calsync.notification n where n.issue_id = i.id and n.surface = ?)
  and not exists (select from calsync.notification n where n.bulletin_id = i.summary_id and n.surface = ?)
  and not exists (select from calsync.counted k where k.issue_id = i.id and k.surface = ?)`;

async function countUnheardOf(sql: Sql, { surface, at }: Late): Promise<number> {
  const places = [surface, surface, surface, surface];
  const unheardOf = await sql(`select from calsync.issue i where ${UNHEARD_OF} limit 1`, places);
  if (unheardOf.length === 0) return 0;
  const id = await begin(sql, { surface, at });
  // Of two replicas that start at the same moment the second waits here, and finds nothing left.
  const counted = await sql(
    `insert into calsync.counted (surface, issue_id, bulletin_id) select ?, i.id, ? from calsync.issue i
     where ${UNHEARD_OF} order by i.id on conflict do nothing returning issue_id`,
    [surface, id, ...places],
  );
  if (counted.length === 0) {
    await sql('delete from calsync.bulletin where id = ?', [id]);
    return 0;
  }
  await sql('update calsync.bulletin set facts = ?::jsonb where id = ?', [
    JSON.stringify({ issues: counted.length, onlyOn: surface }),
    id,
  ]);
  // What comes from now on is a summary of its own: the one that stands counts what is counted here.
  await sql(`update calsync.bulletin set state = 'ended' where kind = 'new_issues' and state = 'open'`);
  await bringForwardOn(sql, { surfaces: [surface], at });
  await queueBulletins(sql, [id], { surfaces: [surface], at });
  return counted.length;
}

/** It takes nothing new, and goes on until the last of its own is over. */
async function begin(sql: Sql, { surface, at }: Late): Promise<number> {
  const [begun] = await sql<{ id: number }>(
    `insert into calsync.bulletin (kind, state, facts, opened_at, changed_at)
     values ('new_issues', 'ended', ?::jsonb, ${INSTANT}, ${INSTANT}) returning id`,
    [JSON.stringify({ issues: 0, onlyOn: surface }), at, at],
  );
  return begun?.id as number;
}

/** Cards that stand there, of what has changed while it was not told. */
async function missedIssues(sql: Sql, surface: string): Promise<{ id: number; reason: string }[]> {
  const missed = await sql<{ id: number }>(
    `select i.id from calsync.card c join calsync.issue i on i.id = c.issue_id
     where c.surface = ? and c.shown_hash is not null and c.edited_at < i.changed_at and not exists (
       select from calsync.notification n where n.issue_id = i.id and n.surface = c.surface and n.created_at >= i.changed_at)`,
    [surface],
  );
  return missed.map(({ id }) => ({ id, reason: 'missed' }));
}

/** The same of bulletins; and what is wrong with the whole right now, as far as it was never told there. */
async function missedBulletins(sql: Sql, surface: string): Promise<number[]> {
  const missed = await sql<{ id: number }>(
    `select b.id from calsync.bulletin b left join calsync.card c on c.bulletin_id = b.id and c.surface = ?
     where (c.edited_at < greatest(b.changed_at, b.ended_at) or c.id is null and b.state = 'open'
         and b.kind not in ('new_issues', 'digest', 'surface_down'))
       and not exists (select from calsync.notification n where n.bulletin_id = b.id and n.surface = ?
         and n.created_at >= greatest(b.changed_at, b.ended_at)) order by b.id`,
    [surface, surface],
  );
  return missed.map(({ id }) => id);
}
