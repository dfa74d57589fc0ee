/** Up to ten new Issues of a Run get cards; more become one summary, save the ten that start soonest within a day. */
import type { Instant } from '../domain/appointment.ts';
import type { ShowOutcome } from '../notify/bulletin.ts';
import type { ChangedIssue } from './commit-issues.ts';
import type { Database } from './database.ts';
import { isCounted, queueBulletins, queueNotices, type Told } from './notices.ts';
import { INSTANT, type Sql } from './sql.ts';
import { SUMMARISED } from './summarised.ts';

/** New ones of a Run; and, of those that start soon, as many as may be open at a time before more come. */
const MOST_CARDS = 10;
/** What starts within this time is told by a card of its own, while there is room. */
const SOON_MS = 24 * 60 * 60_000;
/** A wave of Issues may come in several Runs: what follows this soon is counted in the same summary. */
const WAVE_MS = 5 * 60_000;

/** Before notices are queued: marks the Issues that are only counted, and tells of the summary. */
export async function summariseIssues(sql: Sql, opened: readonly ChangedIssue[], told: Told): Promise<void> {
  if (opened.length === 0) return;
  const standing = await findStanding(sql);
  const joins = standing !== undefined && told.at - standing.changedAt <= WAVE_MS;
  if (opened.length <= MOST_CARDS && !joins) return;
  const counted = await onlyCounted(sql, opened, told.at);
  if (counted.length === 0) return;
  const id = joins
    ? await grow(sql, standing.id, { by: counted.length, at: told.at })
    : await begin(sql, counted.length, told.at);
  await sql(
    `update calsync.issue set announced = 'summary', summary_id = ?
     where id in (select x::integer from jsonb_array_elements_text(?::jsonb) as list (x))`,
    [id, JSON.stringify(counted.map(String))],
  );
  await queueBulletins(sql, [id], told);
}

/** All but those that start soonest, as far as there is room for their cards. */
async function onlyCounted(sql: Sql, opened: readonly ChangedIssue[], at: Instant): Promise<number[]> {
  const ids = JSON.stringify(opened.map(({ id }) => String(id)));
  const counted = await sql<{ id: number }>(
    `with news as (select x::integer as id from jsonb_array_elements_text(?::jsonb) as list (x)),
       soon as (select i.id from calsync.issue i join news using (id) where ${STARTS_SOON} order by i.starts_at, i.id
         limit greatest(0, ? - (${OPEN_SOON} and i.id not in (select id from news))))
     select id from news where id not in (select id from soon)`,
    [ids, at, at + SOON_MS, MOST_CARDS, at, at + SOON_MS],
  );
  return counted.map(({ id }) => id);
}

/** What has begun already is not urgent any more. */
const STARTS_SOON = `i.starts_at >= ${INSTANT} and i.starts_at < ${INSTANT}`;

/** Cards that people still have before them, of what starts soon. */
const OPEN_SOON = `select count(*) from calsync.issue i where i.state = 'open' and i.announced = 'card' and ${STARTS_SOON}`;

async function findStanding(sql: Sql): Promise<{ id: number; changedAt: Instant } | undefined> {
  const [standing] = await sql<{ id: number; changedAt: Instant }>(
    `select id, (extract(epoch from changed_at) * 1000)::float8 as "changedAt" from calsync.bulletin
     where kind = 'new_issues' and state = 'open' for update`,
  );
  return standing;
}

async function grow(sql: Sql, id: number, { by, at }: { by: number; at: Instant }): Promise<number> {
  await sql(
    `update calsync.bulletin set facts = jsonb_build_object('issues', (facts ->> 'issues')::integer + ?::integer),
       changed_at = ${INSTANT} where id = ?`,
    [by, at, id],
  );
  return id;
}

/** An older summary takes nothing new any more, and goes on until the last of its own is over. */
async function begin(sql: Sql, issues: number, at: Instant): Promise<number> {
  await sql(`update calsync.bulletin set state = 'ended' where kind = 'new_issues' and state = 'open'`);
  const [begun] = await sql<{ id: number }>(
    `insert into calsync.bulletin (kind, state, facts, opened_at, changed_at)
     values ('new_issues', 'open', ?::jsonb, ${INSTANT}, ${INSTANT}) returning id`,
    [JSON.stringify({ issues }), at, at],
  );
  return begun?.id as number;
}

