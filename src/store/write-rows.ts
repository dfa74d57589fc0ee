/** Writes to the company's appointments, each only if the row is still as it was seen. */
import type { Instant } from '../domain/appointment.ts';
import { v7 as uuidv7 } from 'uuid';
import { RowChanged, RowRefused } from '../resolve/ports.ts';
import type { NewRow, RowWrite } from '../resolve/row-write.ts';
import { epochMs, INSTANT, type Sql, type SqlParameter } from './sql.ts';

/** What was written, for the audit: no name, no address. */
export interface RowTrace {
  readonly appointmentId: string;
  readonly before: object | null;
  readonly after: object;
}

/** Throws RowChanged or RowRefused; the transaction then takes everything back. */
export async function writeRows(sql: Sql, writes: readonly RowWrite[], now: Instant): Promise<RowTrace[]> {
  const traces: RowTrace[] = [];
  for (const write of writes) {
    const written = write.kind === 'insert' ? insertRow(sql, write.row, now) : setRow(sql, write, now);
    traces.push(
      await written.catch((error: unknown) => {
        throw refusedBy(error) ?? error;
      }),
    );
  }
  return traces;
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: data, constraint, view, trigger, syntax or permission. */
const LASTING = /^(22|23|25006|27|42|44|P0)/;

/** The company's constraints, triggers and permissions are its own: what they refuse is not asked for again. */
function refusedBy(error: unknown): RowRefused | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, constraint, column } = error as { code?: unknown; constraint?: unknown; column?: unknown };
  if (typeof code !== 'string' || !LASTING.test(code)) return undefined;
  const named = [constraint, column].find((name) => typeof name === 'string');
  return new RowRefused(named === undefined ? `error ${code}` : `error ${code}, "${named}"`, {
    cause: error,
  });
}

/** One column, what it is to hold, and how that is written. */
type Assignment = readonly [column: string, value: SqlParameter | undefined, placeholder: string];

async function insertRow(sql: Sql, row: NewRow, now: Instant): Promise<RowTrace> {
  const { writable, ownId } = await columnsOf(sql);
  const wanted: Assignment[] = [
    ['id', ownId ? undefined : uuidv7(), '?'],
    ['customer_name', row.customerName, '?'],
    ['customer_email', row.customerEmail, '?'],
    ['customer_phone', row.customerPhone, '?'],
    ['service', row.service, '?'],
    ['starts_at', row.startsAt, INSTANT],
    ['ends_at', row.endsAt, INSTANT],
    ['status', row.status, '?'],
    ['event_type_id', row.eventTypeId, '?'],
    ['calcom_booking_uid', row.bookingUid, '?'],
    ['source', row.source, '?'],
    ['created_at', now, INSTANT],
    ['updated_at', now, INSTANT],
  ];
  const filled = wanted.filter(([column, value]) => value !== undefined && writable.has(column));
  const [made] = await sql<{ id: string }>(
    `insert into calsync.appointment (${filled.map(([column]) => column).join(', ')})
     values (${filled.map(([, , placeholder]) => placeholder).join(', ')}) returning id`,
    filled.map(([, value]) => value ?? null),
  );
  const { startsAt, endsAt, status } = row;
  return { appointmentId: String(made?.id), before: null, after: { startsAt, endsAt, status } };
}

async function setRow(sql: Sql, { seen, to }: RowWrite & { kind: 'set' }, now: Instant): Promise<RowTrace> {
  const { id, startsAt, endsAt, status, bookingUid } = seen;
  const { writable } = await columnsOf(sql);
  const wanted: Assignment[] = [
    ['starts_at', to.startsAt, INSTANT],
    ['ends_at', to.endsAt, INSTANT],
    ['status', to.status, '?'],
    ['calcom_booking_uid', to.bookingUid, '?'],
    ['updated_at', writable.has('updated_at') ? now : undefined, INSTANT],
  ];
  const filled = wanted.filter(([, value]) => value !== undefined);
  const changed = await sql(
    `update calsync.appointment set ${filled.map(([column, , placeholder]) => `${column} = ${placeholder}`).join(', ')}
     where id = ? and ${sameInstant('starts_at')} and ${sameInstant('ends_at')} and status = ?
       and coalesce(calcom_booking_uid, '') = ? returning id`,
    [...filled.map(([, value]) => value ?? null), id, startsAt, endsAt, status, bookingUid ?? ''],
  );
  if (changed.length === 0)
    throw new RowChanged(`Cannot change appointment "${id}": it was changed meanwhile`);
  return { appointmentId: id, before: { startsAt, endsAt, status, bookingUid }, after: { ...to } };
}

/** A company's view may compute some columns, and its table may number its rows by itself. */
async function columnsOf(sql: Sql): Promise<{ writable: Set<string>; ownId: boolean }> {
  const columns = await sql<{ name: string; writable: boolean; own: boolean }>(
    `select column_name as name, is_updatable = 'YES' as writable,
       column_default is not null or is_identity = 'YES' as own
     from information_schema.columns where table_schema = 'calsync' and table_name = 'appointment'`,
  );
  const writable = new Set(columns.filter((column) => column.writable).map(({ name }) => name));
  return { writable, ownId: columns.some(({ name, own }) => name === 'id' && own) };
}

/** To the millisecond, which is all that we read. */
function sameInstant(column: string): string {
  return `abs(${epochMs(column)} - ?::float8) < 1`;
}
