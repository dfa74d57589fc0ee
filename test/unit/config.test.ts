import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig, requireCalcomKey, type Config } from '../../src/config.ts';
import { UserError } from '../../src/domain/errors.ts';

const berlin = { timeZone: 'Europe/Berlin' };
const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SLACK_CHANNEL_ID: 'C0123' };
const discord = { DISCORD_GUILD_ID: '123456789012345678', DISCORD_CHANNEL_ID: '223456789012345678' };
const discordToken = `${'M'.repeat(24)}.Gabcde.${'x'.repeat(30)}`;

function read(env: Record<string, string | undefined> = {}): Config {
  return readConfig(env, berlin);
}

function problemsOf(env: Record<string, string | undefined>, machine = berlin): readonly string[] {
  try {
    readConfig(env, machine);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('without any variable', () => {
  test('the defaults make a whole configuration', () => {
    const config = read();

    expect(config).toEqual({
      database: { kind: 'embedded', dataDir: '.calsync' },
      calcom: {
        apiKey: undefined,
        url: 'https://api.cal.com/v2',
        eventTypeIds: undefined,
        listMode: 'offset',
        requestsPerMinute: 90,
        webhookSecret: undefined,
      },
      slack: undefined,
      discord: undefined,
      email: undefined,
      timeZone: 'Europe/Berlin',
      locale: 'en-GB',
      schedule: { pending: '0 */6 * * *', daily: '0 0 * * *', near: '*/15 * * * *', digest: '0 9 * * *' },
      verification: {
        retryLadderMs: [0, 60_000, 300_000],
        rebookGraceMs: 86_400_000,
        massChange: { count: 20, percent: 10 },
        windowPastDays: 7,
        windowFutureDays: 90,
        timeToleranceMs: 60_000,
      },
      eventTypeMap: {},
      appointmentUrl: undefined,
      retentionDays: 400,
      heartbeatUrl: undefined,
      http: { host: '127.0.0.1', port: 8080 },
      logLevel: 'info',
    });
  });

  test('a command that needs Cal.com is told how to get a key', () => {
    const config = read();

    expect(() => requireCalcomKey(config)).toThrow(UserError);
    expect(() => requireCalcomKey(config)).toThrow(/API keys, then set CALCOM_API_KEY/);
  });

  test('a machine without a usable time zone needs one to be set', () => {
    expect(problemsOf({}, { timeZone: '' })).toEqual([
      expect.stringMatching(/^CALSYNC_TIME_ZONE is not set/),
    ]);
    expect(problemsOf({ CALSYNC_TIME_ZONE: 'UTC' }, { timeZone: '' })).toEqual([]);
  });
});

describe('.env.example', () => {
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');

  test('it names exactly the variables that are read', () => {
    const asked = new Set<string>();
    const recorder = new Proxy({}, { get: (_, name) => void asked.add(String(name)) });

    read(recorder);

    expect(Object.keys(parseEnv(example)).toSorted()).toEqual([...asked].toSorted());
  });

  test('a copy of it changes nothing', () => {
    const config = read(parseEnv(example));

    expect(config).toEqual(read());
  });

  test('each variable stands below a comment', () => {
    const blocks = example.split(/\n\n/).filter((block) => /^[A-Z]/m.test(block));

    expect(blocks.filter((block) => !block.startsWith('#'))).toEqual([]);
  });
});

describe('problems', () => {
  test('ten wrong variables give ten lines', () => {
    const env = {
      DATABASE_URL: 'mysql://root@host/db',
      CALCOM_API_URL: 'api.cal.com',
      CALCOM_LIST_MODE: 'pages',
      CALCOM_REQUESTS_PER_MINUTE: '0',
      CALSYNC_TIME_ZONE: 'Mars/Olympus',
      CALSYNC_DAILY_CRON: '0 0 30 2 *',
      CALSYNC_RETRY_LADDER: '0,soon',
      CALSYNC_MASS_CHANGE: '20',
      CALSYNC_APPOINTMENT_URL: 'https://crm.example.com/',
      CALSYNC_HTTP_PORT: '80a',
    };

    const problems = problemsOf(env);

    expect(problems.map((line) => line.split(' ')[0])).toEqual(Object.keys(env));
    expect(problems.every((line) => /: expected .+, for example \S/.test(line) && !line.includes('\n'))).toBe(
      true,
    );
  });

  test('a line has the name, what was given, what is expected and an example', () => {
    expect(problemsOf({ CALSYNC_HTTP_PORT: '80a' })).toEqual([
      'CALSYNC_HTTP_PORT is "80a": expected a whole number from 0 to 65535, for example 8080',
    ]);
  });

  test('all lines stand in the message, which names the file that explains them', () => {
    const env = { CALSYNC_HTTP_PORT: '80a', CALSYNC_LOG_LEVEL: 'loud' };

    expect(() => read(env)).toThrow(/\.env\.example.*\n- CALSYNC_HTTP_PORT is.*\n- CALSYNC_LOG_LEVEL is/);
    expect(() => read(env)).toThrow(UserError);
  });

  test('no secret is ever shown', () => {
    const secrets = ['hunter2 a', 'hunter2', 'xoxp-hunter2', 'xoxb-hunter2', 'gopher://u:hunter2@h'];
    const names = ['DATABASE_URL', 'CALCOM_API_KEY', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'DISCORD_TOKEN'];
    const lines = names
      .concat('SMTP_URL')
      .flatMap((name) => secrets.flatMap((text) => problemsOf({ [name]: text })));

    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => line.includes('hunter2'))).toEqual([]);
    expect(problemsOf({ CALCOM_API_KEY: 'cal_live_ abc' })[0]).toMatch(
      /^CALCOM_API_KEY is \(secret, 13 characters\): /,
    );
  });

  test('a secret in the wrong variable is not shown either', () => {
    const tokens = [
      'xoxb-12-34-abc',
      'cal_live_abc',
      discordToken,
      'ftp://ann:pw@host',
      'a1b2c3d4e5f6a1b2c3d4e5f6',
    ];
    const names = ['SLACK_ADMIN_IDS', 'CALCOM_API_URL', 'CALCOM_EVENT_TYPE_IDS', 'CALSYNC_EVENT_TYPE_MAP'];
    const lines = names.flatMap((name) => tokens.flatMap((text) => problemsOf({ [name]: text })));

    expect(lines).toHaveLength(20);
    expect(lines.filter((line) => tokens.some((token) => line.includes(token)))).toEqual([]);
  });

  test('whatever is given, a problem is one line', () => {
    const names = Object.keys(parseEnv(readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')));

    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string({ unit: 'binary' }), (name, text) => {
        for (const line of problemsOf({ [name]: text })) expect(line).not.toMatch(/[\r\n]/);
      }),
    );
  });
});

