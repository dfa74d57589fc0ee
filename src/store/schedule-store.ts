/** When each schedule last ran, so that a missed one is noticed at the next start. */
import type { ScheduleLog } from '../runtime/schedule.ts';
import { epochMs, INSTANT, type Sql } from './sql.ts';

/** `makeDue` has a schedule run as soon as possible, wherever the daemon is. */
export function scheduleStore(sql: Sql): ScheduleLog & { makeDue(name: string): Promise<void> } {
  return {
    async lastStart(name) {
      const [row] = await sql<{ at: number }>(
        `select ${epochMs('last_started_at')} as at from calsync.schedule where name = ?`,
        [name],
      );
      return row?.at;
    },
    async makeDue(name) {
      await sql('delete from calsync.schedule where name = ?', [name]);
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
