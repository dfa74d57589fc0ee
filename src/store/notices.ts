/** Queues what is to be told: committed together with what it tells of. */
import type { Instant } from '../domain/appointment.ts';
import type { Sql } from './sql.ts';

/** One notice per Issue and surface; the newest state is told, however many are queued. */
export async function queueNotices(
  sql: Sql,
  issues: readonly { readonly id: number; readonly reason: string }[],
  { surfaces, at }: { readonly surfaces: readonly string[]; readonly at: Instant },
): Promise<void> {
  if (issues.length === 0 || surfaces.length === 0) return;
  await sql(
    `insert into calsync.notification (issue_id, surface, reason, state, created_at, due_at)
     select i.id, s.surface, i.reason, 'due', to_timestamp(?::float8 / 1000), to_timestamp(?::float8 / 1000)
     from jsonb_to_recordset(?::jsonb) as i (id integer, reason text),
       (select jsonb_array_elements_text(?::jsonb)) as s (surface)`,
    [at, at, JSON.stringify(issues), JSON.stringify(surfaces)],
  );
}
