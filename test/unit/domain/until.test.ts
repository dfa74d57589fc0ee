import { describe, expect, test } from 'vitest';
import { parseDuration, parseUntil } from '../../../src/domain/until.ts';

const BERLIN = 'Europe/Berlin';
const NOON = Date.UTC(2026, 9, 8, 10, 0);

describe('until when', () => {
  test.each([
    ['30m', '2026-10-08T10:30:00.000Z'],
    ['2h', '2026-10-08T12:00:00.000Z'],
    ['1d', '2026-10-09T10:00:00.000Z'],
    ['tomorrow', '2026-10-09T07:00:00.000Z'],
    ['Tomorrow', '2026-10-09T07:00:00.000Z'],
    ['2026-11-30', '2026-11-30T08:00:00.000Z'],
    ['2026-11-30T09:30', '2026-11-30T08:30:00.000Z'],
    ['2026-11-30 09:30', '2026-11-30T08:30:00.000Z'],
    ['2026-10-25', '2026-10-25T08:00:00.000Z'],
    ['2026-10-25T01:30', '2026-10-24T23:30:00.000Z'],
    ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['2026-03-29T03:30', '2026-03-29T01:30:00.000Z'],
  ])('"%s" is %s in Berlin', (text, instant) => {
    expect(new Date(parseUntil(text, NOON, BERLIN) ?? 0).toISOString()).toBe(instant);
  });

  test('an hour that the clock change leaves out is taken an hour later', () => {
    const until = parseUntil('2026-03-29T02:30', NOON, BERLIN) ?? 0;

    expect(new Date(until).toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });

  test('tomorrow is the company’s, also where its day has begun before ours', () => {
    const late = Date.UTC(2026, 9, 8, 23, 30);

    expect(new Date(parseUntil('tomorrow', late, BERLIN) ?? 0).toISOString()).toBe(
      '2026-10-10T07:00:00.000Z',
    );
    expect(new Date(parseUntil('tomorrow', late, 'America/New_York') ?? 0).toISOString()).toBe(
      '2026-10-09T13:00:00.000Z',
    );
  });

  test.each([
    '',
    'soon',
    '2',
    '0h',
    '-1h',
    '1w',
    '2026-11-31',
    '2026-13-01',
    '2026-11-30T25:00',
    '2026-11-30T09:60',
    '30.11.2026',
  ])('"%s" is no time', (text) => {
    expect(parseUntil(text, NOON, BERLIN)).toBeUndefined();
  });
});

test('a duration has a number and m, h or d', () => {
  expect(['90m', '1h', '2D', '1s', 'h'].map(parseDuration)).toEqual([
    5_400_000,
    3_600_000,
    172_800_000,
    undefined,
    undefined,
  ]);
});
