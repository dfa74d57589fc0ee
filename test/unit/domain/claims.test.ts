import { describe, expect, test } from 'vitest';
import { claimBookings } from '../../../src/domain/claims.ts';
import { aBooking, anAppointment, aWorld, MINUTE, NOON, RULES } from '../../support/builders.ts';

const WEEK = 7 * 24 * 60 * MINUTE;

/** Per appointment: its Booking's uid, or why it has none. */
function claims(world: Parameters<typeof aWorld>[0]) {
  const found = claimBookings(aWorld(world), RULES);
  return Object.fromEntries(
    found.map(({ appointment, booking, absence, wanted }) => [
      appointment.id,
      booking?.uid ?? absence ?? `read ${wanted}`,
    ]),
  );
}

describe('a row', () => {
  test('stands for the booking whose uid it carries', () => {
    expect(claims({ appointments: [anAppointment({ bookingUid: 'a' })], bookings: [aBooking()] })).toEqual({
      1: 'a',
    });
  });

  test('without a uid stands for none', () => {
    expect(claims({ appointments: [anAppointment({ bookingUid: null })] })).toEqual({ 1: 'no_uid' });
  });

  test('with an empty uid stands for none', () => {
    expect(claims({ appointments: [anAppointment({ bookingUid: '' })] })).toEqual({ 1: 'no_uid' });
  });

  test('whose uid has not been read wants it read', () => {
    expect(claims({ appointments: [anAppointment({ bookingUid: 'x' })] })).toEqual({ 1: 'read x' });
  });

  test('whose uid does not exist stands for none', () => {
    expect(claims({ appointments: [anAppointment({ bookingUid: 'x' })], absent: ['x'] })).toEqual({
      1: 'not_found',
    });
  });
});

describe('a chain of reschedules', () => {
  test('is followed to its last booking', () => {
    expect(claims({ appointments: [anAppointment({ bookingUid: 'c0' })], bookings: chain(4) })).toEqual({
      1: 'c3',
    });
  });

  test('is followed where only the successor says what it came from', () => {
    const bookings = [
      aBooking({ uid: 'a', status: 'cancelled' }),
      aBooking({ uid: 'b', rescheduledFromUid: 'a' }),
    ];

    expect(claims({ appointments: [anAppointment({ bookingUid: 'a' })], bookings })).toEqual({ 1: 'b' });
  });

  test('is followed for twenty bookings and no further', () => {
    const found = claims({ appointments: [anAppointment({ bookingUid: 'c0' })], bookings: chain(40) });

    expect(found).toEqual({ 1: 'c20' });
  });

  test('that runs in a circle ends', () => {
    const bookings = [
      aBooking({ uid: 'a', rescheduledToUid: 'b' }),
      aBooking({ uid: 'b', rescheduledToUid: 'a' }),
    ];

    expect(claims({ appointments: [anAppointment({ bookingUid: 'a' })], bookings })).toEqual({ 1: 'b' });
  });

  test('ends before a booking that another row carries, and names that row', () => {
    const appointments = [
      anAppointment({ id: 'old', status: 'cancelled', bookingUid: 'c0' }),
      anAppointment({ id: 'new', bookingUid: 'c1' }),
    ];

    const found = claimBookings(aWorld({ appointments, bookings: chain(2) }), RULES);

    expect(found.map(({ appointment, booking, continuedAs }) => [appointment.id, booking?.uid, continuedAs]))
      // The row that lives has the better right and comes first.
      .toEqual([
        ['new', 'c1', null],
        ['old', 'c0', 'new'],
      ]);
  });

  test('ends before a booking that does not exist', () => {
    const bookings = [aBooking({ uid: 'a', status: 'cancelled', rescheduledToUid: 'b' })];

    expect(claims({ appointments: [anAppointment({ bookingUid: 'a' })], bookings, absent: ['b'] })).toEqual({
      1: 'a',
    });
  });

  test('whose next booking has not been read wants it read', () => {
    const bookings = [aBooking({ uid: 'a', status: 'cancelled', rescheduledToUid: 'b' })];

    expect(claims({ appointments: [anAppointment({ bookingUid: 'a' })], bookings })).toEqual({ 1: 'read b' });
  });

  test('that was followed before starts from where it ended', () => {
    const chains = { 1: { rowUid: 'c0', endUid: 'c2' } };

    const found = claims({
      appointments: [anAppointment({ bookingUid: 'c0' })],
      bookings: chain(4).slice(2),
      chains,
    });

    expect(found).toEqual({ 1: 'c3' });
  });

  test('that was followed for another uid of the row is forgotten', () => {
    const chains = { 1: { rowUid: 'x', endUid: 'c2' } };

    const found = claims({ appointments: [anAppointment({ bookingUid: 'y' })], bookings: chain(4), chains });

    expect(found).toEqual({ 1: 'read y' });
  });

  test('that was followed to a booking which another row now carries is followed anew', () => {
    const appointments = [
      anAppointment({ id: '1', bookingUid: 'c0' }),
      anAppointment({ id: '2', bookingUid: 'c1' }),
    ];
    const chains = { 1: { rowUid: 'c0', endUid: 'c1' } };

    expect(claims({ appointments, bookings: chain(2), chains })).toEqual({ 1: 'c0', 2: 'c1' });
  });

  test('that was followed to a booking which is gone by now starts at the row again', () => {
    const chains = { 1: { rowUid: 'a', endUid: 'b' } };

    const found = claims({
      appointments: [anAppointment({ bookingUid: 'a' })],
      bookings: [aBooking({ uid: 'a' })],
      absent: ['b'],
      chains,
    });

    expect(found).toEqual({ 1: 'a' });
  });
});

