/** A pause: new cards are held and nothing is written, while finding and the cards that stand go on. */
import { describe, expect } from 'vitest';
import { readHealthOf } from '../../src/cli/health.ts';
import { readStatusOf } from '../../src/cli/status.ts';
import { composeHealth } from '../../src/query/health.ts';
import { verifyWindow } from '../../src/reconcile/verify-window.ts';
import { watchStore } from '../../src/store/watch-store.ts';
import { bulletinsOf } from '../support/bulletins.ts';
import { test } from '../support/database.ts';
import { aPairWithoutItsBooking, DAY, issues, MINUTE, TOMORROW } from '../support/issue-stories.ts';
import { admin, ask, openIssues, work } from '../support/repairs.ts';
import { HOUR } from '../support/salon.ts';
import { openReadingSalon, type ReadingSalon } from '../support/reading-salon.ts';

const bo = { ...admin, id: 'U2', name: 'Bo' };
const guest = { ...admin, admin: false };
const FAR = TOMORROW + 5 * DAY;

describe('while calsync is paused', () => {
  test('one bulletin says so, new cards wait, and the cards that stand go on', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon, FAR);
    await salon.tell();

    await ask(salon, 'pause 1h the server moves');
    await missing(salon, 3);
    salon.calcom.world.restore(uid);
    await salon.verify();
    await salon.tell();

    expect(salon.cards()).toMatchObject([
      { title: expect.stringContaining('Solved #1') },
      {
        title: '⏸️ Paused by Ada',
        text: expect.stringMatching(/the server moves[^]*ends by itself 8 Oct 2026, 11:06/),
      },
    ]);
    expect(await issues(salon)).toHaveLength(4);
    expect((await salon.untold()).filter((one) => one.includes('held'))).toEqual(
      Array(3).fill('open: held, paused'),
    );
  });

  test('status and health say it, and health is not worse for it', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    await salon.verify();
    await ask(salon, 'pause 1d the server moves');

    const status = await readStatusOf(salon.app);
    const health = composeHealth(await readHealthOf(salon.app), salon.app.policy, salon.app.config);

    expect(status.paused).toEqual({
      by: 'Ada',
      surface: 'slack',
      reason: 'the server moves',
      until: salon.clock.now() + DAY,
    });
    expect(JSON.stringify(await ask(salon, 'status'))).toContain(
      'by Ada on Slack until 9 Oct 2026, 10:00: the server moves',
    );
    expect(health.tone).toBe('good');
    expect(JSON.stringify(health)).toContain('⏸️ paused by Ada on Slack');
  });

  test.for(['create 1 --yes', 'cancel 1 --yes'])(
    '"%s" is refused before anything is sent',
    async (words, { databaseUrl }) => {
      await using salon = await openReadingSalon(databaseUrl);
      await aPairWithoutItsBooking(salon, FAR);
      await salon.tell();
      await ask(salon, 'pause the server moves');
      const asked = salon.calcom.requests.length;

      await ask(salon, words);
      await work(salon);
      await salon.tell();

      expect(salon.calcom.requests.length).toBe(asked);
      expect(await salon.sql('select state, result from calsync.resolution')).toEqual([
        { state: 'refused', result: expect.stringContaining('paused by Ada: the server moves') },
      ]);
      expect(salon.cards()[0]).toMatchObject({
        text: expect.stringContaining('paused by Ada: the server moves'),
        buttons: expect.arrayContaining(['Create in Cal.com']),
      });
      expect(await salon.sql(`select status from calsync.appointment`)).toEqual([{ status: 'scheduled' }]);
    },
  );

  test('what was requested before and has not begun is refused too', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    await aPairWithoutItsBooking(salon, FAR);
    await ask(salon, 'cancel 1 --yes');
    await ask(salon, 'pause the server moves');

    await work(salon);

    expect(await salon.sql('select state, sends from calsync.resolution')).toEqual([
      { state: 'refused', sends: 0 },
    ]);
  });

  test('what has begun and has not been sent is refused at the last moment', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    await aPairWithoutItsBooking(salon, FAR);
    await ask(salon, 'cancel 1 --yes');
    await salon.sql(`update calsync.resolution set state = 'running'`);
    await ask(salon, 'pause the server moves');

    await work(salon);

    expect(await salon.sql('select state, sends from calsync.resolution')).toEqual([
      { state: 'refused', sends: 0 },
    ]);
    expect(await salon.sql(`select status from calsync.appointment`)).toEqual([{ status: 'scheduled' }]);
  });

  test.for(['retry', 'resolve'])(
    '"%s" is done, since it writes nothing on either side',
    async (action, { databaseUrl }) => {
      await using salon = await openReadingSalon(databaseUrl);
      await aPairWithoutItsBooking(salon, FAR);
      await ask(salon, 'pause the server moves');

      await ask(salon, `${action} 1`);
      await work(salon);

      expect(await salon.sql('select state from calsync.resolution')).toEqual([{ state: 'done' }]);
    },
  );

  test('what matters about the whole is told all the same', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    await ask(salon, 'pause the server moves');
    salon.calcom.faults.add({ times: Infinity, fault: { kind: 'status', status: 503 } });

    for (let run = 0; run < 3; run++) await salon.verify();
    await salon.tell();

    expect(salon.cards().map(({ title }) => title)).toContain('❌ Cal.com is down');
  });

  test('a second pause takes the place of the first one, in the same message', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    await ask(salon, 'pause 1h the server moves');
    await salon.tell();

    await ask(salon, 'pause it takes longer', bo);
    await salon.tell();

    expect(salon.cards()).toMatchObject([
      { title: '⏸️ Paused by Bo', text: expect.stringContaining('it takes longer') },
    ]);
    expect((await readStatusOf(salon.app)).paused).toMatchObject({ by: 'Bo', until: null });
    expect(await auditOf(salon)).toMatchObject([
      { action: 'pause', name: 'Ada', detail: expect.stringContaining('the server moves') },
      { action: 'pause', name: 'Bo', detail: 'until resumed: it takes longer' },
    ]);
  });
});

