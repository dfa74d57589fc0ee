import { describe, expect, test } from 'vitest';
import { establishedInWords, findEstablished, type SeenAttempt } from '../../../src/domain/established.ts';
import type { UidAnswer } from '../../../src/domain/evidence.ts';
import { A_PAGE, MINUTE, NOON } from '../../support/builders.ts';

const BERLIN = { locale: 'en-GB', timeZone: 'Europe/Berlin' };

function attempt(number: number, ...calcom: UidAnswer[]): SeenAttempt {
  const database = { readAt: NOON + number * MINUTE, row: null };
  return {
    attempt: number,
    evidence: { toleranceMs: MINUTE, database, calcom, searches: [], heldUntil: null },
  };
}

function missing(at: number): UidAnswer {
  return { uid: 'a', answer: 'absent', read: { at, how: 'uid', requestId: 'one' } };
}

const LISTED: UidAnswer = {
  uid: 'a',
  answer: 'booking',
  read: A_PAGE,
  status: 'accepted',
  startsAt: NOON,
  endsAt: NOON,
  seats: 'none',
  rescheduledToUid: null,
  inScope: true,
};

describe('how a finding was established', () => {
  test('is told by the latest ladder alone', () => {
    const attempts = [attempt(2, missing(NOON)), attempt(1, missing(NOON - MINUTE)), attempt(3, LISTED)];

    expect(findEstablished(attempts)).toEqual({ how: 'uid', attempts: 2, lastAt: NOON });
  });

  test('names the one way that every attempt took, or none', () => {
    expect(findEstablished([attempt(2, LISTED), attempt(1, LISTED)])?.how).toBe('list');
    expect(findEstablished([attempt(2, missing(NOON)), attempt(1, LISTED)])?.how).toBe('mixed');
    expect(findEstablished([attempt(1)])).toEqual({ how: 'search', attempts: 1, lastAt: NOON + MINUTE });
  });

  test('is unknown where nothing was kept', () => {
    expect(findEstablished([])).toBeUndefined();
  });

  test.each([
    ['uid', 3, 'looked up by uid 3 times, last 14:00'],
    ['uid', 1, 'looked up by uid once, 14:00'],
    ['list', 3, 'read in Cal.com’s list 3 times, last 14:00'],
    ['search', 3, 'searched for in Cal.com 3 times, last 14:00'],
    ['mixed', 4, 'checked 4 times, last 14:00'],
  ] as const)('by %s, %i attempts, is said as "%s"', (how, attempts, words) => {
    expect(establishedInWords({ how, attempts, lastAt: NOON }, NOON + MINUTE, BERLIN)).toBe(words);
  });

  test('is said with its day once that is over, by the clock of the company', () => {
    const established = { how: 'uid', attempts: 3, lastAt: NOON } as const;

    expect(establishedInWords(established, NOON + 11 * 60 * MINUTE, BERLIN)).toBe(
      'looked up by uid 3 times, last 9 Oct, 14:00',
    );
  });
});
