import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { test, until, type CalsyncProcess, type Company } from '../support/calsync-process.ts';

const HOUR = 60 * 60_000;
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;
const DAY_MS = 24 * HOUR;
/** Nothing but what a test wants runs by itself. */
const NEVER = {
  CALSYNC_DAILY_CRON: '0 0 1 1 *',
  CALSYNC_PENDING_CRON: '0 0 1 1 *',
  CALSYNC_NEAR_CRON: '0 0 1 1 *',
};
const EACH_SECOND = { ...NEVER, CALSYNC_NEAR_CRON: '* * * * * *' };

interface Attempt {
  readonly event: string;
  readonly attempt: number;
}

const historyOf = ({ sql }: Company) =>
  sql<Attempt>('select event, attempt from calsync.pair_history order by id');

const issuesOf = ({ sql }: Company) =>
  sql<{ id: number; state: string; outcome: string | null }>('select id, state, outcome from calsync.issue');

const attemptMade = (company: Company, attempt: number) =>
  until(
    async () => (await historyOf(company)).some((line) => line.attempt === attempt),
    `attempt ${attempt}`,
  );

/** All schedules ran a moment ago. */
async function nothingMissed({ sql }: Company): Promise<void> {
  await sql(
    `insert into calsync.schedule (name, last_started_at) values ('daily', now()), ('pending', now()), ('near', now())`,
  );
}

const began = (daemon: CalsyncProcess) =>
  daemon
    .log()
    .filter(({ msg }) => msg === 'verification began')
    .map(({ schedule }) => schedule);

