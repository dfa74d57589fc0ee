/** Reads the company's appointments, past the unit of work. */
import type { Appointment } from '../domain/appointment.ts';
import type { AppointmentSource, RowSelection } from '../reconcile/appointment-source.ts';
import { epochMs, INSTANT, TEXTS, type Sql, type SqlParameter } from './sql.ts';

const COLUMNS = `id, customer_name as "customerName", customer_email as "customerEmail", customer_phone as "customerPhone",
  service, ${epochMs('starts_at')} as "startsAt", ${epochMs('ends_at')} as "endsAt", time_zone as "timeZone", status,
  event_type_id as "eventTypeId", nullif(calcom_booking_uid, '') as "bookingUid", source,
  ${epochMs('created_at')} as "createdAt"`;

export function appointmentStore(sql: Sql): AppointmentSource {
  return { read: (selection) => readAppointments(sql, selection) };
}

async function readAppointments(sql: Sql, selection: RowSelection): Promise<Appointment[]> {
  const { parts, parameters } = partsOf(selection);
  if (parts.length === 0) return [];
  // A union of indexed reads: with `or` the planner would read the whole table.
  return sql<Appointment>(
    parts.map((where) => `select ${COLUMNS} from calsync.appointment where ${where}`).join(' union '),
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
