/** Counts what was written into calsync's tables, by PostgreSQL's own statistics. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

const PATIENCE_MS = 10_000;

/** By table: rows inserted, updated and deleted so far. */
export type WrittenRows = ReadonlyMap<string, number>;

/** Waits until everybody else has left the database: a session hands in its counts before it is gone. */
export async function countWrittenRows(databaseUrl: string): Promise<WrittenRows> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await untilAlone(client);
    const { rows } = await client.query<{ name: string; written: number }>(
      `select relname as name, (n_tup_ins + n_tup_upd + n_tup_del)::float8 as written
       from pg_stat_user_tables where schemaname = 'calsync'`,
    );
    return new Map(rows.map(({ name, written }) => [name, written]));
  } finally {
    await client.end();
  }
}

export function writtenBetween(before: WrittenRows, after: WrittenRows): Record<string, number> {
  const written = [...after].map(([name, count]) => [name, count - (before.get(name) ?? 0)] as const);
  return Object.fromEntries(written.filter(([, count]) => count > 0));
}

async function untilAlone(client: Client): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (performance.now() < giveUpAt) {
    const { rows } = await client.query(
      `select from pg_stat_activity
       where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    if (rows.length === 0) return;
    await sleep(20);
  }
  throw new Error('Cannot count the rows written: somebody stays connected to the database');
}