describe.concurrent('the daemon', { timeout: 120_000 }, () => {
  test('opens an issue once after three equal attempts, however often it is killed between them, and closes it when the booking is back', async ({
    company,
  }) => {
    const ladder = { ...NEVER, CALSYNC_RETRY_LADDER: '0,2s,2s' };
    const uid = await company.agree('1', TOMORROW);
    company.calcom.world.remove(uid);

    const first = company.launch(['start'], ladder);
    await attemptMade(company, 1);
    await first.kill('SIGKILL');
    await company.sql('delete from calsync.lease');
    const second = company.launch(['start'], ladder);
    await attemptMade(company, 2);
    await second.kill('SIGKILL');
    await company.sql('delete from calsync.lease');
    const third = company.launch(['start'], { ...EACH_SECOND, CALSYNC_RETRY_LADDER: '0,2s,2s' });
    await until(async () => (await issuesOf(company)).length > 0, 'the issue');
    const opened = await issuesOf(company);
    company.calcom.world.restore(uid);
    await until(async () => (await issuesOf(company))[0]?.state === 'resolved', 'the end of the issue');
    const ended = await third.kill('SIGTERM');

    expect(opened).toEqual([{ id: 1, state: 'open', outcome: null }]);
    expect(await issuesOf(company)).toEqual([{ id: 1, state: 'resolved', outcome: 'agreed' }]);
    expect(await historyOf(company)).toMatchObject([
      { event: 'attempt', attempt: 1 },
      { event: 'attempt', attempt: 2 },
      { event: 'opened', attempt: 3 },
      { event: 'closed' },
    ]);
    expect(ended.code).toBe(0);
  });

  test('told to stop while it sleeps ends at once, with nothing left behind', async ({ company }) => {
    await company.agree('1', TOMORROW);
    const daemon = company.launch(['start'], NEVER);
    await daemon.logged('verification ended');

    const stoppedAt = Date.now();
    const ended = await daemon.kill('SIGTERM');

    expect(ended).toMatchObject({ code: 0, stdout: '' });
    expect(Date.now() - stoppedAt).toBeLessThan(5_000);
    expect(daemon.log().at(-1)?.msg).toBe('calsync stopped');
    expect(await company.sql('select name from calsync.lease')).toEqual([]);
  });

  test('told to stop during a slow full Run ends within ten seconds, makes the Run up at the next start, and confuses nobody', async ({
    company,
  }) => {
    await company.agree('1', TOMORROW);
    company.calcom.faults.add({ fault: { kind: 'delay', ms: 60_000 } });
    const daemon = company.launch(['start'], NEVER);
    await company.asked();

    const stoppedAt = Date.now();
    const ended = await daemon.kill('SIGTERM');
    const tookMs = Date.now() - stoppedAt;
    const left = await company.sql('select outcome, problem from calsync.run');
    const leases = await company.sql('select name from calsync.lease');
    const status = JSON.parse((await company.run(['status', '--json'])).stdout);
    const again = company.launch(['start'], NEVER);
    await again.logged('verification ended', { outcome: 'complete' });

    expect(ended.code).toBe(0);
    expect(tookMs).toBeLessThan(10_000);
    expect(left).toEqual([{ outcome: 'incomplete', problem: expect.stringContaining('stopped') }]);
    expect(leases).toEqual([]);
    expect(status.health).not.toMatchObject({ state: 'healthy' });
    expect(began(again)).toEqual(['daily']);
  });

  test('that was killed during a Run does not leave it "still running" in the status', async ({
    company,
  }) => {
    await company.agree('1', TOMORROW);
    await company.run(['verify', '--full']);
    company.calcom.faults.add({ fault: { kind: 'hang' } });
    const asked = company.calcom.requests.length;
    const daemon = company.launch(['start'], NEVER);
    await until(() => company.calcom.requests.length > asked, 'a question');
    const during = await company.run(['status']);

    await daemon.kill('SIGKILL');
    await company.sql(`update calsync.lease set held_until = now()`);
    const after = await company.run(['status']);

    expect(during.stdout).toContain('still running');
    expect(after.stdout).toMatch(/Last verification: .+ \(full, complete\)/);
    expect(after.stdout).toContain('Status: ✅ Healthy');
  });

  test('makes up a missed schedule once at its start, and the larger one covers the smaller', async ({
    company,
  }) => {
    await nothingMissed(company);
    await company.sql('update calsync.schedule set last_started_at = $1', [
      new Date(Date.now() - 370 * DAY_MS),
    ]);
    const first = company.launch(['start'], NEVER);
    await first.logged('verification ended');
    await until(
      async () =>
        (
          await company.sql(
            `select name from calsync.schedule where last_started_at > now() - interval '1 hour'`,
          )
        ).length === 3,
      'the record of the start',
    );
    await first.kill('SIGTERM');

    const second = company.launch(['start'], NEVER);
    await second.logged('calsync started');
    await second.kill('SIGTERM');

    expect(began(first)).toEqual(['daily']);
    expect(began(second)).toEqual([]);
  });

  test('and another one on the same database never run the same schedule both', async ({ company }) => {
    await company.agree('1', TOMORROW);
    const daemons = [company.launch(['start'], EACH_SECOND), company.launch(['start'], EACH_SECOND)];

    await until(
      async () => (await company.sql(`select id from calsync.run where outcome = 'complete'`)).length >= 5,
      'five Runs',
    );
    for (const daemon of daemons) await daemon.kill('SIGTERM');

    const overlapping = await company.sql(
      'select a.id from calsync.run a join calsync.run b on a.id < b.id and b.started_at < a.finished_at',
    );
    const fullRuns = await company.sql(`select id from calsync.run where kind = 'full'`);
    expect(overlapping).toEqual([]);
    expect(fullRuns).toHaveLength(1);
  });

  test('goes on after a time in which the database could not be asked', async ({ company }) => {
    await company.agree('1', TOMORROW);
    const daemon = company.launch(['start'], EACH_SECOND);
    await daemon.logged('verification ended', { kind: 'pending' });

    await company.sql('alter table calsync.schedule rename to schedule_away');
    await daemon.logged('schedule failed');
    await company.sql('alter table calsync.schedule_away rename to schedule');
    const runs = daemon.log().length;
    await until(
      () =>
        daemon
          .log()
          .slice(runs)
          .some(({ msg }) => msg === 'verification ended'),
      'another Run',
    );

    expect((await daemon.kill('SIGTERM')).code).toBe(0);
  });

  test('logs lines of JSON without customers, uids of bookings, or keys, also when something breaks', async ({
    company,
  }) => {
    const uid = await company.agree('1', TOMORROW);
    const moved = await company.agree('2', TOMORROW + HOUR);
    company.calcom.world.update(moved, { start: new Date(TOMORROW), end: new Date(TOMORROW + HOUR) });
    // The second attempt cannot be written down; PostgreSQL then tells the whole row.
    await company.sql('alter table calsync.pair add constraint at_most_one check (attempts < 2)');

    const daemon = company.launch(['start'], {
      ...NEVER,
      CALSYNC_LOG_LEVEL: 'debug',
      CALSYNC_RETRY_LADDER: '0,1s,1s',
    });
    const failure = await daemon.logged('attempts failed');
    const { stderr } = await daemon.kill('SIGTERM');

    expect(failure['error']).toMatchObject({
      message: expect.stringContaining('at_most_one'),
      stack: expect.any(String),
    });
    expect(
      daemon.log().every(({ time, level }) => typeof time === 'string' && typeof level === 'number'),
    ).toBe(true);
    for (const secret of [uid, moved, 'Anna', 'anna-', '2345678', company.calcom.apiKey, 'postgres://'])
      expect(stderr).not.toContain(secret);
  });

  test('keeps an embedded database to itself, and tells other processes so in one line', async ({
    company,
  }) => {
    const embedded = { DATABASE_URL: undefined, CALSYNC_DATA_DIR: join(company.directory, 'embedded') };
    company.calcom.world.book({ start: TOMORROW, eventTypeId: 10 });
    const daemon = company.launch(['start'], { ...NEVER, ...embedded, CALSYNC_RETRY_LADDER: '0,1s,1s' });
    await daemon.logged('verification ended', { kind: 'full', outcome: 'complete' });

    const status = await company.run(['status'], embedded);
    const start = await company.run(['start'], embedded);
    await until(() => daemon.log().filter(({ kind }) => kind === 'single').length >= 2, 'two later attempts');
    const ended = await daemon.kill('SIGTERM');

    for (const second of [status, start]) {
      expect(second).toMatchObject({ code: 1, stdout: '' });
      expect(second.stderr).toMatch(
        /^Cannot open the embedded database .* another calsync process is using it\..*\n$/,
      );
    }
    expect(ended.code).toBe(0);
  });
});
