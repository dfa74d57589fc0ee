/** Many new Issues at once: one summary, and a card only for what starts within a day. */
import { describe, expect } from 'vitest';
import { bulletinsOf, countNotices } from '../support/bulletins.ts';
import { climbToTheEnd, fill } from '../support/crowd.ts';
import { test } from '../support/database.ts';
import { HOUR, openSalon, type Salon } from '../support/salon.ts';

const DAY = 24 * HOUR;

describe('a first check of a company that was never verified', () => {
  test('tells 400 old disagreements in one summary, and by cards only what starts within a day', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    await fill(salon, { visits: 2000, wrong: 400 });

    const first = await salon.verify();
    await climbToTheEnd(salon);

    const soon = await salon.sql<{ id: number }>(
      `select id from calsync.issue where starts_at < to_timestamp(?)`,
      [(salon.clock.now() + DAY) / 1000],
    );
    expect(first.result).toMatchObject({ outcome: 'complete', counts: { synced: 1600, data_mismatch: 400 } });
    expect(soon.length).toBeGreaterThan(3);
    expect(await countNotices(salon)).toEqual({ issues: soon.length, bulletins: 1 });
    expect(await bulletinsOf(salon)).toMatchObject([
      {
        kind: 'new_issues',
        state: 'open',
        title: `${400 - soon.length} new Cal.com Sync Issues`,
        text: expect.stringContaining(`Data Mismatch: ${400 - soon.length}`),
      },
    ]);
  });

  test('makes the later attempts page by page, where that is cheaper than one by one', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    await fill(salon, { visits: 2000, wrong: 400 });
    await salon.verify();
    const before = salon.calcom.requests.length;

    await climbToTheEnd(salon);

    expect(await openIssues(salon)).toBe(400);
    expect(salon.calcom.requests.length - before).toBeLessThan(60);
  });
});

describe('Issues of one Run', () => {
  test('that are ten have their cards', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await fill(salon, { visits: 200, wrong: 10 });

    await salon.verify();
    await climbToTheEnd(salon);

    expect(await countNotices(salon)).toEqual({ issues: 10, bulletins: 0 });
  });

  test('that were only counted get their card when they start within a day', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await fill(salon, { visits: 200, wrong: 40, from: 5 * DAY });
    await salon.verify();
    await climbToTheEnd(salon);
    const before = await countNotices(salon);

    salon.clock.pass(5 * DAY);
    await salon.verify();

    const after = await countNotices(salon);
    const soon = await salon.sql<{ found: number }>(
      `select count(*)::float8 as found from calsync.issue where state = 'open' and announced = 'card'`,
    );
    expect(before).toEqual({ issues: 0, bulletins: 1 });
    expect(after.issues).toBe(soon[0]?.found);
    expect(after.issues).toBeGreaterThan(3);
  });

  test('that were counted are taken off the summary when they are over, and it ends with the last', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fill(salon, { visits: 200, wrong: 40, from: 5 * DAY });
    await salon.verify();
    await climbToTheEnd(salon);

    for (const uid of uids.slice(0, 30)) salon.calcom.world.restore(uid);
    await salon.verify();
    const during = await bulletinsOf(salon);
    for (const uid of uids.slice(30)) salon.calcom.world.restore(uid);
    await salon.verify();

    expect(during).toMatchObject([{ state: 'open', text: expect.stringContaining('Data Mismatch: 10') }]);
    expect(await bulletinsOf(salon)).toMatchObject([
      { state: 'ended', title: '40 issues, all of them over' },
    ]);
    expect((await countNotices(salon)).issues).toBe(0);
  });
});

async function openIssues({ sql }: Salon): Promise<number> {
  return (await sql(`select id from calsync.issue where state = 'open'`)).length;
}
