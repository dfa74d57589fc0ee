/** Discord goes away, forgets us or lets us in no more: afterwards commands work, and every card is true. */
import { describe, expect } from 'vitest';
import { until } from '../support/calsync-process.ts';
import { test } from '../support/database.ts';
import { connected, openDiscordSalon, type DiscordSalon } from '../support/discord-salon.ts';
import { aPairWithoutItsBooking, anna, climb, DAY, MINUTE, TOMORROW } from '../support/issue-stories.ts';
import { HOUR } from '../support/salon.ts';

const IN_A_WEEK = TOMORROW + 6 * DAY;
const SECOND = 1_000;
/** As Discord asks for. */
const HEARTBEAT_MS = 41_250;

async function expectCommandsWork(salon: DiscordSalon): Promise<void> {
  const before = salon.toldInPrivate().length;
  const ack = await salon.dora.command('/calsync status', salon.channelId);
  expect(ack).toMatchObject({ acknowledged: true });
  const answer = await until(() => salon.toldInPrivate().at(before), 'an answer');
  expect(answer).toContain('Synchronization Status');
}

/** Another appointment whose booking was removed. */
async function loseAnother(salon: DiscordSalon): Promise<void> {
  const start = IN_A_WEEK + HOUR;
  const { uid } = salon.calcom.world.book({ start, eventTypeId: 10, attendee: anna });
  await salon.enter({ id: '2', startsAt: start, bookingUid: uid, ...anna });
  salon.calcom.world.remove(uid);
  await climb(salon);
}

/** The first Issue is solved, and another one comes. */
async function livesOn(salon: DiscordSalon, uid: string): Promise<void> {
  salon.calcom.world.restore(uid);
  await salon.verify();
  await loseAnother(salon);
}

async function expectCardsAreTrue(salon: DiscordSalon, first: string | undefined): Promise<void> {
  await salon.tell();
  expect(salon.cards()).toMatchObject([
    { id: first, text: expect.stringContaining('Solved #1') },
    { text: expect.stringContaining('Issue #2') },
  ]);
  const [wrong] = await salon.sql<{ n: number }>(
    `select count(*)::float8 as n from calsync.notification where state not in ('delivered', 'superseded')`,
  );
  expect(wrong).toEqual({ n: 0 });
}

const LOSSES: readonly {
  readonly what: string;
  readonly hurt: (salon: DiscordSalon) => void;
  readonly again: 'resumes' | 'identifies';
  readonly heartbeatMs?: number;
}[] = [
  { what: 'a connection that breaks', hurt: ({ discord }) => discord.gateway.drop(), again: 'resumes' },
  { what: 'a request to reconnect', hurt: ({ discord }) => discord.gateway.reconnect(), again: 'resumes' },
  {
    what: 'a close that lets us resume',
    hurt: ({ discord }) => discord.gateway.close(4000),
    again: 'resumes',
  },
  {
    what: 'a session that is not valid, but may be resumed',
    hurt: ({ discord }) => discord.gateway.invalidSession(true),
    again: 'resumes',
  },
  {
    what: 'a session that is not valid any more',
    hurt: ({ discord }) => discord.gateway.invalidSession(false),
    again: 'identifies',
  },
  {
    what: 'a close that ends the session',
    hurt: ({ discord }) => discord.gateway.close(1000),
    again: 'identifies',
  },
  {
    what: 'a connection that is dead without a word',
    hurt: ({ discord }) => discord.gateway.silence(),
    again: 'resumes',
    heartbeatMs: 100,
  },
];

describe('the gateway', { timeout: 60_000 }, () => {
  test.for(LOSSES)(
    'after $what commands work, and every card is true',
    async ({ hurt, again, heartbeatMs = HEARTBEAT_MS }, { databaseUrl }) => {
      await using salon = await openDiscordSalon(databaseUrl, { heartbeatMs });
      const uid = await aPairWithoutItsBooking(salon, IN_A_WEEK);
      await salon.tell();
      const [first] = salon.cards();
      const before = salon.discord.gateway[again];

      await livesOn(salon, uid);
      hurt(salon);
      await expectCardsAreTrue(salon, first?.id);
      await until(() => salon.discord.gateway[again] > before, again);

      await expectCommandsWork(salon);
    },
  );

  test('after hours in which Discord was away commands work, and every card is true', async ({
    databaseUrl,
  }) => {
    await using salon = await openDiscordSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon, IN_A_WEEK);
    await salon.tell();
    const [first] = salon.cards();
    await salon.discord.goDown();
    await livesOn(salon, uid);
    await salon.tell({ forMs: 10 * MINUTE });
    salon.clock.pass(5 * HOUR);

    await salon.discord.comeBack();
    await until(() => salon.discord.gateway.identifies === 2, 'a new session');

    await expectCommandsWork(salon);
    await expectCardsAreTrue(salon, first?.id);
  });

  test('a click into the gap is answered once we are back, and done once', async ({ databaseUrl }) => {
    await using salon = await openDiscordSalon(databaseUrl);
    await aPairWithoutItsBooking(salon, IN_A_WEEK);
    await salon.tell();

    salon.discord.gateway.drop();
    const ack = await salon.press('Retry Verification');

    expect(ack).toMatchObject({ acknowledged: true });
    expect(salon.discord.gateway.resumes).toBe(1);
    expect(await salon.sql('select action from calsync.resolution')).toEqual([{ action: 'retry' }]);
  });
});

