/** One process per embedded database: two on one directory would overwrite each other without a word. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { UserError } from '../domain/errors.ts';

export interface DirectoryLock {
  release(): void;
}

/** Takes an operating system's lock, which the kernel gives back however the process ends. Throws a UserError. */
export function lockDirectory(directory: string): DirectoryLock {
  try {
    mkdirSync(directory, { recursive: true });
    const file = new DatabaseSync(path.join(directory, 'calsync.lock'), { timeout: 0 });
    lock(file);
    return { release: () => file.close() };
  } catch (cause) {
    throw isLocked(cause) ? inUse(directory, cause) : unusable(directory, cause);
  }
}

function lock(file: DatabaseSync): void {
  try {
    file.exec('pragma journal_mode = delete; pragma locking_mode = exclusive; begin exclusive;');
  } catch (error) {
    file.close();
    throw error;
  }
}

/** https://www.sqlite.org/rescode.html#busy */
function isLocked(error: unknown): boolean {
  const SQLITE_BUSY = 5;
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

function inUse(directory: string, cause: unknown): UserError {
  return new UserError(
    'database_in_use',
    `Cannot open the embedded database "${directory}": another calsync process is using it. ` +
      'Stop that process, set CALSYNC_DATA_DIR to another directory, or set DATABASE_URL to a PostgreSQL that several processes can share.',
    { cause },
  );
}

function unusable(directory: string, cause: unknown): UserError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new UserError(
    'data_dir_unusable',
    `Cannot use "${directory}" for the embedded database (${why}). Set CALSYNC_DATA_DIR to a directory that calsync may write to.`,
    { cause },
  );
}
