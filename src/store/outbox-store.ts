/** The outbox: what is due on each surface, and where every card stands. */
import type { Instant } from '../domain/appointment.ts';
import type { About, DueNotice, Outbox, Subject, Turns } from '../notify/outbox.ts';
import { appointmentStore } from './appointment-store.ts';
import { found, replaceCard, show, standing } from './card-store.ts';
import { findClaim } from './claim-store.ts';
import type { Database } from './database.ts';
import { evidenceStore } from './evidence-store.ts';
import { issueStore } from './query-store.ts';
import { findStandingReply, findUntold, keepReply, keepTurn } from './reply-store.ts';
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
    found: (about, on, now) => found(sql, about, { ...on, now }),
    delivered: ({ about, ids }, shown, now) =>
      database.transaction(async (tx) => {
        await show(tx, about, { ...shown, now });
        if (about.kind === 'issue') await keepTurn(tx, about.id, { ...shown, now });
        await serve(tx, ids, now);
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
    replaceCard: (about, surface, old) => replaceCard(sql, about, { surface, old }),
  };
}

/** What has ended stays as it ended. */
const IN_IDS = `state = 'due' and id in (select x::bigint from jsonb_array_elements_text(?::jsonb) as list (x))`;

function list(ids: readonly number[]): string {
  return JSON.stringify(ids.map(String));
}

/**
 * What was begun before anything new: it is looked for among the latest messages, and more would bury it. Then
 * bulletins, then what starts soonest, its card before what is said in its thread. Of one thing everything that is due
 * at once; of replies in one thread only the newest is said.
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
       order by d.attempts = 0, d.bulletin_id is null, i.state <> 'open', i.starts_at, d.issue_id, d.reply_id is not null, d.id
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
  const established =
    issue.pairId === null ? undefined : await evidenceStore(sql).findEstablished(issue.pairId);
  return {
    ...issue,
    ...(await findTurns(sql, issue.pairId)),
    appointment: appointment ?? null,
    resolution: resolution ?? null,
    established: established ?? null,
    claim: await findClaim(sql, issueId),
  };
}

interface TurnsOfPair extends Turns {
  readonly reopenedAt: Instant | null;
  readonly trouble: string | null;
}

/**
 * Counted within the hour before the last of them, so that the card says the same whenever it is drawn; when the Issue
 * was last bad again, and why its Pair could not be verified when it was last told.
 */
async function findTurns(
  sql: Sql,
  pairId: number | null,
): Promise<Pick<Subject, 'turns' | 'reopenedAt' | 'trouble'>> {
  const [turns] = await sql<TurnsOfPair>(
    `with told as (select id, at, event, detail from calsync.pair_history
       where pair_id = ? and event in ('opened', 'reopened', 'changed', 'closed')),
     turn as (select at from told where event <> 'changed')
     select (select count(*)::float8 from turn where at > (select max(at) from turn) - interval '1 hour') as count,
       (select ${epochMs('max(at)')} from turn) as last,
       (select ${epochMs('max(at)')} from told where event = 'reopened') as "reopenedAt",
       (select detail from told where event <> 'closed' order by id desc limit 1) as trouble`,
    [pairId],
  );
  const { reopenedAt = null, trouble = null, count = 0, last = null } = turns ?? {};
  return { reopenedAt, trouble, turns: { count, last } };
}

async function hold(sql: Sql, ids: readonly number[], why: string): Promise<void> {
  await sql(`update calsync.notification set state = 'held', detail = ? where ${IN_IDS}`, [why, list(ids)]);
}

async function end(
  sql: Sql,
  ids: readonly number[],
  { state, detail, now }: { state: 'suppressed' | 'failed'; detail: string; now: Instant },
): Promise<void> {
  await sql(
    `update calsync.notification set state = ?, detail = ?, finished_at = ${INSTANT} where ${IN_IDS}`,
    [state, detail, now, list(ids)],
  );
}

/** One message served all of these: it shows what the newest is about, and with it what the others were. */
async function serve(sql: Sql, ids: readonly number[], now: Instant): Promise<void> {
  const newest = Math.max(...ids);
  await sql(
    `update calsync.notification set state = case when id = ? then 'delivered' else 'superseded' end,
       detail = case when id = ? then null else 'one message told it together with what came later' end,
       finished_at = ${INSTANT} where ${IN_IDS}`,
    [newest, newest, now, list(ids)],
  );
}
