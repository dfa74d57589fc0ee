/** Queues what is to be told: committed together with what it tells of. */
import type { Instant } from '../domain/appointment.ts';
import { INSTANT, TEXTS, type Sql } from './sql.ts';

/** Where it is to be told, and since when. */
export interface Told {
  readonly surfaces: readonly string[];
  readonly at: Instant;
}

/** A card of its own from here on, also where it was only counted. */
const SHOWS = new Set(['shown', 'starts_soon']);

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
  const shown = issues.filter(({ reason }) => SHOWS.has(reason));
  if (shown.length > 0) await giveCards(sql, shown, { surfaces, at });
  await sql(
    `insert into calsync.notification (issue_id, surface, reason, state, created_at, due_at)
     select n.id, s.surface, n.reason, 'due', to_timestamp(?::float8 / 1000), to_timestamp(?::float8 / 1000)
     from jsonb_to_recordset(?::jsonb) as n (id integer, reason text) join calsync.issue i on i.id = n.id,
       (select jsonb_array_elements_text(?::jsonb)) as s (surface)
     where i.announced = 'card' and not exists (
       select from calsync.counted c where c.issue_id = i.id and c.surface = s.surface and c.card_at is null)`,
    [at, at, JSON.stringify(issues), JSON.stringify(surfaces)],
  );
}

async function giveCards(
  sql: Sql,
  issues: readonly { readonly id: number }[],
  { surfaces, at }: Told,
): Promise<void> {
  await sql(
    `update calsync.counted set card_at = ${INSTANT} where card_at is null
       and issue_id in (select x::integer from jsonb_array_elements_text(?::jsonb) as list (x)) and surface in (${TEXTS})`,
    [at, JSON.stringify(issues.map(({ id }) => String(id))), JSON.stringify(surfaces)],
  );
}

/** The surface knows it from a summary of its own, and has no card of it. */
export async function isCounted(sql: Sql, issueId: number, surface: string): Promise<boolean> {
  const counted = await sql(
    'select from calsync.counted where issue_id = ? and surface = ? and card_at is null',
    [issueId, surface],
  );
  return counted.length > 0;
}

/** The same for bulletins: on the one surface that it is for, and not where another summary counts the same. */
export async function queueBulletins(
  sql: Sql,
  ids: readonly number[],
  { surfaces, at }: Told,
): Promise<void> {
  if (ids.length === 0 || surfaces.length === 0) return;
  await sql(
    `insert into calsync.notification (bulletin_id, surface, reason, state, created_at, due_at)
     select b.id, s.surface, 'bulletin', 'due', ${INSTANT}, ${INSTANT}
     from (select jsonb_array_elements_text(?::jsonb)) as n (id) join calsync.bulletin b on b.id = n.id::integer,
       (select jsonb_array_elements_text(?::jsonb)) as s (surface)
     where coalesce(b.facts ->> 'onlyOn', s.surface) = s.surface and not exists (
       select from calsync.counted c join calsync.issue i on i.id = c.issue_id
       where c.surface = s.surface and i.summary_id = b.id)`,
    [at, at, JSON.stringify(ids.map(String)), JSON.stringify(surfaces)],
  );
}