describe('a login that is refused', () => {
  test.for([
    ['an error of the server', { kind: 'status', status: 500 }],
    ['a cut connection', { kind: 'cut' }],
  ] as const)(
    'by %s is tried again, less and less often, until it is not',
    async ([, fault], { databaseUrl }) => {
      await using salon = await openDiscordSalon(databaseUrl, {
        online: false,
        before: ({ faults }) => faults.add({ when: { path: '/gateway/bot' }, times: 9, fault }),
      });

      const pauses = await waitThrough(salon, 9);
      await connected(salon.discord);

      expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * SECOND));
      await expectCommandsWork(salon);
    },
  );

  test('for its token is tried again every 5 minutes; once it is good, commands work and every card is true', async ({
    databaseUrl,
  }) => {
    await using salon = await openDiscordSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon, IN_A_WEEK);
    await salon.tell();
    const [first] = salon.cards();

    salon.discord.gateway.revokeToken();
    const pauses = await waitThrough(salon, 11);
    await until(() => salon.clock.due().length > 0, 'the next pause');
    await livesOn(salon, uid);
    salon.discord.gateway.acceptToken();
    salon.clock.pass(5 * MINUTE);
    await until(() => salon.discord.gateway.identifies === 2, 'a login');

    expect(pauses).toEqual(Array.from({ length: 11 }, () => 5 * MINUTE));
    await expectCommandsWork(salon);
    await expectCardsAreTrue(salon, first?.id);
    expect(salon.logged.filter(({ message }) => message === 'Discord is not connected')).toMatchObject([
      { fields: { why: expect.stringContaining('Discord does not accept DISCORD_TOKEN') } },
      { fields: { why: expect.stringContaining('Discord does not accept DISCORD_TOKEN') } },
    ]);
    expect(JSON.stringify(salon.logged)).not.toContain(salon.discord.token);
  });
});

describe('a message that is refused for its token', () => {
  test('stands there within a minute once calsync is started with a good one', async ({ databaseUrl }) => {
    await using salon = await openDiscordSalon(databaseUrl);
    await aPairWithoutItsBooking(salon, IN_A_WEEK);
    salon.discord.gateway.revokeToken();
    await salon.tell({ forMs: 2 * SECOND });
    salon.discord.gateway.acceptToken();
    const restarted = salon.clock.now();

    await salon.tell();

    expect(salon.clock.now() - restarted).toBeLessThanOrEqual(62 * SECOND);
    expect(salon.cards()).toMatchObject([{ text: expect.stringContaining('Issue #1') }]);
  });

  test('is tried again every 5 minutes, and stands there once when the token is good', async ({
    databaseUrl,
  }) => {
    await using salon = await openDiscordSalon(databaseUrl);
    await aPairWithoutItsBooking(salon, IN_A_WEEK);
    const refused = { kind: 'error', status: 401, code: 0 } as const;
    const when = { path: /^\/channels\// };
    const refusal = salon.discord.faults.add({ when, times: Infinity, fault: refused });

    await salon.tell({ forMs: HOUR });
    const tries = salon.discord.requests.filter(({ path }) => when.path.test(path)).map(({ at }) => at);
    refusal.remove();
    await salon.tell();

    const pauses = tries.slice(1).map((at, n) => at - (tries[n] ?? 0));
    expect(tries.length).toBeGreaterThanOrEqual(11);
    for (const pause of pauses) {
      expect(pause).toBeGreaterThanOrEqual(5 * MINUTE);
      expect(pause).toBeLessThan(5 * MINUTE + 2 * SECOND);
    }
    expect(salon.cards()).toMatchObject([{ text: expect.stringContaining('Issue #1') }]);
  });
});

/** Lets as many pauses pass as somebody waits through, and answers how long they were. */
async function waitThrough({ clock }: DiscordSalon, count: number): Promise<number[]> {
  const pauses: number[] = [];
  while (pauses.length < count) {
    const due = await until(() => clock.due().at(0), 'somebody who waits');
    pauses.push(due - clock.now());
    clock.pass(due - clock.now());
  }
  return pauses;
}
