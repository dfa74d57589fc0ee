import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect } from 'vitest';
import { examine, furnish } from '../support/doctor.ts';
import { test } from '../support/two-chats.ts';

describe.concurrent('calsync doctor', { timeout: 60_000 }, () => {
  test('finds nothing to mend where nothing is broken', async ({ salon }) => {
    await furnish(salon);

    const lines = await examine(salon);

    expect(lines.filter((line) => !line.startsWith('✅'))).toEqual([]);
    expect(new Set(lines.map((line) => line.slice(2, line.indexOf(':'))))).toEqual(
      new Set(['Configuration', 'Database', 'Cal.com', 'Slack', 'Discord', 'HTTP', 'Time zone']),
    );
  });

  test('exits 0 with a remark, and posts a test message where it is told to', async ({ salon }) => {
    await furnish(salon);

    const { code, stdout } = await salon.company.run(['doctor', '--test-message']);

    expect(stdout).toContain('⚠️ Everything works; to be looked at: 1');
    expect(stdout).toContain('⚠️ CALCOM_WEBHOOK_SECRET is not set');
    expect(stdout).toContain('✅ A test message stands in the channel on Slack.');
    expect(stdout).toContain('✅ A test message stands in the channel on Discord.');
    expect(salon.chats.cards().map(({ chat, text }) => [chat, text.split('\n')[0]])).toEqual([
      ['slack', 'ℹ️ A test message'],
      ['discord', 'ℹ️ A test message'],
    ]);
    expect(code).toBe(0);
  });

  test('exits 1 with what is broken, posts nothing unasked, and says it in JSON', async ({ salon }) => {
    await furnish(salon);
    salon.chats.slack.revokeToken();

    const { code, stdout } = await salon.company.run(['doctor', '--json']);

    const said = JSON.parse(stdout) as { ok: boolean; checkups: { area: string; checks: object[] }[] };
    expect(said.ok).toBe(false);
    expect(said.checkups.find(({ area }) => area === 'Slack')?.checks).toEqual([
      { verdict: 'bad', text: expect.stringContaining('token_revoked') },
      { verdict: 'good', text: 'SLACK_APP_TOKEN opens connections.' },
    ]);
    expect(salon.chats.cards()).toEqual([]);
    expect(code).toBe(1);
  });

  test('lists all that is wrong with the configuration, and asks nobody anything', async ({ salon }) => {
    const { code, stdout } = await salon.company.run(['doctor'], {
      CALSYNC_TIME_ZONE: 'Europe/Atlantis',
      SLACK_CHANNEL_ID: undefined,
    });

    expect(stdout).toContain('❌ To be mended: 2');
    expect(stdout).toMatch(/❌ CALSYNC_TIME_ZONE/);
    expect(stdout).toMatch(/❌ SLACK_CHANNEL_ID is not set/);
    expect(salon.company.calcom.requests).toEqual([]);
    expect(code).toBe(1);
  });

  test('a message that cannot be posted is said', async ({ salon }) => {
    await furnish(salon);
    salon.chats.slack.archive(salon.chats.slackChannel);
    salon.chats.discord.deniedPermissions(salon.chats.discordChannel, ['SendMessages']);

    const { code, stdout } = await salon.company.run(['doctor', '--test-message']);

    expect(stdout).toMatch(/❌ No test message on Slack: .*archived/);
    expect(stdout).toMatch(/❌ No test message on Discord: .*permission/);
    expect(code).toBe(1);
  });
});

describe.concurrent('the HTTP port', { timeout: 60_000 }, () => {
  test('a port that somebody else has is a fault where webhooks are awaited, else a remark', async ({
    salon,
  }) => {
    await using other = await listener('{}');
    const settings = { CALSYNC_HTTP_PORT: other.port };

    const awaited = await examine(salon, settings);
    const done = await examine(salon, { ...settings, CALCOM_WEBHOOK_SECRET: '' });

    expect(awaited).toContainEqual(expect.stringMatching(/❌ HTTP: Nobody can listen at .* \(EADDRINUSE\)/));
    expect(done).toContainEqual(expect.stringMatching(/⚠️ HTTP: Nobody can listen at .* \(EADDRINUSE\)/));
  });

  test('a port that calsync itself has is as it should be', async ({ salon }) => {
    const daemon = salon.company.launch(['start']);
    const { port } = await daemon.logged('http listening');

    const lines = await examine(salon, { CALSYNC_HTTP_PORT: String(port) });

    expect(lines).toContainEqual(expect.stringMatching(/✅ HTTP: calsync itself answers at/));
  });
});

async function listener(body: string): Promise<AsyncDisposable & { readonly port: string }> {
  const server = createServer((_, response) => response.end(body)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: String((server.address() as AddressInfo).port),
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}
