import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOf, lastDays } from '../../../src/domain/days.ts';

const HOUR = 60 * 60_000;
const hoursOf = ({ from, to }: { from: number; to: number }) => (to - from) / HOUR;

describe('the last days', () => {
  test('end with today, and follow each other without a gap', () => {
    const days = lastDays(Date.UTC(2026, 9, 8, 21, 59), 3, 'Europe/Berlin');

    expect(days.map(({ from }) => new Date(from).toISOString())).toEqual([
      '2026-10-05T22:00:00.000Z',
      '2026-10-06T22:00:00.000Z',
      '2026-10-07T22:00:00.000Z',
    ]);
    expect(days.map(hoursOf)).toEqual([24, 24, 24]);
  });

  test('begin with the company’s midnight, not with UTC’s', () => {
    const late = Date.UTC(2026, 9, 8, 22, 1);

    expect(dateOf(late, 'Europe/Berlin')).toBe('2026-10-09');
    expect(lastDays(late, 1, 'Europe/Berlin')[0]?.from).toBe(Date.UTC(2026, 9, 8, 22, 0));
    expect(lastDays(late, 1, 'America/New_York')[0]?.from).toBe(Date.UTC(2026, 9, 8, 4, 0));
  });

  test('are 25 and 23 hours long when the clocks change', () => {
    const autumn = lastDays(Date.UTC(2026, 9, 26, 12), 3, 'Europe/Berlin');
    const spring = lastDays(Date.UTC(2026, 2, 30, 12), 3, 'Europe/Berlin');

    expect(autumn.map(hoursOf)).toEqual([24, 25, 24]);
    expect(spring.map(hoursOf)).toEqual([24, 23, 24]);
  });

  test('begin when the day does where its midnight is left out', () => {
    // On 24 April 2026 Cairo goes from 00:00 to 01:00 at once.
    const [day] = lastDays(Date.UTC(2026, 3, 24, 12), 1, 'Africa/Cairo');

    expect(day && new Date(day.from).toISOString()).toBe('2026-04-23T22:00:00.000Z');
    expect(day && hoursOf(day)).toBe(23);
  });

  test('each hold their own date, in any zone at any time', () => {
    const zones = fc.constantFrom(
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
      'Asia/Kathmandu',
      'America/Havana',
    );
    const instants = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });

    fc.assert(
      fc.property(instants, zones, (now, zone) => {
        const days = lastDays(now, 3, zone);
        const today = days.at(-1);
        return (
          today !== undefined &&
          today.from <= now &&
          now < today.to &&
          days.every(
            ({ from, to }) =>
              dateOf(from, zone) === dateOf(to - 1, zone) && dateOf(from - 1, zone) < dateOf(from, zone),
          )
        );
      }),
      { numRuns: 50 },
    );
  });
});
