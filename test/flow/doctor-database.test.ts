import { describe, expect } from 'vitest';
import { checkTimeZone } from '../../src/cli/doctor/check-time.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { examine, faults, furnish, weakUser } from '../support/doctor.ts';
import { test } from '../support/two-chats.ts';

describe.concurrent('calsync doctor and the database', { timeout: 60_000 }, () => {
  faults('a database', {
    'that cannot be reached': [
      '❌ Database: Cannot reach the database',
      () => ({ DATABASE_URL: 'postgres://test@127.0.0.1:1/nowhere' }),
    ],
    'without a schema': [
      '⚠️ Database: There is no schema calsync yet: "migrate" makes it',
      async ({ company }) => void (await company.sql('drop schema calsync cascade')),
    ],
    'without a schema, and without the right to make one': [
      '❌ Database: There is no schema calsync, and the database user may not make one',
      async (salon) => {
        const { name, settings } = await weakUser(salon);
        await salon.company.sql(`drop owned by ${name}`);
        await salon.company.sql('drop schema calsync cascade');
        return settings;
      },
    ],
    'with an older schema': [
      '⚠️ Database: The schema is older than this version of calsync: "migrate" applies Migration002Bulletins',
      async ({ company }) =>
        void (await company.sql(`delete from calsync.migration where name like '%002%'`)),
    ],
    'with a newer schema': [
      '❌ Database: The schema is newer than this version of calsync (unknown: Migration999Later)',
      async ({ company }) =>
        void (await company.sql(`insert into calsync.migration (name) values ('Migration999Later')`)),
    ],
    'whose user may not use the schema': [
      '❌ Database: The database user may not use the schema calsync: grant usage',
      async (salon) => {
        const { name, settings } = await weakUser(salon);
        await salon.company.sql(`revoke usage on schema calsync from ${name}`);
        return settings;
      },
    ],
    'whose user may not write into our own tables': [
      '❌ Database: The database user may not read and write calsync.issue, calsync.run: grant',
      async (salon) => {
        const { name, settings } = await weakUser(salon);
        await salon.company.sql(`revoke update on calsync.issue, calsync.run from ${name}`);
        return settings;
      },
    ],
    'whose user may not read the appointments': [
      '❌ Database: The database user may not read calsync.appointment: grant select',
      async (salon) => {
        const { name, settings } = await weakUser(salon);
        await salon.company.sql(`revoke select on calsync.appointment from ${name}`);
        return settings;
      },
    ],
    'whose user may not change the appointments': [
      '❌ Database: The database user may not update and insert calsync.appointment',
      async (salon) => {
        const { name, settings } = await weakUser(salon);
        await salon.company.sql(`revoke insert, update on calsync.appointment from ${name}`);
        return settings;
      },
    ],
    'without the relation of the appointments': [
      '❌ Database: There is no relation calsync.appointment',
      async ({ company }) => void (await company.sql('drop table calsync.appointment')),
    ],
    'with a view that lacks columns': [
      '❌ Database: calsync.appointment lacks the columns service, source',
      async ({ company }) =>
        void (await company.sql('alter table calsync.appointment drop column service, drop column source')),
    ],
    'with a view that cannot be changed': [
      '⚠️ Database: calsync.appointment is a view that takes no update and no insert',
      async ({ company }) => {
        await company.sql('alter table calsync.appointment rename to visit');
        await company.sql('create view calsync.appointment as select distinct * from calsync.visit');
      },
    ],
    'with a view that its owner may not read': [
      '❌ Database: The database refuses a question: permission denied for table visit',
      async (salon) => {
        const { name, settings } = await weakUser(salon);
        await salon.company.sql('alter table calsync.appointment rename to visit');
        await salon.company.sql('create view calsync.appointment as select * from calsync.visit');
        await salon.company.sql(`grant create on schema calsync to ${name}`);
        await salon.company.sql(`alter view calsync.appointment owner to ${name}`);
        await salon.company.sql(`revoke all on calsync.visit from ${name}`);
        return settings;
      },
    ],
    'with a large table and no index, behind a view': [
      '⚠️ Database: To find appointments by starts_at all 20,001 rows of "calsync"."visit" are read',
      async ({ company }) => {
        await company.sql('drop index calsync.appointment_starts_at');
        await company.sql(
          `insert into calsync.appointment (id, starts_at, ends_at)
           select 'n' || n, now() + n * interval '1 minute', now() + n * interval '1 minute' from generate_series(1, 20000) n`,
        );
        await company.sql('alter table calsync.appointment rename to visit');
        await company.sql('create view calsync.appointment as select * from calsync.visit');
        await company.sql('analyze calsync.visit');
      },
    ],
    'that does not know the time zone': [
      '⚠️ Time zone: The database does not know the time zone Europe/Berlin',
      async ({ company }) => {
        await company.sql('create schema old');
        await company.sql(`create view old.pg_timezone_names as select 'UTC' as name`);
        await company.sql(
          `do $$ begin execute format('alter database %I set search_path = old, pg_catalog', current_database()); end $$`,
        );
      },
    ],
  });

  test('a database whose time zone data is older than Node’s is told with the day', async () => {
    const { text } = await checkTimeZone(withoutSummerTime, 'Europe/Berlin', Date.UTC(2026, 0, 15));

    expect(text).toContain('disagree about Europe/Berlin on 2026-07-16 (120 and 60 minutes from UTC)');
  });

  test('a clock that is wrong shows by the database’s and by Cal.com’s', async ({ salon }) => {
    await furnish(salon);
    const wrong = { ...systemClock, now: () => systemClock.now() + 120_000 };

    const lines = await examine(salon, {}, wrong);

    expect(lines).toContainEqual(
      expect.stringMatching(/⚠️ Database: The clock is 1\d\d s ahead of the database/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/⚠️ Cal.com: The clock is 1\d\d s ahead of Cal.com/));
  });
});

/** A database by whose rules Berlin is an hour from UTC all year. */
async function withoutSummerTime<Row>(): Promise<Row[]> {
  return [{ minutes: 60 }] as Row[];
}
