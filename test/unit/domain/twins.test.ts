import { describe, expect, test } from 'vitest';
import { findTwins } from '../../../src/domain/twins.ts';
import { isAttended, phoneDigits } from '../../../src/domain/identity.ts';
import { aBooking, anAppointment, anAttendee, MINUTE, NOON } from '../../support/builders.ts';

function twins(rows: Parameters<typeof findTwins>[0], bookings: Parameters<typeof findTwins>[1]) {
  const found = findTwins(rows, bookings, MINUTE);
  return Object.fromEntries([...found].map(([id, booking]) => [id, booking.uid]));
}

describe('a twin', () => {
  test('starts at the same time and is attended by the same address in any case', () => {
    const row = anAppointment({ customerEmail: ' ANNA@Example.com ' });

    expect(twins([row], [aBooking()])).toEqual({ 1: 'a' });
  });

  test('may be known by its phone alone, however it is written', () => {
    const row = anAppointment({ customerEmail: null, customerPhone: '0049 170 / 1234567' });
    const booking = aBooking({ attendees: [anAttendee({ email: null, phone: '+49 (170) 1234-567' })] });

    expect(twins([row], [booking])).toEqual({ 1: 'a' });
  });

  test('may start within the tolerance, and no later or earlier', () => {
    expect(twinsAt(NOON + MINUTE)).toEqual({ 1: 'a' });
    expect(twinsAt(NOON - MINUTE)).toEqual({ 1: 'a' });
    expect(twinsAt(NOON + MINUTE + 1)).toEqual({});
    expect(twinsAt(NOON - MINUTE - 1)).toEqual({});
  });

  test('is of the same event type where the row names one', () => {
    expect(twins([anAppointment({ eventTypeId: 10 })], [aBooking()])).toEqual({ 1: 'a' });
    expect(twins([anAppointment({ eventTypeId: 11 })], [aBooking()])).toEqual({});
    expect(twins([anAppointment({ eventTypeId: null })], [aBooking({ eventTypeId: 11 })])).toEqual({
      1: 'a',
    });
  });

  test('is nobody else’s', () => {
    expect(twins([anAppointment({ customerEmail: 'bo@example.com' })], [aBooking()])).toEqual({});
  });

  test('needs an address or a phone: nobody is not the same as nobody', () => {
    const row = anAppointment({ customerEmail: '', customerPhone: '' });
    const booking = aBooking({ attendees: [anAttendee({ email: null, phone: null })] });

    expect(twins([row], [booking])).toEqual({});
  });

  test('is none where two bookings fit the row', () => {
    expect(twins([anAppointment()], [aBooking({ uid: 'a' }), aBooking({ uid: 'b' })])).toEqual({});
  });

  test('is none where two rows fit the booking', () => {
    expect(twins([anAppointment({ id: '1' }), anAppointment({ id: '2' })], [aBooking()])).toEqual({});
  });

  test('is found among many of other people at the same time', () => {
    const others = Array.from({ length: 50 }, (_, at) =>
      aBooking({ uid: `o${at}`, attendees: [anAttendee({ email: `o${at}@example.com` })] }),
    );

    expect(twins([anAppointment()], [...others, aBooking()])).toEqual({ 1: 'a' });
  });
});

describe('the same person', () => {
  test('is any attendee of the booking', () => {
    const booking = aBooking({ attendees: [anAttendee({ email: 'bo@example.com' }), anAttendee()] });

    expect(isAttended(booking, anAppointment())).toBe(true);
  });

  test('is not told by a phone too short to tell people apart', () => {
    expect(phoneDigits('112')).toBeNull();
    expect(phoneDigits('n/a')).toBeNull();
    expect(phoneDigits(null)).toBeNull();
  });
});

function twinsAt(startsAt: number) {
  return twins([anAppointment()], [aBooking({ startsAt })]);
}
