/** One suite for both databases: whatever calsync asks of one, the other answers the same. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, describe, expect, inject } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { scheduleStore } from '../../src/store/schedule-store.ts';
import { leaseStore } from '../../src/store/lease-store.ts';
import { budgetLedger } from '../../src/store/budget-ledger.ts';
import { NOON } from '../support/builders.ts';
import { test } from '../support/database.ts';
import { lendDatabase, putAway, sharedDirectory } from '../support/both-databases.ts';
import { databaseUrl as urlOf, runOnServer } from '../support/template-database.ts';

const KINDS = ['postgres', 'embedded'] as const;
const SECOND = 1000;

afterAll(putAway);

describe('an embedded directory', () => {
  test('belongs to one process at a time, and is free again when that process is killed', async ({
    databaseUrl,
  }) => {
    using holder = await aProcessThatHolds(sharedDirectory);

    const second = openDatabase({ kind: 'embedded', dataDir: sharedDirectory });

    await expect(second).rejects.toMatchObject({
      name: 'UserError',
      code: 'database_in_use',
      message: expect.stringMatching(/another calsync process is using it.*CALSYNC_DATA_DIR.*DATABASE_URL/),
    });
    await holder.kill();
    await using lent = await lendDatabase('embedded', databaseUrl);
    expect(await lent.database.sql('select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe.for(KINDS)('the schema on %s', (kind) => {
  test('is the same after migrating again', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const { sql } = lent.database;
    const before = [await columnsOf(sql), await sql('select * from calsync.migration')];

    const applied = await migrate(lent.database);

    expect(applied).toEqual([]);
    expect([await columnsOf(sql), await sql('select * from calsync.migration')]).toEqual(before);
    expect(before[0]?.length).toBeGreaterThan(100);
  });

  test('has the columns that the entities name, and no others', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const { orm, sql } = lent.database;
    const named = [...orm.getMetadata().getAll().values()].flatMap(({ tableName, props }) =>
      props.flatMap(({ fieldNames }) => fieldNames.map((column) => `${tableName}.${column}`)),
    );

    const there = await sql<{ column: string }>(
      `select table_name || '.' || column_name as column from information_schema.columns
       where table_schema = 'calsync' and table_name <> 'migration' order by 1`,
    );

    expect(there.map(({ column }) => column)).toEqual(named.toSorted((a, b) => (a < b ? -1 : 1)));
  });

  test('is refused when a newer version has made it', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const { sql } = lent.database;
    await sql(`insert into calsync.migration (name) values ('Migration999FromTheFuture')`);

    const refused = migrate(lent.database);

    await expect(refused).rejects.toMatchObject({
      name: 'UserError',
      code: 'schema_newer',
      message: expect.stringMatching(/^Cannot use this database: .*Migration999FromTheFuture/),
    });
    await sql(`delete from calsync.migration where name = 'Migration999FromTheFuture'`);
  });
});

describe('the schema on a server', () => {
  test('is made once when two processes start at the same time', async () => {
    await using url = await anEmptyDatabase();
    await using one = await openDatabase({ kind: 'postgres', url: url.href });
    await using other = await openDatabase({ kind: 'postgres', url: url.href });

    const applied = await Promise.all([migrate(one), migrate(other)]);

    expect(applied.flat().toSorted()).toEqual([
      'Migration001Initial',
      'Migration002Bulletins',
      'Migration003People',
    ]);
  });

  test('leaves the company’s own view of its appointments alone', async () => {
    await using url = await anEmptyDatabase();
    await using database = await openDatabase({ kind: 'postgres', url: url.href });
    const { sql } = database;
    await sql('create schema calsync');
    await sql('create table visits (no integer primary key, at timestamptz not null)');
    await sql('create view calsync.appointment as select no::text as id, at as starts_at from visits');

    await migrate(database);

    const [relation] = await sql(`select relkind from pg_class where oid = 'calsync.appointment'::regclass`);
    expect(relation).toEqual({ relkind: 'v' });
  });

  test('that cannot be reached is named without its password', async () => {
    const opening = openDatabase({ kind: 'postgres', url: 'postgres://calsync:s3cret@127.0.0.1:1/salon' });

    const error = await opening.catch((thrown: unknown) => thrown as Error);

    expect(error).toMatchObject({ name: 'UserError', code: 'database_unreachable' });
    expect((error as Error).message).toContain('"salon" at "127.0.0.1:1"');
    expect((error as Error).message).not.toContain('s3cret');
  });
});

describe.for(KINDS)('the budget ledger on %s', (kind) => {
  const pace = { intervalMs: SECOND, burst: 5 };

  test('lets five leave at once after a rest, and then one a second', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const ledger = budgetLedger(lent.database.sql);

    const leaving: number[] = [];
    for (let request = 0; request < 8; request++) leaving.push(await ledger.reserve(NOON, pace));

    expect(leaving.map((at) => at - NOON)).toEqual([0, 0, 0, 0, 0, 1000, 2000, 3000]);
  });

  test('fills up again by one a second, and never beyond five', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const ledger = budgetLedger(lent.database.sql);
    for (let request = 0; request < 5; request++) await ledger.reserve(NOON, pace);

    const afterTwo = [];
    for (let request = 0; request < 3; request++) afterTwo.push(await ledger.reserve(NOON + 2000, pace));
    const muchLater = [];
    for (let request = 0; request < 6; request++) muchLater.push(await ledger.reserve(NOON + 3600_000, pace));

    expect(afterTwo.map((at) => at - NOON)).toEqual([2000, 2000, 3000]);
    expect(muchLater.map((at) => at - NOON - 3600_000)).toEqual([0, 0, 0, 0, 0, 1000]);
  });

  test('lets nobody leave before the end of a pause, and a shorter pause ends none', async ({
    databaseUrl,
  }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const ledger = budgetLedger(lent.database.sql);

    await ledger.pause(NOON + 60_000);
    await ledger.pause(NOON + 30_000);

    expect(await ledger.reserve(NOON, pace)).toBe(NOON + 60_000);
    expect(await ledger.reserve(NOON + 90_000, pace)).toBe(NOON + 90_000);
  });

  test('never gives two callers at once the same place', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const ledger = budgetLedger(lent.database.sql);

    const leaving = await Promise.all(Array.from({ length: 12 }, () => ledger.reserve(NOON, pace)));

    expect(leaving.map((at) => at - NOON).toSorted((a, b) => a - b)).toEqual([
      0, 0, 0, 0, 0, 1000, 2000, 3000, 4000, 5000, 6000, 7000,
    ]);
  });
});

describe.for(KINDS)('a lease on %s', (kind) => {
  const mine = { name: 'find', holder: 'me', until: NOON + 30_000 };
  const theirs = { ...mine, holder: 'they' };

  test('is had by one, also when all ask at once', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const leases = leaseStore(lent.database.sql);

    const taken = await Promise.all(
      Array.from({ length: 8 }, (_, at) => leases.take({ ...mine, holder: `h${at}` }, NOON)),
    );

    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  test('is prolonged by its holder only', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const leases = leaseStore(lent.database.sql);
    await leases.take(mine, NOON);

    const prolonged = await leases.take({ ...mine, until: NOON + 60_000 }, NOON + 10_000);
    const snatched = await leases.take({ ...theirs, until: NOON + 70_000 }, NOON + 20_000);

    expect([prolonged, snatched]).toEqual([true, false]);
    expect(await leases.find('find')).toEqual({ ...mine, until: NOON + 60_000 });
  });

  test('goes to another once it has run out, and not before', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const leases = leaseStore(lent.database.sql);
    await leases.take(mine, NOON);

    const tooSoon = await leases.take({ ...theirs, until: NOON + 90_000 }, NOON + 29_999);
    const inTime = await leases.take({ ...theirs, until: NOON + 90_000 }, NOON + 30_000);

    expect([tooSoon, inTime]).toEqual([false, true]);
    expect(await leases.find('find')).toMatchObject({ holder: 'they' });
  });

  test('is given back by its holder only, and is then free', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const leases = leaseStore(lent.database.sql);
    await leases.take(mine, NOON);

    await leases.giveBack('find', 'they');
    const kept = await leases.find('find');
    await leases.giveBack('find', 'me');

    expect(kept).toEqual(mine);
    expect(await leases.find('find')).toBeUndefined();
    expect(await leases.take(theirs, NOON)).toBe(true);
  });

  test('is no other lease', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const leases = leaseStore(lent.database.sql);
    await leases.take(mine, NOON);

    expect(await leases.take({ ...theirs, name: 'tell' }, NOON)).toBe(true);
  });
});

describe.for(KINDS)('the schedule log on %s', (kind) => {
  test('knows the last start of each job to the millisecond, and nothing of one that never ran', async ({
    databaseUrl,
  }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const schedules = scheduleStore(lent.database.sql);

    await schedules.recordStart('daily', NOON);
    await schedules.recordStart('daily', NOON + 123);
    await schedules.recordStart('near', NOON);

    expect(await schedules.lastStart('daily')).toBe(NOON + 123);
    expect(await schedules.lastStart('near')).toBe(NOON);
    expect(await schedules.lastStart('pending')).toBeUndefined();
  });
});

async function columnsOf(sql: (statement: string) => Promise<object[]>): Promise<object[]> {
  return sql(
    `select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
     where table_schema = 'calsync' order by table_name, column_name`,
  );
}

async function anEmptyDatabase(): Promise<AsyncDisposable & { href: string }> {
  const server = inject('postgresUrl');
  const name = `calsync_empty_${process.pid}_${Math.trunc(performance.now() * 1000)}`;
  await runOnServer(server, `create database ${name}`);
  return {
    href: urlOf(server, name),
    [Symbol.asyncDispose]: () => runOnServer(server, `drop database ${name} with (force)`),
  };
}

/** Another calsync, as far as the directory is concerned. */
async function aProcessThatHolds(directory: string): Promise<Disposable & { kill(): Promise<void> }> {
  const lock = new URL('../../src/store/directory-lock.ts', import.meta.url).href;
  const script = `import { lockDirectory } from '${lock}';
    globalThis.lock = lockDirectory(${JSON.stringify(directory)});
    console.log('held');
    setInterval(() => {}, 1000);`;
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data');
  return {
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    [Symbol.dispose]: () => void child.kill('SIGKILL'),
  };
}
