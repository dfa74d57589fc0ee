import { describe, expect } from 'vitest';
import { test } from '../support/database.ts';
import { HOUR, MORNING, openSalon } from '../support/salon.ts';

const TOMORROW = MORNING + 24 * HOUR;
const anna = { name: 'Anna Schmidt', email: 'anna@example.com' };

describe('a full Run', () => {
  test('finds nothing where both sides agree, and a second one writes only itself', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: uid, ...anna });

    const first = await salon.verify();
    const before = await salon.sql('select * from calsync.pair');
    const second = await salon.verify();

    expect(first.result).toMatchObject({ outcome: 'complete', problem: null, counts: { synced: 1 } });
    expect(first.discrepancies).toEqual([]);
    expect(second.result).toMatchObject({ outcome: 'complete', counts: { synced: 1 } });
    expect(await salon.sql('select * from calsync.pair')).toEqual(before);
  });

  test('says of a row whose booking Cal.com does not know that it is an orphan', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: 'gone', ...anna });

    const report = await salon.verify();

    expect(report.discrepancies).toMatchObject([
      { code: 'ORPHANED_LOCAL', appointmentId: '1', bookingUid: null },
    ]);
  });
});
