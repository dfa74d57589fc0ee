import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect } from 'vitest';
import { test as processTest, until, type CalsyncProcess, type Company } from '../support/calsync-process.ts';
import { test } from '../support/database.ts';
import { openListeningSalon } from '../support/listening-salon.ts';
import { aWebhook, post, SECRET, sign } from '../support/webhooks.ts';

const HOUR = 60 * 60_000;
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;
/** Nothing runs by itself but what was missed before the start. */
const NEVER = {
  CALSYNC_DAILY_CRON: '0 0 1 1 *',
  CALSYNC_PENDING_CRON: '0 0 1 1 *',
  CALSYNC_NEAR_CRON: '0 0 1 1 *',
};
const LISTENING = { ...NEVER, CALCOM_WEBHOOK_SECRET: SECRET };
const CANCELLED = { triggerEvent: 'BOOKING_CANCELLED' };

const countWebhooks = ({ sql }: Pick<Company, 'sql'>) => sql('select id from calsync.webhook');

async function urlOf(daemon: CalsyncProcess): Promise<string> {
  const { port } = await daemon.logged('http listening');
  return `http://127.0.0.1:${port as number}`;
}

describe('what is not signed by Cal.com', () => {
  test('is refused and not recorded, whatever it says', async ({ databaseUrl }) => {
    await using salon = await openListeningSalon(databaseUrl);
    const { url } = salon;
    const body = aWebhook('uid-1');
    const signature = sign(body);
    const flipped = (signature.startsWith('0') ? '1' : '0') + signature.slice(1);

    expect(await post(url, body, '')).toBe(401);
    expect(await post(url, body, 'no-secret-provided')).toBe(401);
    expect(await post(url, body, sign(body, 'another-secret'))).toBe(401);
    expect(await post(url, body, flipped)).toBe(401);
    expect(await post(url, body, signature.toUpperCase())).toBe(401);
    expect(await post(url, body.replace('ACCEPTED', 'ACCEPTEd'), signature)).toBe(401);
    expect(await post(url, ` ${body}`, signature)).toBe(401);
    expect(await post(url, '', '')).toBe(401);
    expect(await salon.sql('select id from calsync.webhook')).toEqual([]);
    expect(await post(url, body, signature)).toBe(200);
  });
});

describe('a webhook that cannot be recorded', () => {
  test('is answered 503, and taken when it comes again', async ({ databaseUrl }) => {
    await using salon = await openListeningSalon(databaseUrl);
    const body = aWebhook('uid-1');

    await salon.sql('alter table calsync.webhook rename to webhook_away');
    const during = await post(salon.url, body);
    await salon.sql('alter table calsync.webhook_away rename to webhook');

    expect(during).toBe(503);
    expect(await post(salon.url, body)).toBe(200);
    expect(await salon.sql('select booking_uid as uid from calsync.webhook')).toEqual([{ uid: 'uid-1' }]);
  });
});

describe('health', () => {
  test('is in trouble when the last checks were not whole, and else says how it stands', async ({
    databaseUrl,
  }) => {
    await using salon = await openListeningSalon(databaseUrl);
    const ask = async () => {
      const answer = await fetch(`${salon.url}/health`);
      return [answer.status, await answer.json()];
    };

    const before = await ask();
    await salon.verify();
    const healthy = await ask();
    salon.calcom.faults.add({ fault: { kind: 'status', status: 401 }, times: Infinity });
    await salon.verify();
    const once = await ask();
    await salon.verify();
    const twice = await ask();

    expect(before).toEqual([200, { state: 'unknown', why: 'nothing has been verified yet' }]);
    expect(healthy).toEqual([200, { state: 'healthy', why: 'the last check was complete' }]);
    expect(once).toEqual([200, { state: 'stale', why: expect.any(String) }]);
    expect(twice).toEqual([503, { state: 'trouble', why: expect.any(String) }]);
  });
});

