import { describe, expect } from 'vitest';
import { readMessage } from '../../src/cli/demo/read-message.ts';
import type { Message } from '../../src/sandbox/discord/stored-message.ts';
import { until } from '../support/calsync-process.ts';
import { test, type Daemon, type Person, type Salon } from '../support/two-chats.ts';

const HOUR = 60 * 60_000;
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;
/** Nothing is looked at by itself, so that nothing changes. */
const ONLY_AT_THE_START = { CALSYNC_NEAR_CRON: '0 0 1 1 *' };
const TITLE = 'Cal.com Synchronization Status';

interface Seen {
  readonly message: Message;
  readonly text: string;
  readonly buttons: readonly string[];
}

/** Those that stand in the channel now, the oldest first. */
function dashboards({ chats }: Salon): Seen[] {
  return chats.discord
    .channel(chats.discordChannel)
    .messages.filter(({ deleted }) => !deleted)
    .map((message) => {
      const { lines, buttons } = readMessage(message.components);
      return { message, text: lines.join('\n'), buttons };
    })
    .filter(({ text }) => text.includes(TITLE));
}

function theDashboard(salon: Salon, wanted: RegExp): Promise<Seen> {
  return until(
    () => {
      const [only, ...others] = dashboards(salon);
      return others.length === 0 && only?.text.match(wanted) ? only : undefined;
    },
    () => `one dashboard that says ${wanted}: ${JSON.stringify(dashboards(salon))}`,
  );
}

/** Answers what is said to the person alone. */
async function says({ chats }: Salon, who: Person, command: string): Promise<string> {
  const before = chats.toldInPrivate(who).length;
  const channel = who.chat === 'slack' ? chats.slackChannel : chats.discordChannel;
  await who.human.command(`/calsync ${command}`, channel);
  return until(() => chats.toldInPrivate(who)[before], `an answer to ${command} for ${who.name}`);
}

/** One appointment in agreement, and one without its booking. */
async function opened(salon: Salon, changed: Record<string, string> = ONLY_AT_THE_START): Promise<Daemon> {
  await salon.company.agree('1', TOMORROW);
  salon.company.calcom.world.remove(await salon.company.agree('2', TOMORROW));
  const daemon = await salon.start(changed);
  await salon.chats.connected();
  await until(() => salon.chats.cards(1).length === 2, 'the cards of issue 1');
  return daemon;
}

/** Something that the dashboard tells. */
async function accepted({ chats }: Salon): Promise<void> {
  await chats.press(chats.dora, 1, 'Mark as Resolved');
}

async function pinnedDashboard(salon: Salon, wanted: RegExp): Promise<Seen> {
  await until(() => dashboards(salon).some(({ message }) => message.pinned), 'a pinned dashboard');
  return theDashboard(salon, wanted);
}

function changesOf({ chats }: Salon, { message }: Seen): number {
  return chats.discord.requests.filter(
    ({ method, path }) => method === 'PATCH' && path.endsWith(`/messages/${message.id}`),
  ).length;
}