describe('misspelled names', () => {
  test.each([
    ['CALSYNC_HTP_PORT', 'CALSYNC_HTTP_PORT'],
    ['CALSYNC_TIMEZONE', 'CALSYNC_TIME_ZONE'],
    ['CALSYNC_API_KEY', 'CALCOM_API_KEY'],
    ['CALCOM_EVENT_TYPES_IDS', 'CALCOM_EVENT_TYPE_IDS'],
  ])('%s is answered with %s', (name, meant) => {
    expect(problemsOf({ [name]: '1' })).toEqual([
      `${name} is no variable of calsync: did you mean ${meant}?`,
    ]);
  });

  test.each(['CALSYNC_PORT', 'CALSYNC_SERVICE_HOST', 'CALCOM_LICENSE_KEY', 'SLACK_BOT_TOKENS', 'PATH'])(
    '%s belongs to somebody else',
    (name) => {
      expect(problemsOf({ [name]: 'tcp://10.0.0.1:80' })).toEqual([]);
    },
  );

  test('one that is empty does no harm', () => {
    expect(problemsOf({ CALSYNC_HTP_PORT: '' })).toEqual([]);
  });
});

describe('empty texts', () => {
  test('an empty variable is one that is not set', () => {
    expect(read({ CALCOM_API_KEY: '', SLACK_BOT_TOKEN: ' ', CALSYNC_HTTP_PORT: '""' })).toEqual(read());
  });

  test('an empty digest schedule switches the digest off', () => {
    expect(read({ CALSYNC_DIGEST_CRON: '' }).schedule.digest).toBeUndefined();
    expect(read({ CALSYNC_DIGEST_CRON: undefined }).schedule.digest).toBe('0 9 * * *');
  });

  test('quotes around a value, as Docker hands them through, do not count', () => {
    expect(read({ CALSYNC_DAILY_CRON: '"0 1 * * *"', CALSYNC_LOCALE: "'de-DE'" })).toMatchObject({
      schedule: { daily: '0 1 * * *' },
      locale: 'de-DE',
    });
  });
});

