/** More new Issues than there should be cards: the most urgent on demand, and all of them at once. */
import { describe, expect } from 'vitest';
import { wireApp } from '../../src/app.ts';
import { verifyWindow } from '../../src/reconcile/verify-window.ts';
import { catchUpSurface } from '../../src/store/late-surface.ts';
import { bulletinsOf } from '../support/bulletins.ts';
import { climbToTheEnd, fill } from '../support/crowd.ts';
import { test } from '../support/database.ts';
import { admin, ask, press, summaryOf, textOf, work } from '../support/repairs.ts';
import { HOUR, openSalon, type Salon } from '../support/salon.ts';

const DAY = 24 * HOUR;
const bo = { ...admin, id: 'U2', name: 'Bo' };

/** Only counted: nothing of it starts within a day. */
async function aCrowd(databaseUrl: string, wrong: number): Promise<{ salon: Salon; uids: string[] }> {
  const salon = await openSalon(databaseUrl);
  const uids = await fill(salon, { visits: wrong * 2, wrong, from: 5 * DAY });
  await salon.verify();
  await climbToTheEnd(salon);
  return { salon, uids };
}

/** Asked, and said yes to. */
async function doAll(salon: Salon, label: 'Retry all' | 'Resolve all', person = admin) {
  const question = await press(salon, { card: await summaryOf(salon), label }, { person });
  const [yes] = question.actions ?? [];
  return { question, answer: await press(salon, yes?.id ?? '', { person }) };
}

const stateOf = ({ sql }: Salon) =>
  sql(`select state, count(*)::int as issues from calsync.issue group by state order by state`);

