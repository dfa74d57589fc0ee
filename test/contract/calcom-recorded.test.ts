/** The client's readers against answers that the hosted Cal.com gave in September 2026. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readOwner } from '../../src/calcom/account.ts';
import { ENDPOINTS } from '../../src/calcom/endpoints.ts';
import { problemOf } from '../../src/calcom/problem.ts';
import {
  readBookingList,
  readCursorPage,
  readFoundBooking,
  readWrittenBooking,
} from '../../src/calcom/read-answer.ts';
import { readBooking } from '../../src/calcom/read-booking.ts';
import { type Booking } from '../../src/domain/booking.ts';
import { A_PAGE } from '../support/builders.ts';

const MIA = { name: 'Kithe Connector Test', email: 'redacted@example.invalid', phone: null, seatUid: null };

describe('a recorded booking', () => {
  test('that was just made is read whole', () => {
    const booking = recordedBooking('booking-created');

    expect(booking).toEqual({
      uid: 'eS6BZvpsXtP1LKMbr1esZM',
      status: 'accepted',
      startsAt: Date.UTC(2026, 8, 9, 16),
      endsAt: Date.UTC(2026, 8, 9, 16, 15),
      eventTypeId: 6981507,
      title: 'Kithe connector standard test between redacted and Kithe Connector Test',
      attendees: [MIA],
      seats: 'none',
      recurringUid: null,
      rescheduledFromUid: null,
      rescheduledToUid: null,
      markers: [],
      createdAt: Date.UTC(2026, 8, 8, 3, 57, 35, 113),
      updatedAt: Date.UTC(2026, 8, 8, 3, 57, 35, 176),
      read: A_PAGE,
    });
  });

  test('is found by its uid as it was made', () => {
    const found = readFoundBooking(recorded('booking-read'), {
      uid: 'eS6BZvpsXtP1LKMbr1esZM',
      read: A_PAGE,
    });

    expect(found).toEqual({ kind: 'one', booking: recordedBooking('booking-created') });
  });

  test('that was moved leads to its successor and back', () => {
    const before = recordedBooking('booking-rescheduled-old');
    const after = recordedBooking('booking-rescheduled-new');

    expect(before).toMatchObject({ status: 'cancelled', rescheduledToUid: after.uid });
    expect(after).toMatchObject({
      status: 'accepted',
      rescheduledFromUid: before.uid,
      rescheduledToUid: null,
    });
  });

  test.each([
    ['booking-pending', 'pending'],
    ['booking-rejected', 'rejected'],
    ['booking-cancelled', 'cancelled'],
  ])('%s is %s', (name, status) => {
    expect(recordedBooking(name)).toMatchObject({ status, seats: 'none' });
  });

  test('with seats shows them', () => {
    const booking = recordedBooking('booking-seated');

    expect(booking.seats).toBe('shown');
    expect(booking.attendees).toEqual([{ ...MIA, seatUid: '6e69813c-7954-418d-8e4c-b66556d9df00' }]);
  });

  test('whose last seat was cancelled is cancelled as a whole', () => {
    expect(recordedBooking('booking-last-seat-cancelled')).toMatchObject({
      status: 'cancelled',
      seats: 'shown',
    });
  });
});

describe('a recorded series', () => {
  test('gives the occurrence at the start that was asked for', () => {
    const second = readWrittenBooking(recorded('booking-recurring-created'), {
      isIt: (booking) => booking.startsAt > Date.UTC(2026, 8, 9, 17, 15),
      read: A_PAGE,
    });

    expect(second.recurringUid).toBe('57afb822-b198-4531-ac83-2673f72552e5');
    expect(second.uid).not.toBe('2CntncJTHMXHGTUgMzPguX');
  });

  test('is found by the uid of the series', () => {
    const found = readFoundBooking(recorded('booking-recurring-created'), {
      uid: '57afb822-b198-4531-ac83-2673f72552e5',
      read: A_PAGE,
    });

    expect(found).toMatchObject({ kind: 'series', bookings: [{ uid: '2CntncJTHMXHGTUgMzPguX' }, {}] });
  });

  test('gives each occurrence a uid of its own', () => {
    expect(recordedBooking('booking-occurrence')).toMatchObject({
      uid: '2CntncJTHMXHGTUgMzPguX',
      recurringUid: '57afb822-b198-4531-ac83-2673f72552e5',
    });
  });
});

describe('a recorded page of the newer cursor version', () => {
  test('holds bookings that can be read', () => {
    const { bookings, nextCursor, hasMore } = readCursorPage(recorded('list-cursor'), A_PAGE);

    expect(bookings.map(({ status, seats }) => [status, seats])).toEqual([
      ['accepted', 'none'],
      ['accepted', 'shown'],
    ]);
    expect({ nextCursor, hasMore }).toEqual({ nextCursor: expect.stringMatching(/^eyJ2/), hasMore: true });
  });

  test('is not taken for a page of offset mode', () => {
    expect(() => readBookingList(recorded('list-cursor'), A_PAGE)).toThrow('came with a cursor');
  });
});

test('the recorded owner is read', () => {
  expect(readOwner(recorded('me'))).toEqual({
    id: 3209949,
    username: 'redacted-test',
    email: 'redacted@example.invalid',
    timeZone: 'America/Los_Angeles',
  });
});

describe('a recorded error', () => {
  test.each([
    ['error-404-event-type', { status: 404, endpoint: 'eventTypes' }, { problem: 'not_found' }],
    ['error-404-route', { status: 404, endpoint: 'find' }, { problem: 'unexpected_shape' }],
    [
      'error-404-route-patch',
      { status: 404, endpoint: 'reschedule' },
      { problem: 'unexpected_shape', outcomeUnknown: false },
    ],
    ['error-400-mark-absent', { status: 400, endpoint: 'cancel' }, { problem: 'refused', reason: 'invalid' }],
    ['error-400-merged', { status: 400, endpoint: 'create' }, { problem: 'refused', reason: 'invalid' }],
    ['error-403-organization', { status: 403, endpoint: 'me' }, { problem: 'unauthorized' }],
  ] as const)('%s has its meaning', (name, { status, endpoint }, expected) => {
    const answer = { status, json: recorded(name), requestId: null };

    const error = problemOf(ENDPOINTS[endpoint], answer, 'eS6BZvpsXtP1LKMbr1esZM');

    expect(error).toMatchObject(expected);
    expect(error.message).not.toContain('eS6BZvpsXtP1LKMbr1esZM');
  });
});

function recorded(name: string): unknown {
  return JSON.parse(
    readFileSync(new URL(`../payloads/calcom/${name}.json`, import.meta.url), 'utf8'),
  ) as unknown;
}

function recordedBooking(name: string): Booking {
  return readBooking((recorded(name) as { data: unknown }).data, A_PAGE);
}