describe('the end of a pause', () => {
  test('says how many there were, and tells up to ten cards of what is still open', async ({
    databaseUrl,
  }) => {
    await using salon = await openReadingSalon(databaseUrl);
    await ask(salon, 'pause the server moves');
    await salon.tell();
    const uids = await missing(salon, 7);
    for (const uid of uids.slice(0, 3)) salon.calcom.world.restore(uid);
    await salon.verify();
    await salon.tell();

    await ask(salon, 'resume', bo);
    await salon.tell();

    const [bulletin, ...cards] = salon.cards();
    expect(bulletin?.title).toBe('▶️ Resumed by Bo: 7 new issues while paused, 3 of them over by themselves');
    expect(cards).toHaveLength(4);
    expect(cards.every(({ title }) => title.includes('Cal.com Sync Issue'))).toBe(true);
    const over = (await salon.untold()).filter((one) => one.endsWith('it was over before anybody was told'));
    expect(over).toHaveLength(6);
    expect(await auditOf(salon)).toMatchObject([{ action: 'pause' }, { action: 'resume', name: 'Bo' }]);
  });

  test('tells more than ten in one summary, and by a card what starts within a day', async ({
    databaseUrl,
  }) => {
    await using salon = await openReadingSalon(databaseUrl);
    await ask(salon, 'pause the server moves');
    await missing(salon, 15);
    await missing(salon, 2, TOMORROW - 10 * HOUR);
    await salon.tell();

    await ask(salon, 'resume');
    await salon.tell();

    const titles = salon.cards().map(({ title }) => title);
    expect(titles).toHaveLength(4);
    expect(titles).toContain('⚠️ 15 new Cal.com Sync Issues');
    expect(titles).toContain('▶️ Resumed by Ada: 17 new issues while paused');
    expect(titles.filter((title) => title.includes('Cal.com Sync Issue #'))).toHaveLength(2);
    const held = await salon.sql(`select id from calsync.notification where state in ('held', 'due')`);
    expect(held).toEqual([]);
  });

  test('comes by itself, once, whoever looks', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    await ask(salon, 'pause 1h the server moves');
    await missing(salon, 2);
    await salon.tell();
    salon.clock.pass(HOUR);
    const { database, surfaces } = salon.app;
    const now = salon.clock.now();

    await Promise.all([1, 2, 3, 4].map(() => watchStore(database, surfaces).look(now - MINUTE, now)));
    await salon.tell();

    expect(salon.cards().map(({ title }) => title)).toEqual([
      '▶️ The pause is over: 2 new issues while paused',
      expect.stringContaining('Cal.com Sync Issue #'),
      expect.stringContaining('Cal.com Sync Issue #'),
    ]);
    expect((await readStatusOf(salon.app)).paused).toBeNull();
    expect(await auditOf(salon)).toMatchObject([
      { action: 'pause' },
      { action: 'resume', actor: 'calsync', detail: 'its time was up' },
    ]);
  });

  test('loses nothing that a Run finds at that very moment', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);
    await ask(salon, 'pause the server moves');
    await removed(salon, 12, FAR);
    await salon.verify();
    salon.clock.pass(MINUTE);
    await salon.verify();
    const { signal } = new AbortController();
    salon.clock.pass(5 * MINUTE);

    await Promise.all([
      verifyWindow(salon.app.reconcile(), salon.app.policy, { signal }),
      ask(salon, 'resume'),
    ]);
    await salon.tell();

    const told = await salon.sql(
      `select i.id from calsync.issue i where i.announced = 'summary' or exists (
         select from calsync.card c where c.issue_id = i.id and c.message_id is not null)`,
    );
    expect(await issues(salon)).toHaveLength(12);
    expect(told).toHaveLength(12);
    expect(await bulletinsOf(salon)).toMatchObject([
      { kind: 'paused', state: 'ended' },
      { kind: 'new_issues', state: 'open' },
    ]);
  });

  test('cannot come when nothing is paused, nor from who is no admin', async ({ databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);

    const nothing = await ask(salon, 'resume');
    const refused = await ask(salon, 'pause the server moves', guest);

    expect(JSON.stringify(nothing)).toContain('Nothing is paused');
    expect(JSON.stringify(refused)).toContain('Only calsync’s admins');
    expect(await auditOf(salon)).toMatchObject([
      { action: 'refused', detail: expect.stringContaining('pause') },
    ]);
  });
});