describe('a summary', () => {
  test('lists the five most urgent, and brings the card of each on demand', async ({ databaseUrl }) => {
    const { salon } = await aCrowd(databaseUrl, 40);
    await using _ = salon;
    const before = await summaryOf(salon);

    const answer = await press(salon, { card: before, label: 'Show card' });
    const again = await press(salon, { card: before, label: 'Show card' });
    const after = await summaryOf(salon);

    const listed = (card: typeof before) => textOf(card).match(/^.*#\d+ · .*$/gm) ?? [];
    expect(listed(before)).toHaveLength(5);
    expect(listed(before)[0]).toContain('#1 · appointment 0 · ');
    expect(listed(after)[0]).toContain('#2 · appointment 2 · ');
    expect(textOf(answer)).toContain('Its card comes into the channel');
    expect(textOf(again)).toContain('has its card already');
    expect(await salon.sql(`select issue_id as id from calsync.notification where reason = 'shown'`)).toEqual(
      [{ id: 1 }],
    );
    expect(textOf(after)).toContain('Data Mismatch: 40');
  });

  test('retries all after a question with their number, and tells what became of those that stay', async ({
    databaseUrl,
  }) => {
    const { salon, uids } = await aCrowd(databaseUrl, 40);
    await using _ = salon;
    for (const uid of uids.slice(0, 30)) salon.calcom.world.restore(uid);

    const { question, answer } = await doAll(salon, 'Retry all');
    const during = textOf(await summaryOf(salon));
    const line = await salon.app.resolutions.next(salon.clock.now());
    await climbToTheEnd(salon);
    const after = textOf(await summaryOf(salon));

    expect(question.title).toBe('Retry 40 issues?');
    expect(answer.title).toBe('Retry: 40 of 40');
    expect(during).toContain('40 under way');
    // Nothing of it stands in the line of single clicks.
    expect(line).toBeUndefined();
    expect(after).toContain('Data Mismatch: 10');
    expect(after.match(/Retry Verification by Ada: done, and the two sides still differ/g)).toHaveLength(10);
    expect(after).not.toContain('under way');
    expect(await stateOf(salon)).toEqual([
      { state: 'open', issues: 10 },
      { state: 'resolved', issues: 30 },
    ]);
  });

  test('of which three cannot be read loses the others and keeps the three with the reason', async ({
    databaseUrl,
  }) => {
    const { salon, uids } = await aCrowd(databaseUrl, 12);
    await using _ = salon;
    for (const uid of uids.slice(3)) salon.calcom.world.restore(uid);
    for (const uid of uids.slice(0, 3)) salon.calcom.world.update(uid, { status: 'on_hold' });

    await doAll(salon, 'Retry all');
    await climbToTheEnd(salon);

    const told = textOf(await summaryOf(salon));
    expect(told).toContain('Data Mismatch: 3');
    expect(told.match(/Retry Verification by Ada: done, and .*on_hold/g)).toHaveLength(3);
  });

  test('accepts all without asking Cal.com anything, and each comes back when it changes', async ({
    databaseUrl,
  }) => {
    const { salon } = await aCrowd(databaseUrl, 40);
    await using _ = salon;
    const asked = salon.calcom.requests.length;

    const { question, answer } = await doAll(salon, 'Resolve all');
    const requests = salon.calcom.requests.length - asked;
    const accepted = await stateOf(salon);
    const told = await bulletinsOf(salon);
    await salon.sql(
      `update calsync.appointment set starts_at = starts_at + interval '10 minutes' where id = '0'`,
    );
    await salon.verify();
    await climbToTheEnd(salon);

    expect(question.title).toBe('Resolve 40 issues?');
    expect(answer.title).toBe('Resolve: 40 of 40');
    expect(requests).toBe(0);
    expect(accepted).toEqual([{ state: 'accepted', issues: 40 }]);
    expect(told).toMatchObject([{ state: 'ended', title: '40 issues, all of them over', buttons: [] }]);
    expect(await salon.sql(`select id from calsync.audit where action = 'resolve'`)).toHaveLength(40);
    expect(await stateOf(salon)).toEqual([
      { state: 'accepted', issues: 39 },
      { state: 'open', issues: 1 },
    ]);
    expect(textOf(await summaryOf(salon))).toContain('Data Mismatch: 1');
  });

  test('leaves alone what somebody is at, and says so', async ({ databaseUrl }) => {
    const { salon } = await aCrowd(databaseUrl, 12);
    await using _ = salon;
    await ask(salon, 'use 3 calcom --yes', bo);

    const { answer } = await doAll(salon, 'Resolve all');
    await work(salon);

    expect(answer.title).toBe('Resolve: 11 of 12');
    expect(textOf(answer)).toContain('#3: Bo is at it');
    expect(await stateOf(salon)).toEqual([
      { state: 'accepted', issues: 11 },
      { state: 'resolved', issues: 1 },
    ]);
  });

  test('touches no more than the person was shown, however often the button is pressed', async ({
    databaseUrl,
  }) => {
    const { salon } = await aCrowd(databaseUrl, 12);
    await using _ = salon;

    const tooFew = await press(salon, 'bulk_yes:resolve:1:11');
    const answers = await Promise.all([1, 2, 3].map(() => press(salon, 'bulk_yes:resolve:1:12')));
    const nothing = await press(salon, 'bulk:retry:1:12');
    const noSummary = await press(salon, 'bulk_yes:retry:99:12');

    expect(textOf(tooFew)).toContain('By now they are 12: nothing was done');
    expect(answers.filter(({ title }) => title === 'Resolve: 12 of 12')).toHaveLength(1);
    for (const card of [nothing, noSummary]) expect(textOf(card)).toContain('None of them is open any more');
    expect(await salon.sql('select id from calsync.resolution')).toHaveLength(12);
  });
});

describe('five hundred at once', () => {
  test('hold up no single click, cost less than a request each, and go on after a restart', async ({
    databaseUrl,
  }) => {
    const { salon, uids } = await aCrowd(databaseUrl, 500);
    await using _ = salon;
    for (const uid of uids.slice(0, 400)) salon.calcom.world.restore(uid);
    await salon.enter({ id: 'walk-in', startsAt: salon.clock.now() + 2 * HOUR, eventTypeId: 10, name: 'Bo' });
    await salon.verifyOnly({ appointmentIds: ['walk-in'] });
    for (const wait of [60_000, 300_000]) {
      salon.clock.pass(wait);
      await salon.verifyOnly({ appointmentIds: ['walk-in'] });
    }

    await doAll(salon, 'Retry all');
    const before = salon.calcom.requests.length;
    await ask(salon, 'cancel a:walk-in --yes', bo);
    await work(salon);
    const forTheClick = salon.calcom.requests.length - before;
    const ended = await salon.sql(`select state from calsync.resolution where action = 'cancel'`);
    await using restarted = await wireApp(salon.app.config, salon.app.database, {
      clock: salon.clock,
      log: () => undefined,
    });
    await climbToTheEnd({ ...salon, app: restarted });

    expect(ended).toEqual([{ state: 'done' }]);
    expect(forTheClick).toBeLessThan(20);
    expect(salon.calcom.requests.length - before).toBeLessThan(200);
    expect(await stateOf(salon)).toEqual([
      { state: 'open', issues: 100 },
      { state: 'resolved', issues: 401 },
    ]);
    expect(textOf(await summaryOf(salon))).toContain('and 90 more');
  });
});

test('a summary that a newer one took the place of goes on until the last of its own is over', async ({
  databaseUrl,
}) => {
  const { salon, uids } = await aCrowd(databaseUrl, 20);
  await using _ = salon;
  salon.clock.pass(HOUR);
  const later = await fill(salon, { visits: 20, wrong: 20, from: 30 * DAY, firstId: 1_000 });
  await salon.verify();
  await climbToTheEnd(salon);

  salon.calcom.world.restore(uids[0] ?? '');
  await salon.verify();
  const during = await bulletinsOf(salon);
  for (const uid of [...uids.slice(1), ...later]) salon.calcom.world.restore(uid);
  await salon.verify();

  expect(during).toMatchObject([
    { title: '20 new Cal.com Sync Issues', text: expect.stringContaining('Data Mismatch: 19') },
    { title: '20 new Cal.com Sync Issues', text: expect.stringContaining('Data Mismatch: 20') },
  ]);
  expect((await bulletinsOf(salon)).map(({ title }) => title)).toEqual([
    '20 issues, all of them over',
    '20 issues, all of them over',
  ]);
});

test('a surface that comes later counts once what a summary counts elsewhere, and hears of the next wave as all do', async ({
  databaseUrl,
}) => {
  const { salon, uids } = await aCrowd(databaseUrl, 20);
  await using _ = salon;
  const { database, clock } = salon.app;
  const late = { surface: 'discord', at: clock.now() };
  const counted = [await catchUpSurface(database, late), await catchUpSurface(database, late)];
  const discord = { token: 'a.b.c', guildId: '1', channelId: '2', adminRoleIds: [], apiUrl: undefined };
  await using app = await wireApp({ ...salon.app.config, discord }, database, {
    clock,
    log: () => undefined,
  });
  const verify = () => verifyWindow(app.reconcile(), app.policy, { signal: new AbortController().signal });

  salon.calcom.world.restore(uids[0] ?? '');
  await verify();
  await fill(salon, { visits: 20, wrong: 20, from: 30 * DAY, firstId: 1_000 });
  await verify();
  await climbToTheEnd({ ...salon, app });

  expect(counted).toEqual([20, 0]);
  expect(
    (await bulletinsOf(salon)).map(({ title, text }) => [title, text.match(/Mismatch: \d+/)?.[0]]),
  ).toEqual([
    ['20 new Cal.com Sync Issues', 'Mismatch: 19'],
    ['20 Cal.com Sync Issues from before', 'Mismatch: 19'],
    ['20 new Cal.com Sync Issues', 'Mismatch: 20'],
  ]);
  expect(
    await salon.sql(`select surface, array_agg(distinct bulletin_id order by bulletin_id) as told
      from calsync.notification where bulletin_id is not null group by surface order by surface`),
  ).toEqual([
    { surface: 'discord', told: [2, 3] },
    { surface: 'terminal', told: [1] },
  ]);
});
