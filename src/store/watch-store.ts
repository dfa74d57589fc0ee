/** What only the time changes: one indexed question, and a transaction where something has come. */
import type { Instant } from '../domain/appointment.ts';
import type { Watch } from '../notify/keep-watching.ts';
import type { Database } from './database.ts';
import { queueNotices, type Told } from './notices.ts';
import { endOverduePause } from './pause-store.ts';
import { queueReplies } from './reply-store.ts';
import { wakeIssues } from './snooze-store.ts';
import { INSTANT, type Sql } from './sql.ts';

/** So long before the start people are reminded of what nobody has touched. */
const REMIND_MS = 3 * 60 * 60_000;

export function watchStore(database: Database, surfaces: readonly string[]): Watch {
  return {
    async look(since, at) {
      const told = { surfaces, at };
      const come = await findCome(database.sql, since, at);
      if (come.pause) await database.transaction((sql) => endOverduePause(sql, told));
      if (come.snooze) await database.transaction((sql) => wakeIssues(sql, told));
      if (come.reminder) await database.transaction((sql) => remind(sql, told));
      if (come.begins) await redrawBegun(database.sql, since, told);
    },
  };
}

interface Come {
  readonly pause: boolean;
  readonly snooze: boolean;
  readonly reminder: boolean;
  readonly begins: boolean;
}

async function findCome(sql: Sql, since: Instant, at: Instant): Promise<Come> {
  const [come] = await sql<Come>(
    `select exists (select from calsync.pause where ended_at is null and until <= ${INSTANT}) as pause,
       exists (select from calsync.issue where snoozed_until <= ${INSTANT}) as snooze,
       exists (select from calsync.issue i where ${TO_REMIND}) as reminder,
       exists (select from calsync.issue where state = 'open' and starts_at > ${INSTANT} and starts_at <= ${INSTANT})
       or exists (select from calsync.issue where state = 'open' and booking_starts_at > ${INSTANT}
         and booking_starts_at <= ${INSTANT}) as begins`,
    [at, at, ...reminding(at), since, at, since, at],
  );
  return come ?? { pause: false, snooze: false, reminder: false, begins: false };
}

/**
 * Open, announced before, and untouched since it was opened for the last time. What was said in its thread this late
 * was reminder enough; an e-mail of its turns, which may come late, reaches only some.
 */
const TO_REMIND = `i.state = 'open' and i.starts_at > ${INSTANT} and i.starts_at <= ${INSTANT} and i.reminded_at is null
  and i.announced = 'card' and i.claimed_by is null and i.snoozed_until is null
  and i.opened_at < i.starts_at - interval '3 hours'
  and not exists (select from calsync.reply r where r.issue_id = i.id and r.facts ->> 'kind' <> 'turn'
    and r.created_at >= i.starts_at - interval '3 hours')
  and not exists (select from calsync.resolution n where n.issue_id = i.id and n.requested_at >= coalesce(
    (select max(h.at) from calsync.pair_history h where h.pair_id = i.pair_id and h.event in ('opened', 'reopened')), i.opened_at))`;

function reminding(at: Instant): Instant[] {
  return [at, at + REMIND_MS];
}

/** Whoever marks it first reminds of it, so that two replicas do not. */
async function remind(sql: Sql, told: Told): Promise<void> {
  const due = await sql<{ id: number }>(
    `update calsync.issue i set reminded_at = ${INSTANT} where ${TO_REMIND} returning i.id`,
    [told.at, ...reminding(told.at)],
  );
  await queueNotices(
    sql,
    due.map(({ id }) => ({ id, reason: 'starts_soon' })),
    told,
  );
  await queueReplies(
    sql,
    due.map(({ id }) => ({ issueId: id, facts: { kind: 'reminder' } })),
    told,
  );
}

/** Once it has begun less can be done about it; a card that was drawn since then shows that already. */
async function redrawBegun(sql: Sql, since: Instant, told: Told): Promise<void> {
  const begun = await sql<{ id: number }>(
    `select i.id from calsync.issue i cross join lateral (
       select max(at) as began from (values (i.starts_at), (i.booking_starts_at)) as start (at) where at <= ${INSTANT}) as b
     where i.state = 'open' and b.began > ${INSTANT} and not exists (
       select from calsync.notification n where n.issue_id = i.id and n.created_at >= b.began)`,
    [told.at, since],
  );
  await queueNotices(
    sql,
    begun.map(({ id }) => ({ id, reason: 'begins' })),
    told,
  );
}
