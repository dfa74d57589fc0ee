/** Reads bulletins as they are told, and takes what people decide about the stop. */
import type { MassChangeFacts } from '../domain/bulletin.ts';
import type { ToldBulletin } from '../notify/bulletin.ts';
import type { Asker } from '../resolve/resolution.ts';
import { writeAudit } from './audit-store.ts';
import type { Database } from './database.ts';
import { queueBulletins, type Told } from './notices.ts';
import { epochMs, type Sql } from './sql.ts';
import { readSummary } from './read-summary.ts';

export async function findBulletin(sql: Sql, id: number): Promise<ToldBulletin | undefined> {
  const [bulletin] = await sql<Omit<ToldBulletin, 'summary'>>(
    `select id, kind, facts, ${epochMs('opened_at')} as "openedAt", ${epochMs('ended_at')} as "endedAt"
     from calsync.bulletin where id = ?`,
    [id],
  );
  if (!bulletin) return undefined;
  const summary = bulletin.kind === 'new_issues' ? await readSummary(sql, id) : null;
  return { ...bulletin, summary } as ToldBulletin;
}

/** `changed`: by now another number is shown. `nothing`: nothing is stopped. */
export type ReleaseOutcome =
  | { kind: 'released'; changes: number }
  | { kind: 'changed' }
  | { kind: 'nothing' };

/** The next full Run is allowed what the stop shows; `changes`: the number that the person saw, null for today's. */
export async function releaseStop(
  database: Database,
  { changes, by, ...told }: Told & { readonly changes: number | null; readonly by: Asker },
): Promise<ReleaseOutcome> {
  return database.transaction(async (sql) => {
    const [stop] = await sql<{ id: number; facts: MassChangeFacts }>(
      `select id, facts from calsync.bulletin where kind = 'mass_change' and state = 'open' for update`,
    );
    if (!stop) return { kind: 'nothing' };
    const shown = stop.facts.changes;
    if (changes !== null && changes !== shown) return { kind: 'changed' };
    const released = { by: by.name, surface: by.surface, at: told.at, changes: shown };
    const facts: MassChangeFacts = { ...stop.facts, released };
    await sql(`update calsync.bulletin set facts = ?::jsonb where id = ?`, [JSON.stringify(facts), stop.id]);
    await writeAudit(sql, [{ action: 'release', by, after: { changes: shown } }], told.at);
    await queueBulletins(sql, [stop.id], told);
    return { kind: 'released', changes: shown };
  });
}