describe('the uid of a series', () => {
  const occurrences = [0, 1, 2].map((week) =>
    aBooking({ uid: `w${week}`, startsAt: NOON + week * WEEK, recurringUid: 'series' }),
  );

  test('stands for the occurrence with the same start', () => {
    const appointments = [anAppointment({ bookingUid: 'series', startsAt: NOON + WEEK })];

    expect(claims({ appointments, bookings: occurrences, series: ['series'] })).toEqual({ 1: 'w1' });
  });

  test('stands for none where no occurrence starts then', () => {
    const appointments = [anAppointment({ bookingUid: 'series', startsAt: NOON + WEEK / 2 })];

    expect(claims({ appointments, bookings: occurrences, series: ['series'] })).toEqual({
      1: 'no_occurrence',
    });
  });

  test('wants the whole series read before it says that none starts then', () => {
    const appointments = [anAppointment({ bookingUid: 'series', startsAt: NOON + 5 * WEEK })];

    expect(claims({ appointments, bookings: occurrences })).toEqual({ 1: 'read series' });
  });

  test('gives an occurrence to one row only, and none that a row carries by its own uid', () => {
    const appointments = [
      anAppointment({ id: '1', bookingUid: 'series' }),
      anAppointment({ id: '2', bookingUid: 'series' }),
      anAppointment({ id: '3', bookingUid: 'series', startsAt: NOON + WEEK }),
      anAppointment({ id: '4', bookingUid: 'w1', startsAt: NOON + WEEK }),
    ];

    expect(claims({ appointments, bookings: occurrences, series: ['series'] })).toEqual({
      1: 'w0',
      2: 'no_occurrence',
      3: 'no_occurrence',
      4: 'w1',
    });
  });

  test('prefers an occurrence that lives', () => {
    const bookings = [
      aBooking({ uid: 'w0', status: 'cancelled', recurringUid: 'series' }),
      aBooking({ uid: 'w9', recurringUid: 'series' }),
    ];

    expect(
      claims({ appointments: [anAppointment({ bookingUid: 'series' })], bookings, series: ['series'] }),
    ).toEqual({ 1: 'w9' });
  });
});

describe('the right to a booking that two rows carry', () => {
  test('is first the live row’s', () => {
    expect(first({ id: '1', status: 'cancelled' }, { id: '2' })).toBe('2');
  });

  test('is then the fitting row’s', () => {
    expect(first({ id: '1', startsAt: NOON + 60 * MINUTE }, { id: '2' })).toBe('2');
  });

  test('is then the older row’s', () => {
    expect(first({ id: '1', createdAt: NOON }, { id: '2', createdAt: NOON - 1 })).toBe('2');
  });

  test('is at last the lower id’s, by its number', () => {
    expect(first({ id: '10' }, { id: '9' })).toBe('9');
  });
});

function chain(length: number) {
  return Array.from({ length }, (_, at) =>
    aBooking({
      uid: `c${at}`,
      status: at === length - 1 ? 'accepted' : 'cancelled',
      rescheduledFromUid: at === 0 ? null : `c${at - 1}`,
      rescheduledToUid: at === length - 1 ? null : `c${at + 1}`,
    }),
  );
}

function first(...rows: Parameters<typeof anAppointment>[0][]) {
  const appointments = rows.map((row) => anAppointment({ bookingUid: 'a', ...row }));
  return claimBookings(aWorld({ appointments, bookings: [aBooking()] }), RULES)[0]?.appointment.id;
}
