/** Whatever Discord does to our messages, every card is told once, stays true and says where it stands. */
import { describe, expect } from 'vitest';
import type { Fault } from '../../src/sandbox/discord/faults.ts';
import { until } from '../support/calsync-process.ts';
import { openDiscordSalon, type DiscordSalon, type ShownCard } from '../support/discord-salon.ts';
import { test } from '../support/database.ts';
import { aPairWithoutItsBooking, DAY, MINUTE, TOMORROW } from '../support/issue-stories.ts';
import { HOUR } from '../support/salon.ts';

const IN_A_WEEK = TOMORROW + 6 * DAY;
const POST = { method: 'POST', path: /\/messages$/ };
const PATCH = { method: 'PATCH', path: /\/messages\/\d+$/ };
const MESSAGES = { path: /\/messages/ };

/** The name stands on the card, so it is drawn anew. */
async function rename(salon: DiscordSalon, name: string): Promise<void> {
  await salon.sql('update calsync.appointment set customer_name = ?', [name]);
  await salon.verify();
}

/** How each notice about an Issue that was not simply told ended. */
async function untold({ sql }: DiscordSalon): Promise<string[]> {
  const notices = await sql<{ state: string; detail: string | null }>(
    `select state, detail from calsync.notification where issue_id is not null and state not in ('delivered', 'superseded') order by id`,
  );
  return notices.map(({ state, detail }) => `${state}: ${detail}`);
}

const TROUBLES: readonly { name: string; fault: Fault }[] = [
  { name: 'a 503', fault: { kind: 'status', status: 503 } },
  { name: 'a 502 after it was taken', fault: { kind: 'status', status: 502, after: true } },
  { name: 'a cut connection', fault: { kind: 'cut' } },
  { name: 'a cut connection after it was taken', fault: { kind: 'cut', after: true } },
];

describe('REST answers a post, an edit and a reply with trouble', () => {
  test.for(TROUBLES)(
    '$name: the outbox sends again, and nothing stands there twice',
    async ({ fault }, { databaseUrl }) => {
      await using salon = await openDiscordSalon(databaseUrl);
      const uid = await aPairWithoutItsBooking(salon, IN_A_WEEK);
      salon.discord.faults.add({ when: POST, times: 3, fault });
      await salon.tell();
      const posted = salon.cards();

      salon.discord.faults.add({ when: PATCH, times: 3, fault });
      await rename(salon, 'Anna Braun');
      await salon.tell();
      const edited = salon.cards();
      salon.discord.faults.add({ when: POST, times: 3, fault });
      salon.clock.pass(HOUR);
      salon.calcom.world.restore(uid);
      await salon.verify();
      await salon.tell();

      expect(posted).toMatchObject([{ text: expect.stringContaining('Anna Schmidt') }]);
      expect(edited).toMatchObject([{ id: posted[0]?.id, text: expect.stringContaining('Anna Braun') }]);
      expect(salon.cards()).toMatchObject([
        { id: posted[0]?.id, text: expect.stringContaining('Solved #1') },
      ]);
      expect(salon.replies()).toEqual([expect.stringContaining('Solved')]);
      expect(await untold(salon)).toEqual([]);
    },
  );

  test.for([
    { scope: 'that call', global: false },
    { scope: 'all calls', global: true },
  ])(
    'asked to slow down with $scope, it does not ask meanwhile, and posts once',
    async ({ global }, { databaseUrl }) => {
      await using salon = await openDiscordSalon(databaseUrl);
      await aPairWithoutItsBooking(salon, IN_A_WEEK);
      const fault = { kind: 'ratelimited', retryAfterS: 0.3, global } as const;
      salon.discord.faults.add({ when: POST, times: 2, fault });

      await salon.tell();

      const posts = salon.discord.requests.filter(
        ({ method, path }) => method === 'POST' && POST.path.test(path),
      );
      expect(posts.map(({ status }) => status)).toEqual([429, 429, 200]);
      expect(salon.cards()).toHaveLength(1);
      expect(await untold(salon)).toEqual([]);
    },
  );

  test('an outage is asked about less and less, at least once a minute or so', async ({ databaseUrl }) => {
    await using salon = await openDiscordSalon(databaseUrl);
    await aPairWithoutItsBooking(salon, IN_A_WEEK);
    const outage = salon.discord.faults.add({
      when: MESSAGES,
      times: Infinity,
      fault: { kind: 'status', status: 500 },
    });

    await salon.tell({ forMs: HOUR / 2 });
    outage.remove();
    const tries = salon.discord.requests.filter(({ path }) => MESSAGES.path.test(path)).map(({ at }) => at);
    await salon.tell();

    const pauses = tries.slice(1).map((at, n) => at - (tries[n] ?? 0));
    expect(salon.cards()).toHaveLength(1);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(70_000);
    expect(tries.length).toBeLessThan(40);
  });

  test('a post whose answer was lost before a long absence is found among all that people wrote since', async ({
    databaseUrl,
  }) => {
    await using salon = await openDiscordSalon(databaseUrl);
    await aPairWithoutItsBooking(salon, IN_A_WEEK);
    salon.discord.faults.add({ when: POST, fault: { kind: 'cut', after: true } });
    const outage = salon.discord.faults.add({
      when: { ...MESSAGES, method: 'GET' },
      times: Infinity,
      fault: { kind: 'cut' },
    });
    await salon.tell({ forMs: HOUR / 2 });
    for (let line = 1; line <= 250; line += 1) salon.dora.say(`line ${line}`, salon.channelId);

    outage.remove();
    await salon.tell();

    expect(salon.cards()).toHaveLength(1);
    expect(await untold(salon)).toEqual([]);
  });
});

