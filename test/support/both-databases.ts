/** A PostgreSQL server's database and an embedded one, emptied and lent to one test at a time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { eraseAll } from './erase.ts';

/** Of the one embedded database of a test file: opening it takes a second or two. */
export const sharedDirectory = mkdtempSync(join(tmpdir(), 'calsync-embedded-'));
let shared: Promise<Database> | undefined;

export interface LentDatabase extends AsyncDisposable {
  readonly database: Database;
}

/** Migrated and empty. */
export async function lendDatabase(kind: Database['kind'], url: string): Promise<LentDatabase> {
  const database =
    kind === 'postgres'
      ? await openDatabase({ kind, url })
      : await (shared ??= openDatabase({ kind, dataDir: sharedDirectory }));
  await migrate(database);
  await eraseAll(database.sql);
  return {
    database,
    [Symbol.asyncDispose]: async () => {
      if (kind === 'postgres') await database[Symbol.asyncDispose]();
    },
  };
}

/** For the end of the test file. */
export async function putAway(): Promise<void> {
  await (await shared)?.[Symbol.asyncDispose]();
  shared = undefined;
  rmSync(sharedDirectory, { recursive: true, force: true });
}
