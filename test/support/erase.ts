/** Empties a database between two tests. */
import type { Sql } from '../../src/store/sql.ts';

/**
 * Every row of calsync's own tables; numbering begins anew. What was deleted row by row would still decide where new
 * rows stand, and so in which order they are read.
 */
export async function eraseAll(sql: Sql): Promise<void> {
  const filled = await sql<{ name: string }>(
    `select oid::regclass as name from pg_class where relnamespace = 'calsync'::regnamespace and relkind = 'r'
       and relname <> 'migration' and pg_relation_size(oid) > 0`,
  );
  if (filled.length > 0) await sql(`truncate ${filled.map(({ name }) => name).join(', ')} cascade`);
  await sql(
    `select setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) from pg_sequences
     where schemaname = 'calsync' and sequencename <> 'migration_id_seq' and last_value is not null`,
  );
}
