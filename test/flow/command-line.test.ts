import { describe, expect } from 'vitest';
import type { Fault } from '../../src/sandbox/calcom/faults.ts';
import type { RunDescription } from '../../src/cli/describe-run.ts';
import { test, type Company, type Ended } from '../support/calsync-process.ts';

const HOUR = 60 * 60_000;
/** Far enough from now that nothing begins while the tests run. */
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;
const SHORT_LADDER = { CALSYNC_RETRY_LADDER: '0,1s,1s' };
const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/** The one object on standard output; anything beside it is a failure. */
function verdictOf({ stdout }: Ended): RunDescription {
  expect(stdout.endsWith('\n')).toBe(true);
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  return JSON.parse(stdout) as RunDescription;
}

function expectFailedRun(ended: Ended, { calcom }: Company): RunDescription {
  const answer = verdictOf(ended);
  expect(answer).toMatchObject({
    run: { complete: false, problem: expect.stringMatching(/\w+ \w+/) },
    discrepancies: [],
    refused: null,
  });
  expect(ended.stdout).not.toContain(calcom.apiKey);
  expect(ended.code).toBe(2);
  return answer;
}

const KEY_WRONG = { status: 'error', error: { code: 'UnauthorizedException', message: 'Invalid API Key' } };
const ROUTE_MISSING = {
  status: 'error',
  error: { code: 'NotFoundException', message: 'Cannot GET /v2/bookings' },
};

