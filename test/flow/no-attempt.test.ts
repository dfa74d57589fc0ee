/** What says nothing about an appointment counts for nothing. */
import { describe, expect } from 'vitest';
import type { Fault } from '../../src/sandbox/calcom/faults.ts';
import { test } from '../support/database.ts';
import { anna, historyOf, MINUTE, pairOf, pairs, TOMORROW, verifyDue } from '../support/issue-stories.ts';
import { memoryOf } from '../support/memory.ts';
import { openSalon } from '../support/salon.ts';

describe('a second look at a missing booking whose answer', () => {
  test.for<[string, Fault, string]>([
    ['is too many requests, again and again,', { kind: 'status', status: 429, body: {} }, 'partial'],
    ['is a key that is refused', { kind: 'status', status: 401, body: { message: 'no' } }, 'incomplete'],
    ['is a key that may not do this', { kind: 'status', status: 403, body: { message: 'no' } }, 'incomplete'],
  ])('%s is no attempt', async ([, fault, outcome], { databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: 'gone', ...anna });
    await salon.verify();
    const before = await memoryOf(salon);
    salon.clock.pass(MINUTE);
    salon.calcom.faults.add({ when: { path: '/bookings/gone' }, times: Infinity, fault });

    const report = await verifyDue(salon);

    expect(report.result).toMatchObject({ outcome, problem: expect.any(String) });
    expect(report.discrepancies).toEqual([]);
    expect(await memoryOf(salon)).toEqual(before);
  });
});

describe('a Run', () => {
  test('that cannot be written to its end leaves nothing behind', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: 'gone', ...anna });

    // The last thing that a Run writes.
    await salon.sql('alter table calsync.pair_history rename detail to away');
    await expect(salon.verify()).rejects.toThrow('detail');
    await salon.sql('alter table calsync.pair_history rename away to detail');
    const left = await pairs(salon);
    const ended = await salon.sql(`select id from calsync.run where outcome <> 'running'`);
    await salon.verify();

    expect(left).toEqual([]);
    expect(ended).toEqual([]);
    expect(await pairOf(salon, '1')).toMatchObject({ ladder: { attempts: 1 } });
    expect(await historyOf(salon)).toEqual(['attempt 1']);
  });
});
