/** One process per embedded database: two on one directory would overwrite each other without a word. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { UserError } from '../domain/errors.ts';

export interface DirectoryLock {
  release(): void;
}

/** Takes an operating system's lock, which the kernel gives back however the process ends. */
export function lockDirectory(directory: string): DirectoryLock {
  mkdirSync(directory, { recursive: true });
  const file = new DatabaseSync(path.join(directory, 'calsync.lock'), { timeout: 0 });
  try {
    file.exec('pragma journal_mode = delete; pragma locking_mode = exclusive; begin exclusive;');
  } catch (cause) {
    file.close();
    throw new UserError(
      'database_in_use',
      `Cannot open the embedded database "${directory}": another calsync process is using it. ` +
        'Stop that process, set CALSYNC_DATA_DIR to another directory, or set DATABASE_URL to a PostgreSQL that several processes can share.',
      { cause },
    );
  }
  return { release: () => file.close() };
}
