/** The migrated database of which every test file gets a copy. */
import { Client } from 'pg';
import { openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';

export const TEMPLATE_DATABASE = 'calsync_template';

/** Makes the template anew on the server at `url`; afterwards nothing may stay connected to it. */
export async function migrateTemplate(url: string): Promise<void> {
  await runOnServer(url, `drop database if exists ${TEMPLATE_DATABASE} with (force)`);
  await runOnServer(url, `create database ${TEMPLATE_DATABASE}`);
  await using database = await openDatabase({ kind: 'postgres', url: databaseUrl(url, TEMPLATE_DATABASE) });
  await migrate(database);
}

/** Runs one statement that concerns whole databases. */
export async function runOnServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl(url, 'postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The URL of one database of the server at `url`. */
export function databaseUrl(url: string, database: string): string {
  const result = new URL(url);
  result.pathname = `/${database}`;
  return result.href;
}
