import { expect } from 'vitest';
import { test } from '../support/database.ts';
import { HOUR, MORNING, openSalon } from '../support/salon.ts';

const DAY = 24 * HOUR;
const MINUTE = HOUR / 60;

test('an issue whose visit ended more than seven days ago closes as passed', async ({ databaseUrl }) => {
  await using salon = await openSalon(databaseUrl);
  await salon.enter({ id: '1', startsAt: MORNING + HOUR, bookingUid: 'gone', email: 'anna@example.com' });
  for (const wait of [0, MINUTE, 5 * MINUTE]) {
    salon.clock.pass(wait);
    await salon.verify();
  }

  salon.clock.pass(6 * DAY);
  await salon.verify();
  const early = await salon.sql('select state, outcome from calsync.issue');
  salon.clock.pass(3 * DAY);
  await salon.verify();
  const late = await salon.sql('select state, outcome from calsync.issue');

  expect(early).toEqual([{ state: 'open', outcome: null }]);
  expect(late).toEqual([{ state: 'resolved', outcome: 'passed' }]);
});

test('a data directory that cannot be written to is said in one line', async () => {
  const { lockDirectory } = await import('../../src/store/directory-lock.ts');

  expect(() => lockDirectory('/dev/null/calsync')).toThrow(/CALSYNC_DATA_DIR/);
});

test('a Run that its process did not survive is ended by the next one', async ({ databaseUrl }) => {
  await using salon = await openSalon(databaseUrl);
  const window = { from: MORNING, to: MORNING + DAY };
  await salon.app.reconcile().runs.begin({ kind: 'full', startedAt: MORNING, window });

  await salon.verify();

  const runs = await salon.sql('select outcome, problem from calsync.run order by id');
  expect(runs).toEqual([
    { outcome: 'incomplete', problem: 'the process ended before the Run did' },
    { outcome: 'complete', problem: null },
  ]);
});
