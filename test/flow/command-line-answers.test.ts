import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect } from 'vitest';
import { openCompany, test as base, type Company, type Ended } from '../support/calsync-process.ts';

const HOUR = 60 * 60_000;
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;
/** Each starts processes, beside those of other tests. */
const PATIENT = { timeout: 120_000 };
const SHORT_LADDER = { CALSYNC_RETRY_LADDER: '0,1s,1s' };

function jsonOf({ stdout }: Ended): Record<string, unknown> {
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** `reviewed` is shared by the tests that only look: issue 1 is a row whose booking Cal.com does not know. */
const test = base.extend<{ reviewed: Company; untouched: Company }>({
  untouched: [
    async ({ databases }, use) => {
      await using parts = new AsyncDisposableStack();
      await use(await openCompany({ parts, databases }));
    },
    { scope: 'file' },
  ],
  reviewed: [
    async ({ databases }, use) => {
      await using parts = new AsyncDisposableStack();
      const company = await openCompany({ parts, databases });
      await openAnIssue(company);
      await use(company);
    },
    { scope: 'file' },
  ],
});

async function openAnIssue(company: Company): Promise<void> {
  await company.agree('in-sync', TOMORROW);
  await company.enter({
    id: '1236',
    startsAt: TOMORROW + HOUR,
    bookingUid: 'abc-def-123',
    name: 'Tom Klein',
  });
  await company.run(['verify', '--full', '--wait'], SHORT_LADDER);
}

/** The answer as plain lines for a pipe. */
async function plainly(company: Company, ...words: string[]): Promise<string> {
  const ended = await company.run(words);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout).toBe(stripVTControlCharacters(ended.stdout));
  expect(ended.stdout).not.toMatch(/[┌│└]/);
  return ended.stdout;
}

describe.concurrent('wrong usage', PATIENT, () => {
  test.for<[string, string[], RegExp]>([
    ['a command that does not exist', ['frobnicate'], /no command "frobnicate".*help/],
    ['a mistyped command, which is guessed', ['verfy'], /Did you mean "verify"\?/],
    ['a mistyped command for help', ['help', 'isues'], /Did you mean "issues"\?/],
    ['a missing target', ['review'], /review: TARGET is missing. Usage: review TARGET/],
    ['an unknown option', ['status', '--colour'], /no option --colour/],
    ['a mistyped option, which is guessed', ['verify', '--ful'], /did you mean --full\?/],
    ['an option without its value', ['verify', '--appointment'], /--appointment needs ID/],
    ['an option in place of a value', ['verify', '--appointment', '--json'], /--appointment needs ID/],
    ['one word too many', ['status', 'now'], /"now" is too much/],
    ['a kind of issues that does not exist', ['issues', 'orphans'], /"orphans" is none of orphaned_local/],
    ['two shapes of one answer', ['issues', '--csv', '--json'], /--csv.*--json/],
    ['no number of days', ['metrics', 'many'], /DAYS is a whole number from 1 to 400, not "many"/],
    ['too many days', ['metrics', '401'], /from 1 to 400/],
    ['a target that is none', ['review', 'tom'], /"tom" is neither an issue .* nor an appointment/],
    [
      'all and one at the same time',
      ['verify', '--full', '--booking', 'x'],
      /leave out --appointment and --booking/,
    ],
    [
      'waiting for attempts that a dry run never makes',
      ['verify', '--dry-run', '--wait'],
      /leave out --wait/,
    ],
  ])('is told in one line with exit code 64: %s', async ([, words, message], { untouched }) => {
    const ended = await untouched.run(words);

    expect(ended).toMatchObject({ code: 64, stdout: '' });
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(untouched.calcom.requests).toEqual([]);
  });
});

