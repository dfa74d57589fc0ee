/** "I'm on it": one person at a time, for everybody to see. */
import { describe, expect } from 'vitest';
import { test } from '../support/database.ts';
import { admin, ask, cardOf, openIssues, press, textOf, work } from '../support/repairs.ts';
import { HOUR, MORNING, openSalon, type Salon } from '../support/salon.ts';

const TOMORROW = MORNING + 24 * HOUR;
const ada = admin;
const dora = { ...admin, surface: 'discord', id: '7', name: 'Dora' } as const;
const ON_CHATS = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_APP_TOKEN: 'xapp-1',
  SLACK_CHANNEL_ID: 'C1',
  DISCORD_TOKEN: 'MTIzNDU2Nzg5MDEyMzQ1Njc4.abcdef.abcdefghijklmnopqrstuvwxyz0',
  DISCORD_GUILD_ID: '123456789012345678',
  DISCORD_CHANNEL_ID: '123456789012345679',
};

async function anIssue(databaseUrl: string): Promise<Salon> {
  const salon = await openSalon(databaseUrl, ON_CHATS);
  await salon.enter({
    id: '1',
    startsAt: TOMORROW,
    bookingUid: 'gone',
    name: 'Anna',
    email: 'a@example.com',
  });
  await openIssues(salon);
  await salon.sql(`update calsync.notification set state = 'delivered'`);
  return salon;
}

const holder = (salon: Salon) =>
  salon.sql('select claimed_name as name, claimed_on as surface from calsync.issue');
const queued = (salon: Salon) =>
  salon.sql(`select surface, reason from calsync.notification where state = 'due' order by surface`);

describe('an issue', () => {
  test('that somebody claims says so on every card, and can be claimed again by nobody else', async ({
    databaseUrl,
  }) => {
    await using salon = await anIssue(databaseUrl);

    const mine = await press(salon, 'claim:1', { person: ada });
    const again = await press(salon, 'claim:1', { person: ada });
    const theirs = await press(salon, 'claim:1', { person: dora });

    expect(mine.title).toBe('You are on issue #1');
    expect(textOf(again)).toContain('You had it already');
    expect(theirs.title).toBe('Ada is on issue #1');
    expect(theirs.actions?.map(({ label }) => label)).toEqual(['Take over']);
    expect(await holder(salon)).toEqual([{ name: 'Ada', surface: 'slack' }]);
    expect(textOf(await cardOf(salon, 1))).toContain('Ada, on Slack, is on it');
    expect(await queued(salon)).toEqual([
      { surface: 'discord', reason: 'claimed' },
      { surface: 'slack', reason: 'claimed' },
    ]);
  });

  test('is taken over by whoever presses once more, from the one whom they were told of', async ({
    databaseUrl,
  }) => {
    await using salon = await anIssue(databaseUrl);
    await ask(salon, 'claim 1', ada);
    const told = await ask(salon, 'claim 1', dora);
    salon.clock.pass(1_000);

    const taken = await press(salon, { card: told, label: 'Take over' }, { person: dora });
    const late = await press(salon, { card: told, label: 'Take over' }, { person: { ...ada, id: 'U2' } });
    const byCommand = await ask(salon, 'claim a:1 --take-over', ada);

    expect(taken.title).toBe('You are on issue #1');
    expect(late.title).toBe('Dora is on issue #1');
    expect(byCommand.title).toBe('You are on issue #1');
    expect(
      await salon.sql(
        `select actor_name as who, before ->> 'claimedBy' as "from", after ->> 'claimedBy' as "to" from calsync.audit order by id`,
      ),
    ).toEqual([
      { who: 'Ada', from: null, to: 'Ada' },
      { who: 'Dora', from: 'Ada', to: 'Dora' },
      { who: 'Ada', from: 'Dora', to: 'Ada' },
    ]);
  });

  test('claimed by ten people at once is one person’s', async ({ databaseUrl }) => {
    await using salon = await anIssue(databaseUrl);
    const people = Array.from({ length: 10 }, (_, n) => ({ ...admin, id: `U${n}`, name: `Person ${n}` }));

    const answers = await Promise.all(people.map((person) => press(salon, 'claim:1', { person })));

    expect(answers.filter(({ title }) => title.startsWith('You are'))).toHaveLength(1);
    expect(await salon.sql(`select id from calsync.audit where action = 'claim'`)).toHaveLength(1);
  });

  test.for([{ end: 'agrees again' }, { end: 'is accepted' }])(
    'that $end is nobody’s any more, also when it comes back',
    async ({ end }, { databaseUrl }) => {
      await using salon = await anIssue(databaseUrl);
      await ask(salon, 'claim 1', ada);

      if (end === 'is accepted') await ask(salon, 'resolve 1');
      else await salon.sql(`update calsync.appointment set status = 'cancelled'`);
      await work(salon);
      await salon.verify();
      const ended = await holder(salon);
      await salon.sql(
        `update calsync.appointment set status = 'scheduled', starts_at = starts_at + interval '3 hours', ends_at = ends_at + interval '3 hours'`,
      );
      await openIssues(salon);

      expect(ended).toEqual([{ name: null, surface: null }]);
      expect(await salon.sql('select id, state, claimed_name as name from calsync.issue')).toEqual([
        { id: 1, state: 'open', name: null },
      ]);
    },
  );

  test('that is not open cannot be claimed, and one that was only refreshed stays claimed', async ({
    databaseUrl,
  }) => {
    await using salon = await anIssue(databaseUrl);
    await ask(salon, 'claim 1', ada);

    await salon.sql(`update calsync.appointment set customer_name = 'Anna Kaya'`);
    await salon.verify();
    const nothing = await press(salon, 'claim:99', { person: ada });

    expect(textOf(nothing)).toContain('no open issue #99');
    expect(await holder(salon)).toEqual([{ name: 'Ada', surface: 'slack' }]);
  });
});
