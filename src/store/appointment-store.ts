/** Reads the company's appointments, past the unit of work. */
import type { Appointment } from '../domain/appointment.ts';
import type { AppointmentSource, RowSelection } from '../reconcile/appointment-source.ts';
import type { Database } from './database.ts';
import { FINGERPRINT } from './fingerprint.ts';
import { epochMs, INSTANT, TEXTS, type Sql, type SqlParameter } from './sql.ts';

const COLUMNS = `id, customer_name as "customerName", customer_email as "customerEmail", customer_phone as "customerPhone",
  service, ${finiteMs('starts_at')} as "startsAt", ${finiteMs('ends_at')} as "endsAt", time_zone as "timeZone",
  case when isfinite(starts_at) and isfinite(ends_at) then status else 'without a time' end as status,
  event_type_id as "eventTypeId", nullif(calcom_booking_uid, '') as "bookingUid", source,
  case when isfinite(created_at) then ${epochMs('created_at')} end as "createdAt"`;

/** PostgreSQL's `infinity` is no time that anything could be compared with: such a row says so by its status. */
function finiteMs(column: string): string {
  return `case when isfinite(${column}) then ${epochMs(column)} else 0 end`;
}

export function appointmentStore(sql: Sql): AppointmentSource {
  return {
    read: (selection) => readAppointments(sql, selection),
    async sharedBookings() {
      const shared = await sql<{ uid: string }>(
        `select calcom_booking_uid as uid from calsync.appointment where calcom_booking_uid <> ''
         group by calcom_booking_uid having count(*) > 1`,
      );
      return shared.map(({ uid }) => uid);
    },
  };
}

/** Writes new rows into our own table, in bulk; instants are epoch ms. Rows whose id is there already are an error. */
export async function insertAppointments(
  { sql }: Pick<Database, 'sql'>,
  rows: readonly Omit<Appointment, 'timeZone' | 'fingerprint'>[],
): Promise<void> {
  await sql(
    `insert into calsync.appointment (id, customer_name, customer_email, customer_phone, service, starts_at, ends_at, status,
       event_type_id, calcom_booking_uid, source, created_at)
     select id, "customerName", "customerEmail", "customerPhone", service, to_timestamp("startsAt" / 1000),
       to_timestamp("endsAt" / 1000), status, "eventTypeId", "bookingUid", source, to_timestamp("createdAt" / 1000)
     from jsonb_to_recordset(?::jsonb) as r (id text, "customerName" text, "customerEmail" text, "customerPhone" text,
       service text, "startsAt" float8, "endsAt" float8, status text, "eventTypeId" integer, "bookingUid" text, source text,
       "createdAt" float8)`,
    [JSON.stringify(rows)],
  );
}

async function readAppointments(sql: Sql, selection: RowSelection): Promise<Appointment[]> {
  const { parts, parameters } = partsOf(selection);
  if (parts.length === 0) return [];
  // A union of indexed reads: with `or` the planner would read the whole table.
  return sql<Appointment>(
    parts
      .map(
        (where) =>
          `select ${COLUMNS}, ${FINGERPRINT} as fingerprint from calsync.appointment a where ${where}`,
      )
      .join(' union '),
    parameters,
  );
}

function partsOf({ startingIn, carrying, ids }: RowSelection): {
  parts: string[];
  parameters: SqlParameter[];
} {
  const parts: string[] = [];
  const parameters: SqlParameter[] = [];
  if (startingIn) {
    parts.push(`starts_at >= ${INSTANT} and starts_at < ${INSTANT}`);
    parameters.push(startingIn.from, startingIn.to);
  }
  if (carrying && carrying.length > 0) {
    parts.push(`calcom_booking_uid in (${TEXTS})`);
    parameters.push(JSON.stringify(carrying));
  }
  if (ids && ids.length > 0) {
    parts.push(`id in (${TEXTS})`);
    parameters.push(JSON.stringify(ids));
  }
  return { parts, parameters };
}
