/** Compares the company's rows with what we remember of them, in the database. */
import type { RowChanges } from '../reconcile/row-changes.ts';
import { FINGERPRINT } from './fingerprint.ts';
import { INSTANT, type Sql } from './sql.ts';

export function rowChangesStore(sql: Sql): RowChanges {
  return {
    async find({ from, to }, limit) {
      const changed = await sql<{ id: string }>(
        `select a.id from calsync.appointment a left join calsync.pair p on p.appointment_id = a.id
         where a.starts_at >= ${INSTANT} and a.starts_at < ${INSTANT} and p.fingerprint is distinct from ${FINGERPRINT}
         union
         select a.id from calsync.pair p join calsync.appointment a on a.id = p.appointment_id
         where p.starts_at >= ${INSTANT} and p.starts_at < ${INSTANT} and p.fingerprint is distinct from ${FINGERPRINT}
         limit ?`,
        [from, to, from, to, limit],
      );
      const lost = await sql<{ id: number }>(
        `select p.id::float8 as id from calsync.pair p
         where p.appointment_id is not null and p.starts_at >= ${INSTANT} and p.starts_at < ${INSTANT}
           and not exists (select from calsync.appointment a where a.id = p.appointment_id) limit ?`,
        [from, to, limit],
      );
      return { changed: changed.map(({ id }) => id), lost: lost.map(({ id }) => id) };
    },
  };
}
