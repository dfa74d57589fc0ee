/** Whatever is pressed about one seat of a class, or one week of a series, nobody else's is touched, nor any other week. */
import { describe, expect } from 'vitest';
import type { Action } from '../../src/domain/offers.ts';
import { test } from '../support/database.ts';
import { idsOf, partOf } from '../support/parted-world.ts';
import { openIssues, work } from '../support/repairs.ts';
import { ADA, messageOf, openPressingSalon, press } from '../support/pressing.ts';
import type { ReadingSalon } from '../support/reading-salon.ts';
import { HOUR, MORNING } from '../support/salon.ts';
import { CANCELLED_CLASS, CLASSES, SERIES, WEEKLY } from '../support/shared-visits.ts';
import { visitsFrom, type Visit } from '../support/visits.ts';

const ACTIONS: readonly Action[] = [
  'retry',
  'create',
  'link',
  'use_database',
  'use_calcom',
  'resolve',
  'cancel',
];
const TOMORROW = MORNING + 24 * HOUR;

async function openStudio(databaseUrl: string): Promise<ReadingSalon> {
  const salon = await openPressingSalon(databaseUrl, ['Ada'], { CALCOM_EVENT_TYPE_IDS: '10,11,12' });
  salon.calcom.world.addEventType({ id: WEEKLY, slug: 'weekly', recurrence: { occurrences: 4 } });
  return salon;
}

interface Case {
  readonly action: Action;
  readonly visit: Visit;
  readonly issueId: number;
}

/** One after the other, each compared with the world as it was before; answers which changed anything of hers. */
async function pressEach(salon: ReadingSalon, cases: readonly Case[]): Promise<Action[]> {
  const changed: Action[] = [];
  for (const { action, visit, issueId } of cases) {
    const known = { visit, before: await idsOf(salon) };
    const before = await partOf(salon, known);
    await press(salon, { who: ADA, on: messageOf(salon, issueId), action });
    await work(salon);
    const after = await partOf(salon, known);

    expect(after.others, `others after ${action}`).toEqual(before.others);
    if (JSON.stringify(after.hers) !== JSON.stringify(before.hers)) changed.push(action);
  }
  return changed;
}

async function issueIds({ sql }: ReadingSalon): Promise<number[]> {
  const issues = await sql<{ id: number }>('select id from calsync.issue order by starts_at');
  return issues.map(({ id }) => id);
}

describe('no action touches anybody else', { timeout: 60_000 }, () => {
  test.for([
    ...CLASSES.map((visit) => ({ of: 'a class', ...visit })),
    ...SERIES.map((visit) => ({ of: 'a weekly series', ...visit })),
  ])('in $of with $kind', async ({ make, changes }, { databaseUrl }) => {
    await using salon = await openStudio(databaseUrl);
    const visits = visitsFrom(TOMORROW, ACTIONS.length);
    for (const visit of visits) await make(salon, visit);
    await openIssues(salon);
    await salon.tell();
    const ids = await issueIds(salon);

    const changed = await pressEach(
      salon,
      ACTIONS.map((action, at) => ({ action, visit: visits[at] as Visit, issueId: ids[at] ?? 0 })),
    );

    expect(ids).toHaveLength(ACTIONS.length);
    expect(changed).toEqual(ACTIONS.filter((action) => changes.includes(action)));
  });

  test.for(ACTIONS.map((action) => ({ action })))(
    'in a class that is cancelled for all of them, when $action is pressed for one',
    async ({ action }, { databaseUrl }) => {
      await using salon = await openStudio(databaseUrl);
      const [visit] = visitsFrom(TOMORROW, 1) as [Visit];
      await CANCELLED_CLASS.make(salon, visit);
      await openIssues(salon);
      await salon.tell();
      const [anna] = await salon.sql<{ id: number }>(
        `select id from calsync.issue where appointment_id = 'anna-0'`,
      );

      const changed = await pressEach(salon, [{ action, visit, issueId: anna?.id ?? 0 }]);

      expect(changed).toEqual(CANCELLED_CLASS.changes.includes(action) ? [action] : []);
    },
  );
});
