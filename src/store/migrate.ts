/** Brings the schema to what this version of the code expects; refuses one that is newer. */
import { UserError } from '../domain/errors.ts';
import type { Database } from './database.ts';

/** A number of our own, so that two processes that start at once migrate one after the other. */
const MIGRATION_LOCK = 7_225_796;

/** Answers the names of the migrations that were applied now; safe to call at every start. */
export async function migrate(database: Database): Promise<string[]> {
  await refuseNewerSchema(database);
  if (database.kind === 'embedded') return applyPending(database);
  // The lock lives in its own transaction: the server gives it back even if this process dies.
  return database.transaction(async (sql) => {
    await sql('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
    return applyPending(database);
  });
}

async function applyPending({ orm }: Database): Promise<string[]> {
  const applied = await orm.migrator.up();
  return applied.map((migration) => migration.name);
}

async function refuseNewerSchema(database: Database): Promise<void> {
  const { unknown } = await compareSchema(database);
  if (unknown.length === 0) return;
  throw new UserError(
    'schema_newer',
    `Cannot use this database: its schema is newer than this version of calsync (unknown: ${unknown.join(', ')}). ` +
      'Start the newer version that made it, or give this one a database of its own.',
  );
}

/** Names of migrations; nothing is applied in a database without a schema. */
export interface SchemaState {
  readonly applied: readonly string[];
  /** Known to us, and not applied. */
  readonly due: readonly string[];
  /** Applied, and not known to us. */
  readonly unknown: readonly string[];
}

export async function compareSchema({ sql, orm }: Database): Promise<SchemaState> {
  const known = (orm.config.get('migrations').migrationsList ?? []).map(nameOf);
  const [{ exists } = { exists: false }] = await sql<{ exists: boolean }>(
    `select to_regclass('calsync.migration') is not null as exists`,
  );
  const rows = exists ? await sql<{ name: string }>('select name from calsync.migration order by id') : [];
  const applied = rows.map(({ name }) => name);
  return {
    applied,
    due: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  };
}

function nameOf(migration: unknown): string {
  return typeof migration === 'function' ? migration.name : (migration as { name: string }).name;
}
