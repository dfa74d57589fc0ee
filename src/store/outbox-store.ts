/** The outbox: what is due on each surface, and where every card stands. */
import { randomUUID } from 'node:crypto';
import type { Instant } from '../domain/appointment.ts';
import type { About, DueNotice, Outbox, StandingCard, Subject } from '../notify/outbox.ts';
import { appointmentStore } from './appointment-store.ts';
import { findClaim } from './claim-store.ts';
import type { Database } from './database.ts';
import { issueStore } from './query-store.ts';
import { findLastResolution } from './resolution-store.ts';
import { INSTANT, type Sql } from './sql.ts';

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
             posted_at = coalesce(posted_at, ${INSTANT}), edited_at = ${INSTANT} where ${KEYS[about.kind]} = ? and surface = ?`,
          [at.channelId, at.messageId, shownHash, now, now, about.id, surface],
        );
        await end(tx, ids, { state: 'delivered', detail: null, now });
      }),
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

/** The column by which a card or a notice names what it is about. */
const KEYS: Record<About['kind'], string> = { issue: 'issue_id', bulletin: 'bulletin_id' };

const IN_IDS = `id in (select x::bigint from jsonb_array_elements_text(?::jsonb) as list (x))`;

function list(ids: readonly number[]): string {
  return JSON.stringify(ids.map(String));
}

/**
 * Bulletins first, then what starts soonest; what could not be told again and again last. Of one thing everything
 * that is due at once.
 */
async function next(sql: Sql, surface: string, now: Instant): Promise<DueNotice | undefined> {
  const rows = await sql<{
    id: number;
    issueId: number | null;
    bulletinId: number;
    reason: string;
    attempts: number;
  }>(
    `with first as (
       select d.issue_id, d.bulletin_id from calsync.notification d left join calsync.issue i on i.id = d.issue_id
       where d.state = 'due' and d.surface = ? and d.due_at <= ${INSTANT}
       order by least(d.attempts, 3), d.bulletin_id is null, i.state <> 'open', i.starts_at, d.id limit 1)
     select n.id::float8 as id, n.issue_id as "issueId", n.bulletin_id as "bulletinId", n.reason, n.attempts
     from calsync.notification n join first on n.issue_id = first.issue_id or n.bulletin_id = first.bulletin_id
     where n.state = 'due' and n.surface = ? order by n.id`,
    [surface, now, surface],
  );
  const [first] = rows;
  if (!first) return undefined;
  const attempts = Math.max(...rows.map((row) => row.attempts));
  return {
    about:
      first.issueId === null
        ? { kind: 'bulletin', id: first.bulletinId }
        : { kind: 'issue', id: first.issueId },
    ids: rows.map(({ id }) => id),
    reasons: rows.map(({ reason }) => reason),
    attempts,
  };
}

/** The Resolution first: read after the Issue, one that ended in between would seem to have changed nothing. */
export async function findSubject(sql: Sql, issueId: number): Promise<Subject | undefined> {
  const resolution = await findLastResolution(sql, issueId);
  const issue = await issueStore(sql).findIssue(issueId);
  if (!issue) return undefined;
  const [appointment] =
    issue.appointmentId === null ? [] : await appointmentStore(sql).read({ ids: [issue.appointmentId] });
  const claim = await findClaim(sql, issueId);
  return { ...issue, appointment: appointment ?? null, resolution: resolution ?? null, claim };
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
