/** Gives the `database` tests a PostgreSQL server with a migrated template on it. */
import type { TestProject } from 'vitest/node';
import { startPostgres, type PostgresServer } from './postgres-server.ts';
import { migrateTemplate } from './template-database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await getServer();
  await migrateTemplate(server.url);
  project.provide('postgresUrl', server.url);
  return async () => server[Symbol.asyncDispose]();
}

async function getServer(): Promise<PostgresServer> {
  const url = process.env.CALSYNC_TEST_DATABASE_URL;
  return url ? { url, [Symbol.asyncDispose]: async () => {} } : startPostgres();
}
