/** The `test` of every test file that needs a database: the file's own copy of the migrated template. */
import { randomBytes } from 'node:crypto';
import { test as base, inject } from 'vitest';
import { databaseUrl, runOnServer, TEMPLATE_DATABASE } from './template-database.ts';

export const test = base.extend<{ databaseUrl: string }>({
  databaseUrl: [
    async ({}, use) => {
      const server = inject('postgresUrl');
      const name = `calsync_test_${randomBytes(6).toString('hex')}`;
      await runOnServer(server, `create database ${name} template ${TEMPLATE_DATABASE}`);
      await use(databaseUrl(server, name));
      await runOnServer(server, `drop database ${name} with (force)`);
    },
    { scope: 'file' },
  ],
});
