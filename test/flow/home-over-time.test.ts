import { webApi } from '@slack/bolt';
import { describe, expect } from 'vitest';
import { composeDashboardFor } from '../../src/cli/compose-dashboard.ts';
import { readMessage } from '../../src/cli/demo/read-message.ts';
import { keepHomes, publishHomes, type KeepingHomes } from '../../src/notify/keep-homes.ts';
import { startSlack, type SlackSandbox } from '../../src/sandbox/slack/start-slack.ts';
import { homeStore } from '../../src/store/home-store.ts';
import { slackAdmins } from '../../src/surfaces/slack/admins.ts';
import { chartPictures } from '../../src/surfaces/slack/chart-pictures.ts';
import { slackHomes } from '../../src/surfaces/slack/slack-homes.ts';
import { slackLog } from '../../src/surfaces/slack/slack-log.ts';
import { clientOptions } from '../../src/surfaces/slack/web-client.ts';
import { until } from '../support/calsync-process.ts';
import { test } from '../support/database.ts';
import { anna, DAY, MINUTE, TOMORROW } from '../support/issue-stories.ts';
import { HOUR, openSalon, type Salon } from '../support/salon.ts';

const ADA = 'U0ADA';
const GUS = 'U0GUS';
const GROUP = 'S0ADMINS';
const NEVER = new AbortController().signal;

interface Homes extends Salon {
  readonly slack: SlackSandbox;
  readonly ports: KeepingHomes;
  /** Of our own code's faults. */
  readonly errors: unknown[];
  open(...userIds: string[]): Promise<void>;
  publish(): Promise<void>;
  textOf(userId: string): string;
  published(): number;
}

