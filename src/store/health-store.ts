/** Answers how calsync itself is doing, past the unit of work. */
import type { Instant } from '../domain/appointment.ts';
import type { HealthSource, OpenBulletin } from '../query/sources.ts';
import { epochMs, INSTANT, type Sql } from './sql.ts';

export function healthStore(sql: Sql): HealthSource {
  return {
    openBulletins: () =>
      sql<OpenBulletin>(
        `select kind, facts, ${epochMs('opened_at')} as "openedAt" from calsync.bulletin
         where state = 'open' and kind not in ('new_issues', 'digest') order by opened_at`,
      ),
    async scheduleStarts() {
      const rows = await sql<{ name: string; at: Instant }>(
        `select name, ${epochMs('last_started_at')} as at from calsync.schedule`,
      );
      return Object.fromEntries(rows.map(({ name, at }) => [name, at]));
    },
    async countNotifications(since) {
      const rows = await sql<{ state: string; notices: number }>(
        `select state, count(*)::float8 as notices from calsync.notification
         where state = 'due' or created_at >= ${INSTANT} group by state`,
        [since],
      );
      return Object.fromEntries(rows.map(({ state, notices }) => [state, notices]));
    },
  };
}
