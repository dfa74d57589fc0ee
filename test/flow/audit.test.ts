/** Who did what, where, when, and what it changed: kept for good, without anything about the customer. */
import { describe, expect } from 'vitest';
import { test as onCommandLine } from '../support/calsync-process.ts';
import { test } from '../support/database.ts';
import { admin, ask, openIssues, press, textOf, work } from '../support/repairs.ts';
import { HOUR, MORNING, openSalon, type Salon } from '../support/salon.ts';

const TOMORROW = MORNING + 24 * HOUR;
const anna = { name: 'Anna Schmidt', email: 'anna@example.com', phone: '+49 151 2345678' };
const guest = { ...admin, id: 'U9', name: 'Gus', admin: false };

const actionsIn = async ({ sql }: Salon) =>
  (await sql<{ action: string }>('select action from calsync.audit order by id')).map(({ action }) => action);

/** Three rows without a booking: issues 1 to 3. */
async function threeIssues(databaseUrl: string): Promise<Salon> {
  const salon = await openSalon(databaseUrl);
  for (const n of [1, 2, 3])
    await salon.enter({ id: `${n}`, startsAt: TOMORROW + n * HOUR, eventTypeId: 10, ...anna });
  await openIssues(salon);
  return salon;
}

describe('the audit', () => {
  test('has a line for everything that people do, and for each side that was written to', async ({
    databaseUrl,
  }) => {
    await using salon = await threeIssues(databaseUrl);

    await ask(salon, 'verify --full');
    await ask(salon, 'claim 1');
    await ask(salon, 'create 1 --yes');
    await ask(salon, 'resolve 2 --note "Anna came by"');
    await ask(salon, 'retry 3');
    await work(salon);
    await ask(salon, 'cancel 3 --yes');
    await work(salon);
    await press(salon, 'look_again');

    const lines = await salon.sql(
      `select action, actor, actor_name as name, surface, side, issue_id as issue from calsync.audit order by id`,
    );
    const by = { actor: 'U1', name: 'Ada', surface: 'slack' };
    expect(lines).toEqual([
      { action: 'verify', ...by, side: null, issue: null },
      { action: 'claim', ...by, side: null, issue: 1 },
      { action: 'create', ...by, side: 'calcom', issue: 1 },
      { action: 'create', ...by, side: 'database', issue: 1 },
      { action: 'resolve', ...by, side: null, issue: 2 },
      { action: 'retry', ...by, side: null, issue: 3 },
      { action: 'cancel', ...by, side: 'database', issue: 3 },
      { action: 'verify', ...by, side: null, issue: null },
    ]);
  });

  test('tells before and after, and neither customers nor whole uids', async ({ databaseUrl }) => {
    await using salon = await threeIssues(databaseUrl);
    await ask(salon, 'create 1 --yes');
    await work(salon);
    await ask(salon, 'cancel a:2 --yes');
    await work(salon);
    const [made] = salon.calcom.world.all();

    const all = textOf(await ask(salon, 'audit'));
    const ofOne = textOf(await ask(salon, 'audit a:2'));
    const ofTheOther = textOf(await ask(salon, 'audit #1'));
    const kept = JSON.stringify(await salon.sql('select * from calsync.audit'));

    expect(ofOne).toMatch(
      /Ada \(U1\).*Slack.*cancel in the database.*#2 a:2.*status scheduled.*status cancelled/s,
    );
    expect(ofTheOther).toContain(`booking ${made?.uid.slice(0, 6)}…`);
    expect(ofTheOther).not.toContain('a:2');
    expect(all).toContain('create in Cal.com');
    for (const told of [all, ofOne, ofTheOther]) expect(told).not.toContain(made?.uid);
    for (const secret of ['Anna', 'anna@', '2345678']) {
      expect(all).not.toContain(secret);
      expect(kept).not.toContain(secret);
    }
  });

  test('says of what was not done why not', async ({ databaseUrl }) => {
    await using salon = await threeIssues(databaseUrl);
    await salon.sql(`update calsync.appointment set customer_name = null where id = '1'`);
    await salon.verify();

    await ask(salon, 'create 1 --yes');
    await work(salon);

    expect(textOf(await ask(salon, 'audit 1'))).toContain(
      'create · refused: The appointment has no customer name',
    );
  });

  test('takes new lines only', async ({ databaseUrl }) => {
    await using salon = await threeIssues(databaseUrl);
    await ask(salon, 'claim 1');

    const changes = [
      `update calsync.audit set actor = 'somebody else'`,
      'delete from calsync.audit',
      `insert into calsync.audit (id, at, action, actor, surface) values (1, now(), 'claim', 'x', 'slack')
         on conflict (id) do update set actor = 'x'`,
    ];
    for (const change of changes) await expect(salon.sql(change)).rejects.toThrow(/takes new rows only/);

    expect(await actionsIn(salon)).toEqual(['claim']);
  });
});

describe('a refused click', () => {
  test('is kept once a minute for each person and issue, with who, where and why', async ({
    databaseUrl,
  }) => {
    await using salon = await threeIssues(databaseUrl);
    const other = { ...guest, id: 'U8', name: 'Eve' };
    const click = (issueId: number, person = guest) =>
      press(salon, `act:cancel:${issueId}:facts`, { person });

    await Promise.all(Array.from({ length: 20 }, () => click(1)));
    await click(2);
    await click(1, other);
    salon.clock.pass(59_000);
    await click(1);
    salon.clock.pass(2_000);
    await click(1);
    await ask(salon, 'create 1 --yes', guest);

    expect(
      await salon.sql(
        `select actor, actor_name as name, surface, issue_id as issue, detail from calsync.audit where action = 'refused' order by id`,
      ),
    ).toEqual([
      { ...guestLine, issue: 1 },
      { ...guestLine, issue: 2 },
      { ...guestLine, actor: 'U8', name: 'Eve', issue: 1 },
      { ...guestLine, issue: 1 },
    ]);
    expect(await salon.sql('select id from calsync.resolution')).toEqual([]);
  });

  test('is told to admins with the others', async ({ databaseUrl }) => {
    await using salon = await threeIssues(databaseUrl);
    await ask(salon, 'cancel 1 --yes', guest);

    const denied = textOf(await ask(salon, 'audit', guest));
    const told = textOf(await ask(salon, 'audit 1'));

    expect(denied).toContain('Only calsync’s admins');
    expect(told).toMatch(/Gus \(U9\).*refused · cancel 1: not an admin/);
  });
});

const guestLine = { actor: 'U9', name: 'Gus', surface: 'slack', detail: 'act cancel: not an admin' };

onCommandLine(
  'calsync audit prints a table, one JSON object, or a table for a spreadsheet',
  { timeout: 60_000 },
  async ({ company }) => {
    await company.run(['verify', '--full']);

    const table = await company.run(['audit']);
    const json = await company.run(['audit', '--json']);
    const csv = await company.run(['audit', '--csv']);
    const ofNothing = await company.run(['audit', '7']);
    const both = await company.run(['audit', '--csv', '--json']);

    expect(table).toMatchObject({ code: 0, stdout: expect.stringContaining('verify · full') });
    expect(JSON.parse(json.stdout)).toMatchObject({
      audit: [{ action: 'verify', surface: 'terminal', detail: 'full', side: null }],
    });
    expect(csv.stdout.split('\r\n')).toEqual([
      '"When","Who","Where","What","About","Before","After"',
      expect.stringMatching(/"the terminal","verify · full"/),
      '',
    ]);
    expect(ofNothing).toMatchObject({ code: 0, stdout: expect.stringContaining('Nobody did anything yet') });
    expect(both.code).toBe(64);
  },
);
