/** When each schedule last ran, so that a missed one is noticed at the next start. */
import type { ScheduleLog } from '../runtime/schedule.ts';
import { epochMs, INSTANT, type Sql } from './sql.ts';

export function scheduleStore(sql: Sql): ScheduleLog {
  return {
    async lastStart(name) {
      const [row] = await sql<{ at: number }>(
        `select ${epochMs('last_started_at')} as at from calsync.schedule where name = ?`,
        [name],
      );
      return row?.at;
    },
    async recordStart(name, at) {
      await sql(
        `insert into calsync.schedule (name, last_started_at) values (?, ${INSTANT})
         on conflict (name) do update set last_started_at = excluded.last_started_at`,
        [name, at],
      );
    },
  };
}
