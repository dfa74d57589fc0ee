/** Remembers what webhooks spoke of, past the unit of work. */
import type { Instant } from '../domain/appointment.ts';
import type { ReceivedWebhook, UnheardBooking, WebhookLog } from '../reconcile/webhook-log.ts';
import { epochMs, INSTANT, TEXTS, type Sql } from './sql.ts';

export function webhookStore(sql: Sql): WebhookLog {
  return {
    record: (webhook) => record(sql, webhook),
    recallUnheard: (receivedBy, limit, leftOut = []) =>
      sql<UnheardBooking>(
        `select booking_uid as "bookingUid", ${epochMs('max(received_at)')} as "receivedAt" from calsync.webhook
         where heard_at is null and received_at <= ${INSTANT} and booking_uid not in (${TEXTS}) group by booking_uid order by min(received_at), booking_uid limit ?`,
        [receivedBy, JSON.stringify(leftOut), limit],
      ),
    async markHeard(bookingUids, { receivedBy, at }) {
      await sql(
        `update calsync.webhook set heard_at = ${INSTANT}
         where heard_at is null and received_at <= ${INSTANT} and booking_uid in (${TEXTS})`,
        [at, receivedBy, JSON.stringify(bookingUids)],
      );
    },
    async forget(receivedBefore) {
      await sql(`delete from calsync.webhook where received_at < ${INSTANT}`, [receivedBefore]);
    },
    rescheduleRequests: (bookingUids) => rescheduleRequests(sql, bookingUids),
    announced: (bookingUids, since) => announced(sql, bookingUids, since),
    async lastReceived() {
      const [row] = await sql<{ at: Instant | null }>(
        `select ${epochMs('max(received_at)')} as at from calsync.webhook`,
      );
      return row?.at ?? undefined;
    },
  };
}

/** What speaks of no Booking counts as heard from the start: nobody ever has to look at it. */
async function record(sql: Sql, webhook: ReceivedWebhook): Promise<void> {
  const { digest, receivedAt, trigger, bookingUid, requestReschedule } = webhook;
  await sql(
    `insert into calsync.webhook (digest, received_at, trigger, booking_uid, request_reschedule, heard_at)
     values (?, ${INSTANT}, ?, ?, ?, ${INSTANT}) on conflict (digest) do nothing`,
    [digest, receivedAt, trigger, bookingUid, requestReschedule, bookingUid === null ? receivedAt : null],
  );
}

async function rescheduleRequests(sql: Sql, bookingUids: readonly string[]): Promise<Map<string, Instant>> {
  const rows = await sql<{ uid: string; at: Instant }>(
    `select booking_uid as uid, ${epochMs('max(received_at)')} as at from calsync.webhook
     where request_reschedule and booking_uid in (${TEXTS}) group by booking_uid`,
    [JSON.stringify(bookingUids)],
  );
  return new Map(rows.map(({ uid, at }) => [uid, at]));
}

async function announced(sql: Sql, bookingUids: readonly string[], since: Instant): Promise<Set<string>> {
  const rows = await sql<{ uid: string }>(
    `select distinct booking_uid as uid from calsync.webhook
     where booking_uid in (${TEXTS}) and received_at >= ${INSTANT}`,
    [JSON.stringify(bookingUids), since],
  );
  return new Set(rows.map(({ uid }) => uid));
}
