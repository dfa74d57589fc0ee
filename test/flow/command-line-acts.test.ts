import { userInfo } from 'node:os';
import { describe, expect } from 'vitest';
import { test, type Company } from '../support/calsync-process.ts';

const HOUR = 60 * 60_000;
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;
const QUICK = {
  CALSYNC_RETRY_LADDER: '0,200ms,200ms',
  CALSYNC_EVENT_TYPE_MAP: 'Hairstyling - Herrenschnitt=10',
};
const ME = userInfo().username;

const run = (company: Company, ...words: string[]) => company.run(words, QUICK);
const bookingsOf = ({ calcom }: Company) => calcom.world.all().filter(({ status }) => status === 'accepted');

/** Issues 1, 3 and 4: rows whose bookings were deleted; issue 2: a booking that was moved in Cal.com. */
async function openIssues(company: Company): Promise<void> {
  const uids = [];
  for (const n of [1, 2, 3, 4]) uids.push(await company.agree(String(n), TOMORROW + n * HOUR));
  for (const n of [1, 3, 4]) company.calcom.world.remove(uids[n - 1] ?? '');
  company.calcom.world.reschedule(uids[1] ?? '', TOMORROW + 10 * HOUR);
  const found = await run(company, 'verify', '--full', '--wait');
  expect(found.code).toBe(1);
}

describe.concurrent('the terminal', { timeout: 90_000 }, () => {
  test('does what is asked, tells how it ended, and says it with the exit code', async ({ company }) => {
    await openIssues(company);

    const created = await run(company, 'create', '3', '--yes');
    const used = await run(company, 'use', '2', 'calcom', '--yes');
    const accepted = await run(company, 'resolve', '4', '--note', 'came by in person');
    const cancelled = await run(company, 'cancel', 'a:1', '--yes');
    const after = await run(company, 'verify', '--full');

    for (const { code, stderr } of [created, used, accepted, cancelled, after])
      expect({ code, stderr: stderr.replaceAll(/^\{.*\}\n/gm, '') }).toEqual({ code: 0, stderr: '' });
    expect(created.stdout).toContain(`Both sides agree again. Create by ${ME} on the terminal`);
    expect(used.stdout).toContain(`Use Cal.com by ${ME} on the terminal`);
    expect(accepted.stdout).toContain('Accepted as it is');
    expect(bookingsOf(company)).toHaveLength(2);
    const rows = await company.sql<{ id: string; at: Date; status: string }>(
      'select id, starts_at as at, status from calsync.appointment order by id',
    );
    expect(rows.map(({ status }) => status)).toEqual(['cancelled', 'scheduled', 'scheduled', 'scheduled']);
    expect(rows[1]?.at.getTime()).toBe(TOMORROW + 10 * HOUR);
    expect(await company.sql(`select note from calsync.resolution where action = 'resolve'`)).toEqual([
      { note: 'came by in person' },
    ]);
  });

  test('asks before a customer would notice, and does nothing where it cannot ask or has nothing to do', async ({
    company,
  }) => {
    await openIssues(company);
    await company.sql(`update calsync.appointment set customer_name = null where id = '3'`);
    await run(company, 'verify', '--full');

    const unasked = await run(company, 'create', '1');
    const nothingOpen = await run(company, 'create', '99', '--yes');
    const notOffered = await run(company, 'link', '1');
    const nameless = await run(company, 'create', '3', '--yes');
    const retried = await run(company, 'retry', '1', '--json');

    expect(unasked).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^[^\n]*--yes[^\n]*\n$/),
    });
    expect(nothingOpen).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Issue #99 has no open issue[^\n]*\n$/),
    });
    expect(notOffered).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^"Link" cannot be done[^\n]*\n$/),
    });
    expect(nameless).toMatchObject({ code: 1, stdout: expect.stringContaining('no customer name') });
    expect(retried.code).toBe(0);
    expect(JSON.parse(retried.stdout)).toMatchObject({ id: 1, state: 'open', resolution: { state: 'done' } });
    expect(bookingsOf(company)).toHaveLength(1);
  });

  test('waits for a daemon that is at it, and of two who ask at once one is told who was faster', async ({
    company,
  }) => {
    await openIssues(company);
    const daemon = company.launch(['start'], QUICK);
    await daemon.logged('calsync started');
    const held = Promise.withResolvers<void>();
    company.calcom.onRequest((_, { method }) => (method === 'POST' ? held.promise : undefined));

    const both = [run(company, 'create', '1', '--yes'), run(company, 'create', '1', '--yes')];
    await Promise.race(both);
    held.resolve();
    const ended = await Promise.all(both);

    const [done, late] = ended.toSorted((one, other) => (one.code ?? 9) - (other.code ?? 9));
    expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('Both sides agree again') });
    expect(late).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/faster: "Create" by .+ on the terminal/),
    });
    expect(bookingsOf(company)).toHaveLength(2);
    expect(await company.sql('select state from calsync.resolution')).toEqual([{ state: 'done' }]);
  });
});
