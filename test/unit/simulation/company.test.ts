import { expect, test } from 'vitest';
import type { Sql } from '../../../src/store/sql.ts';
import { companyInDatabase, companyInMemory, type Row } from '../../simulation/company.ts';

const ROW: Row = {
  id: '1',
  name: 'Mia',
  email: null,
  phone: '',
  service: null,
  startsAt: 1000,
  endsAt: 2000,
  status: 'scheduled',
  eventTypeId: null,
  bookingUid: 'a',
  createdAt: null,
};

test('a company remembers the last of what was written, and no id comes twice', async () => {
  const company = companyInMemory();

  await company.put(ROW);
  await company.put({ ...ROW, status: 'cancelled' });
  await company.put({ ...ROW, id: '2' });
  await company.remove('2');

  expect([...company.rows.values()]).toEqual([{ ...ROW, status: 'cancelled' }]);
  expect([company.nextId(), company.nextId()]).toEqual(['1', '2']);
});

test('a company in a database writes there too, and first', async () => {
  const written: unknown[][] = [];
  const sql = (async (statement: string, parameters = []) => {
    written.push([statement.split(/\s+/)[0], ...parameters, company.rows.size]);
    return [];
  }) as Sql;
  const company = companyInDatabase(sql);

  await company.put(ROW);
  await company.remove('1');

  expect(written).toEqual([
    ['insert', JSON.stringify([ROW]), 0],
    ['delete', '1', 1],
  ]);
  expect(company.rows.size).toBe(0);
});
