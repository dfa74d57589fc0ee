/** Makes the schema, and fills it with appointments and with remembered Pairs that all agree with Cal.com. */
import { openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { FINGERPRINT } from '../../src/store/fingerprint.ts';
import type { Sql } from '../../src/store/sql.ts';
import { IN_SQL } from './customers.ts';
import { gridOf, LENGTH_MS, type GridOptions } from './grid.ts';
import { requestOf } from './request-of.ts';

export interface FillRequest {
  readonly databaseUrl: string;
  readonly grid: GridOptions;
}

const request = requestOf() as FillRequest;
await using database = await openDatabase({ kind: 'postgres', url: request.databaseUrl });
await migrate(database);
await fillAppointments(database.sql, request.grid);
await fillPairs(database.sql);
await database.sql('vacuum (freeze, analyze) calsync.appointment, calsync.pair');
console.log('{}');

async function fillAppointments(sql: Sql, options: GridOptions): Promise<void> {
  const { size, slots } = gridOf(options);
  await sql(
    `insert into calsync.appointment (id, customer_name, customer_email, customer_phone, service, starts_at, ends_at,
       time_zone, status, event_type_id, calcom_booking_uid, source, created_at)
     select (i + 1)::text, ${IN_SQL.name}, ${IN_SQL.email}, ${IN_SQL.phone}, 'Hairstyling - Herrenschnitt',
       to_timestamp(slot.start / 1000), to_timestamp((slot.start + ${LENGTH_MS}) / 1000), 'Europe/Berlin', 'scheduled',
       ${IN_SQL.eventType}, ${IN_SQL.uid}, 'Retell', to_timestamp(?::float8 / 1000) - interval '30 days'
     from generate_series(0, ?::bigint - 1) as i
     join (select text::float8 as start, position
           from jsonb_array_elements_text(?::jsonb) with ordinality as list (text, position)) as slot
       on slot.position = 1 + i * ?::bigint / ?::bigint
     order by i`,
    [options.base, size, JSON.stringify(slots), slots.length, size],
  );
}

/** As the first full Run would remember them; a Run that writes nothing afterwards shows that they are the same. */
async function fillPairs(sql: Sql): Promise<void> {
  await sql(
    `insert into calsync.pair (appointment_id, booking_uid, row_uid, fingerprint, starts_at, ends_at, status, changed_at)
     select id, calcom_booking_uid, calcom_booking_uid, ${FINGERPRINT}, starts_at, ends_at, 'synced', created_at
     from calsync.appointment a order by id::bigint`,
  );
}
