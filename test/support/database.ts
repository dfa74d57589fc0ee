/** The `test` of every test file that needs a database: a file has one of its own, from those of its process. */
import { test as base, inject } from 'vitest';
import { openDatabasePool, type DatabasePool } from './database-pool.ts';

export const test = base.extend<{ databases: DatabasePool; databaseUrl: string }>({
  databases: [
    async ({}, use) => {
      await using pool = openDatabasePool(inject('postgresUrl'));
      await use(pool);
    },
    { scope: 'worker' },
  ],
  databaseUrl: [
    async ({ databases }, use) => {
      await using own = await databases.lend();
      await use(own.url);
    },
    { scope: 'file' },
  ],
});
