/** Whoever clicks or types on Discord is answered within what Discord allows, however slow the rest is. */
import { describe, expect } from 'vitest';
import { until } from '../support/calsync-process.ts';
import { test } from '../support/database.ts';
import { openDiscordSalon, type DiscordSalon } from '../support/discord-salon.ts';
import { aPairWithoutItsBooking, DAY, MINUTE, TOMORROW } from '../support/issue-stories.ts';
import { work } from '../support/repairs.ts';

const RETRY = 'Retry Verification';
const ANSWERS = /^\/(interactions|webhooks)\//;

/** An open Issue whose card stands on Discord. */
async function aToldSalon(databaseUrl: string): Promise<DiscordSalon> {
  const salon = await openDiscordSalon(databaseUrl);
  await aPairWithoutItsBooking(salon, TOMORROW + 6 * DAY);
  await salon.tell();
  return salon;
}

/** Nobody can read what a review or the status is made of until the answer is called. */
async function slowDown({ app }: DiscordSalon): Promise<() => Promise<void>> {
  const locked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const held = app.database.transaction(async (sql) => {
    await sql('lock table calsync.pair_history, calsync.run in access exclusive mode');
    locked.resolve();
    await released.promise;
  });
  await locked.promise;
  return async () => {
    released.resolve();
    await held;
  };
}

/** Somebody waits for as long from now on. */
function awaited({ clock }: DiscordSalon, ms: number): Promise<unknown> {
  return until(() => clock.due().includes(clock.now() + ms), `somebody who waits ${ms} ms`);
}

const told = (salon: DiscordSalon) => until(() => salon.toldInPrivate().at(-1), 'an answer in private');

const resolutions = ({ sql }: DiscordSalon) =>
  sql<{ action: string; state: string }>('select action, state from calsync.resolution');

const callsTo = ({ discord }: DiscordSalon, path: RegExp) =>
  discord.requests.filter((request) => path.test(request.path));

describe('the first answer comes within 3 seconds', () => {
  test('to a command at once, while Cal.com takes a minute, and the answer follows', async ({
    databaseUrl,
  }) => {
    await using salon = await aToldSalon(databaseUrl);
    const typed = salon.clock.now();
    salon.calcom.faults.add({ fault: { kind: 'delay', ms: MINUTE } });

    const ack = await salon.dora.command('/calsync review 1', salon.channelId);
    const answer = await told(salon);

    expect(ack).toMatchObject({ acknowledged: true, afterMs: 0, kind: 'deferred_reply', ephemeral: true });
    expect(salon.clock.now() - typed).toBeGreaterThanOrEqual(MINUTE);
    expect(answer).toContain('Sync Review - ID #1');
  });

  test('to a click as a promise, while the database is slow, and the answer follows', async ({
    databaseUrl,
  }) => {
    await using salon = await aToldSalon(databaseUrl);
    const speedUp = await slowDown(salon);

    const acking = salon.press('Details');
    await awaited(salon, 1_500);
    salon.clock.pass(1_500);
    const ack = await acking;
    await speedUp();

    expect(ack).toMatchObject({ acknowledged: true, afterMs: 1_500, kind: 'deferred_reply' });
    expect(await told(salon)).toContain('Sync Review - ID #1');
  });

  test('to a click that we hear of late, as when the process was busy, at once', async ({ databaseUrl }) => {
    await using salon = await aToldSalon(databaseUrl);
    const speedUp = await slowDown(salon);

    const acking = salon.press('Details');
    salon.clock.pass(2_500);
    const ack = await acking;
    await speedUp();

    expect(ack).toMatchObject({ acknowledged: true, afterMs: 2_500, kind: 'deferred_reply' });
    expect(await told(salon)).toContain('Sync Review - ID #1');
  });

  test('or not at all, when we hear of a click too late: it is done once, and its card tells it', async ({
    databaseUrl,
  }) => {
    await using salon = await aToldSalon(databaseUrl);

    const acking = salon.press(RETRY);
    salon.clock.pass(4_000);
    const ack = await acking;
    await until(() => salon.logged.some(({ message }) => message === 'Discord answer not given'), 'the log');
    const again = await salon.press(RETRY);
    await work(salon);
    await salon.tell();

    expect([ack.acknowledged, again.acknowledged]).toEqual([false, true]);
    expect(await resolutions(salon)).toEqual([{ action: 'retry', state: 'done' }]);
    expect(salon.cards()[0]?.text).toContain('Retry Verification by Dora on Discord');
  });

  test.for(['status 503', 'cut', 'cut after it was taken', '502 after it was taken'] as const)(
    'also when its sending fails by %s: it is sent again, and taken once',
    async (name, { databaseUrl }) => {
      await using salon = await aToldSalon(databaseUrl);
      const after = name.endsWith('taken');
      const fault = name.startsWith('cut')
        ? ({ kind: 'cut', after } as const)
        : ({ kind: 'status', status: 503, after } as const);
      salon.discord.faults.add({ when: { path: /\/callback$/ }, fault });
      salon.discord.faults.add({ when: { path: /@original$/ }, times: 2, fault });

      const ack = await salon.dora.command('/calsync status', salon.channelId);
      const answer = await told(salon);

      expect(ack).toMatchObject({ acknowledged: true, kind: 'deferred_reply' });
      expect(answer).toContain('Synchronization Status');
      expect(salon.toldInPrivate()).toHaveLength(1);
      expect(salon.logged.filter(({ message }) => message === 'Discord answer not given')).toEqual([]);
    },
  );
});

describe('the token of a click lives 15 minutes', () => {
  test('and what comes of it later is drawn on the card by the bot’s own token', async ({ databaseUrl }) => {
    await using salon = await aToldSalon(databaseUrl);
    await salon.press(RETRY);
    const [card] = salon.cards();
    const clicked = salon.clock.now();

    salon.calcom.faults.add({ fault: { kind: 'delay', ms: 20 * MINUTE } });
    await work(salon);
    await salon.tell();

    const edits = callsTo(salon, /^\/channels\/\d+\/messages\/\d+$/).filter(
      ({ method }) => method === 'PATCH',
    );
    expect(salon.cards()).toMatchObject([
      { id: card?.id, text: expect.stringContaining('Retry Verification by Dora on Discord') },
    ]);
    expect(edits.every(({ at }) => at - clicked > 15 * MINUTE)).toBe(true);
    expect(edits.map(({ status, headers }) => [status, headers.authorization])).toContainEqual([
      200,
      `Bot ${salon.discord.token}`,
    ]);
  });

  test('so an answer that takes longer says so while it can, and nothing is sent after', async ({
    databaseUrl,
  }) => {
    await using salon = await aToldSalon(databaseUrl);
    const speedUp = await slowDown(salon);

    const ack = await salon.dora.command('/calsync status', salon.channelId);
    await awaited(salon, 14 * MINUTE);
    salon.clock.pass(14 * MINUTE);
    const answer = await told(salon);
    const before = callsTo(salon, ANSWERS).length;
    salon.clock.pass(5 * MINUTE);
    await speedUp();
    await salon.dora.command('/calsync help', salon.channelId);
    await until(() => salon.toldInPrivate().length === 2, 'another answer');

    expect(ack.acknowledged).toBe(true);
    expect(answer).toContain('It takes longer');
    expect(callsTo(salon, ANSWERS).slice(before)).toHaveLength(2);
    expect(salon.logged.filter(({ message }) => message === 'Discord answer not given')).toEqual([]);
  });
});
