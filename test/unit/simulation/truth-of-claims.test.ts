import { describe, expect, test } from 'vitest';
import { HIDDEN_LESSON, LESSON, TEN, truthAbout, twoSides, WEEKLY } from './two-sides.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a second row with the uid of one Booking', () => {
  test.each([
    ['the row at the fitting start', { startsAt: TEN + HOUR, createdAt: 1 }, { createdAt: 2 }],
    ['the older row', { createdAt: 2 }, { createdAt: 1 }],
    ['the row with a date', { createdAt: null }, { createdAt: 2 }],
  ])('leaves it to %s', (_name, second, first) => {
    const sides = twoSides();
    sides.book('a');
    sides.row({ id: '1', bookingUid: 'a', ...second });
    sides.row({ id: '2', bookingUid: 'a', ...first });

    expect(truthAbout(sides)).toMatchObject({ found: ['ORPHANED_LOCAL row 1'], inSync: ['2'] });
  });

  test('that is over leaves it to the live row, though it was there before', () => {
    const sides = twoSides();
    sides.book('a');
    sides.row({ id: '1', bookingUid: 'a', status: 'cancelled', createdAt: 1 });
    sides.row({ id: '2', bookingUid: 'a', createdAt: 2 });

    expect(truthAbout(sides)).toMatchObject({ found: [], inSync: ['1', '2'] });
  });

  test('leaves it to the row that followed the chain of reschedules to its end', () => {
    const sides = twoSides();
    sides.book('a');
    sides.calcom.reschedule('a', TEN + HOUR);
    sides.row({ id: '1', bookingUid: 'a' });
    sides.row({ id: '2', bookingUid: 'a', startsAt: TEN + HOUR });

    expect(truthAbout(sides)).toMatchObject({ found: ['ORPHANED_LOCAL row 1'], inSync: ['2'] });
  });

  test('leaves it to the smaller number', () => {
    const sides = twoSides();
    sides.book('a');
    for (const id of ['10', '9']) sides.row({ id, bookingUid: 'a' });

    expect(truthAbout(sides)).toMatchObject({ found: ['ORPHANED_LOCAL row 10'], inSync: ['9'] });
  });

  test('has as much of a dead one as the first', () => {
    const sides = twoSides();
    sides.book('a', { status: 'cancelled' });
    for (const id of ['1', '2']) sides.row({ id, bookingUid: 'a' });

    expect(truthAbout(sides).found).toEqual([
      'DATA_MISMATCH status row 1 booking a',
      'DATA_MISMATCH status row 2 booking a',
    ]);
  });
});

describe('a twin', () => {
  test.each([
    ['e-mail in another case', { email: 'MIA@example.com' }, { attendee: { email: 'mia@Example.com' } }],
    ['e-mail in the answers only', { email: 'mia@example.com' }, answering('Mia@example.com')],
    ['phone', { phone: '+49 (170) 5-5', email: 'x@example.com' }, { attendee: { phoneNumber: '+4917055' } }],
    ['phone as an address', { phone: '+49 170 55' }, { attendee: { email: '4917055@sms.cal.com' } }],
  ])('is known by its %s, and is not reported on its own', (_name, row, booking) => {
    const sides = twoSides();
    sides.row({ id: '1', ...row });
    sides.book('a', booking);

    expect(truthAbout(sides).found).toEqual(['ORPHANED_LOCAL row 1 twin a']);
  });

  test('is offered with the verdict that there is anyway', () => {
    const sides = twoSides();
    const email = 'mia@example.com';
    sides.book('dead', { status: 'cancelled' });
    sides.book('a', { attendee: { email } });
    sides.row({ id: '1', email, bookingUid: 'dead' });

    expect(truthAbout(sides).found).toEqual(['DATA_MISMATCH status row 1 booking dead twin a']);
  });

  test.each([
    ['another start', {}, { start: TEN + 60_001 }],
    ['another event type', { eventTypeId: WEEKLY }, {}],
    ['another contact', {}, { attendee: { email: 'tom@example.com' } }],
  ])('is none with %s', (_name, row, booking) => {
    const sides = twoSides();
    sides.row({ id: '1', email: 'mia@example.com', ...row });
    sides.book('a', { attendee: { email: 'mia@example.com' }, ...booking });

    expect(truthAbout(sides).found).toEqual(['ORPHANED_LOCAL row 1', 'ORPHANED_CALCOM booking a']);
  });

  test('is none where two Bookings fit, or two rows', () => {
    const sides = twoSides();
    const mia = { email: 'mia@example.com' };
    const tom = { email: 'tom@example.com' };
    sides.row({ id: '1', ...mia });
    for (const uid of ['a', 'b']) sides.book(uid, { attendee: mia });
    for (const id of ['2', '3']) sides.row({ id, ...tom });
    sides.book('c', { attendee: tom });

    expect(truthAbout(sides).found).toEqual([
      'ORPHANED_LOCAL row 1',
      'ORPHANED_LOCAL row 2',
      'ORPHANED_LOCAL row 3',
      'ORPHANED_CALCOM booking a',
      'ORPHANED_CALCOM booking b',
      'ORPHANED_CALCOM booking c',
    ]);
  });

  test('is found beside a row in agreement and a row that is over, which want none', () => {
    const sides = twoSides();
    const mia = { email: 'mia@example.com' };
    for (const uid of ['a', 'b']) sides.book(uid, { attendee: mia });
    sides.row({ id: '1', ...mia, bookingUid: 'a' });
    sides.row({ id: '2', ...mia, status: 'cancelled' });
    sides.row({ id: '3', ...mia });

    expect(truthAbout(sides)).toMatchObject({ found: ['ORPHANED_LOCAL row 3 twin b'], inSync: ['1', '2'] });
  });
});