/** After every Run: what was only counted and starts soon gets its card, the soonest first, as others are dealt with. */
export async function bringForward(sql: Sql, { at }: Pick<Told, 'at'>): Promise<ChangedIssue[]> {
  const soon = [at, at + SOON_MS];
  const due = await sql<{ id: number }>(
    `update calsync.issue set announced = 'card' where id in (
       select i.id from calsync.issue i where i.announced = 'summary' and i.state = 'open' and ${STARTS_SOON}
       order by i.starts_at, i.id limit greatest(0, ? - (${OPEN_SOON}))) returning id`,
    [...soon, MOST_CARDS, ...soon],
  );
  return due.map(({ id }) => ({ id, reason: 'starts_soon' }));
}

/** The same on each surface that came later, of what only its own summary counts. */
export async function bringForwardOn(sql: Sql, { surfaces, at }: Told): Promise<void> {
  for (const surface of surfaces) {
    const due = await sql<{ id: number }>(
      `select i.id from calsync.issue i join calsync.counted k on k.issue_id = i.id and k.surface = ? and k.card_at is null
       where i.state = 'open' and i.announced = 'card' and ${STARTS_SOON} order by i.starts_at, i.id
       limit greatest(0, ? - (${OPEN_SOON} and not exists (
         select from calsync.counted o where o.issue_id = i.id and o.surface = ? and o.card_at is null)))`,
      [surface, at, at + SOON_MS, MOST_CARDS, at, at + SOON_MS, surface],
    );
    const notices = due.map(({ id }) => ({ id, reason: 'starts_soon' }));
    await queueNotices(sql, notices, { surfaces: [surface], at });
    await refreshSummaries(sql, notices, { surfaces: [surface], at });
  }
}

/** The summaries that count these Issues are told anew, and are over when nothing in them is open any more. */
export async function refreshSummaries(
  sql: Sql,
  issues: readonly Pick<ChangedIssue, 'id'>[],
  told: Told,
): Promise<void> {
  if (issues.length === 0) return;
  const touched = await sql<{ id: number }>(
    `select distinct bulletin_id as id from ${SUMMARISED} as s
     where issue_id in (select x::integer from jsonb_array_elements_text(?::jsonb) as list (x))`,
    [JSON.stringify(issues.map(({ id }) => String(id)))],
  );
  if (touched.length === 0) return;
  const ids = touched.map(({ id }) => id);
  await sql(
    `update calsync.bulletin b set state = 'ended', ended_at = ${INSTANT}
     where kind = 'new_issues' and ended_at is null and not ${STILL_OPEN}`,
    [told.at],
  );
  await sql(
    `update calsync.bulletin b set ended_at = null where ended_at is not null and ${STILL_OPEN}
       and id in (select x::integer from jsonb_array_elements_text(?::jsonb) as list (x))`,
    [JSON.stringify(ids.map(String))],
  );
  await queueBulletins(sql, ids, told);
}

const STILL_OPEN = `exists (select from calsync.issue i join ${SUMMARISED} as s on s.issue_id = i.id
  where s.bulletin_id = b.id and i.state = 'open')`;

/** What was only counted gets a card of its own, as somebody asked for it on a surface. */
export async function showCard(
  database: Database,
  { issueId, surface }: { issueId: number; surface: string },
  told: Told,
): Promise<ShowOutcome> {
  return database.transaction(async (sql) => {
    const [issue] = await sql<{ announced: string }>(
      `select announced from calsync.issue where id = ? and state = 'open' for update`,
      [issueId],
    );
    if (!issue) return 'not_open';
    const isOwn = issue.announced === 'card';
    if (isOwn && !(await isCounted(sql, issueId, surface))) return 'has_card';
    await sql(`update calsync.issue set announced = 'card' where id = ?`, [issueId]);
    const notice = { id: issueId, reason: 'shown' };
    await queueNotices(sql, [notice], isOwn ? { ...told, surfaces: [surface] } : told);
    await refreshSummaries(sql, [notice], told);
    return 'shown';
  });
}