describe.concurrent('calsync verify --json', { timeout: 120_000 }, () => {
  // The slowest by far, so it comes first and the others run beside it.
  test('ends within two minutes when Cal.com takes questions and never answers', {
    timeout: 120_000,
  }, async ({ company }) => {
    company.calcom.faults.add({ times: Infinity, fault: { kind: 'hang' } });

    const ended = await company.run(['verify', '--full', '--json']);

    expectFailedRun(ended, company);
    expect(ended.tookMs).toBeLessThan(120_000);
  });

  test('prints exactly the promised object when all is in sync, and exits 0', async ({ company }) => {
    await company.agree('1', TOMORROW);

    const ended = await company.run(['verify', '--full', '--json']);

    expect(verdictOf(ended)).toStrictEqual({
      run: {
        id: 1,
        kind: 'full',
        startedAt: ISO,
        finishedAt: ISO,
        complete: true,
        problem: null,
        window: { from: ISO, to: ISO },
        appointmentsRead: 1,
        bookingsRead: 1,
        apiRequests: expect.any(Number),
      },
      counts: {
        synced: 1,
        pending: 0,
        verification_pending: 0,
        failed: 0,
        orphaned_local: 0,
        orphaned_calcom: 0,
        data_mismatch: 0,
      },
      discrepancies: [],
      refused: null,
    });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
  });

  test('tells every disagreement with all its fields, exits 1, and says the same a second time', async ({
    company,
  }) => {
    const moved = await company.agree('moved', TOMORROW);
    company.calcom.world.update(moved, {
      start: new Date(TOMORROW + HOUR),
      end: new Date(TOMORROW + 2 * HOUR),
    });
    await company.enter({ id: 'gone', startsAt: TOMORROW + 3 * HOUR, bookingUid: 'no-such-booking' });
    const { uid: twin } = company.calcom.world.book({
      start: TOMORROW + 4 * HOUR,
      eventTypeId: 10,
      attendee: { name: 'A', email: 'anna-twin@example.com' },
    });
    await company.enter({ id: 'twin', startsAt: TOMORROW + 4 * HOUR });
    const { uid: stranger } = company.calcom.world.book({ start: TOMORROW + 5 * HOUR, eventTypeId: 10 });

    const first = await company.run(['verify', '--full', '--json']);
    const second = await company.run(['verify', '--full', '--json']);

    const none = { seatUid: null, fields: [], candidateBookingUid: null, accepted: false };
    const { discrepancies, counts, run } = verdictOf(first);
    expect(new Set(discrepancies)).toEqual(
      new Set([
        {
          ...none,
          code: 'DATA_MISMATCH',
          appointmentId: 'moved',
          bookingUid: moved,
          fields: ['startsAt', 'endsAt'],
        },
        { ...none, code: 'ORPHANED_LOCAL', appointmentId: 'gone', bookingUid: null },
        {
          ...none,
          code: 'ORPHANED_LOCAL',
          appointmentId: 'twin',
          bookingUid: null,
          candidateBookingUid: twin,
        },
        { ...none, code: 'ORPHANED_CALCOM', appointmentId: null, bookingUid: stranger },
      ]),
    );
    expect(counts).toMatchObject({
      synced: 0,
      orphaned_local: 2,
      orphaned_calcom: 1,
      data_mismatch: 1,
      verification_pending: 0,
    });
    expect(run).toMatchObject({ complete: true, appointmentsRead: 3, bookingsRead: 3 });
    expect(verdictOf(second).discrepancies).toEqual(discrepancies);
    expect([first.code, second.code]).toEqual([1, 1]);
  });

  test.for<[string, Fault]>([
    ['500 for ever', { kind: 'status', status: 500 }],
    ['401', { kind: 'status', status: 401, body: KEY_WRONG }],
    ['403', { kind: 'status', status: 403, body: KEY_WRONG }],
    ['404 because the route is missing', { kind: 'status', status: 404, body: ROUTE_MISSING }],
    ['a web page with 200', { kind: 'html', status: 200 }],
    ['a web page with 502', { kind: 'html', status: 502 }],
    ['nothing with 200', { kind: 'status', status: 200, body: '' }],
    ['another shape with 200', { kind: 'status', status: 200, body: { bookings: [] } }],
    ['a cut connection', { kind: 'cut' }],
  ])(
    'is one object with a problem in words, and exit code 2, when the list answers %s',
    async ([, fault], { company }) => {
      await company.agree('1', TOMORROW);
      company.calcom.faults.add({ when: { path: '/bookings' }, times: Infinity, fault });

      const ended = await company.run(['verify', '--full', '--json']);

      expectFailedRun(ended, company);
      expect(ended.tookMs).toBeLessThan(60_000);
    },
  );

  test.for<[string, Record<string, string | undefined>, RegExp]>([
    [
      'nothing listens at the address of Cal.com',
      { CALCOM_API_URL: 'http://127.0.0.1:9/v2' },
      /Cal\.com|connection/,
    ],
    ['there is no key', { CALCOM_API_KEY: undefined }, /set CALCOM_API_KEY/],
    [
      'the database cannot be reached',
      { DATABASE_URL: 'postgres://me:geheim@127.0.0.1:9/none' },
      /database "none" at "127\.0\.0\.1:9"/,
    ],
  ])(
    'is one object with a problem in words, and exit code 2, when %s',
    async ([, settings, words], { company }) => {
      const ended = await company.run(['verify', '--full', '--json'], settings);

      expect(expectFailedRun(ended, company).run.problem).toMatch(words);
      expect(ended.stdout + ended.stderr).not.toContain('geheim');
    },
  );

  test('is one object also when the database breaks under it, and the bug is told on standard error', async ({
    company,
  }) => {
    await company.sql('alter table calsync.run rename column bookings_read to something_else');

    const ended = await company.run(['verify', '--full', '--json']);

    expectFailedRun(ended, company);
    expect(ended.stderr).toContain('bookings_read');
  });

  test('is one object also when it is told to stop half-way', async ({ company }) => {
    company.calcom.faults.add({ times: Infinity, fault: { kind: 'hang' } });

    const verifying = company.launch(['verify', '--full', '--json']);
    await company.asked();
    const ended = await verifying.kill('SIGTERM');

    expect(expectFailedRun(ended, company).run.problem).toContain('stopped');
    expect(await company.sql('select outcome from calsync.run')).toEqual([{ outcome: 'incomplete' }]);
    expect(await company.sql('select name from calsync.lease')).toEqual([]);
  });
});

