/** Compares the company's rows with what we remember of them, in the database. */
import type { Span } from '../domain/window.ts';
import type { Glance, GlancedRow } from '../reconcile/glance.ts';
import type { RowChanges } from '../reconcile/row-changes.ts';
import { FINGERPRINT } from './fingerprint.ts';
import { epochMs, INSTANT, type Sql } from './sql.ts';

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
    glance: (span) => glance(sql, span),
  };
}

/** As many columns as it takes, since a full Run reads every row. Bounds on both tables let both be read by index. */
async function glance(sql: Sql, { from, to }: Span): Promise<Glance> {
  const rows = await sql<GlancedRow & { remembered: number }>(
    `select a.calcom_booking_uid as "bookingUid", ${epochMs('a.starts_at')} as "startsAt", ${epochMs('a.ends_at')} as "endsAt",
       coalesce(a.status in ('scheduled', 'completed', 'no_show') and ${CALM}, false) as calm,
       (select count(*) from calsync.pair q where q.starts_at >= ${INSTANT} and q.starts_at < ${INSTANT})::float8 as remembered
     from calsync.appointment a
     left join calsync.pair p on p.appointment_id = a.id and p.starts_at >= ${INSTANT} and p.starts_at < ${INSTANT}
     where a.starts_at >= ${INSTANT} and a.starts_at < ${INSTANT}`,
    [from, to, from, to, from, to],
  );
  return { rows, remembered: rows[0]?.remembered ?? (await countPairs(sql, { from, to })) };
}

const CALM = `p.fingerprint = ${FINGERPRINT} and p.booking_uid = a.calcom_booking_uid and p.row_uid = a.calcom_booking_uid
  and p.seat_uid is null and p.status = 'synced' and p.next_attempt_at is null
  and (p.issue_id is null or exists (select from calsync.issue i where i.id = p.issue_id and i.state = 'resolved'))`;

async function countPairs(sql: Sql, { from, to }: Span): Promise<number> {
  const [found] = await sql<{ pairs: number }>(
    `select count(*)::float8 as pairs from calsync.pair where starts_at >= ${INSTANT} and starts_at < ${INSTANT}`,
    [from, to],
  );
  return found?.pairs ?? 0;
}
