/** What nobody could send who only clicks and types: an admin who forges is refused like everybody else, and it is noted. */
import { describe, expect } from 'vitest';
import { asRecord, type Json } from '../../src/sandbox/slack/json.ts';
import { test } from '../support/database.ts';
import { forgedIds } from '../support/forgeries.ts';
import { FORGED, openGuardedSalon, PEOPLE, withButton, type GuardedSalon } from '../support/guarded-salon.ts';
import { work } from '../support/repairs.ts';

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
