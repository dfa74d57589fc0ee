/** Queues what is to be told: committed together with what it tells of. */
import type { Instant } from '../domain/appointment.ts';
import { INSTANT, type Sql } from './sql.ts';

/** Where it is to be told, and since when. */
export interface Told {
  readonly surfaces: readonly string[];
  readonly at: Instant;
}

/**
 * One notice per Issue and surface; the newest state is told, however many are queued. What is only counted in a
 * summary has no card that could change.
 */
export async function queueNotices(
  sql: Sql,
  issues: readonly { readonly id: number; readonly reason: string }[],
  { surfaces, at }: Told,
): Promise<void> {
  if (issues.length === 0 || surfaces.length === 0) return;
  await sql(
    `insert into calsync.notification (issue_id, surface, reason, state, created_at, due_at)
     select n.id, s.surface, n.reason, 'due', to_timestamp(?::float8 / 1000), to_timestamp(?::float8 / 1000)
     from jsonb_to_recordset(?::jsonb) as n (id integer, reason text) join calsync.issue i on i.id = n.id,
       (select jsonb_array_elements_text(?::jsonb)) as s (surface)
     where i.announced = 'card'`,
    [at, at, JSON.stringify(issues), JSON.stringify(surfaces)],
  );
}

/** The same for bulletins. */
export async function queueBulletins(
  sql: Sql,
  ids: readonly number[],
  { surfaces, at }: Told,
): Promise<void> {
  if (ids.length === 0 || surfaces.length === 0) return;
  await sql(
    `insert into calsync.notification (bulletin_id, surface, reason, state, created_at, due_at)
     select b.id::integer, s.surface, 'bulletin', 'due', ${INSTANT}, ${INSTANT}
     from (select jsonb_array_elements_text(?::jsonb)) as b (id), (select jsonb_array_elements_text(?::jsonb)) as s (surface)`,
    [at, at, JSON.stringify(ids.map(String)), JSON.stringify(surfaces)],
  );
}