describe('a lesson', () => {
  const mia = { name: 'Mia', email: 'family@example.com' };
  const tom = { name: 'Tom', email: 'family@example.com' };
  const hour = { startsAt: TEN, endsAt: TEN + HOUR };

  test('gives each row its seat, tells of seats without row, and of rows without seat', () => {
    const sides = twoSides();
    const anna = { name: 'Anna', email: 'anna@example.com', seatUid: 's1' };
    sides.book('a', { eventTypeId: LESSON, attendees: [anna, { email: 'ben@example.com', seatUid: 's2' }] });
    sides.row({ id: '1', bookingUid: 'a', email: 'ANNA@example.com', ...hour });
    sides.row({ id: '2', bookingUid: 'a', email: 'cleo@example.com', ...hour });

    expect(truthAbout(sides)).toMatchObject({
      found: ['ORPHANED_LOCAL row 2', 'ORPHANED_CALCOM booking a seat s2'],
      inSync: ['1'],
    });
  });

  test('tells people of one address apart by name, and finds by phone who has no address', () => {
    const sides = twoSides();
    const phoned = { phoneNumber: '+49170123', seatUid: 's3' };
    sides.book('a', {
      eventTypeId: LESSON,
      attendees: [{ ...mia, seatUid: 's1' }, { ...tom, seatUid: 's2' }, phoned],
    });
    sides.row({ id: '1', bookingUid: 'a', ...tom, ...hour, status: 'cancelled' });
    sides.row({ id: '2', bookingUid: 'a', ...mia, ...hour });
    sides.row({ id: '3', bookingUid: 'a', phone: '+49 170 123', ...hour, startsAt: TEN - HOUR });

    expect(truthAbout(sides)).toMatchObject({
      found: [
        'DATA_MISMATCH status row 1 booking a seat s2',
        'DATA_MISMATCH startsAt row 3 booking a seat s3',
      ],
      inSync: ['2'],
    });
  });

  test('of which only one row carries the new uid has moved for all', () => {
    const sides = twoSides();
    sides.book('old', {
      eventTypeId: LESSON,
      attendees: [{ email: 'anna@example.com' }, { email: 'ben@example.com' }],
    });
    const { uid } = sides.calcom.reschedule('old', TEN + 2 * HOUR);
    const later = { startsAt: TEN + 2 * HOUR, endsAt: TEN + 3 * HOUR };
    sides.row({ id: '1', bookingUid: uid, email: 'anna@example.com', ...later });
    sides.row({ id: '2', bookingUid: 'old', email: 'ben@example.com', ...later });
    sides.row({ id: '3', bookingUid: 'old', email: 'anna@example.com', ...hour, status: 'cancelled' });

    expect(truthAbout(sides)).toMatchObject({ found: [], inSync: ['1', '2', '3'] });
  });

  test('that was moved stays over for the old row of somebody who has a new one, also without seat there', () => {
    const sides = twoSides();
    const anna = { email: 'anna@example.com', seatUid: 's1' };
    sides.book('old', {
      eventTypeId: LESSON,
      attendees: [anna, { email: 'ben@example.com', seatUid: 's2' }],
    });
    const { uid } = sides.calcom.reschedule('old', TEN + 2 * HOUR);
    sides.calcom.removeSeat('s1');
    sides.row({ id: '1', bookingUid: 'old', email: 'anna@example.com', ...hour });
    sides.row({ id: '2', bookingUid: uid, email: 'anna@example.com', ...hour });

    expect(truthAbout(sides).found).toEqual([
      'DATA_MISMATCH status row 1 booking old seat s1',
      'ORPHANED_LOCAL row 2',
      `ORPHANED_CALCOM booking ${uid} seat s2`,
    ]);
  });

  test('whose seats are hidden cannot be verified', () => {
    const sides = twoSides();
    sides.book('a', { eventTypeId: HIDDEN_LESSON, attendees: [mia] });
    sides.row({ id: '1', bookingUid: 'a', ...mia, ...hour });

    expect(truthAbout(sides).found).toEqual(['VERIFICATION_ERROR row 1 booking a']);
  });
});

describe('a series', () => {
  test('gives its row the unclaimed occurrence at the same start, else none', () => {
    const sides = twoSides();
    for (const week of [0, 1, 2, 3])
      sides.book(`o${week}`, {
        eventTypeId: WEEKLY,
        start: TEN + week * 7 * DAY,
        recurringBookingUid: 'series',
      });
    sides.row({ id: '1', bookingUid: 'o0' });
    sides.row({ id: '2', bookingUid: 'series' });
    sides.row({ id: '3', bookingUid: 'series', startsAt: TEN + 7 * DAY, endsAt: TEN + 7 * DAY + HOUR });
    sides.row({ id: '4', bookingUid: 'series', startsAt: TEN + 14 * DAY + HOUR });
    sides.row({ id: '5', bookingUid: 'series', startsAt: TEN + 9 * DAY, status: 'cancelled' });

    expect(truthAbout(sides)).toMatchObject({
      found: [
        'ORPHANED_LOCAL row 2',
        'DATA_MISMATCH endsAt row 3 booking o1',
        'ORPHANED_LOCAL row 4',
        'ORPHANED_CALCOM booking o2',
        'ORPHANED_CALCOM booking o3',
      ],
      inSync: ['1', '5'],
    });
  });
});

function answering(email: string) {
  return { attendees: [], responses: { email } };
}
