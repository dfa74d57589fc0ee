import { expect } from 'vitest';
import { companyInDatabase, type Row } from '../simulation/company.ts';
import { test } from '../support/database.ts';
import { HOUR, MORNING, openSalon } from '../support/salon.ts';

test('the rows of a simulated company stand in its table as in its mirror', async ({ databaseUrl }) => {
  await using salon = await openSalon(databaseUrl);
  const company = companyInDatabase(salon.sql);
  const bare: Row = {
    id: '1',
    name: null,
    email: '',
    phone: null,
    service: null,
    startsAt: MORNING + 1,
    endsAt: MORNING + HOUR,
    status: 'scheduled',
    eventTypeId: null,
    bookingUid: null,
    createdAt: null,
  };
  const full = { name: 'Mia', email: 'mia@example.com', phone: '+49', service: 'Cut', eventTypeId: 30 };
  const rest = { bookingUid: 'a', createdAt: MORNING - HOUR, status: 'cancelled', startsAt: MORNING };

  for (const id of ['1', '2', '3']) await company.put({ ...bare, id });
  await company.put({ ...bare, id: '2', ...full, ...rest });
  await company.remove('3');

  const rows = await salon.sql(
    `select id, customer_name as name, customer_email as email, customer_phone as phone, service, status,
       (extract(epoch from starts_at) * 1000)::float8 as "startsAt", (extract(epoch from ends_at) * 1000)::float8 as "endsAt",
       event_type_id as "eventTypeId", calcom_booking_uid as "bookingUid",
       (extract(epoch from created_at) * 1000)::float8 as "createdAt"
     from calsync.appointment order by id`,
  );
  expect(rows).toEqual([...company.rows.values()]);
});