describe.concurrent('calsync verify', { timeout: 120_000 }, () => {
  test('of a status that nobody knows is a failed verification, and the Run is complete', async ({
    company,
  }) => {
    const uid = await company.agree('1', TOMORROW);
    company.calcom.world.update(uid, { status: 'on_holiday' });

    const ended = await company.run(['verify', '--full', '--json']);

    const answer = verdictOf(ended);
    expect(answer.discrepancies).toMatchObject([
      { code: 'VERIFICATION_ERROR', appointmentId: '1', bookingUid: uid, accepted: false },
    ]);
    expect(answer).toMatchObject({
      run: { complete: true, problem: null },
      counts: { failed: 1, synced: 0 },
    });
    expect(ended.code).toBe(1);
  });

  test('that waits opens the issues, and what was accepted since does not make it exit 1', async ({
    company,
  }) => {
    await company.enter({ id: '1', startsAt: TOMORROW, bookingUid: 'no-such-booking' });

    const waited = await company.run(['verify', '--full', '--wait', '--json'], SHORT_LADDER);
    const opened = await company.sql('select code, state from calsync.issue');
    await company.sql(
      `update calsync.issue set state = 'accepted', outcome = 'accepted', resolved_at = now()`,
    );
    const accepted = await company.run(['verify', '--full', '--json']);

    expect(waited.code).toBe(1);
    expect(verdictOf(waited)).toMatchObject({
      counts: { orphaned_local: 1 },
      discrepancies: [{ accepted: false }],
    });
    expect(opened).toEqual([{ code: 'ORPHANED_LOCAL', state: 'open' }]);
    expect(verdictOf(accepted)).toMatchObject({
      counts: { orphaned_local: 1 },
      discrepancies: [{ accepted: true }],
    });
    expect(accepted.code).toBe(0);
  });

  test('that should wait gives up at once when Cal.com cannot be asked', async ({ company }) => {
    await company.enter({ id: '1', startsAt: TOMORROW, bookingUid: 'no-such-booking' });
    await company.run(['verify', '--full'], SHORT_LADDER);
    company.calcom.faults.add({ times: Infinity, fault: { kind: 'status', status: 401, body: KEY_WRONG } });

    const ended = await company.run(['verify', '--full', '--wait', '--json'], SHORT_LADDER);

    expectFailedRun(ended, company);
    expect(ended.tookMs).toBeLessThan(50_000);
    expect(await company.sql(`select id from calsync.run where kind = 'single'`)).toEqual([]);
  });

  test('of one appointment or one booking looks at nothing else', async ({ company }) => {
    const uid = await company.agree('fine', TOMORROW);
    await company.enter({ id: 'lost', startsAt: TOMORROW, bookingUid: 'no-such-booking' });

    const fine = await company.run(['verify', '--booking', uid, '--json']);
    const lost = await company.run(['verify', '--appointment', 'lost', '--json']);
    const nobody = await company.run(['verify', '--appointment', 'nobody', '--json']);

    expect(verdictOf(fine)).toMatchObject({
      run: { kind: 'single', complete: true },
      counts: { synced: 1 },
      discrepancies: [],
    });
    expect(verdictOf(lost).discrepancies).toMatchObject([{ code: 'ORPHANED_LOCAL', appointmentId: 'lost' }]);
    expect(expectFailedRun(nobody, company).run.problem).toContain('no appointment "nobody"');
    expect([fine.code, lost.code, nobody.code]).toEqual([0, 1, 2]);
  });

  test('as a dry run finds the same and writes nothing but the shared request budget', async ({
    company,
  }) => {
    await company.enter({ id: '1', startsAt: TOMORROW, bookingUid: 'no-such-booking' });
    const before = await allRows(company);

    const full = await company.run(['verify', '--full', '--dry-run', '--json']);
    const single = await company.run(['verify', '--appointment', '1', '--dry-run', '--json']);

    for (const dry of [full, single]) {
      expect(verdictOf(dry)).toMatchObject({
        run: { id: null, complete: true },
        discrepancies: [{ code: 'ORPHANED_LOCAL' }],
      });
      expect(dry.code).toBe(1);
    }
    expect(await allRows(company)).toEqual(before);
  });

  test('shows the same as a table in plain lines', async ({ company }) => {
    await company.enter({ id: '1', startsAt: TOMORROW, bookingUid: 'no-such-booking' });

    const ended = await company.run(['verify', '--full']);

    expect(ended).toMatchObject({ code: 1, stderr: '' });
    expect(ended.stdout).toMatch(/^⚠️ 1 disagreement\nChecked: 1 appointments?, 0 bookings\n/);
    expect(ended.stdout).toMatch(/^1\t–\t⚠️ ORPHANED_LOCAL\t$/m);
  });
});

async function allRows({ sql }: Company): Promise<object> {
  const tables = await sql<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'calsync' and tablename <> 'request_budget'`,
  );
  const contents: Record<string, object[]> = {};
  for (const { name } of tables) contents[name] = await sql(`select * from calsync.${name}`);
  return contents;
}