describe.concurrent('the daemon', { timeout: 120_000 }, () => {
  processTest('hears of a cancellation within seconds, and tells nobody’s name', async ({ company }) => {
    const uid = await company.agree('1', TOMORROW);
    const daemon = company.launch(['start'], { ...LISTENING, CALSYNC_LOG_LEVEL: 'debug' });
    const url = await urlOf(daemon);
    await daemon.logged('verification ended', { kind: 'full', outcome: 'complete' });
    company.calcom.world.cancel(uid);

    const forged = await post(url, aWebhook(uid, CANCELLED), sign('something else'));
    const signed = await post(url, aWebhook(uid, CANCELLED));
    await until(
      async () => (await company.sql('select attempt from calsync.pair_history')).length > 0,
      'the first attempt',
    );
    await company.sql('alter table calsync.webhook rename to webhook_away');
    const failed = await post(url, aWebhook(uid, CANCELLED));
    await daemon.logged('http request failed');
    const { code, stderr } = await daemon.kill('SIGTERM');

    expect([forged, signed, failed]).toEqual([401, 200, 503]);
    expect(code).toBe(0);
    for (const secret of [uid, 'Mia', 'Novak', 'mia@example.com', SECRET, 'Anna'])
      expect(stderr).not.toContain(secret);
  });

  processTest('and another one on the same database verify it once', async ({ company }) => {
    const uid = await company.agree('1', TOMORROW);
    const daemons = [company.launch(['start'], LISTENING), company.launch(['start'], LISTENING)];
    const urls = await Promise.all(daemons.map(urlOf));
    await until(
      async () => (await company.sql(`select id from calsync.run where outcome = 'complete'`)).length > 0,
      'the first Run',
    );

    const body = aWebhook(uid);
    const statuses = await Promise.all(urls.map((url) => post(url, body)));
    await until(
      async () => (await company.sql('select id from calsync.webhook where heard_at is null')).length === 0,
      'the webhook to be heard',
    );
    for (const daemon of daemons) await daemon.kill('SIGTERM');

    expect(statuses).toEqual([200, 200]);
    expect(await countWebhooks(company)).toHaveLength(1);
    expect(await company.sql(`select outcome from calsync.run where kind = 'single'`)).toEqual([
      { outcome: 'complete' },
    ]);
  });

  processTest('without a secret takes no webhooks, and is healthy all the same', async ({ company }) => {
    const daemon = company.launch(['start'], NEVER);
    const url = await urlOf(daemon);
    await daemon.logged('verification ended', { kind: 'full', outcome: 'complete' });

    const body = aWebhook('uid-1');
    const statuses = [await post(url, body), await post(url, body, '')];
    const { status: ofGet } = await fetch(`${url}/webhooks/calcom`);
    const { status: ofHealth } = await fetch(`${url}/health`);

    expect(statuses).toEqual([404, 404]);
    expect([ofGet, ofHealth]).toEqual([404, 200]);
    expect(await countWebhooks(company)).toEqual([]);
    expect((await daemon.kill('SIGTERM')).code).toBe(0);
  });

  processTest(
    'whose port is taken does not wait for webhooks in vain',
    async ({ company, onTestFinished }) => {
      const other = createServer().listen(0, '127.0.0.1');
      onTestFinished(() => void other.close());
      await new Promise((resolve) => other.once('listening', resolve));
      const CALSYNC_HTTP_PORT = String((other.address() as AddressInfo).port);

      const refused = await company.run(['start'], { ...LISTENING, CALSYNC_HTTP_PORT });
      const daemon = company.launch(['start'], { ...NEVER, CALSYNC_HTTP_PORT });
      await daemon.logged('verification ended', { kind: 'full', outcome: 'complete' });
      const ended = await daemon.kill('SIGTERM');

      expect(refused).toMatchObject({ code: 1, stdout: '' });
      expect(refused.stderr).toMatch(/^Cannot listen for Cal\.com's webhooks at .*CALSYNC_HTTP_PORT.*\n$/);
      expect(refused.stderr).not.toContain(SECRET);
      expect(daemon.log().filter(({ msg }) => msg === 'http not available')).toHaveLength(1);
      expect(ended.code).toBe(0);
    },
  );
});