describe('"pause" that cannot be', () => {
  test.for([
    ['pause', 'REASON is missing'],
    ['pause 1h', 'REASON is missing'],
    ['pause 99d holidays', '"99d" is too long'],
  ] as const)('%s: %s', async ([words, why], { databaseUrl }) => {
    await using salon = await openReadingSalon(databaseUrl);

    expect(JSON.stringify(await ask(salon, words))).toContain(JSON.stringify(why).slice(1, -1));
    expect((await readStatusOf(salon.app)).paused).toBeNull();
  });
});

/** Visits whose bookings are removed, looked at three times; answers the bookings' uids. */
async function missing(salon: ReadingSalon, count: number, from = FAR): Promise<string[]> {
  const uids = await removed(salon, count, from);
  await openIssues(salon);
  return uids;
}

async function removed(salon: ReadingSalon, count: number, from: number): Promise<string[]> {
  const starts = Array.from({ length: count }, (_, at) => from + HOUR + at * HOUR);
  const uids = starts.map((start) => salon.calcom.world.book({ start, eventTypeId: 10 }).uid);
  await salon.enter(
    ...starts.map((startsAt, at) => ({ id: `${from}-${at}`, startsAt, bookingUid: uids[at] ?? null })),
  );
  for (const uid of uids) salon.calcom.world.remove(uid);
  return uids;
}

function auditOf({ sql }: ReadingSalon) {
  return sql(
    'select action, actor, actor_name as name, side, detail from calsync.audit where side is null order by id',
  );
}
