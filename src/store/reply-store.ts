/** What is said in the threads of cards: queued with what it tells of, and where each reply stands. */
import type { Instant } from '../domain/appointment.ts';
import type { DueNotice, Shown } from '../notify/outbox.ts';
import type { ReplyFacts, StandingReply } from '../notify/reply.ts';
import { WITHIN_MS, type Untold } from '../notify/restraint.ts';
import type { Database } from './database.ts';
import type { Told } from './notices.ts';
import { epochMs, INSTANT, type Sql } from './sql.ts';

export interface NewReply {
  readonly issueId: number;
  readonly facts: ReplyFacts;
}

/** What comes so soon after a person's click is its outcome: the card tells it, and nobody is pinged for his own click. */
const OWN_CLICK_MS = 15 * 60_000;

/** One for each surface where the card stands; where none does, the card itself will tell it. */
export async function queueReplies(
  sql: Sql,
  replies: readonly NewReply[],
  { surfaces, at }: Told,
): Promise<void> {
  if (replies.length === 0 || surfaces.length === 0) return;
  await sql(
    `with said as (
       insert into calsync.reply (issue_id, surface, card_message_id, facts, post_key, created_at)
       select r."issueId", c.surface, c.message_id, r.facts, left(gen_random_uuid()::text, 18), ${INSTANT}
       from jsonb_to_recordset(?::jsonb) as r ("issueId" integer, facts jsonb) join calsync.issue i on i.id = r."issueId"
         join calsync.card c on c.issue_id = i.id and c.message_id is not null
       where i.announced = 'card' and c.surface in (select jsonb_array_elements_text(?::jsonb))
         and (r.facts ->> 'kind' not in ('changed', 'values', 'closed') or not exists (
           select from calsync.resolution n where n.issue_id = i.id
             and (n.finished_at is null or n.finished_at > ${INSTANT})))
       returning id, issue_id, surface, facts, created_at)
     insert into calsync.notification (issue_id, reply_id, surface, reason, state, created_at, due_at)
     select issue_id, id, surface, 'reply_' || (facts ->> 'kind'), 'due', created_at, created_at from said`,
    [at, JSON.stringify(replies), JSON.stringify(surfaces), at - OWN_CLICK_MS],
  );
}

export async function findReply(
  sql: Sql,
  id: number,
): Promise<{ issueId: number; facts: ReplyFacts } | undefined> {
  const [reply] = await sql<{ issueId: number; facts: ReplyFacts }>(
    `select issue_id as "issueId", facts from calsync.reply where id = ?`,
    [id],
  );
  return reply;
}

/** Newly posted about an Issue on a surface, within the hour before the instant given as parameter. */
const RECENT = `(select count(*)::float8 from posts) as count, (select ${epochMs('min(at)')} from posts) as first`;

function postsOf(issueId: string, surface: string): string {
  return `posts as (
    select posted_at as at from calsync.reply r where r.issue_id = ${issueId} and r.surface = ${surface} and posted_at > ${INSTANT}
    union all
    select posted_at from calsync.card c where c.issue_id = ${issueId} and c.surface = ${surface} and posted_at > ${INSTANT})`;
}

interface RecentRow {
  readonly count: number;
  readonly first: Instant | null;
}

/** Not under another message that the card stands in by now: that one was posted since, and tells it by itself. */
export async function findStandingReply(sql: Sql, id: number, now: Instant): Promise<StandingReply> {
  const since = now - WITHIN_MS;
  const [row] = await sql<RecentRow & Omit<StandingReply, 'under' | 'recent'> & Place>(
    `with own as (select * from calsync.reply where id = ?), ${postsOf('(select issue_id from own)', '(select surface from own)')}
     select own.post_key as "postKey", own.facts ->> 'kind' as kind, c.channel_id as "channelId", c.message_id as "messageId",
       coalesce(i.snoozed_until > ${INSTANT}, false) as snoozed, ${RECENT}
     from own join calsync.issue i on i.id = own.issue_id
       left join calsync.card c on c.issue_id = own.issue_id and c.surface = own.surface and c.message_id = own.card_message_id`,
    [id, since, since, now],
  );
  if (!row) throw new Error(`reply ${id} is gone`);
  const { count, first, channelId, messageId, ...rest } = row;
  const under = channelId !== null && messageId !== null ? { channelId, messageId } : null;
  return { ...rest, under, recent: { count, first } };
}

interface Place {
  readonly channelId: string | null;
  readonly messageId: string | null;
}

export async function findUntold(
  sql: Sql,
  { issueId, surface }: { issueId: number; surface: string },
  now: Instant,
): Promise<Untold | undefined> {
  const since = now - WITHIN_MS;
  const [row] = await sql<RecentRow & Omit<Untold, 'recent'>>(
    `with ${postsOf('?', '?')}
     select i.state = 'open' as open, coalesce(i.snoozed_until > ${INSTANT}, false) as snoozed,
       exists (select from calsync.pause where ended_at is null) as paused, exists (
         select from calsync.card c where c.issue_id = i.id and c.surface = ? and c.message_id is not null) as told, ${RECENT}
     from calsync.issue i where i.id = ?`,
    [issueId, surface, since, issueId, surface, since, now, surface, issueId],
  );
  if (!row) return undefined;
  const { count, first, ...rest } = row;
  return { ...rest, recent: { count, first } };
}

/** Where it stands, and that these notices are served. */
export async function keepReply(
  database: Database,
  { about, ids }: DueNotice,
  { channelId, messageId, now }: { channelId: string; messageId: string; now: Instant },
): Promise<void> {
  await database.transaction(async (sql) => {
    await sql(
      `update calsync.reply set channel_id = ?, message_id = ?, posted_at = ${INSTANT} where id = ?`,
      [channelId, messageId, now, about.id],
    );
    await sql(
      `update calsync.notification set state = case when reply_id = ? then 'delivered' else 'superseded' end, finished_at = ${INSTANT}
       where state = 'due' and id in (select x::bigint from jsonb_array_elements_text(?::jsonb) as list (x))`,
      [about.id, now, JSON.stringify(ids.map(String))],
    );
  });
}

/** A turn of an Issue that was told in a message of its own, which counts like a reply. */
export async function keepTurn(
  sql: Sql,
  issueId: number,
  { surface, at, turn, now }: Shown & { readonly now: Instant },
): Promise<void> {
  if (!turn) return;
  await sql(
    `insert into calsync.reply (issue_id, surface, card_message_id, facts, post_key, channel_id, message_id, created_at, posted_at)
     values (?, ?, ?, '{"kind": "turn"}'::jsonb, ?, ?, ?, ${INSTANT}, ${INSTANT})`,
    [issueId, surface, at.messageId, turn.key, turn.at.channelId, turn.at.messageId, now, now],
  );
}