describe.concurrent('the configuration', PATIENT, () => {
  test('with ten wrong values is told in ten lines, and nothing is started', async ({ company }) => {
    let connections = 0;
    const listener = createServer(() => connections++).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;

    const ended = await company.run(['start'], {
      DATABASE_URL: `postgres://me:geheim@127.0.0.1:${port}/company`,
      CALCOM_LIST_MODE: 'pages',
      CALCOM_EVENT_TYPE_IDS: 'haircut',
      CALCOM_REQUESTS_PER_MINUTE: '0',
      CALSYNC_TIME_ZONE: 'Berlin',
      CALSYNC_LOCALE: '?',
      CALSYNC_DAILY_CRON: 'daily',
      CALSYNC_RETRY_LADDER: '0,0',
      CALSYNC_MASS_CHANGE: 'many',
      CALSYNC_HTTP_PORT: '99999',
      CALSYNC_LOG_LEVEL: 'loud',
    });

    listener.close();
    const [headline, ...problems] = ended.stderr.trimEnd().split('\n');
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(headline).toContain('.env.example');
    expect(problems).toHaveLength(10);
    expect(ended.stderr).not.toContain('geheim');
    expect({ connections, asked: company.calcom.requests.length }).toEqual({ connections: 0, asked: 0 });
  });

  test('is read from .env in the directory, and real variables win', async ({ company }) => {
    await writeFile(join(company.directory, '.env'), 'CALSYNC_LOCALE=de-DE\nCALSYNC_LOG_LEVEL=loud\n');

    const fromFile = await company.run(['status']);
    const overridden = await company.run(['status'], { CALSYNC_LOG_LEVEL: 'info' });

    expect(fromFile.stderr).toContain('CALSYNC_LOG_LEVEL is "loud"');
    expect(fromFile.code).toBe(1);
    expect(overridden).toMatchObject({ code: 0, stderr: '' });
  });

  test('without a key of Cal.com starts no daemon', async ({ company }) => {
    const ended = await company.run(['start'], { CALCOM_API_KEY: undefined });

    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^Cannot ask Cal\.com without a key.*CALCOM_API_KEY.*\n$/);
  });
});

describe.concurrent('calsync status', PATIENT, () => {
  test('says that nothing was verified before the first check', async ({ company }) => {
    await company.enter({ id: '1', startsAt: TOMORROW });

    const plain = await plainly(company, 'status');

    expect(plain).toContain('⏳ Pending: 1');
    expect(plain).toContain('Last verification: never');
    expect(plain).toContain('nothing has been verified yet');
  });

  test('counts each status, and names the last and the next check and the health', async ({ reviewed }) => {
    const plain = await plainly(reviewed, 'status');
    const json = jsonOf(await reviewed.run(['status', '--json']));

    expect(plain).toMatch(/✅ Synced: 1 \(50% sync\)/);
    expect(plain).toMatch(/⚠️ Orphaned Local: 1/);
    expect(plain).toMatch(/⚠️ Review: 1/);
    expect(plain).toMatch(/Last verification: .+ \(pending|full, complete\)/);
    expect(plain).toMatch(/Next check: in \d+/);
    expect(plain).toContain('Status: ✅ Healthy');
    expect(json).toMatchObject({
      counts: { synced: 1, orphaned_local: 1 },
      issues: { open: 1, accepted: 0 },
      lastRun: { kind: 'full', outcome: 'complete' },
      health: { state: 'healthy' },
    });
  });
});

describe.concurrent('calsync metrics', PATIENT, () => {
  test('tells the figures of the period and the trend, as lines and as JSON', async ({ reviewed }) => {
    const plain = await plainly(reviewed, 'metrics', '7');
    const json = jsonOf(await reviewed.run(['metrics', '--json']));

    expect(plain).toMatch(/^📈 Sync Health Metrics \(Last 7 Days\)\nSync Success Rate: █{10}░{10}  50%\n/);
    expect(plain).toMatch(/Verification Time: Avg .+ · Max .+ · Min .+\n/);
    expect(plain).toContain('Issues Resolved: 0 / 1  (0%)\nManual Reviews: 1 pending · 0 resolved\n');
    expect(plain).toMatch(/\n⚠️ \p{L}+: 50%\n/u);
    expect(json).toMatchObject({
      days: 30,
      health: { state: 'healthy' },
      sync: { rate: 0.5, runs: 2 },
      issues: { opened: 1, resolved: 0 },
      reviews: { pending: 1, resolved: 0 },
    });
    expect(json['trend']).toHaveLength(7);
    expect(json['trend']).toContainEqual(expect.objectContaining({ check: 'complete', rate: 0.5, pairs: 2 }));
    expect(json['trend']).toContainEqual(expect.objectContaining({ check: 'none', rate: null }));
  });

  test('claims nothing before the first check', async ({ untouched }) => {
    const plain = await plainly(untouched, 'metrics', '1');

    expect(plain).toContain('(Today)\n⚠️ Not up to date: nothing has been verified yet.\n');
    expect(plain).toContain('Sync Success Rate: no complete check');
    expect(plain).not.toContain('✅');
  });
});

