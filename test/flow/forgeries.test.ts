/** What nobody could send who only clicks and types: an admin who forges is refused like everybody else, and it is noted. */
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { deskPorts } from '../../src/cli/desk-ports.ts';
import { openHttp } from '../../src/cli/open-http.ts';
import { ACTIONS, parsePress, PRESS_KINDS } from '../../src/domain/press.ts';
import { asRecord, type Json } from '../../src/sandbox/slack/json.ts';
import { frontDesk } from '../../src/surfaces/front-desk.ts';
import { test } from '../support/database.ts';
import { forgedIds } from '../support/forgeries.ts';
import { openGuardedSalon, PEOPLE, type GuardedSalon } from '../support/guarded-salon.ts';
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
      if (before !== (await salon.everything())) throw new Error(`Something was done for ${forged}`);
    }
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
