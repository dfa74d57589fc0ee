/** The company's own software, as far as a simulation needs it: its rows, and a mirror that the truth is told from. */
import type { Sql } from '../../src/store/sql.ts';

/** Instants are milliseconds since the epoch; `null` and `''` both mean none. */
export interface Row {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly service: string | null;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly status: string;
  readonly eventTypeId: number | null;
  readonly bookingUid: string | null;
  readonly createdAt: number | null;
}

export interface Company {
  readonly rows: ReadonlyMap<string, Row>;
  /** An id that no row has, nor ever had. */
  nextId(): string;
  /** Writes the row, over an older one of the same id. */
  put(row: Row): Promise<void>;
  remove(id: string): Promise<void>;
}

export function companyInMemory(): Company {
  return companyThat({ write: async () => undefined, erase: async () => undefined });
}

/** The same, and every change stands in the table before it stands in the mirror. */
export function companyInDatabase(sql: Sql): Company {
  return companyThat({
    write: async (row) => void (await sql(UPSERT, [JSON.stringify([row])])),
    erase: async (id) => void (await sql('delete from calsync.appointment where id = ?', [id])),
  });
}

interface Books {
  readonly write: (row: Row) => Promise<void>;
  readonly erase: (id: string) => Promise<void>;
}

function companyThat({ write, erase }: Books): Company {
  const rows = new Map<string, Row>();
  let serial = 0;
  return {
    rows,
    nextId: () => `${++serial}`,
    async put(row) {
      await write(row);
      rows.set(row.id, row);
    },
    async remove(id) {
      await erase(id);
      rows.delete(id);
    },
  };
}

const UPSERT = `insert into calsync.appointment (id, customer_name, customer_email, customer_phone, service, starts_at, ends_at,
   status, event_type_id, calcom_booking_uid, created_at)
 select id, name, email, phone, service, to_timestamp("startsAt" / 1000), to_timestamp("endsAt" / 1000), status,
   "eventTypeId", "bookingUid", to_timestamp("createdAt" / 1000)
 from jsonb_to_recordset(?::jsonb) as r (id text, name text, email text, phone text, service text, "startsAt" float8,
   "endsAt" float8, status text, "eventTypeId" integer, "bookingUid" text, "createdAt" float8)
 on conflict (id) do update set customer_name = excluded.customer_name, customer_email = excluded.customer_email,
   customer_phone = excluded.customer_phone, service = excluded.service, starts_at = excluded.starts_at,
   ends_at = excluded.ends_at, status = excluded.status, event_type_id = excluded.event_type_id,
   calcom_booking_uid = excluded.calcom_booking_uid, created_at = excluded.created_at`;
