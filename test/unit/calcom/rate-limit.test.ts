import { describe, expect, test } from 'vitest';
import { blockedUntil, usedUpUntil } from '../../../src/calcom/rate-limit.ts';

const NOW = Date.UTC(2026, 11, 1);

describe('after a 429 the next request waits', () => {
  test.each([
    ['the seconds of the reset', { 'x-ratelimit-reset-default': '43' }, 43_000],
    ['for a limit of any name', { 'x-ratelimit-reset-team-plan': '7' }, 7000],
    ['the longest of several', { 'x-ratelimit-reset-default': '3', 'x-ratelimit-reset-burst': '9' }, 9000],
    ['as Retry-After says', { 'retry-after': '12' }, 12_000],
    ['until the date in Retry-After', { 'retry-after': new Date(NOW + 20_000).toUTCString() }, 20_000],
    ['a minute when nothing is said', {}, 60_000],
    ['a minute when what is said is no number', { 'x-ratelimit-reset-default': 'soon' }, 60_000],
    [
      'a minute at most, also when a date in seconds is answered',
      { 'x-ratelimit-reset-default': '1796083200' },
      60_000,
    ],
    ['a second at least', { 'x-ratelimit-reset-default': '0' }, 1000],
  ])('%s', (_, headers, ms) => {
    expect(blockedUntil(headers, NOW) - NOW).toBe(ms);
  });
});

describe('after a good answer', () => {
  test('that leaves nothing the next request waits for the reset', () => {
    expect(usedUpUntil({ 'x-ratelimit-remaining-default': '0', 'x-ratelimit-reset-default': '5' }, NOW)).toBe(
      NOW + 5000,
    );
  });

  test('nobody waits while one of several limits has something left', () => {
    const headers = {
      'x-ratelimit-remaining-default': '0',
      'x-ratelimit-remaining-long': '80',
      'x-ratelimit-reset-default': '5',
    };

    expect(usedUpUntil(headers, NOW)).toBeUndefined();
  });

  test('without such headers nobody waits', () => {
    expect(usedUpUntil({}, NOW)).toBeUndefined();
  });
});
