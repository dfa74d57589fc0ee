/** Answers how calsync itself is doing, past the unit of work. */
import type { Instant } from '../domain/appointment.ts';
import type {
  FailedNotice,
  HealthSource,
  NoticeTally,
  OpenBulletin,
  WaitingNotice,
} from '../query/sources.ts';
import { epochMs, INSTANT, type Sql } from './sql.ts';

export function healthStore(sql: Sql): HealthSource {
  return {
    openBulletins: () =>
      sql<OpenBulletin>(
        `select kind, facts, ${epochMs('opened_at')} as "openedAt" from calsync.bulletin
         where state = 'open' and kind not in ('new_issues', 'paused', 'digest') order by opened_at`,
      ),
    async scheduleStarts() {
      const rows = await sql<{ name: string; at: Instant }>(
        `select name, ${epochMs('last_started_at')} as at from calsync.schedule`,
      );
      return Object.fromEntries(rows.map(({ name, at }) => [name, at]));
    },
    tallyNotices: (since) => tallyNotices(sql, since),
    failedNotices: (since, limit) =>
      sql<FailedNotice>(
        `select surface, issue_id as "issueId", detail as why, ${epochMs('finished_at')} as at from calsync.notification
         where state = 'failed' and finished_at >= ${INSTANT} order by finished_at desc, id desc limit ?`,
        [since, limit],
      ),
    async findLongestWaiting() {
      const [oldest] = await sql<WaitingNotice>(
        `select surface, detail as why, ${epochMs('created_at')} as since from calsync.notification
         where state = 'due' order by created_at, id limit 1`,
      );
      return oldest;
    },
  };
}

/** How they ended, and, counted by itself, how many there are. */
async function tallyNotices(sql: Sql, since: Instant): Promise<NoticeTally> {
  const [tally] = await sql<NoticeTally>(
    `select ${STATES.map((state) => `count(*) filter (where state = '${state}')::float8 as ${state}`).join(', ')},
       count(*)::float8 as queued
     from calsync.notification where created_at >= ${INSTANT} or state in ('due', 'held')`,
    [since],
  );
  return tally as NoticeTally;
}

const STATES = ['delivered', 'superseded', 'suppressed', 'held', 'due', 'failed'] as const;