describe('a message on Discord', () => {
  test('older than an hour that may not be edited any more is followed by a new card that points at it', async ({
    databaseUrl,
  }) => {
    await using salon = await openDiscordSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon, IN_A_WEEK);
    await salon.tell();
    const [old] = salon.cards();
    salon.clock.pass(2 * HOUR);
    for (const name of ['Anna One', 'Anna Two', 'Anna Three']) {
      await rename(salon, name);
      await salon.tell();
    }
    const stillOne = salon.cards();

    await rename(salon, 'Anna Four');
    await salon.tell();
    const [frozen, fresh, ...others] = salon.cards();
    salon.calcom.world.restore(uid);
    await salon.verify();
    await salon.tell();

    expect(stillOne).toMatchObject([{ id: old?.id, text: expect.stringContaining('Anna Three') }]);
    expect(frozen).toMatchObject({ id: old?.id, text: expect.stringContaining('Anna Three') });
    expect(fresh?.text).toContain('Anna Four');
    expect(fresh?.text).toContain(
      `Continues an earlier message, which cannot be changed any more: <${linkTo(salon, old)}>`,
    );
    expect(others).toEqual([]);
    expect(salon.cards()).toMatchObject([
      { id: frozen?.id },
      { id: fresh?.id, text: expect.stringContaining('Solved #1') },
    ]);
    expect(await untold(salon)).toEqual([]);
  });

  test('that was deleted by hand is posted anew, once', async ({ databaseUrl }) => {
    await using salon = await openDiscordSalon(databaseUrl);
    await aPairWithoutItsBooking(salon, IN_A_WEEK);
    await salon.tell();
    const [old] = salon.cards();
    salon.discord.deleteMessage({ id: old?.id ?? '', channelId: salon.channelId });

    await rename(salon, 'Anna Braun');
    await salon.tell();

    expect(salon.cards()).toMatchObject([{ text: expect.stringMatching(/Anna Braun/) }]);
    expect(salon.cards()[0]?.text).not.toContain('Continues');
    expect(await untold(salon)).toEqual([]);
  });
});

describe('the channel on Discord', () => {
  test('when it was deleted, it is said in the log and wherever people ask; a new one gets what is open', async ({
    databaseUrl,
  }) => {
    await using salon = await openDiscordSalon(databaseUrl);
    await aPairWithoutItsBooking(salon, IN_A_WEEK);
    await salon.tell();
    const lobby = salon.discord.addChannel({ name: 'lobby' }).id;
    salon.discord.deleteChannel(salon.channelId);

    await rename(salon, 'Anna Braun');
    await salon.tell({ forMs: HOUR / 2 });
    await salon.dora.command('/calsync health', lobby);
    const health = await until(() => salon.toldInPrivate(lobby).at(-1), 'the answer');
    const next = salon.discord.addChannel({ name: 'next' }).id;
    await salon.tell({ surface: salon.surfaceIn(next) });

    const why = expect.stringContaining('Discord knows no channel of the id in DISCORD_CHANNEL_ID');
    expect(salon.logged.filter(({ message }) => message === 'card not delivered')).toMatchObject([
      { fields: { why } },
    ]);
    expect(health).toContain('Discord knows no channel of the id in DISCORD_CHANNEL_ID');
    expect(salon.cards(next)).toMatchObject([{ text: expect.stringContaining('Anna Braun') }]);
    expect(salon.cards(next)[0]?.text).not.toContain('Continues');
    expect(await untold(salon)).toEqual([]);
  });

  test.for(['View Channel', 'Send Messages', 'Read Message History'])(
    'without the permission %s holds every card back, says which is missing, and gets them within a minute of its return',
    async (name, { databaseUrl }) => {
      await using salon = await openDiscordSalon(databaseUrl);
      const uid = await aPairWithoutItsBooking(salon, IN_A_WEEK);
      await salon.tell();
      salon.discord.deniedPermissions(salon.channelId, [name.replaceAll(' ', '')]);
      const lobby = salon.discord.addChannel({ name: 'lobby' }).id;
      salon.clock.pass(HOUR);
      salon.calcom.world.restore(uid);
      await salon.verify();

      await salon.tell({ forMs: 3 * MINUTE });
      await salon.dora.command('/calsync health', lobby);
      const health = await until(() => salon.toldInPrivate(lobby).at(-1), 'the answer');
      salon.discord.deniedPermissions(salon.channelId, []);
      const returned = salon.clock.now();
      await salon.tell();

      const why = `The bot lacks the permission ${name} in the channel of DISCORD_CHANNEL_ID: give it there`;
      expect(salon.logged.filter(({ message }) => message === 'card not delivered')).toMatchObject([
        { fields: { why } },
      ]);
      expect(health).toContain(why);
      expect(salon.cards()).toMatchObject([{ text: expect.stringContaining('Solved #1') }]);
      expect(salon.replies()).toEqual([expect.stringContaining('Solved')]);
      expect(salon.clock.now() - returned).toBeLessThanOrEqual(62_000);
      expect(await untold(salon)).toEqual([]);
    },
  );
});

function linkTo({ discord, channelId }: DiscordSalon, card: ShownCard | undefined): string {
  return `https://discord.com/channels/${discord.guildId}/${channelId}/${card?.id}`;
}
