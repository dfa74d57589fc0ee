/** Who did what, where and when: lines are added, and never changed. */
import type { Instant } from '../domain/appointment.ts';
import type { Target } from '../domain/target.ts';
import type { AuditSource, RecordedAudit } from '../query/sources.ts';
import type { Asker, RefusedClick } from '../resolve/resolution.ts';
import type { Database } from './database.ts';
import { epochMs, INSTANT, type Sql } from './sql.ts';

/** Says nothing about the customer. */
export interface AuditEntry {
  readonly action: string;
  readonly by: Asker;
  readonly issueId?: number;
  readonly resolutionId?: number;
  /** The side that was written to; left out where nothing was. */
  readonly side?: 'database' | 'calcom';
  readonly appointmentId?: string;
  readonly bookingUid?: string | null;
  readonly before?: object | null;
  readonly after?: object | null;
  readonly detail?: string | null;
}

export async function writeAudit(sql: Sql, entries: readonly AuditEntry[], at: Instant): Promise<void> {
  if (entries.length === 0) return;
  await sql(
    `insert into calsync.audit (at, resolution_id, issue_id, action, actor, actor_name, surface, side, appointment_id,
       booking_uid, before, after, detail)
     select ${INSTANT}, "resolutionId", "issueId", action, by ->> 'id', by ->> 'name', by ->> 'surface', side, "appointmentId",
       "bookingUid", before, after, detail
     from jsonb_to_recordset(?::jsonb) as e ("resolutionId" bigint, "issueId" integer, action text, by jsonb, side text,
       "appointmentId" text, "bookingUid" text, before jsonb, after jsonb, detail text)`,
    [at, JSON.stringify(entries)],
  );
}

/** Of one person about one Issue, so many times are worth no more lines. */
const REFUSALS_APART_MS = 60_000;

/** One after the other for each person and Issue, so that of many at once one is kept. */
export async function auditRefusal(
  database: Database,
  { by, issueId, detail }: RefusedClick,
  at: Instant,
): Promise<void> {
  await database.transaction(async (sql) => {
    const whose = JSON.stringify([by.surface, by.id, issueId]);
    await sql('select pg_advisory_xact_lock(hashtextextended(?, 0))', [whose]);
    const [recent] = await sql(
      `select id from calsync.audit where action = 'refused' and actor = ? and surface = ?
         and issue_id is not distinct from ?::integer and at > ${INSTANT} limit 1`,
      [by.id, by.surface, issueId, at - REFUSALS_APART_MS],
    );
    if (recent) return;
    const about = issueId === null ? {} : { issueId };
    await writeAudit(sql, [{ action: 'refused', by, detail, ...about }], at);
  });
}

const LINE = `select ${epochMs('at')} as at, action, actor, actor_name as "actorName", surface, side, issue_id as "issueId",
  appointment_id as "appointmentId", booking_uid as "bookingUid", before, after, detail from calsync.audit`;

type Row = Omit<RecordedAudit, 'before' | 'after'> & Record<'before' | 'after', object | string | null>;

export function auditStore(sql: Sql): AuditSource {
  return {
    async list(target, limit) {
      const [about, parameters] = target ? aboutTarget(target) : ['true', []];
      const rows = await sql<Row>(`${LINE} where ${about} order by id desc limit ?`, [...parameters, limit]);
      return rows.map((row) => ({ ...row, before: parsed(row.before), after: parsed(row.after) }));
    },
  };
}

function aboutTarget(target: Target): [string, (string | number)[]] {
  if (target.kind === 'issue') return ['issue_id = ?', [target.id]];
  const { id } = target;
  return [
    '(appointment_id = ? or issue_id in (select i.id from calsync.issue i where i.appointment_id = ?))',
    [id, id],
  ];
}

/** A JSON column comes as text from one of the two databases. */
function parsed(json: object | string | null): object | null {
  return typeof json === 'string' ? (JSON.parse(json) as object) : json;
}
