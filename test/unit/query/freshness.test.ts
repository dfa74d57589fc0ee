import { expect, test } from 'vitest';
import { judgeFreshness, type Cadence } from '../../../src/query/freshness.ts';
import { MINUTE, NOON } from '../../support/builders.ts';
import { aRun, aStatus } from '../../support/dashboards.ts';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const daily = every(DAY, 'daily', true);
const near = every(15 * MINUTE, 'near', false);

function every(ms: number, title: string, whole: boolean): Cadence {
  return { title, whole, secondAfter: (at) => at + 2 * ms };
}

/** `full`, `any`: how long ago the last complete check of the window and of any kind began. */
function judged({ full, any }: { full: number; any: number }, cadences = [daily, near]) {
  const status = aStatus({ lastComplete: aRun({ startedAt: NOON - full }) });
  return judgeFreshness(status, NOON - any, cadences);
}

test('two intervals old is fresh, a moment more is not', () => {
  expect(judged({ full: HOUR, any: 30 * MINUTE }).doubt).toBeUndefined();
  expect(judged({ full: HOUR, any: 30 * MINUTE + 1 })).toEqual({
    doubt: 'near was missed twice',
    asOf: NOON - 30 * MINUTE - 1,
  });
});

test('small checks do not stand in for the one of the whole', () => {
  expect(judged({ full: 2 * DAY, any: MINUTE }).doubt).toBeUndefined();
  expect(judged({ full: 2 * DAY + 1, any: MINUTE })).toEqual({
    doubt: 'daily was missed twice',
    asOf: NOON - 2 * DAY - 1,
  });
});

test('the one of the whole stands in for the small ones', () => {
  expect(judged({ full: MINUTE, any: MINUTE }).doubt).toBeUndefined();
});

test('a schedule of every second is given the minute that a check may take', () => {
  const quick = [every(1_000, 'quick', false)];

  expect(judged({ full: HOUR, any: MINUTE }, quick).doubt).toBeUndefined();
  expect(judged({ full: HOUR, any: MINUTE + 1 }, quick).doubt).toBe('quick was missed twice');
});

test('a schedule that never comes again is never missed', () => {
  const never = { title: 'never', whole: true, secondAfter: () => undefined };

  expect(judged({ full: 300 * DAY, any: 300 * DAY }, [never]).doubt).toBeUndefined();
});

test('what was not complete is in doubt however new it is', () => {
  const status = aStatus({ health: { state: 'stale', why: 'the last check was refused' } });

  expect(judgeFreshness(status, NOON - MINUTE, [daily, near])).toEqual({
    doubt: 'the last check was refused',
    asOf: NOON - HOUR,
  });
});

test('what was never complete is as of never', () => {
  const status = aStatus({ lastComplete: null, health: { state: 'unknown', why: 'nothing yet' } });

  expect(judgeFreshness(status, null, [daily, near])).toEqual({ doubt: 'nothing yet', asOf: null });
});