describe('surfaces', () => {
  test('Slack, Discord and e-mail are read when they are whole', () => {
    const config = read({
      ...slack,
      ...discord,
      SLACK_ADMIN_IDS: 'U1, W2,S3,U1',
      DISCORD_TOKEN: discordToken,
      DISCORD_ADMIN_ROLE_IDS: '323456789012345678',
      SMTP_URL: 'smtp://ann:p%40ss@localhost:2525',
      EMAIL_FROM: 'Calsync <calsync@example.com>',
      EMAIL_TO: 'ann@example.com, bob@example.com',
    });

    expect(config.slack).toEqual({
      botToken: 'xoxb-1',
      appToken: 'xapp-1',
      channelId: 'C0123',
      adminIds: ['U1', 'W2', 'S3'],
      apiUrl: undefined,
    });
    expect(config.discord).toMatchObject({ token: discordToken, adminRoleIds: ['323456789012345678'] });
    expect(config.email).toMatchObject({ to: ['ann@example.com', 'bob@example.com'] });
  });

  test.each([
    ['Slack', { ...slack, SLACK_APP_TOKEN: '' }, 'SLACK_APP_TOKEN'],
    ['Slack', { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_CHANNEL_ID'],
    ['Discord', discord, 'DISCORD_TOKEN'],
    ['e-mail', { EMAIL_FROM: 'a@example.com', EMAIL_TO: 'b@example.com' }, 'SMTP_URL'],
  ])('half a %s is a problem that names the missing half', (surface, env, missing) => {
    const problems = problemsOf(env);

    expect(problems).toEqual([
      expect.stringMatching(`^${missing} is not set: expected .*go without ${surface}`),
    ]);
  });

  test('a wrong value is not also called missing', () => {
    expect(problemsOf({ ...slack, SLACK_BOT_TOKEN: 'xapp-1' })).toHaveLength(1);
  });

  test('Slack tokens in each other’s place are two problems, also with a stand-in', () => {
    const swapped = { ...slack, SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xoxb-1' };

    expect(problemsOf({ ...swapped, SLACK_API_URL: 'http://127.0.0.1:9/api/' })).toHaveLength(2);
  });

  test('a stand-in for Discord may give out any token and id', () => {
    const env = { DISCORD_TOKEN: 'stand-in', DISCORD_GUILD_ID: '1', DISCORD_CHANNEL_ID: '2' };

    expect(problemsOf(env)).toHaveLength(3);
    expect(read({ ...env, DISCORD_API_URL: 'http://127.0.0.1:9/api/' }).discord).toMatchObject({
      token: 'stand-in',
      apiUrl: 'http://127.0.0.1:9/api',
    });
  });
});

describe('kinds of values', () => {
  test.each([
    ['CALSYNC_DAILY_CRON', ['0 0 * *', '61 * * * *', 'daily', '2099-01-01T00:00:00', '0 0 0 1 1 * 2020']],
    ['CALSYNC_TIME_ZONE', ['Europe/Berlim', '+02:00', 'CET+1']],
    ['CALSYNC_LOCALE', ['english', 'de_DE', 'xx']],
    ['CALSYNC_RETRY_LADDER', ['0,0', '1', '-1m', '8d', ',', '1s,2s,3s,4s,5s,6s,7s,8s,9s,10s,11s']],
    ['CALSYNC_REBOOK_GRACE', ['24', '-1h', '366d', '1w', '1h30m']],
    ['CALSYNC_MASS_CHANGE', ['20,10', '10%', '20,101%', 'x,10%']],
    ['CALSYNC_WINDOW_PAST_DAYS', ['-1', '3651', '1.5', '1e3']],
    [
      'CALSYNC_EVENT_TYPE_MAP',
      ['Cut', 'Cut=x', '=1', 'Cut=0', 'Cut=1,Cut=2', '{"Cut":', '{"Cut":"1"}', '{"Cut":1.5}'],
    ],
    ['CALSYNC_APPOINTMENT_URL', ['https://crm.example.com', 'crm/{id}', 'javascript:alert({id})']],
    ['CALSYNC_HEARTBEAT_URL', ['hc-ping.com/x', 'ftp://host/x']],
    ['CALSYNC_HTTP_HOST', ['http://localhost', 'a b', '[::1']],
    ['CALSYNC_HTTP_PORT', ['65536', '-1', '0x50']],
    ['CALCOM_API_URL', ['https://api.cal.com/v2?x=1', 'https://ann:pw@api.cal.com/v2', 'api.cal.com/v2']],
    ['CALCOM_API_KEY', ['Bearer cal_live_1', 'cal_lïve']],
    ['CALCOM_EVENT_TYPE_IDS', ['0', '1,x', ',']],
    [
      'DATABASE_URL',
      ['host:5432/db', 'postgres://u:p#ss@host/db', 'postgres://u:50%@host/db', 'mysql://h/d'],
    ],
    [
      'SMTP_URL',
      ['smtp://', 'http://mail', 'mail.example.com:25', 'smtp://ann@mail', 'smtp://mail/?pool=true'],
    ],
    ['SLACK_CHANNEL_ID', ['#bookings', 'U0123', 'c0123']],
    ['SLACK_ADMIN_IDS', ['@ann', 'U1,ann']],
    ['DISCORD_ADMIN_ROLE_IDS', ['admin', '123']],
    ['EMAIL_TO', ['ann', 'ann@example.com,bob', 'ann@exa mple.com', 'Ann <ann@example.com']],
  ])('%s refuses %j', (name, texts) => {
    const refused = texts.filter((text) =>
      problemsOf({ [name]: text }).some((line) => line.startsWith(`${name} is `)),
    );

    expect(refused).toEqual(texts);
  });

  test.each([
    ['CALSYNC_DAILY_CRON', ['@daily', '0 0 29 2 *', '30 0 0 * * *', '0 9 * * MON-FRI', '0 9 * * MON#2']],
    ['CALSYNC_TIME_ZONE', ['UTC', 'America/Argentina/Buenos_Aires', 'Europe/Kyiv']],
    ['CALSYNC_HTTP_HOST', ['0.0.0.0', '::', 'localhost', 'my-host.example.com']],
    ['CALSYNC_APPOINTMENT_URL', ['https://crm.example.com/{id}', 'http://crm/?a={id}&b=1#x']],
    ['CALSYNC_LOG_LEVEL', ['silent', 'DEBUG']],
    [
      'DATABASE_URL',
      ['postgresql://host/db', 'postgres://u:p%23ss@h:5432/db?sslmode=require', 'postgres://u@/db?host=/run'],
    ],
    ['CALCOM_WEBHOOK_SECRET', ['any text with blanks']],
  ])('%s takes %j', (name, texts) => {
    expect(texts.flatMap((text) => problemsOf({ [name]: text }))).toEqual([]);
  });

  test('a schedule that never runs is told so', () => {
    expect(problemsOf({ CALSYNC_NEAR_CRON: '0 0 31 4 *' })[0]).toMatch(
      'is "0 0 31 4 *" (it never runs): expected',
    );
  });

  test('any list of durations is read as milliseconds', () => {
    const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
    const unit = fc.constantFrom(...(['ms', 's', 'm', 'h', 'd'] as const));
    const wait = fc.tuple(fc.integer({ min: 1, max: 7 }), unit);

    fc.assert(
      fc.property(fc.array(wait, { minLength: 1, maxLength: 10 }), (waits) => {
        const text = waits.map(([amount, name]) => `${amount}${name}`).join(', ');

        const config = read({ CALSYNC_RETRY_LADDER: text });

        expect(config.verification.retryLadderMs).toEqual(
          waits.map(([amount, name]) => amount * units[name]),
        );
      }),
    );
  });

  test('any event types are read from pairs and from JSON alike', () => {
    const service = fc.stringMatching(/^[A-Za-zÄÖÜß&+=. -]{1,20}$/).map((text) => `x${text}x`);
    const id = fc.integer({ min: 1, max: 2_147_483_647 });

    fc.assert(
      fc.property(fc.dictionary(service, id), (map) => {
        const pairs = Object.entries(map).map(([name, eventType]) => `${name} = ${eventType}`);

        expect(read({ CALSYNC_EVENT_TYPE_MAP: pairs.join(',') }).eventTypeMap).toEqual({ ...map });
        expect(read({ CALSYNC_EVENT_TYPE_MAP: JSON.stringify(map) }).eventTypeMap).toEqual({ ...map });
      }),
    );
  });

  test('an address of an API loses its last slash', () => {
    expect(read({ CALCOM_API_URL: 'http://127.0.0.1:9/v2//' }).calcom.url).toBe('http://127.0.0.1:9/v2');
  });

  test('a database address leads to PostgreSQL', () => {
    const url = 'postgres://localhost/salon';

    expect(read({ DATABASE_URL: url }).database).toEqual({ kind: 'postgres', url });
  });
});
