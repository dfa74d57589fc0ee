/** What comes to the desk by another way than from our workspace's own Slack, or as nothing that we ever made. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { deskPorts } from '../../src/cli/desk-ports.ts';
import { openHttp } from '../../src/cli/open-http.ts';
import { ACTIONS, parsePress, PRESS_KINDS } from '../../src/domain/press.ts';
import { asRecord, type Json } from '../../src/sandbox/slack/json.ts';
import { frontDesk } from '../../src/surfaces/front-desk.ts';
import { test } from '../support/database.ts';
import { fromOtherTeam, openGuardedSalon, PEOPLE } from '../support/guarded-salon.ts';
import { admin } from '../support/repairs.ts';

const { signal } = new AbortController();

describe('what comes from elsewhere', { timeout: 60_000 }, () => {
  test('is refused whoever sends it: of another workspace, in another channel, or to be answered elsewhere', async ({
    databaseUrl,
  }) => {
    await using salon = await openGuardedSalon(databaseUrl);
    await using stranger = await startStranger();
    const [{ id, factsHash }] = salon.issues;
    const before = await salon.everything();
    const elsewhere: [string, string, (payload: Json) => Json][] = [
      ['from another workspace', 'the place that it is set up for', fromOtherTeam],
      ['from another channel', 'another channel', fromOtherChannel],
      ['to be answered elsewhere', 'as Slack sends it', answeredAt(stranger.url)],
      ['to be answered elsewhere', 'as Slack sends it', answeredAt('https://hooks.slack.com.evil.example/x')],
      ['to be answered elsewhere', 'as Slack sends it', answeredAt('http://hooks.slack.com/x')],
      ['to be answered elsewhere', 'as Slack sends it', answeredAt('nowhere')],
    ];

    for (const [why, said, change] of elsewhere) {
      salon.later();
      salon.forge('adminById', change);
      expect(await salon.press('adminById', `act:cancel:${id}:${factsHash}`)).toContain(said);
      const last = (await salon.refusals('adminById')).at(-1);
      expect(last).toEqual({ issue: id, detail: `act cancel: ${why}` });
    }
    salon.later();
    salon.forge('adminById', answeredAt(stranger.url));
    expect(await salon.type('adminById', 'issues')).toContain('as Slack sends it');

    expect(await salon.everything()).toBe(before);
    expect(await salon.refusals('adminById')).toHaveLength(elsewhere.length + 1);
    expect(stranger.asked).toEqual([]);
  });

  test('with a text that no database takes is noted all the same', async ({ databaseUrl }) => {
    await using salon = await openGuardedSalon(databaseUrl);

    await salon.type('member', 'cancel \0');
    salon.later();
    await salon.type('member', `pause ${'x'.repeat(113)}😀 ${'y'.repeat(10_000)}`);

    expect(await salon.refusals('member')).toEqual([
      { issue: null, detail: 'cancel �: not an admin' },
      { issue: null, detail: `pause ${'x'.repeat(113)}�: not an admin` },
    ]);
  });

  test('comes by no address of our own: only health and Cal.com’s webhook are served', async ({
    databaseUrl,
  }) => {
    await using salon = await openGuardedSalon(databaseUrl);
    await using server = await openHttp(salon.app);
    const [{ id, factsHash }] = salon.issues;
    const actions = [{ type: 'button', value: `act:cancel:${id}:${factsHash}` }];
    const forged = {
      type: 'block_actions',
      team: { id: salon.slack.teamId },
      user: { id: PEOPLE.adminById },
      actions,
    };
    const body = `payload=${encodeURIComponent(JSON.stringify(forged))}`;
    const before = await salon.everything();
    const paths = [
      '/',
      '/slack/events',
      '/slack/interactive',
      '/slack/commands',
      '/interactions',
      '/metrics',
    ];
    const ask = async (path: string, method: string) => {
      const sent = method === 'GET' ? {} : { body };
      return (await fetch(`http://127.0.0.1:${server?.port}${path}`, { method, ...sent })).status;
    };

    for (const path of paths) for (const method of ['GET', 'POST']) expect(await ask(path, method)).toBe(404);
    expect(await ask('/health', 'POST')).toBe(405);
    expect(await ask('/webhooks/calcom', 'POST')).toBe(404);
    expect(await ask('/health', 'GET')).toBe(200);
    expect(await salon.everything()).toBe(before);
  });
});

/** Any text, and what looks like one of ours. */
const anId = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...PRESS_KINDS,
          ...ACTIONS,
          '__proto__',
          'constructor',
          '',
          '1',
          '2',
          '12',
          '999999999',
        ),
        fc.integer().map(String),
        fc.string({ maxLength: 44 }),
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => parts.join(':')),
);
const anEntry = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('10', '__proto__', 'a\0')));

describe('the desk', { timeout: 60_000 }, () => {
  test('never throws and never writes, whatever somebody presses who is no admin, or an admin that we never made', async ({
    databaseUrl,
  }) => {
    await using salon = await openGuardedSalon(databaseUrl);
    const errors: unknown[] = [];
    const desk = frontDesk({ ...deskPorts(salon.app, signal), onError: (error) => void errors.push(error) });
    const before = await salon.everything();

    await fc.assert(
      fc.asyncProperty(anId, anEntry, anEntry, async (id, note, choice) => {
        const isAdmin = parsePress(id) === undefined;
        const card = await desk.press(id, { ...admin, admin: isAdmin }, { note, choice });
        expect(card.title).toBe('Not done');
      }),
      { numRuns: 500 },
    );

    expect(errors).toEqual([]);
    expect(await salon.everything()).toBe(before);
  });
});

function fromOtherChannel(payload: Json): Json {
  const container = { ...asRecord(payload['container']), channel_id: 'C0OTHER' };
  return { ...payload, container, channel: { id: 'C0OTHER', name: 'elsewhere' } };
}

function answeredAt(url: string): (payload: Json) => Json {
  return (payload) => ({ ...payload, response_url: url });
}

/** Somebody who would like to hear an answer. */
async function startStranger(): Promise<AsyncDisposable & { url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('ok');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    asked,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}
