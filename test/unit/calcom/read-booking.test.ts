import { describe, expect, test } from 'vitest';
import { ShapeError } from '../../../src/calcom/json.ts';
import { readBooking } from '../../../src/calcom/read-booking.ts';
import { A_PAGE } from '../../support/builders.ts';
import { aRawBooking } from './a-raw-booking.ts';

describe('a booking', () => {
  test('is read with its times as instants', () => {
    const booking = readBooking(aRawBooking(), A_PAGE);

    expect(booking).toEqual({
      uid: 'kR3vW8nQx2LbTg5YpZ1aHs',
      status: 'accepted',
      startsAt: Date.UTC(2026, 11, 1, 9),
      endsAt: Date.UTC(2026, 11, 1, 9, 30),
      eventTypeId: 7701,
      title: 'Check-up between Dr. Ana Keller and Mia Novak',
      attendees: [{ name: 'Mia Novak', email: 'mia@example.com', phone: null, seatUid: null }],
      seats: 'none',
      recurringUid: null,
      rescheduledFromUid: null,
      rescheduledToUid: null,
      markers: [],
      createdAt: Date.UTC(2026, 10, 20, 8, 0, 0, 123),
      updatedAt: Date.UTC(2026, 10, 20, 8, 0, 0, 301),
      read: A_PAGE,
    });
  });

  test.each([
    '2026-12-01T09:00:00Z',
    '2026-12-01T10:00:00+01:00',
    '2026-12-01T09:00:00.000+00:00',
    '2026-12-01T09:00Z',
  ])('may start at %s', (start) => {
    expect(readBooking(aRawBooking({ start }), A_PAGE).startsAt).toBe(Date.UTC(2026, 11, 1, 9));
  });

  test.each([
    'tomorrow',
    '2026-12-01',
    '2026-12-01T09:00:00',
    '2026-02-30T09:00:00Z',
    '2026-13-01T09:00:00Z',
    '',
    null,
    1796115600000,
  ])('whose start is %j is of another shape', (start) => {
    expect(() => readBooking(aRawBooking({ start }), A_PAGE)).toThrow(ShapeError);
  });

  test.each([
    ['uid', ''],
    ['uid', undefined],
    ['status', null],
    ['attendees', {}],
    ['createdAt', 'yesterday'],
  ])('whose %s is %j is of another shape', (field, value) => {
    expect(() => readBooking(aRawBooking({ [field]: value }), A_PAGE)).toThrow(ShapeError);
  });

  test('of an older version says so', () => {
    const legacy = {
      uid: 'x',
      startTime: '2026-12-01T09:00:00Z',
      endTime: '2026-12-01T09:30:00Z',
      status: 'ACCEPTED',
    };

    expect(() => readBooking(legacy, A_PAGE)).toThrow('shape of an older version');
  });

  test('keeps an unknown status, in lower case', () => {
    expect(readBooking(aRawBooking({ status: 'WAITLISTED' }), A_PAGE).status).toBe('waitlisted');
  });

  test('never told when it was updated has no such time', () => {
    expect(readBooking(aRawBooking({ updatedAt: null }), A_PAGE).updatedAt).toBeNull();
  });

  test('takes an empty text for none', () => {
    const booking = readBooking(
      aRawBooking({ title: '', rescheduledToUid: '', recurringBookingUid: null }),
      A_PAGE,
    );

    expect(booking).toMatchObject({ title: null, rescheduledToUid: null, recurringUid: null });
  });

  test('of a deleted event type has none', () => {
    expect(readBooking(aRawBooking({ eventTypeId: null, eventType: null }), A_PAGE).eventTypeId).toBeNull();
  });

  test('finds its event type in either place', () => {
    expect(readBooking(aRawBooking({ eventTypeId: undefined }), A_PAGE).eventTypeId).toBe(7701);
  });

  test('carries our marker', () => {
    expect(readBooking(aRawBooking({ metadata: { calsync: 'm-1', other: 'x' } }), A_PAGE).markers).toEqual([
      'm-1',
    ]);
  });
});

describe('the people of a booking', () => {
  test('are known by the address that people see', () => {
    const [attendee] = readBooking(
      aRawBooking({
        attendees: [{ name: 'Mia', email: 'mia+clx@example.com', displayEmail: 'mia@example.com' }],
      }),
      A_PAGE,
    ).attendees;

    expect(attendee?.email).toBe('mia@example.com');
  });

  test('who booked with a phone only have no e-mail', () => {
    const attendees = [
      { name: 'Mia', email: '4915112345678@sms.cal.com', displayEmail: '4915112345678@sms.cal.com' },
    ];

    const [attendee] = readBooking(aRawBooking({ attendees, bookingFieldsResponses: {} }), A_PAGE).attendees;

    expect(attendee).toEqual({ name: 'Mia', email: null, phone: '+4915112345678', seatUid: null });
  });

  test('keep the phone number that is given in full', () => {
    const attendees = [{ name: 'Mia', email: '1@sms.cal.com', phoneNumber: '+49 151 1' }];

    expect(readBooking(aRawBooking({ attendees }), A_PAGE).attendees[0]?.phone).toBe('+49 151 1');
  });

  test('get from the form what the list lacks', () => {
    const bookingFieldsResponses = {
      name: 'Mia Novak',
      email: 'mia@example.com',
      attendeePhoneNumber: '+49151',
    };

    const { attendees } = readBooking(
      aRawBooking({
        attendees: [{ name: 'Mia Novak', email: '' }, { name: 'Guest' }],
        bookingFieldsResponses,
      }),
      A_PAGE,
    );

    expect(attendees).toEqual([
      { name: 'Mia Novak', email: 'mia@example.com', phone: '+49151', seatUid: null },
      { name: 'Guest', email: null, phone: null, seatUid: null },
    ]);
  });

  test('are read from the form where there is no list', () => {
    const booking = readBooking(
      aRawBooking({ attendees: [], bookingFieldsResponses: { email: 'mia@example.com', phone: '+49151' } }),
      A_PAGE,
    );

    expect(booking.attendees).toEqual([
      { name: null, email: 'mia@example.com', phone: '+49151', seatUid: null },
    ]);
    expect(booking.seats).toBe('none');
  });
});

describe('seats', () => {
  const seats = [
    { name: 'Mia', email: 'mia@example.com', seatUid: 's1', metadata: {} },
    {
      name: 'Tom',
      email: '',
      seatUid: 's2',
      bookingFieldsResponses: { email: 'tom@example.com' },
      metadata: { calsync: 'm-2' },
    },
  ];

  test('are shown when an attendee names one', () => {
    const booking = readBooking(
      aRawBooking({ attendees: seats, bookingFieldsResponses: undefined, metadata: undefined }),
      A_PAGE,
    );

    expect(booking.seats).toBe('shown');
    expect(booking.markers).toEqual(['m-2']);
    expect(booking.attendees.map(({ email, seatUid }) => [email, seatUid])).toEqual([
      ['mia@example.com', 's1'],
      ['tom@example.com', 's2'],
    ]);
  });

  test('are hidden when a living booking shows neither people nor form', () => {
    expect(readBooking(aRawBooking({ attendees: [], bookingFieldsResponses: undefined }), A_PAGE).seats).toBe(
      'hidden',
    );
  });

  test('are none when a dead booking shows neither people nor form', () => {
    expect(
      readBooking(
        aRawBooking({ attendees: [], bookingFieldsResponses: undefined, status: 'cancelled' }),
        A_PAGE,
      ).seats,
    ).toBe('none');
  });
});