describe.concurrent('calsync issues', PATIENT, () => {
  test('lists what needs a person, all or one kind, in every shape', async ({ reviewed }) => {
    const plain = await plainly(reviewed, 'issues');
    const csv = await plainly(reviewed, 'issues', '--csv');
    const kind = await plainly(reviewed, 'issues', 'orphaned_local');
    const other = await plainly(reviewed, 'issues', 'DATA_MISMATCH');
    const json = jsonOf(await reviewed.run(['issues', '--json']));

    expect(plain).toMatch(
      /^#1\t1236\tTom Klein\t.+\t⚠️ Orphaned Local\tits booking is not found in Cal\.com$/m,
    );
    expect(kind).toBe(plain);
    expect(other).toContain('Nothing needs a person.');
    expect(csv.split('\r\n')).toEqual([
      '"Issue","ID","Customer","Time","Sync Status","What"',
      expect.stringMatching(/^"#1","1236","Tom Klein",/),
      '',
    ]);
    expect(json).toMatchObject({
      issues: [{ id: 1, appointmentId: '1236', finding: { code: 'ORPHANED_LOCAL' } }],
    });
  });

  test('shows a name that plays tricks as plain text', async ({ company }) => {
    await company.enter({ id: '1', startsAt: TOMORROW, name: '=cmd|"x"\u001B[2J\nTom' });
    await company.run(['verify', '--full', '--wait'], SHORT_LADDER);

    const plain = await plainly(company, 'issues');
    const csv = await company.run(['issues', '--csv']);

    expect(plain).toMatch(/^#1\t1\t=cmd\|"x" ?\[2J ?Tom\t/m);
    expect(csv.stdout).toContain(`"'=cmd|""x""`);
  });
});

describe.concurrent('calsync review', PATIENT, () => {
  test('shows the four parts that an admin decides by, for an issue and for its appointment', async ({
    reviewed,
  }) => {
    const plain = await plainly(reviewed, 'review', '1');
    const byAppointment = await plainly(reviewed, 'review', 'a:1236');
    const json = jsonOf(await reviewed.run(['review', '#1', '--json']));

    expect(plain.split('\n')).toEqual(
      expect.arrayContaining([
        'Status: ⚠️ ORPHANED LOCAL - Requires Manual Review (issue #1)',
        'Database Information',
        'Customer: Tom Klein',
        'Phone: +49 151 2345678',
        'Email: anna-1236@example.com',
        'Service: Hairstyling - Herrenschnitt',
        'Status: scheduled',
        'Booking ID: abc-def-123',
        'Cal.com Verification',
        'Status: ❌ NOT FOUND',
        'Attempts: 3',
        'Sync History',
        'Resolution Options',
      ]),
    );
    expect(plain).toMatch(
      /Flagged for manual review \(attempt 3\)[^]+\(attempt 2\)[^]+\(attempt 1\)[^]+Appointment created \(Retell\)/,
    );
    expect(plain).toMatch(
      /\[Retry Verification\][^]+\[Create in Cal\.com\][^]+\[Mark as Resolved\][^]+\[Cancel Appointment\]/,
    );
    expect(byAppointment).toBe(plain);
    expect(json).toMatchObject({ issue: { id: 1 }, appointment: { id: '1236' }, live: { kind: 'absent' } });
  });

  test('is shown also when Cal.com cannot be asked', async ({ company }) => {
    const uid = await company.agree('1', TOMORROW);
    await company.run(['verify', '--full']);
    company.calcom.faults.add({
      when: { path: `/bookings/${uid}` },
      times: Infinity,
      fault: { kind: 'status', status: 500 },
    });

    const plain = await plainly(company, 'review', 'a:1');

    expect(plain).toContain('Status: ✅ Synced');
    expect(plain).toContain('not asked now: Cannot read a booking');
  });

  test('of what does not exist is one clear line', async ({ untouched }) => {
    const issue = await untouched.run(['review', '77']);
    const appointment = await untouched.run(['review', 'a:nobody']);

    expect(issue).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^There is no issue #77\..*\n$/),
    });
    expect(appointment.stderr).toMatch(/^There is no appointment "nobody"\..*\n$/);
    expect(appointment.code).toBe(1);
  });
});

describe.concurrent('the other commands', PATIENT, () => {
  test('migrate brings an empty database up to date, once', async ({ company }) => {
    await company.sql('drop schema calsync cascade');

    const first = jsonOf(await company.run(['migrate', '--json']));
    const second = await plainly(company, 'migrate');

    expect(first).toEqual({
      applied: ['Migration001Initial', 'Migration002Bulletins', 'Migration003People'],
    });
    expect(second).toContain('The schema was up to date.');
  });

  test('help names every command, or one with its options', async ({ untouched }) => {
    const overview = await plainly(untouched);
    const verify = await plainly(untouched, 'verify', '--help');
    const json = jsonOf(await untouched.run(['help', '--json']));

    for (const name of ['start', 'verify', 'status', 'issues', 'review', 'migrate', 'demo', 'help'])
      expect(overview).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    expect(verify).toMatch(/--full[^]+--appointment ID[^]+--booking UID[^]+--wait[^]+--dry-run[^]+--json/);
    expect(json).toMatchObject({
      commands: expect.arrayContaining([expect.objectContaining({ name: 'verify' })]),
    });
  });
});
