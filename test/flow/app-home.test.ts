import { describe, expect } from 'vitest';
import { until } from '../support/calsync-process.ts';
import { homeOf, homeThat, humanOf, windowThat } from '../support/slack-people.ts';
import { test, type Daemon, type Person, type Salon } from '../support/two-chats.ts';

const HOUR = 60 * 60_000;
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;
/** Nothing is looked at by itself, so that nothing changes. */
const ONLY_AT_THE_START = { CALSYNC_NEAR_CRON: '0 0 1 1 *' };

/** All that was published for the person, in order, as Slack was sent it. */
function publishedFor({ chats }: Salon, who: Person): string[] {
  const userId = idOf(who);
  return chats.slack.requests
    .filter(({ method, body, error }) => method === 'views.publish' && body['user_id'] === userId && !error)
    .map(({ body }) => JSON.stringify(body['view']));
}

const IDS = new WeakMap<Person, string>();

function idOf(who: Person): string {
  const id = IDS.get(who);
  if (id === undefined) throw new Error(`Cannot tell the id of ${who.name}, who has not opened the Home`);
  return id;
}

async function opensHome({ company, chats }: Salon, who: Person): Promise<void> {
  const before = await company.sql<{ id: string }>('select user_id as id from calsync.home');
  await humanOf(who).openHome();
  const [row] = await until(async () => {
    const rows = await company.sql<{ id: string }>('select user_id as id from calsync.home');
    const others = rows.filter(({ id }) => before.every((one) => one.id !== id));
    return others.length > 0 && others;
  }, `the visit of ${who.name}`);
  IDS.set(who, row?.id ?? '');
  expect(chats.slack.connections).toBe(1);
}

/** Two appointments in agreement, the daemon, and its first check, after which every schedule has begun. */
async function opened(
  salon: Salon,
  changed?: Record<string, string>,
): Promise<{ uid: string; daemon: Daemon }> {
  const { company, chats } = salon;
  const uid = await company.agree('1', TOMORROW);
  await company.agree('2', TOMORROW + 2 * HOUR);
  const daemon = await salon.start(changed);
  await chats.connected();
  await until(
    async () => (await company.sql('select from calsync.schedule')).length === 3,
    'the first check',
  );
  return { uid, daemon };
}

describe.concurrent('the App Home', { timeout: 60_000 }, () => {
  test('shows an admin appointments and buttons, and anybody else the figures alone', async ({ salon }) => {
    const { chats } = salon;
    await opened(salon);

    await opensHome(salon, chats.ada);
    await opensHome(salon, chats.guest);

    const admin = await homeThat(chats.ada, 'Next Appointments');
    const guest = await homeThat(chats.guest, 'SYNCED');
    expect(admin.text).toMatch(/SYNCED\n✅ 2\n100% sync/);
    expect(admin.text).toMatch(/1 · Anna Schmidt 1 · .+ · ✅ Synced/);
    expect(admin.buttons).toEqual(['Verify now']);
    expect(guest.text).toMatch(/SYNCED\n✅ 2\n100% sync/);
    expect(guest.text).not.toContain('Anna');
    expect(guest.buttons).toEqual([]);
  });

  test('is published anew when what it shows has changed, and only then', async ({ salon }) => {
    const { company, chats } = salon;
    const { uid } = await opened(salon);
    await opensHome(salon, chats.ada);
    const home = await homeThat(chats.ada, 'Next Appointments');

    company.calcom.world.remove(uid);
    await humanOf(chats.ada).press(home.view, 'Verify now');
    await windowThat(chats.ada, 'Verification is due');
    const changed = await homeThat(chats.ada, /REVIEW\n⚠️ 1[^]*Notifications\n⚠️ Orphaned Local: requires/);

    expect(changed.buttons).toEqual([
      'View →',
      'Verify now',
      'Retry',
      'Details',
      'Retry',
      'Details',
      'Review now',
    ]);
    const published = publishedFor(salon, chats.ada);
    expect(published.length).toBeGreaterThan(1);
    expect(published.filter((view, at) => view === published[at - 1])).toEqual([]);
  });

  test('opens what needs a person in a window, and its details in the same one', async ({ salon }) => {
    const { company, chats } = salon;
    const { uid } = await opened(salon);
    company.calcom.world.remove(uid);
    await opensHome(salon, chats.ada);
    const home = await homeThat(chats.ada, 'Next Appointments');
    await humanOf(chats.ada).press(home.view, 'Verify now');
    const changed = await homeThat(chats.ada, /REVIEW\n⚠️ 1/);

    await humanOf(chats.ada).press(changed.view, 'View →');
    const list = await windowThat(chats.ada, 'Appointments for Review');
    await humanOf(chats.ada).press(list.view, 'Details');
    const review = await windowThat(chats.ada, 'Resolution Options');
    await humanOf(chats.ada).press(changed.view, 'Retry');

    await windowThat(chats.ada, 'It is being done');
    expect(review.view.id).toBe(list.view.id);
    await until(async () => {
      const done = await company.sql(
        `select from calsync.resolution where action = 'retry' and state = 'done'`,
      );
      return done.length === 1;
    }, 'the retry');
    expect(chats.toldInPrivate(chats.ada)).toEqual([]);
  });

  test('is not published again by a process that finds it as it should be', async ({ salon }) => {
    const { company, chats } = salon;
    const { daemon: first } = await opened(salon, ONLY_AT_THE_START);
    await opensHome(salon, chats.guest);
    await opensHome(salon, chats.ada);
    await homeThat(chats.ada, /SYNCED\n✅ 2/);
    await homeThat(chats.guest, /SYNCED\n✅ 2/);
    await until(async () => {
      const noted = await company.sql('select from calsync.home where shown_hash is not null');
      return noted.length === 2;
    }, 'a note of what both show');
    await first[Symbol.asyncDispose]();
    const before = [chats.ada, chats.guest].map((who) => publishedFor(salon, who).length);

    // Whoever opened it last comes first: when the guest's is there, the admin's has been looked at.
    await company.sql('update calsync.home set shown_hash = null where user_id = $1', [idOf(chats.guest)]);
    await salon.start(ONLY_AT_THE_START);
    await until(() => publishedFor(salon, chats.guest).length > (before[1] ?? 0), 'the home of the guest');

    expect(publishedFor(salon, chats.ada)).toHaveLength(before[0] ?? 0);
  });

  test('catches up after Slack was away', async ({ salon }) => {
    const { company, chats } = salon;
    const { uid } = await opened(salon);
    await opensHome(salon, chats.ada);
    await homeThat(chats.ada, /REVIEW\n⚠️ 0/);

    await chats.slack.goDown();
    company.calcom.world.remove(uid);
    await company.sql(`update calsync.schedule set last_started_at = '2020-01-01' where name = 'daily'`);
    await until(async () => (await company.sql('select from calsync.issue')).length > 0, 'the issue');
    const meanwhile = homeOf(chats.ada)?.text;
    await chats.slack.comeBack();

    expect(meanwhile).toMatch(/REVIEW\n⚠️ 0/);
    await homeThat(chats.ada, /REVIEW\n⚠️ 1/);
  });
});
