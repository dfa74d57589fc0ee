import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readInstant } from '../../../src/calcom/read-instant.ts';

describe('a time of Cal.com', () => {
  test('is the instant that JavaScript reads, in the usual form and in any other', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
        (date) => {
          const usual = date.toISOString();

          expect(readInstant(usual, 'start')).toBe(date.getTime());
          expect(readInstant(usual.replace('Z', '+00:00'), 'start')).toBe(date.getTime());
        },
      ),
    );
  });

  test.each([
    '2026-02-29T10:00:00.000Z',
    '2026-04-31T10:00:00.000Z',
    '2026-13-01T10:00:00.000Z',
    '2026-00-10T10:00:00.000Z',
    '2026-01-00T10:00:00.000Z',
    '2026-01-01T25:00:00.000Z',
    '2026-01-01T10:60:00.000Z',
    '2026-01-01T10:00:61.000Z',
    '2026-01-01T1a:00:00.000Z',
    '2026-01-01',
    'tomorrow',
    '',
    null,
    1,
  ])('is refused when it is %j, again and again', (value) => {
    expect(() => readInstant(value, 'start')).toThrow(/"start" is no time/);
    expect(() => readInstant(value, 'start')).toThrow(/"start" is no time/);
  });

  test('at the end of a leap year’s February is one', () => {
    expect(readInstant('2028-02-29T10:00:00.000Z', 'start')).toBe(Date.UTC(2028, 1, 29, 10));
  });
});
