import { describe, expect, test } from 'vitest';
import { readFoundBooking, readBookingList, readWrittenBooking } from '../../../src/calcom/read-answer.ts';
import { A_PAGE } from '../../support/builders.ts';
import { aRawBooking } from './a-raw-booking.ts';

describe('a page', () => {
  test('gives its bookings in their order, and how many there are in all', () => {
    const data = [aRawBooking({ uid: 'b' }), aRawBooking({ uid: 'a' })];

    const page = readBookingList({ status: 'success', data, pagination: { totalItems: 7 } }, A_PAGE);

    expect(page.bookings.map((booking) => booking.uid)).toEqual(['b', 'a']);
    expect(page.totalItems).toBe(7);
  });

  test.each([
    [
      'in an older shape',
      { data: { bookings: [], recurringInfo: [], nextCursor: null } },
      'shape of an older version',
    ],
    ['with a cursor', { data: [], pagination: { nextCursor: null, hasMore: false } }, 'came with a cursor'],
    ['without a total', { data: [] }, 'how many bookings there are in all'],
    [
      'with a total in words',
      { data: [], pagination: { totalItems: '3' } },
      'how many bookings there are in all',
    ],
    ['that is one booking', { data: aRawBooking() }, 'holds an object'],
    ['that is null', { data: null }, 'holds null'],
    ['without data', { status: 'success' }, 'holds no data'],
    ['that is a text', 'hello', 'the answer is a text'],
    ['with a hole in it', { data: [null], pagination: { totalItems: 1 } }, 'a booking is null'],
  ])('%s is told in plain words', (_, body, words) => {
    expect(() => readBookingList(body, A_PAGE)).toThrow(words);
  });
});

describe('an answer about one uid', () => {
  test('that is about another booking is not believed', () => {
    expect(() => readFoundBooking({ data: aRawBooking() }, { uid: 'other', read: A_PAGE })).toThrow(
      'another booking',
    );
  });

  test('of a series holds each occurrence', () => {
    const data = ['x', 'y'].map((uid) => aRawBooking({ uid, recurringBookingUid: 'series' }));

    expect(readFoundBooking({ data }, { uid: 'series', read: A_PAGE })).toMatchObject({
      kind: 'series',
      bookings: [{ uid: 'x' }, { uid: 'y' }],
    });
  });

  test('is not taken for an absence when it is an empty list', () => {
    expect(() => readFoundBooking({ data: [] }, { uid: 'series', read: A_PAGE })).toThrow('empty list');
  });
});

test('the answer to a write that holds only other bookings is not believed', () => {
  expect(() => readWrittenBooking({ data: [aRawBooking()] }, { isIt: () => false, read: A_PAGE })).toThrow(
    'does not hold the booking',
  );
});
