/** Keeps the request budget in the database, where all replicas share it. */
import type { BudgetLedger } from '../runtime/request-budget.ts';
import type { Sql } from './sql.ts';

const NAME = 'calcom';

/** One row, moved on by one statement per request: two replicas can never take the same place. */
export function budgetLedger(sql: Sql): BudgetLedger {
  return {
    async reserve(now, { intervalMs, burst }) {
      const [place] = await sql<{ leaves_at: number }>(
        `insert into calsync.request_budget as b (name, next_at) values (?, ?::float8 + ?::float8)
         on conflict (name) do update set next_at = greatest(b.next_at, ?::float8, b.paused_until) + ?::float8
         returning greatest(b.next_at - ?::float8 * ?::float8, b.paused_until, ?::float8) as leaves_at`,
        [NAME, now, intervalMs, now, intervalMs, burst, intervalMs, now],
      );
      return place?.leaves_at ?? now;
    },
    async pause(until) {
      await sql(
        `insert into calsync.request_budget as b (name, next_at, paused_until) values (?, ?::float8, ?::float8)
         on conflict (name) do update set paused_until = greatest(b.paused_until, excluded.paused_until)`,
        [NAME, until, until],
      );
    },
  };
}
