/** Answers what findings rest on, past the unit of work. */
import { findEstablished } from '../domain/established.ts';
import type { EvidenceSource, RecordedAttempt } from '../query/sources.ts';
import { epochMs, TEXTS, type Sql } from './sql.ts';

const ATTEMPT = `select ${epochMs('at')} as at, event, attempt, code, fields, detail, run_id::float8 as "runId", evidence
  from calsync.pair_history`;
/** More than a ladder ever has. */
const LATEST = 12;

export function evidenceStore(sql: Sql): EvidenceSource {
  return {
    attempts: (pairId) => sql<RecordedAttempt>(`${ATTEMPT} where pair_id = ? order by id`, [pairId]),
    async findEstablished(pairId) {
      const latest = await sql<RecordedAttempt>(
        `${ATTEMPT} where pair_id = ? and attempt is not null order by id desc limit ?`,
        [pairId, LATEST],
      );
      return findEstablished(
        latest.flatMap(({ attempt, evidence }) =>
          attempt === null || evidence === null ? [] : [{ attempt, evidence }],
        ),
      );
    },
    webhooks: (bookingUids) =>
      sql(
        `select ${epochMs('received_at')} as "receivedAt", trigger, booking_uid as "bookingUid" from calsync.webhook
         where booking_uid in (${TEXTS}) order by received_at, id`,
        [JSON.stringify(bookingUids)],
      ),
  };
}
