/** The database that calsync works on: a PostgreSQL server, or the embedded one in a directory. */
import type { MikroORM } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/sql';
import { Migrator } from '@mikro-orm/migrations';
import { Migration001Initial } from '../../migrations/migration-001-initial.ts';
import { Migration002Bulletins } from '../../migrations/migration-002-bulletins.ts';
import { Migration003People } from '../../migrations/migration-003-people.ts';
import { UserError } from '../domain/errors.ts';
import { lockDirectory } from './directory-lock.ts';
import { entities } from './entities.ts';
import type { Sql } from './sql.ts';

export type DatabaseLocation = { kind: 'postgres'; url: string } | { kind: 'embedded'; dataDir: string };

/** An open database. Within `transaction`, only the `sql` it hands over may be used: the embedded database has one connection. */
export interface Database extends AsyncDisposable {
  readonly kind: DatabaseLocation['kind'];
  readonly orm: MikroORM;
  readonly sql: Sql;
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
}

const OPTIONS = {
  entities,
  extensions: [Migrator],
  schema: 'calsync',
  forceUtcTimezone: true,
  migrations: {
    migrationsList: [Migration001Initial, Migration002Bulletins, Migration003People],
    tableName: 'migration',
    snapshot: false,
    snapshotOnMigrate: false,
    silent: true,
  },
};

const CONNECTIONS = 10;
/** A server that takes the connection and then says nothing is as good as none. */
const CONNECT_WITHIN_MS = 10_000;

/** Throws a UserError when the database cannot be reached or the directory is in use. Migrates nothing. */
export async function openDatabase(location: DatabaseLocation): Promise<Database> {
  return location.kind === 'postgres' ? openServer(location.url) : openDirectory(location.dataDir);
}

async function openServer(url: string): Promise<Database> {
  const { MikroORM: PostgresOrm } = await import('@mikro-orm/postgresql');
  const orm = await PostgresOrm.init({
    ...OPTIONS,
    clientUrl: url,
    driverOptions: { connectionTimeoutMillis: CONNECT_WITHIN_MS },
    pool: { min: 0, max: CONNECTIONS },
  });
  try {
    await orm.em.fork().execute('select 1');
  } catch (cause) {
    await orm.close(true);
    throw unreachable(url, cause);
  }
  return databaseOf('postgres', orm, () => orm.close(true));
}

async function openDirectory(directory: string): Promise<Database> {
  const lock = lockDirectory(directory);
  try {
    const { MikroORM: EmbeddedOrm } = await import('@mikro-orm/pglite');
    const { openEmbedded } = await import('./embedded-postgres.ts');
    const embedded = await openEmbedded(directory);
    const orm = await EmbeddedOrm.init({
      ...OPTIONS,
      dbName: directory,
      driverOptions: { pglite: async () => embedded },
    });
    return databaseOf('embedded', orm, async () => {
      await orm.close(true);
      await embedded.close();
      lock.release();
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}

function databaseOf(kind: Database['kind'], orm: MikroORM, close: () => Promise<void>): Database {
  const managerOf = () => orm.em.fork() as EntityManager;
  return {
    kind,
    orm,
    sql: (statement, parameters) => managerOf().execute(statement, [...(parameters ?? [])]),
    transaction: (work) =>
      managerOf().transactional((em) =>
        work((statement, parameters) => em.execute(statement, [...(parameters ?? [])])),
      ),
    [Symbol.asyncDispose]: close,
  };
}

function unreachable(url: string, cause: unknown): UserError {
  const { host, pathname } = new URL(url);
  const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
  return new UserError(
    'database_unreachable',
    `Cannot reach the database "${pathname.slice(1)}" at "${host}" (${why}). Check DATABASE_URL and that the server is running.`,
    { cause },
  );
}
