/** Who may do what on Slack: everything that can be pressed and typed, by people of every kind. */
import { describe, expect } from 'vitest';
import { COMMANDS } from '../../src/domain/grammar.ts';
import { ACTIONS, BULK_ACTIONS, PRESS_KINDS } from '../../src/domain/press.ts';
import { MATRIX_ACTIONS, MATRIX_BULK_ACTIONS, PRESSES, TYPED } from '../support/access-matrix.ts';
import { test } from '../support/database.ts';
import {
  CUSTOMERS_DATA,
  FORGED,
  openGuardedSalon,
  PEOPLE,
  regroup,
  withButton,
  type GuardedSalon,
  type Role,
} from '../support/guarded-salon.ts';
import { openHome, showHomes, visitors } from '../support/opened-homes.ts';

const MAY_NOT = ['member', 'removedFromGroup', 'guest'] as const;
const MAY = ['adminById', 'adminByGroup'] as const;
const NOT_AN_ADMIN = 'Only calsync’s admins may do that';
const NOT_OURS = 'calsync answers only in the place that it is set up for';

interface Deed {
  readonly what: string;
  readonly who: 'admins' | 'all' | 'nobody';
  readonly by: (role: Role) => Promise<string>;
}

function deedsIn(salon: GuardedSalon): Deed[] {
  const pressed = PRESS_KINDS.flatMap((kind) => PRESSES[kind](salon)).map((id): Deed => {
    return { what: `press ${id}`, who: 'admins', by: (role) => salon.press(role, id) };
  });
  const typed = COMMANDS.map(({ name }): Deed => {
    const { who, words } = TYPED[name];
    return { what: name, who, by: (role) => salon.type(role, `${name} ${words}`.trim()) };
  });
  return [...pressed, ...typed];
}

describe('what can be pressed and typed', { timeout: 60_000 }, () => {
  test('is in the matrix to the last button and command', () => {
    expect(Object.keys(PRESSES).toSorted()).toEqual([...PRESS_KINDS].toSorted());
    expect(MATRIX_ACTIONS.toSorted()).toEqual([...ACTIONS].toSorted());
    expect(MATRIX_BULK_ACTIONS.toSorted()).toEqual([...BULK_ACTIONS].toSorted());
    expect(Object.keys(TYPED).toSorted()).toEqual(COMMANDS.map(({ name }) => name).toSorted());
  });

  test('is refused to whoever may not: nothing is done, and each refusal is in the audit', async ({
    databaseUrl,
  }) => {
    await using salon = await openGuardedSalon(databaseUrl);
    const before = await salon.everything();
    const others = await salon.sql(`select id from calsync.audit where action <> 'refused'`);

    for (const { what, who, by } of deedsIn(salon)) {
      salon.later();
      const noted = await Promise.all(MAY_NOT.map((role) => salon.refusals(role)));
      const answers = await Promise.all(MAY_NOT.map(by));

      const refused = { admins: [true, true, true], all: [false, false, true], nobody: [false, false, true] }[
        who
      ];
      const isRefusal = answers.map((text) => text.includes(NOT_AN_ADMIN) || text.includes(NOT_OURS));
      const since = await Promise.all(
        MAY_NOT.map(async (role, at) => (await salon.refusals(role)).length - (noted[at]?.length ?? 0)),
      );
      expect([what, isRefusal]).toEqual([what, refused]);
      expect([what, since]).toEqual([what, refused.map(Number)]);
    }

    expect(await salon.everything()).toBe(before);
    expect(await salon.sql(`select id from calsync.audit where action <> 'refused'`)).toEqual(others);
    for (const role of MAY_NOT)
      for (const secret of CUSTOMERS_DATA) expect(salon.seenBy(role)).not.toContain(secret);
  });

  test('is open to admins, by their own id and by their group', async ({ databaseUrl }) => {
    await using salon = await openGuardedSalon(databaseUrl);

    for (const { what, who, by } of deedsIn(salon)) {
      for (const text of await Promise.all(MAY.map(by))) {
        const said = [NOT_AN_ADMIN, NOT_OURS, 'a command of the terminal'].map((words) =>
          text.includes(words),
        );
        expect([what, said]).toEqual([what, [false, false, who === 'nobody']]);
      }
    }

    const notes = [...(await salon.refusals('adminById')), ...(await salon.refusals('adminByGroup'))];
    expect(notes.filter(({ detail }) => /not an admin|another workspace/.test(detail))).toEqual([]);
  });
});

describe('customers’ data', { timeout: 60_000 }, () => {
  test('is in no home, window or line of who is no admin, whatever they press there', async ({
    databaseUrl,
  }) => {
    await using salon = await openGuardedSalon(databaseUrl);
    const others = ['member', 'removedFromGroup'] as const;
    for (const role of [...MAY, ...others, 'guest'] as const) await openHome(salon, role);
    await expect.poll(() => visitors(salon)).toHaveLength(4);
    await showHomes(salon);

    for (const role of others) {
      const human = salon.slack.as(PEOPLE[role]);
      for (const id of [`review:${salon.issues[0].id}`, 'open_issues', 'look_again']) {
        const home = human.home();
        if (!home) throw new Error(`Cannot see the home of ${role}`);
        await human.press(withButton(home, id), FORGED);
        await expect.poll(() => JSON.stringify(human.modal()?.blocks)).toContain(NOT_AN_ADMIN);
        await human.modal()?.close();
      }
    }

    expect(await visitors(salon)).not.toContain(PEOPLE.guest);
    expect(salon.slack.as(PEOPLE.guest).home()).toBeUndefined();
    for (const role of MAY) expect(salon.seenBy(role)).toContain('Anna Schmidt');
    expect(salon.seenBy('member')).toContain('SYNCED');
    for (const role of others)
      for (const secret of CUSTOMERS_DATA) expect(salon.seenBy(role)).not.toContain(secret);
  });

  test('is gone from the home of who was an admin until a minute ago', async ({ databaseUrl }) => {
    await using salon = await openGuardedSalon(databaseUrl);
    await openHome(salon, 'adminByGroup');
    await expect.poll(() => visitors(salon)).toHaveLength(1);
    await showHomes(salon);
    const before = salon.seenBy('adminByGroup');

    regroup(salon, []);
    await showHomes(salon);

    expect(before).toContain('Anna Schmidt');
    expect(salon.seenBy('adminByGroup')).toContain('SYNCED');
    for (const secret of CUSTOMERS_DATA) expect(salon.seenBy('adminByGroup')).not.toContain(secret);
  });
});