describe('the dashboard on Discord', { timeout: 90_000 }, () => {
  test('is posted and pinned once for an admin, with its figures, issues and health, and without any customer', async ({
    salon,
  }) => {
    const { chats } = salon;
    await opened(salon);

    const refused = await says(salon, chats.visitor, 'dashboard');
    const none = dashboards(salon);
    const told = await says(salon, chats.dora, 'dashboard');
    const first = await theDashboard(salon, /REVIEW: 1/);
    const again = await says(salon, chats.emil, 'dashboard');

    const { message, text, buttons } = await theDashboard(salon, /REVIEW: 1/);
    expect(refused).toContain('Only calsync’s admins');
    expect(none).toEqual([]);
    expect(told).toContain('It is pinned, and kept up to date');
    expect(told).toContain(`/channels/${chats.discord.guildId}/${chats.discordChannel}/${first.message.id}`);
    expect(again).toContain(first.message.id);
    expect(message).toMatchObject({ id: first.message.id, pinned: true, ephemeral: false });
    expect(text).toMatch(/SYNCED: 1 · 50\d*.?\d*% sync/);
    expect(text).toMatch(/Next check: .+/);
    expect(text).toContain('Status: ✅ Healthy');
    expect(text).toMatch(/#1 · 2 · .+Orphaned Local/);
    expect(text).not.toMatch(/Anna|example\.com/);
    expect(buttons).toEqual(['Verify now', 'Details', 'REVIEW: View →']);
  });

  test('follows what happens, and is left alone while nothing does, also over a restart', async ({
    salon,
  }) => {
    const { company, chats } = salon;
    const daemon = await opened(salon, {});
    await says(salon, chats.dora, 'dashboard');
    const before = await theDashboard(salon, /REVIEW: 1/);

    await accepted(salon);
    const after = await theDashboard(salon, /REVIEW: 0/);
    await daemon[Symbol.asyncDispose]();
    await salon.start();
    await company.agree('3', TOMORROW + HOUR);
    const last = await theDashboard(salon, /SYNCED: 2/);

    expect(after.text).toContain('Accepted: 1 as they are');
    expect(last.message).toMatchObject({ id: before.message.id, pinned: true });
  });

  test('is not sent again while it would show the same', async ({ salon }) => {
    const { company, chats } = salon;
    await opened(salon);
    await says(salon, chats.dora, 'dashboard');
    const seen = await theDashboard(salon, /REVIEW: 1/);
    const before = changesOf(salon, seen);
    const looked = () =>
      chats.discord.requests.filter(
        ({ method, path }) => method === 'GET' && path.endsWith(`/messages/${seen.message.id}`),
      ).length;
    const lookedBefore = looked();

    await company.sql(`insert into calsync.pair_history (pair_id, at, event) values (1, now(), 'agreed')`);
    await until(() => looked() > lookedBefore, 'a look at it');

    expect(changesOf(salon, seen)).toBe(before);
  });

  test('leads an admin to all issues and to the details of one, and nobody else', async ({ salon }) => {
    const { chats } = salon;
    await opened(salon);
    await says(salon, chats.dora, 'dashboard');
    const { message } = await theDashboard(salon, /REVIEW: 1/);
    const press = async (who: Person & { chat: 'discord' }, label: string) => {
      const before = chats.toldInPrivate(who).length;
      await who.human.press(message, label);
      return until(() => chats.toldInPrivate(who)[before], `an answer to ${label}`);
    };
    const dora = chats.dora as Person & { chat: 'discord' };
    const visitor = chats.visitor as Person & { chat: 'discord' };

    expect(await press(dora, 'REVIEW: View →')).toMatch(/Appointments for Review \(1\)[^]*Anna Schmidt 2/);
    expect(await press(dora, 'Details')).toContain('Resolution Options');
    expect(await press(visitor, 'Details')).toContain('Only calsync’s admins');
    expect(await press(visitor, 'REVIEW: View →')).toContain('Only calsync’s admins');
  });

  test('that was deleted is posted and pinned again when something changes', async ({ salon }) => {
    const { chats } = salon;
    await opened(salon);
    await says(salon, chats.dora, 'dashboard');
    const { message } = await theDashboard(salon, /SYNCED: 1/);

    chats.discord.deleteMessage(message);
    await accepted(salon);

    const again = await pinnedDashboard(salon, /REVIEW: 0/);
    expect(again.message.id).not.toBe(message.id);
  });

  test('that was deleted is posted again though nothing else changes', async ({ salon }) => {
    const { company, chats } = salon;
    await opened(salon);
    await says(salon, chats.dora, 'dashboard');
    const { message } = await theDashboard(salon, /REVIEW: 1/);

    chats.discord.deleteMessage(message);
    await company.sql(`insert into calsync.pair_history (pair_id, at, event) values (1, now(), 'agreed')`);

    const again = await pinnedDashboard(salon, /REVIEW: 1/);
    expect(again.message.id).not.toBe(message.id);
  });

  test('that has become too old to be edited makes room for a new one', async ({ salon }) => {
    const { chats } = salon;
    await opened(salon);
    await says(salon, chats.dora, 'dashboard');
    const { message } = await theDashboard(salon, /SYNCED: 1/);
    const when = { method: 'PATCH', path: new RegExp(`/messages/${message.id}$`) };
    chats.discord.faults.add({ when, times: Infinity, fault: { kind: 'error', status: 400, code: 30046 } });

    await accepted(salon);

    const again = await pinnedDashboard(salon, /REVIEW: 0/);
    expect(again.message.id).not.toBe(message.id);
  });

  test('that may not be pinned is posted all the same, and the permission is named', async ({ salon }) => {
    const { chats } = salon;
    const daemon = await opened(salon);
    chats.discord.deniedPermissions(chats.discordChannel, ['PinMessages']);

    const told = await says(salon, chats.dora, 'dashboard');
    const { message } = await theDashboard(salon, /REVIEW: 1/);
    chats.discord.deniedPermissions(chats.discordChannel, []);
    const later = await says(salon, chats.dora, 'dashboard');

    expect(told).toContain('give the bot the permission Pin Messages in the channel');
    expect(daemon.logged.map((line) => line.message)).toContain('home shown, but not as it should be');
    expect(message.pinned).toBe(false);
    expect(later).toContain('It is pinned');
    expect((await theDashboard(salon, /REVIEW: 1/)).message).toMatchObject({ id: message.id, pinned: true });
  });

  test('that may not be posted is said, with what to mend', async ({ salon }) => {
    const { chats } = salon;
    await opened(salon);
    chats.discord.deniedPermissions(chats.discordChannel, ['SendMessages']);

    const told = await says(salon, chats.dora, 'dashboard');

    expect(told).toMatch(/not there yet: .*permission.*Send Messages/);
    expect(dashboards(salon)).toEqual([]);
  });

  test('whose process died before it noted down where it stands is found again', async ({ salon }) => {
    const { company, chats } = salon;
    await opened(salon);
    await says(salon, chats.dora, 'dashboard');
    const { message } = await theDashboard(salon, /REVIEW: 1/);

    await company.sql('update calsync.home set message_id = null, shown_hash = null, opened_at = now()');
    await until(async () => {
      const [home] = await company.sql<{ id: string | null }>('select message_id as id from calsync.home');
      return home?.id !== null;
    }, 'its place');

    expect((await theDashboard(salon, /REVIEW: 1/)).message.id).toBe(message.id);
  });

  test('is taken down when it is not wanted any more', async ({ salon }) => {
    const { company, chats } = salon;
    await opened(salon);
    await says(salon, chats.dora, 'dashboard');
    await theDashboard(salon, /REVIEW: 1/);

    const told = await says(salon, chats.dora, 'dashboard off');
    await until(() => dashboards(salon).length === 0, 'a channel without a dashboard');

    expect(told).toContain('taken down');
    await until(async () => (await company.sql('select from calsync.home')).length === 0, 'no home');
    await says(salon, chats.dora, 'dashboard');
    await theDashboard(salon, /REVIEW: 1/);
  });

  test('is the App Home on Slack', async ({ salon }) => {
    const { chats } = salon;
    await opened(salon);

    expect(await says(salon, chats.ada, 'dashboard')).toContain('App Home');
    expect(await says(salon, chats.guest, 'dashboard')).toContain('Only calsync’s admins');
    expect(dashboards(salon)).toEqual([]);
  });
});
