/** What `calsync verify --full --json` says of a Cal.com whose lists are not true. */
import { describe, expect } from 'vitest';
import type { RunDescription } from '../../src/cli/describe-run.ts';
import { fewer, none, older, otherShape, withTotal, type Change } from '../simulation/listing-changes.ts';
import { test } from '../support/calsync-process.ts';

const HOUR = 60 * 60_000;
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;

const LIES: [string, () => Change, RegExp][] = [
  ['an empty list', () => none, /left out \d bookings that exist/],
  ['40 % of the list', () => fewer, /left out \d bookings that exist/],
  ['rows outside the window', () => older, /before the time that was asked for/],
  ['the same page twice', theFirstAgain, /repeated a page|another order/],
  ['another body shape', () => otherShape, /older version/],
  ['counts that do not add up', () => withTotal(1), /does not add up|said that there are/],
];

describe('a Cal.com whose lists are not true', () => {
  test('makes each check end with the reason and exit code 2, and opens or closes nothing', {
    timeout: 120_000,
  }, async ({ company }) => {
    const uids: string[] = [];
    for (let at = 0; at < 12; at++) uids.push(await company.agree(`${at}`, TOMORROW + at * HOUR));
    for (const uid of uids) company.calcom.world.update(uid, { createdAt: TOMORROW - 5 * 24 * HOUR });
    await company.run(['verify', '--full', '--json']);
    await company.enter({ id: 'gone', startsAt: TOMORROW, bookingUid: 'gone' });
    company.calcom.world.cancel(uids[0] ?? '');
    const before = await memory();

    for (const [what, lie, reason] of LIES) {
      const lying = company.calcom.faults.add({
        when: { path: '/bookings' },
        times: Infinity,
        fault: { kind: 'rewrite', body: lie() },
      });
      const { stdout, code } = await company.run(['verify', '--full', '--json']);
      lying.remove();

      const { run, discrepancies } = JSON.parse(stdout) as RunDescription;
      expect({ what, code, complete: run.complete, discrepancies }).toEqual({
        what,
        code: 2,
        complete: false,
        discrepancies: [],
      });
      expect(run.problem).toMatch(reason);
    }

    expect(await memory()).toEqual(before);

    async function memory() {
      const tables: object[][] = [];
      for (const table of ['pair', 'issue', 'pair_history'])
        tables.push(await company.sql(`select * from calsync.${table} order by id`));
      return tables;
    }
  });
});

/** Of a page that is repeated the first is true. */
function theFirstAgain(): Change {
  let first: unknown;
  return (body) => (first ??= body);
}
