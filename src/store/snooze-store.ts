/** Keeps an open Issue quiet until an instant, and wakes it. */
import type { Instant } from '../domain/appointment.ts';
import type { Asker } from '../resolve/resolution.ts';
import type { Database } from './database.ts';
import { writeAudit } from './audit-store.ts';
import { queueNotices, type Told } from './notices.ts';
import { queueReplies } from './reply-store.ts';
import { INSTANT, type Sql } from './sql.ts';

export interface SnoozeRequest {
  readonly issueId: number;
  /** Null: it is to be woken. */
  readonly until: Instant | null;
  readonly by: Asker;
}

/** False when the Issue is not open, or is to be woken and does not sleep. A later one takes the place of the one before. */
export async function snoozeIssue(
  database: Database,
  { issueId, until, by }: SnoozeRequest,
  told: Told,
): Promise<boolean> {
  return database.transaction(async (sql) => {
    const changed = await sql(
      `update calsync.issue set snoozed_until = ${INSTANT}, snoozed_name = ?
       where id = ? and state = 'open' and (?::float8 is not null or snoozed_until is not null) returning id`,
      [until, until === null ? null : by.name, issueId, until],
    );
    if (changed.length === 0) return false;
    const detail = until === null ? 'off' : `until ${new Date(until).toISOString()}`;
    await writeAudit(sql, [{ action: 'snooze', by, issueId, detail }], told.at);
    await queueNotices(sql, [{ id: issueId, reason: 'snoozed' }], told);
    return true;
  });
}

/** Of an appointment that starts this soon the end of the snooze is reminder enough. */
const SOON = `interval '3 hours'`;

/** Whoever clears a snooze first tells it, so that two replicas do not. */
export async function wakeIssues(sql: Sql, told: Told): Promise<void> {
  const woken = await sql<{ id: number; state: string }>(
    `update calsync.issue set snoozed_until = null, snoozed_name = null,
       reminded_at = case when starts_at <= snoozed_until + ${SOON} then coalesce(reminded_at, snoozed_until) else reminded_at end
     where snoozed_until <= ${INSTANT} returning id, state`,
    [told.at],
  );
  const open = woken.filter(({ state }) => state === 'open').map(({ id }) => id);
  await queueNotices(
    sql,
    open.map((id) => ({ id, reason: 'awake' })),
    told,
  );
  await queueReplies(
    sql,
    open.map((issueId) => ({ issueId, facts: { kind: 'awake' } })),
    told,
  );
}
