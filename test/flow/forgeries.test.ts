/** What nobody could send who only clicks and types: an admin who forges is refused like everybody else, and it is noted. */
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
import { forgedIds } from '../support/forgeries.ts';
import {
  FORGED,
  fromOtherTeam,
  openGuardedSalon,
  PEOPLE,
  withButton,
  type GuardedSalon,
} from '../support/guarded-salon.ts';
import { admin, work } from '../support/repairs.ts';

const { signal } = new AbortController();

const notes = async (salon: GuardedSalon) => (await salon.refusals('adminById')).length;

/** What stood in the fields of a window or card. */
function entering(field: 'note' | 'choice', text: string): (payload: Json) => Json {
  const value = field === 'note' ? { value: text } : { selected_option: { value: text } };
  const state = { values: { [`field:${field}`]: { [field]: value } } };
  return (payload) => ({ ...payload, state });
}

/** Changes the one action that the app is told of. */
function acting(change: Json): (payload: Json) => Json {
  return (payload) => ({
    ...payload,
    actions: (payload['actions'] as unknown[]).map((action) => ({ ...asRecord(action), ...change })),
  });
}

describe('a forged button', { timeout: 60_000 }, () => {
  test('does nothing, and each is in the audit', async ({ databaseUrl }) => {
    await using salon = await openGuardedSalon(databaseUrl);
    const before = await salon.everything();

    for (const [what, id] of forgedIds(salon)) {
      salon.later();
      const noted = await notes(salon);
      const answer = await salon.press('adminById', id);
      const forged = `${what}: ${id.slice(0, 80)}`;
      expect([forged, answer]).toEqual([forged, expect.stringContaining('Not done')]);
      expect([forged, await notes(salon)]).toEqual([forged, noted + 1]);
    }

    expect(await salon.everything()).toBe(before);
  });

  test('that would take an issue from somebody who took it at another time takes nothing', async ({
    databaseUrl,
  }) => {
    await using salon = await openGuardedSalon(databaseUrl);
    const [{ id }] = salon.issues;
    await salon.press('adminByGroup', `claim:${id}`);
    const before = await salon.everything();

    const answer = await salon.press('adminById', `claim:${id}:999999999999999`);

    expect(answer).toContain(`is on issue #${id}`);
    expect(await salon.everything()).toBe(before);
    expect(await salon.refusals('adminById')).toEqual([
      { issue: id, detail: expect.stringContaining('claim') },
    ]);
  });
});

describe('what was entered', { timeout: 60_000 }, () => {
  test('is refused where no field takes it, and each is in the audit', async ({ databaseUrl }) => {
    await using salon = await openGuardedSalon(databaseUrl);
    const [{ id, factsHash }] = salon.issues;
    const before = await salon.everything();
    const notesMade = ['x'.repeat(10_000), 'NUL \0 inside'].map((text) => entering('note', text));
    const options = [
      '4711; drop table calsync.issue',
      '__proto__',
      'constructor',
      '-1',
      '1e3',
      '9'.repeat(10_000),
    ];
    const chosen = options.map((text) => entering('choice', text));

    for (const change of [...notesMade, ...chosen]) {
      salon.later();
      salon.forge('adminById', change);
      const noted = await notes(salon);
      expect(await salon.press('adminById', `act:create:${id}:${factsHash}`)).toContain('Not done');
      expect(await notes(salon)).toBe(noted + 1);
    }

    expect(await salon.everything()).toBe(before);
  });

  test('is no way to an event type of another key: the booking is not made, and the audit says so', async ({
    databaseUrl,
  }) => {
    await using salon = await openGuardedSalon(databaseUrl);
    const [first, second] = salon.issues;
    const bookings = salon.calcom.world.all();

    await salon.press('adminById', `act:create:${first.id}:${first.factsHash}:4711`);
    salon.forge('adminById', entering('choice', '4711'));
    await salon.press('adminById', `act:create:${second.id}:${second.factsHash}`);
    await work(salon);

    expect(salon.calcom.world.all()).toEqual(bookings);
    expect(await salon.sql('select distinct state from calsync.resolution')).toEqual([{ state: 'refused' }]);
    expect(await salon.sql(`select detail from calsync.audit where action = 'create' order by id`)).toEqual(
      Array.from({ length: 2 }, () => ({ detail: expect.stringMatching(/^refused: .*no event type 4711/) })),
    );
  });

  test('is kept to the letter where it is a note, whatever it looks like', async ({ databaseUrl }) => {
    await using salon = await openGuardedSalon(databaseUrl);
    const [{ id, factsHash }] = salon.issues;
    const note = `'); drop table calsync.issue; -- \${1} __proto__ act:cancel:${id}:${factsHash}`;
    salon.forge('adminById', entering('note', note));

    await salon.press('adminById', `act:resolve:${id}:${factsHash}`);

    expect(await salon.sql('select action, note from calsync.resolution')).toEqual([
      { action: 'resolve', note },
    ]);
  });

  test('in a window counts for nothing beside its buttons, and a forged one is refused there too', async ({
    databaseUrl,
  }) => {
    await using salon = await openGuardedSalon(databaseUrl);
    const [{ id, factsHash }, other] = salon.issues;
    const window = await salon.openReview('adminById', id);
    const before = await salon.everything();
    const act = `act:cancel:${id}:${factsHash}`;
    const metadata = { private_metadata: act, external_id: act };

    salon.forge('adminById', ({ view, ...payload }) => ({
      ...payload,
      view: { ...asRecord(view), ...metadata },
    }));
    await window.submit();
    salon.forge('adminById', (payload) => payload);
    const open = await salon.openReview('adminById', id);
    await salon.slack
      .as(PEOPLE.adminById)
      .press(withButton(open, `act:cancel:${other.id}:${factsHash}`), FORGED);

    await expect.poll(() => salon.refusals('adminById')).toHaveLength(1);
    expect(await salon.everything()).toBe(before);
  });

  test('in a menu that we never made is no button, and is noted', async ({ databaseUrl }) => {
    await using salon = await openGuardedSalon(databaseUrl);
    const [{ id, factsHash }] = salon.issues;
    const before = await salon.everything();
    const value = `act:cancel:${id}:${factsHash}`;
    salon.forge('adminById', acting({ type: 'static_select', value, selected_option: { value } }));

    const answer = await salon.press('adminById', value);

    expect(answer).toContain('Not done');
    expect(await salon.refusals('adminById')).toHaveLength(1);
    expect(await salon.everything()).toBe(before);
  });
});

describe('what comes from elsewhere', { timeout: 60_000 }, () => {
  test('is refused whoever sends it: of another workspace, in another channel, or to be answered elsewhere', async ({
    databaseUrl,
  }) => {
    await using salon = await openGuardedSalon(databaseUrl);
    await using stranger = await startStranger();
    const [{ id, factsHash }] = salon.issues;
    const before = await salon.everything();
    const elsewhere: [string, string, (payload: Json) => Json][] = [
      ['from another workspace', 'another workspace', fromOtherTeam],
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
