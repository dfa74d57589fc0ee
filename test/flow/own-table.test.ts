import { expect } from 'vitest';
import { test } from '../support/database.ts';
import { ask, openIssues, work } from '../support/repairs.ts';
import { HOUR, MORNING, openSalon } from '../support/salon.ts';

const TOMORROW = MORNING + 24 * HOUR;
const anna = { name: 'Anna Schmidt', email: 'anna@example.com' };

/** The view of the README: some of its columns are computed, and the table numbers its rows by itself. */
const OWN_TABLE = [
  `create table public.visits (id serial primary key, customer text, email text, phone text, service text,
     begins timestamptz not null, ends timestamptz not null, state text not null, booking_uid text,
     created timestamptz default now())`,
  'drop table calsync.appointment',
  `create view calsync.appointment as
     select id::text as id, customer as customer_name, email as customer_email, phone as customer_phone, service,
            begins as starts_at, ends as ends_at, null::text as time_zone, state as status, null::integer as event_type_id,
            booking_uid as calcom_booking_uid, null::text as source, created as created_at, null::timestamptz as updated_at
     from public.visits`,
];

test('a company’s own table, behind a view, is compared and put right', async ({ databaseUrl }) => {
  await using salon = await openSalon(databaseUrl);
  for (const statement of OWN_TABLE) await salon.sql(statement);
  const moved = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
  salon.calcom.world.book({
    start: TOMORROW + 3 * HOUR,
    eventTypeId: 10,
    attendee: { name: 'Bo', email: 'bo@example.com' },
  });
  await salon.sql(
    `insert into public.visits (customer, email, begins, ends, state, booking_uid)
     values ('Anna Schmidt', 'anna@example.com', to_timestamp(?::float8 / 1000), to_timestamp(?::float8 / 1000), 'scheduled', ?)`,
    [TOMORROW, TOMORROW + HOUR / 2, moved.uid],
  );
  salon.calcom.world.reschedule(moved.uid, TOMORROW + HOUR);
  await openIssues(salon);

  await ask(salon, 'use 1 calcom --yes');
  await ask(salon, 'create 2 --yes');
  await work(salon);
  const report = await salon.verify();

  expect(report.discrepancies).toEqual([]);
  expect(
    await salon.sql(
      'select id, customer, extract(epoch from begins)::float8 * 1000 as begins from public.visits order by id',
    ),
  ).toEqual([
    { id: 1, customer: 'Anna Schmidt', begins: TOMORROW + HOUR },
    { id: 2, customer: 'Bo', begins: TOMORROW + 3 * HOUR },
  ]);
});