/** One appointment in agreement, a complete check and one due every five minutes, in virtual time; Ada is in the group of admins. */
async function openHomes(databaseUrl: string): Promise<Homes> {
  await using opening = new AsyncDisposableStack();
  const salon = opening.use(await openSalon(databaseUrl, { CALSYNC_NEAR_CRON: '*/5 * * * *' }));
  const { sql, clock, app, calcom } = salon;
  const { uid } = calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
  await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: uid, ...anna });
  await salon.verify();
  const slack = opening.use(await startSlack());
  for (const id of [ADA, GUS]) slack.addUser({ id, name: id });
  slack.addUserGroup({ id: GROUP, handle: 'admins', users: [ADA] });
  const settings = { apiUrl: slack.url, log: slackLog(() => {}), closing: NEVER };
  const client = new webApi.WebClient(slack.botToken, clientOptions(settings));
  const errors: unknown[] = [];
  const book = homeStore(sql);
  const ports: KeepingHomes = {
    book,
    homes: slackHomes({
      client,
      admins: slackAdmins({ client, adminIds: [GROUP], clock, log: () => {} }),
      pictures: chartPictures({ client, log: () => {} }),
      clock,
      log: () => {},
    }),
    clock,
    compose: (reader) => composeDashboardFor(app, reader, 'slack'),
    log: () => {},
    async exclusively(work) {
      await work(NEVER);
      return true;
    },
    onError: (error) => void errors.push(error),
  };
  const parts = opening.move();
  return {
    ...salon,
    slack,
    ports,
    errors,
    async open(...userIds) {
      for (const userId of userIds) await book.opened('slack', { userId, empty: false }, clock.now());
    },
    publish: () => publishHomes(ports, NEVER),
    textOf: (userId) => readMessage(slack.as(userId).home()?.blocks ?? []).lines.join('\n'),
    published: () =>
      slack.requests.filter(({ method, error }) => method === 'views.publish' && !error).length,
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

/** Keeps homes in virtual time, in which waiting takes none, until it is so. */
async function keptUntil({ ports, errors }: Homes, isSo: () => boolean, wanted: string): Promise<void> {
  const stop = new AbortController();
  const keeping = keepHomes(ports, stop.signal);
  await until(isSo, () => `${wanted}; ${errors.join()}`);
  stop.abort();
  await keeping;
}

describe('an App Home', () => {
  test('whose checks have stopped turns from green after two of their intervals, and back after the next check', async ({
    databaseUrl,
  }) => {
    await using homes = await openHomes(databaseUrl);
    const checkedAt = homes.clock.now();
    await homes.open(ADA);

    await homes.publish();
    const fresh = homes.textOf(ADA);
    await keptUntil(homes, () => homes.textOf(ADA).includes('as of'), 'an old home');
    const turnedAfter = homes.clock.now() - checkedAt;
    const old = homes.textOf(ADA);
    await homes.verify();
    await homes.publish();

    expect(fresh).toMatch(/SYNCED\n✅ 1\n100% sync\n/);
    expect(fresh).toContain('Status: ✅ Healthy');
    expect(old).toMatch(/SYNCED\n⚠️ 1\n100% sync, as of 8 Oct 2026, 10:00/);
    expect(old).toContain('Check of the next 48 hours was missed twice');
    expect(old).not.toContain('✅ Healthy');
    expect(turnedAfter).toBeGreaterThan(10 * MINUTE);
    expect(turnedAfter).toBeLessThan(20 * MINUTE);
    expect(homes.textOf(ADA)).toMatch(/SYNCED\n✅ 1/);
    expect(homes.errors).toEqual([]);
  });

  test('is never green while Cal.com cannot be read whole, however new the check', async ({
    databaseUrl,
  }) => {
    await using homes = await openHomes(databaseUrl);
    const { calcom, clock } = homes;
    await homes.open(GUS);
    clock.pass(MINUTE);
    calcom.faults.add({ times: Infinity, fault: { kind: 'html', status: 500 } });

    await homes.verify().catch(() => undefined);
    await homes.publish();

    expect(homes.textOf(GUS)).toMatch(/SYNCED\n⚠️ 1\n100% sync, as of 8 Oct 2026, 10:00/);
    expect(homes.textOf(GUS)).not.toContain('✅');
  });

  test('shows no customer any more to who is no admin any more', async ({ databaseUrl }) => {
    await using homes = await openHomes(databaseUrl);
    const { slack, clock } = homes;
    await homes.open(ADA, GUS);
    await homes.publish();
    const before = [ADA, GUS].map((id) => homes.textOf(id).includes('Anna Schmidt'));

    slack.addUserGroup({ id: GROUP, handle: 'admins', users: [GUS] });
    clock.pass(MINUTE);
    await homes.publish();

    expect(before).toEqual([true, false]);
    expect([ADA, GUS].map((id) => homes.textOf(id).includes('Anna Schmidt'))).toEqual([false, true]);
  });

  test('of somebody who is gone is forgotten, and holds up nobody else', async ({ databaseUrl }) => {
    await using homes = await openHomes(databaseUrl);
    await homes.open('U0GONE', ADA);

    await homes.publish();

    expect(homes.textOf(ADA)).toContain('SYNCED');
    expect(await homes.sql('select user_id as id from calsync.home')).toEqual([{ id: ADA }]);
  });

  test('shows the trend as a picture, uploaded once for everybody', async ({ databaseUrl }) => {
    await using homes = await openHomes(databaseUrl);
    await homes.open(ADA, GUS);

    await homes.publish();

    const images = [ADA, GUS].map((id) =>
      homes.slack
        .as(id)
        .home()
        ?.blocks.filter(({ type }) => type === 'image'),
    );
    expect(images[0]).toMatchObject([{ alt_text: expect.stringContaining('Trend (Last 7 Days)') }]);
    expect(images[1]).toMatchObject([{ alt_text: images[0]?.[0]?.['alt_text'] }]);
    expect(homes.slack.requests.filter(({ method }) => method === 'upload')).toHaveLength(1);
  });

  test('shows the trend in letters where Slack shows no pictures', async ({ databaseUrl }) => {
    await using homes = await openHomes(databaseUrl);
    const fault = { kind: 'error', error: 'missing_scope' } as const;
    homes.slack.faults.add({ when: { method: 'files.getUploadURLExternal' }, times: Infinity, fault });
    await homes.open(ADA);

    await homes.publish();

    expect(homes.textOf(ADA)).toContain('Trend (Last 7 Days)');
    expect(homes.textOf(ADA)).toContain('100%');
    expect(homes.published()).toBe(1);
  });

  test('that Slack does not take holds up nobody else, and is tried again', async ({ databaseUrl }) => {
    await using homes = await openHomes(databaseUrl);
    const fault = { kind: 'error', error: 'invalid_arguments' } as const;
    // With the chart as a picture, twice more while Slack may still look it over, and in letters.
    homes.slack.faults.add({ when: { method: 'views.publish' }, times: 4, fault });
    await homes.open(ADA, GUS);

    await homes.publish();
    const first = [ADA, GUS].filter((id) => homes.textOf(id) !== '');
    await homes.publish();

    expect(first).toHaveLength(1);
    expect([ADA, GUS].filter((id) => homes.textOf(id) !== '')).toHaveLength(2);
    expect(homes.published()).toBe(2);
  });

  test('comes after 429, 500, cut connections and a token that was mended, without one call too many', async ({
    databaseUrl,
  }) => {
    await using homes = await openHomes(databaseUrl);
    const { slack, clock } = homes;
    const begin = clock.now();
    const faults = [
      { kind: 'ratelimited', retryAfterS: 30 },
      { kind: 'status', status: 500 },
      { kind: 'cut' },
      { kind: 'error', error: 'token_revoked' },
    ] as const;
    for (const fault of faults) slack.faults.add({ when: { method: 'views.publish' }, fault });
    await homes.open(ADA);

    await keptUntil(homes, () => homes.textOf(ADA) !== '', 'the home');

    expect(slack.requests.filter(({ method }) => method === 'views.publish')).toHaveLength(5);
    expect(clock.now() - begin).toBeGreaterThan(30_000 + 5 * MINUTE);
    expect(homes.errors).toEqual([]);
  });

  test('is kept up to date for two weeks after it was last looked at', async ({ databaseUrl }) => {
    await using homes = await openHomes(databaseUrl);
    await homes.open(ADA);
    await homes.publish();

    homes.clock.pass(14 * DAY + 1);
    await homes.publish();
    const forgotten = homes.published();
    await homes.open(ADA);
    await homes.publish();

    expect([forgotten, homes.published()]).toEqual([1, 2]);
  });

  test('is looked at by one small question while nothing changes', async ({ databaseUrl }) => {
    await using homes = await openHomes(databaseUrl);
    await homes.open(ADA);
    let composed = 0;
    let looked = 0;
    const { ports, clock } = homes;
    const counted: Homes = {
      ...homes,
      ports: {
        ...ports,
        compose: (reader) => ports.compose(reader).finally(() => (composed += 1)),
        book: { ...ports.book, marker: (name) => ports.book.marker(name).finally(() => (looked += 1)) },
      },
    };
    const begin = clock.now();

    await keptUntil(counted, () => clock.now() - begin > HOUR / 6, 'ten minutes');

    const minutes = Math.ceil((clock.now() - begin) / MINUTE);
    expect(composed).toBeLessThanOrEqual(minutes + 2);
    expect(looked).toBeGreaterThan(10 * composed);
    // It says when the next check is, which is another one every five minutes.
    expect(homes.published()).toBeLessThanOrEqual(1 + Math.ceil(minutes / 5));
  });
});
