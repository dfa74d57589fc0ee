/** Who may run a schedule now: one process, for a while, wherever it runs. */
import type { Instant } from '../domain/appointment.ts';
import type { Lease, LeaseBook } from '../runtime/lease.ts';
import { epochMs, INSTANT, type Sql } from './sql.ts';

export function leaseStore(sql: Sql): LeaseBook {
  return {
    async take({ name, holder, until }, now) {
      const taken = await sql(
        `insert into calsync.lease as l (name, holder, held_until) values (?, ?, ${INSTANT})
         on conflict (name) do update set holder = excluded.holder, held_until = excluded.held_until
         where l.holder = excluded.holder or l.held_until <= ${INSTANT} returning name`,
        [name, holder, until, now],
      );
      return taken.length > 0;
    },
    async giveBack(name, holder) {
      await sql('delete from calsync.lease where name = ? and holder = ?', [name, holder]);
    },
    async find(name) {
      const [lease] = await sql<Lease & { until: Instant }>(
        `select name, holder, ${epochMs('held_until')} as until from calsync.lease where name = ?`,
        [name],
      );
      return lease;
    },
  };
}
