/** The outbox: what is due on each surface, and where every card stands. */
import { randomUUID } from 'node:crypto';
import type { Instant } from '../domain/appointment.ts';
import type { About, DueNotice, Outbox, StandingCard, Subject, Turns } from '../notify/outbox.ts';
import { appointmentStore } from './appointment-store.ts';
import type { Database } from './database.ts';
import { issueStore } from './query-store.ts';
import { findStandingReply, findUntold, keepReply } from './reply-store.ts';
import { findLastResolution } from './resolution-store.ts';
import { epochMs, INSTANT, type Sql } from './sql.ts';

export function outboxStore(database: Database): Outbox {
  const { sql } = database;
  return {
    next: (surface, now) => next(sql, surface, now),
    card: (about, surface) => standing(sql, about, surface),
    async beginSend({ ids }) {
      await sql(`update calsync.notification set attempts = attempts + 1 where ${IN_IDS}`, [list(ids)]);
    },
    delivered: ({ about, ids }, { surface, at, shownHash }, now) =>
      database.transaction(async (tx) => {
        await tx(
          `update calsync.card set channel_id = ?, message_id = ?, shown_hash = ?,
             posted_at = case when message_id = ? then posted_at else ${INSTANT} end, edited_at = ${INSTANT}
           where ${KEYS[about.kind]} = ? and surface = ?`,
          [at.channelId, at.messageId, shownHash, at.messageId, now, now, about.id, surface],
        );
        await end(tx, ids, { state: 'delivered', detail: null, now });
      }),
    untold: (issueId, surface, now) => findUntold(sql, { issueId, surface }, now),
    reply: (id, now) => findStandingReply(sql, id, now),
    replied: (notice, at, now) => keepReply(database, notice, { ...at, now }),
    held: ({ ids }, why) => hold(sql, ids, why),
    suppressed: ({ ids }, rule, now) => end(sql, ids, { state: 'suppressed', detail: rule, now }),
    failed: ({ ids }, why, now) => end(sql, ids, { state: 'failed', detail: why, now }),
    async postpone({ ids }, until, why) {
      await sql(`update calsync.notification set due_at = ${INSTANT}, detail = ? where ${IN_IDS}`, [
        until,
        why,
        list(ids),
      ]);
    },
    async forgetCard({ kind, id }, surface) {
      await sql(
        `update calsync.card set channel_id = null, message_id = null, post_key = ? where ${KEYS[kind]} = ? and surface = ?`,
        [newPostKey(), id, surface],
      );
    },
  };
}

/** The column by which a card or a notice names what it is about; a reply has no card. */
const KEYS: Record<About['kind'], string> = { issue: 'issue_id', bulletin: 'bulletin_id', reply: 'reply_id' };

const IN_IDS = `id in (select x::bigint from jsonb_array_elements_text(?::jsonb) as list (x))`;

function list(ids: readonly number[]): string {
  return JSON.stringify(ids.map(String));
}

/**
 * Bulletins first, then what starts soonest, its card before what is said in its thread; what could not be told again
 * and again last. Of one thing everything that is due at once; of replies in one thread only the newest is said.
 */
async function next(sql: Sql, surface: string, now: Instant): Promise<DueNotice | undefined> {
  const rows = await sql<{
    id: number;
    issueId: number | null;
    bulletinId: number;
    replyId: number | null;
    reason: string;
    attempts: number;
  }>(
    `with first as (
       select d.issue_id, d.bulletin_id, d.reply_id is not null as replies
       from calsync.notification d left join calsync.issue i on i.id = d.issue_id
       where d.state = 'due' and d.surface = ? and d.due_at <= ${INSTANT}
       order by least(d.attempts, 3), d.bulletin_id is null, i.state <> 'open', i.starts_at, d.issue_id, d.reply_id is not null, d.id
       limit 1)
     select n.id::float8 as id, n.issue_id as "issueId", n.bulletin_id as "bulletinId", n.reply_id::float8 as "replyId",
       n.reason, n.attempts
     from calsync.notification n join first
       on n.issue_id = first.issue_id and (n.reply_id is not null) = first.replies or n.bulletin_id = first.bulletin_id
     where n.state = 'due' and n.surface = ? order by n.id`,
    [surface, now, surface],
  );
  const last = rows.at(-1);
  if (!last) return undefined;
  return {
    about: aboutOf(last),
    ids: rows.map(({ id }) => id),
    reasons: rows.map(({ reason }) => reason),
    attempts: Math.max(...rows.map((row) => row.attempts)),
  };
}

function aboutOf(row: { issueId: number | null; bulletinId: number; replyId: number | null }): About {
  if (row.replyId !== null) return { kind: 'reply', id: row.replyId };
  return row.issueId === null ? { kind: 'bulletin', id: row.bulletinId } : { kind: 'issue', id: row.issueId };
}

/** The Resolution first: read after the Issue, one that ended in between would seem to have changed nothing. */
export async function findSubject(sql: Sql, issueId: number): Promise<Subject | undefined> {
  const resolution = await findLastResolution(sql, issueId);
  const issue = await issueStore(sql).findIssue(issueId);
  if (!issue) return undefined;
  const [appointment] =
    issue.appointmentId === null ? [] : await appointmentStore(sql).read({ ids: [issue.appointmentId] });
  const turns = await countTurns(sql, issue.pairId);
  return { ...issue, appointment: appointment ?? null, resolution: resolution ?? null, turns };
}

/** Within the hour before the last of them: so the card says the same whenever it is drawn. */
async function countTurns(sql: Sql, pairId: number | null): Promise<Turns> {
  const [turns] = await sql<Turns>(
    `with turn as (select at from calsync.pair_history where pair_id = ? and event in ('opened', 'reopened', 'closed'))
     select count(*)::float8 as count, ${epochMs('max(at)')} as last
     from turn where at > (select max(at) from turn) - interval '1 hour'`,
    [pairId],
  );
  return turns ?? { count: 0, last: null };
}

/** A key of its own for every card, made before it is posted. */
async function standing(sql: Sql, { kind, id }: About, surface: string): Promise<StandingCard> {
  await sql(
    `insert into calsync.card (${KEYS[kind]}, surface, post_key) values (?, ?, ?) on conflict do nothing`,
    [id, surface, newPostKey()],
  );
  const [card] = await sql<{
    postKey: string;
    channelId: string | null;
    messageId: string | null;
    shownHash: string | null;
  }>(
    `select post_key as "postKey", channel_id as "channelId", message_id as "messageId", shown_hash as "shownHash"
     from calsync.card where ${KEYS[kind]} = ? and surface = ?`,
    [id, surface],
  );
  const { postKey = '', channelId = null, messageId = null, shownHash = null } = card ?? {};
  const at = channelId !== null && messageId !== null ? { channelId, messageId } : null;
  return { postKey, at, shownHash };
}

function newPostKey(): string {
  return randomUUID().slice(0, 18);
}

async function hold(sql: Sql, ids: readonly number[], why: string): Promise<void> {
  await sql(`update calsync.notification set state = 'held', detail = ? where ${IN_IDS}`, [why, list(ids)]);
}

async function end(
  sql: Sql,
  ids: readonly number[],
  {
    state,
    detail,
    now,
  }: { state: 'delivered' | 'suppressed' | 'failed'; detail: string | null; now: Instant },
): Promise<void> {
  await sql(
    `update calsync.notification set state = ?, detail = ?, finished_at = ${INSTANT} where ${IN_IDS}`,
    [state, detail, now, list(ids)],
  );
}
