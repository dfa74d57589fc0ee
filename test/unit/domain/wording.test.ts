import { describe, expect, test } from 'vitest';
import {
  codeMeaning,
  sayDistance,
  sayInstant,
  sayMoment,
  sayNumber,
  saySpan,
  sayShare,
  sayTaken,
  STATUSES,
  statusIcon,
  statusLabel,
} from '../../../src/domain/wording.ts';

const BERLIN = { locale: 'en-GB', timeZone: 'Europe/Berlin' };
const TEN = Date.UTC(2025, 9, 13, 8, 0);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a time', () => {
  test('is said in the zone and manner of the company', () => {
    expect(sayInstant(TEN, BERLIN)).toBe('13 Oct 2025, 10:00');
    expect(sayInstant(TEN, { locale: 'de-DE', timeZone: 'UTC' })).toBe('13.10.2025, 08:00');
    expect(sayMoment(TEN, BERLIN)).toBe('13 Oct, 10:00');
  });

  test('with its end names the day once, unless it ends on another one', () => {
    expect(saySpan(TEN, TEN + 45 * MINUTE, BERLIN)).toBe('13 Oct 2025, 10:00 - 10:45');
    expect(saySpan(TEN, TEN + 20 * HOUR, BERLIN)).toBe('13 Oct 2025, 10:00 - 14 Oct 2025, 06:00');
  });

  test('is another day where the company is than in UTC', () => {
    const lateEvening = Date.UTC(2025, 9, 13, 22, 30);

    expect(saySpan(lateEvening, lateEvening + 30 * MINUTE, BERLIN)).toBe('14 Oct 2025, 00:30 - 01:00');
  });

  test('around the change of clocks has its own length', () => {
    const beforeChange = Date.UTC(2025, 9, 26, 0, 30);

    expect(saySpan(beforeChange, beforeChange + HOUR, BERLIN)).toBe('26 Oct 2025, 02:30 - 02:30');
  });
});

describe('a distance', () => {
  test.for([
    [0, 'in 0 s'],
    [45_000, 'in 45 s'],
    [59_600, 'in 1 min'],
    [59 * MINUTE, 'in 59 min'],
    [59.7 * MINUTE, 'in 1h'],
    [3 * HOUR + 45 * MINUTE, 'in 3h 45m'],
    [23 * HOUR + 59.8 * MINUTE, 'in 1d'],
    [52 * HOUR, 'in 2d 4h'],
    [-2 * HOUR, '2h ago'],
  ] as const)('of %d ms is said as "%s"', ([ms, said]) => {
    expect(sayDistance(TEN + ms, TEN)).toBe(said);
  });
});

describe('a share', () => {
  test('is never rounded up to all', () => {
    expect(sayShare(1247, 1263, BERLIN)).toBe('98.7%');
    expect(sayShare(99_999, 100_000, BERLIN)).toBe('99.9%');
    expect(sayShare(5, 5, BERLIN)).toBe('100%');
  });

  test('of nothing is not a number', () => {
    expect(sayShare(0, 0, BERLIN)).toBe('–');
  });
});

test('how long a check took is said in seconds, and in minutes from one on', () => {
  expect([800, 2_340, 59_940, 59_960, 252_000].map((ms) => sayTaken(ms, BERLIN))).toEqual([
    '0.8s',
    '2.3s',
    '59.9s',
    '1m 0s',
    '4m 12s',
  ]);
});

test('a number is written as the company writes it', () => {
  expect(sayNumber(1247, BERLIN)).toBe('1,247');
  expect(sayNumber(1247, { locale: 'de-DE' })).toBe('1.247');
});

test('every status has an icon and a name of its own', () => {
  expect(new Set(STATUSES.map(statusIcon)).size).toBe(STATUSES.length);
  expect(new Set(STATUSES.map(statusLabel)).size).toBe(STATUSES.length);
});

test('every code is explained', () => {
  const codes = [
    'ORPHANED_LOCAL',
    'ORPHANED_CALCOM',
    'DATA_MISMATCH',
    'VERIFICATION_ERROR',
    'CIRCUIT_OPEN',
  ] as const;

  expect(new Set(codes.map(codeMeaning)).size).toBe(codes.length);
});
