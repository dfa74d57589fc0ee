/** Looks at our own schema: is it what this version expects, and may we work in it? */
import { bad, good, warning, type Check } from '../domain/check.ts';
import type { Database } from './database.ts';
import { compareSchema } from './migrate.ts';

export async function checkSchema(database: Database): Promise<Check[]> {
  const [schema] = await database.sql<{ usable: boolean }>(
    `select has_schema_privilege(oid, 'usage') as usable from pg_namespace where nspname = 'calsync'`,
  );
  if (!schema) return [await checkRightToMake(database)];
  if (!schema.usable)
    return [bad('The database user may not use the schema calsync: grant usage on schema calsync to it.')];
  return [await checkVersion(database), ...(await checkOwnTables(database))];
}

async function checkRightToMake({ sql }: Database): Promise<Check> {
  const [right] = await sql<{ create: boolean }>(
    `select has_database_privilege(current_database(), 'create') as "create"`,
  );
  return right?.create
    ? warning('There is no schema calsync yet: "migrate" makes it, and so does "start".')
    : bad(
        'There is no schema calsync, and the database user may not make one: grant create on the database to it.',
      );
}

async function checkVersion(database: Database): Promise<Check> {
  const { applied, due, unknown } = await compareSchema(database);
  if (unknown.length > 0)
    return bad(
      `The schema is newer than this version of calsync (unknown: ${unknown.join(', ')}): start the newer version.`,
    );
  if (due.length > 0)
    return warning(`The schema is older than this version of calsync: "migrate" applies ${due.join(', ')}.`);
  return good(`The schema is up to date (${applied.at(-1)}).`);
}

async function checkOwnTables({ sql }: Database): Promise<Check[]> {
  const rights = ['select', 'insert', 'update', 'delete'].map(
    (right) => `has_table_privilege(c.oid, '${right}')`,
  );
  const lacking = await sql<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'calsync' and c.relkind in ('r', 'p') and c.relname <> 'appointment' and not (${rights.join(' and ')})
     order by 1`,
  );
  if (lacking.length === 0) return [];
  const names = lacking.map(({ name }) => `calsync.${name}`).join(', ');
  return [
    bad(
      `The database user may not read and write ${names}: grant select, insert, update, delete on all tables in schema calsync to it.`,
    ),
  ];
}
