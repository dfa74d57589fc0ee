import { Client } from 'pg';
import { expect } from 'vitest';
import { test } from './database.ts';

test('a test file writes into a database of its own', async ({ databaseUrl }) => {
  const rows = await query(databaseUrl, 'create table note as select 1 as id; select current_database()');

  expect(rows[0]?.['current_database']).toMatch(/^calsync_test_/);
});

test('the tests of one file share its database', async ({ databaseUrl }) => {
  const rows = await query(databaseUrl, 'select id from note');

  expect(rows).toEqual([{ id: 1 }]);
});

async function query(connectionString: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString });
  await client.connect();
  const results = [await client.query<Record<string, unknown>>(text)].flat();
  await client.end();
  return results.at(-1)?.rows ?? [];
}
