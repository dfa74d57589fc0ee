/** Databases with calsync's tables, each lent to one test or file at a time: emptying one is quicker than making one. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { eraseAll } from './erase.ts';
import { databaseUrl, runOnServer, TEMPLATE_DATABASE } from './template-database.ts';

export interface OwnDatabase {
  readonly url: string;
  /** Connected to it. */
  readonly client: Client;
}

export interface DatabasePool extends AsyncDisposable {
  /** Migrated and empty; given back by its disposal, whatever was done to it. */
  lend(): Promise<OwnDatabase & AsyncDisposable>;
}

interface Pooled extends OwnDatabase {
  readonly name: string;
  readonly shape: string;
}

/** On the server at `server`, a URL without a database name. */
export function openDatabasePool(server: string): DatabasePool {
  const free: Pooled[] = [];
  return {
    async lend() {
      const one = free.pop() ?? (await create(server));
      return { url: one.url, client: one.client, [Symbol.asyncDispose]: () => takeBack(one) };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(free.splice(0).map((one) => drop(one, server)));
    },
  };

  async function takeBack(one: Pooled): Promise<void> {
    if (await restore(one).catch(() => false)) free.push(one);
    else await drop(one, server);
  }
}

async function create(server: string): Promise<Pooled> {
  const name = `calsync_test_${randomBytes(6).toString('hex')}`;
  await runOnServer(server, `create database ${name} template ${TEMPLATE_DATABASE}`);
  const url = databaseUrl(server, name);
  const client = new Client({ connectionString: url });
  await client.connect();
  return { name, url, client, shape: await shapeOf(client) };
}

async function drop({ name, client }: Pooled, server: string): Promise<void> {
  await client.end();
  await runOnServer(server, `drop database ${name} with (force)`);
}

/** Answers whether it is as good as new. */
async function restore({ client, shape }: Pooled): Promise<boolean> {
  await endOthers(client);
  if ((await shapeOf(client)) !== shape) return false;
  await eraseAll(async (text) => (await client.query(text)).rows);
  return true;
}

/** A process that was killed may have left a statement under way. */
async function endOthers(client: Client): Promise<void> {
  const others = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  while ((await client.query(others)).rows.length > 0) await sleep(5);
}

/** Differs as soon as anything but rows was changed. */
async function shapeOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ shape: string }>(`
    with own as (select oid from pg_namespace where nspname !~ '^(pg_|information_schema)')
    select md5(string_agg(concat(kind, ' ', oid, ' ', version), ',' order by kind, oid, version)) as shape from (
      select 'schema' as kind, oid, xmin::text as version from pg_namespace
      union all select 'relation', oid, concat_ws(' ', relname, relkind, relowner, relacl, reloptions) from pg_class
        where relnamespace in (select oid from own)
      union all select 'column', attrelid, concat(attnum, attname, xmin) from pg_attribute
        where attrelid in (select c.oid from pg_class c where c.relnamespace in (select oid from own))
      union all select 'constraint', oid, xmin::text from pg_constraint where connamespace in (select oid from own)
      union all select 'trigger', oid, xmin::text from pg_trigger
      union all select 'function', oid, xmin::text from pg_proc where pronamespace in (select oid from own)
    ) as part`);
  return rows[0]?.shape ?? '';
}
