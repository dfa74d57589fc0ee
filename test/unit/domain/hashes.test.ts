import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Appointment } from '../../../src/domain/appointment.ts';
import type { Booking } from '../../../src/domain/booking.ts';
import { factsHash, verdictHash } from '../../../src/domain/hashes.ts';
import type { Finding } from '../../../src/domain/pair-state.ts';
import { aBooking, anAppointment, anAttendee, aPair, NOON } from '../../support/builders.ts';

const MOVED: Finding = { code: 'DATA_MISMATCH', fields: ['startsAt'] };

const ROW_CHANGES: Record<string, Partial<Appointment>> = {
  startsAt: { startsAt: NOON + 1 },
  endsAt: { endsAt: NOON + 1 },
  status: { status: 'cancelled' },
};
const BOOKING_CHANGES: Record<string, Partial<Booking>> = {
  uid: { uid: 'b' },
  startsAt: { startsAt: NOON + 1 },
  endsAt: { endsAt: NOON + 1 },
  status: { status: 'cancelled' },
};
const ROW_FACTS: Record<string, Partial<Appointment>> = {
  bookingUid: { bookingUid: 'other' },
  name: { customerName: 'Bo' },
  address: { customerEmail: 'bo@example.com' },
  phone: { customerPhone: '+49 170 1234567' },
  service: { service: 'Shave' },
  eventTypeId: { eventTypeId: 11 },
};

function verdictOf(row: Partial<Appointment> = {}, booking: Partial<Booking> = {}) {
  return verdictHash(aPair({ appointment: anAppointment(row), booking: aBooking(booking) }), MOVED);
}
function factsOf(row: Partial<Appointment> = {}, booking: Partial<Booking> = {}) {
  return factsHash(aPair({ appointment: anAppointment(row), booking: aBooking(booking) }), MOVED);
}

describe('the verdict hash', () => {
  test.each(Object.keys(ROW_CHANGES))('changes with the row’s %s', (field) => {
    expect(verdictOf(ROW_CHANGES[field])).not.toBe(verdictOf());
  });

  test.each(Object.keys(BOOKING_CHANGES))('changes with the booking’s %s', (field) => {
    expect(verdictOf({}, BOOKING_CHANGES[field])).not.toBe(verdictOf());
  });

  test.each(Object.keys(ROW_FACTS))('does not change with the row’s %s', (field) => {
    expect(verdictOf(ROW_FACTS[field])).toBe(verdictOf());
  });

  test('changes with the finding', () => {
    const pair = aPair({ appointment: anAppointment(), booking: aBooking() });

    expect(verdictHash(pair, { code: 'DATA_MISMATCH', fields: ['endsAt'] })).not.toBe(
      verdictHash(pair, MOVED),
    );
    expect(verdictHash(pair, { code: 'ORPHANED_LOCAL', fields: ['startsAt'] })).not.toBe(
      verdictHash(pair, MOVED),
    );
  });
});

describe('the facts hash', () => {
  test.each(Object.keys({ ...ROW_CHANGES, ...ROW_FACTS }))('changes with the row’s %s', (field) => {
    expect(factsOf({ ...ROW_CHANGES, ...ROW_FACTS }[field])).not.toBe(factsOf());
  });

  test.each(Object.keys(BOOKING_CHANGES))('changes with the booking’s %s', (field) => {
    expect(factsOf({}, BOOKING_CHANGES[field])).not.toBe(factsOf());
  });

  test('changes with the candidate, the holder and who attends', () => {
    const pair = aPair({ appointment: anAppointment(), booking: aBooking() });
    const others = [
      { ...pair, candidate: aBooking({ uid: 'c' }) },
      { ...pair, heldBy: '2' },
      { ...pair, booking: aBooking({ attendees: [anAttendee({ name: 'Bo' })] }) },
      { ...pair, seat: anAttendee({ seatUid: 's' }) },
    ];

    const hashes = [pair, ...others].map((one) => factsHash(one, MOVED));

    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test('does not change with the letter case of an address', () => {
    expect(factsOf({ customerEmail: 'ANNA@example.com ' })).toBe(factsOf());
  });
});

describe('every hash', () => {
  const text = fc.option(fc.string(), { nil: null });
  const rows = fc.record({ customerName: text, customerEmail: text, customerPhone: text, bookingUid: text });

  test('is the same for the same facts, short, and holds none of them', () => {
    fc.assert(
      fc.property(rows, (fields) => {
        const pair = aPair({ appointment: anAppointment(fields), booking: aBooking() });
        const again = aPair({ appointment: anAppointment({ ...fields }), booking: aBooking() });

        for (const digest of [factsHash, verdictHash] as const) {
          expect(digest(pair, MOVED)).toBe(digest(again, MOVED));
          expect(digest(pair, MOVED)).toMatch(/^[\w-]{22}$/);
        }
      }),
    );
  });

  test('tells a value from its neighbour: moving text between fields changes the facts', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (a, b) => {
        fc.pre(a !== b);

        expect(factsOf({ customerName: a, service: b })).not.toBe(factsOf({ customerName: b, service: a }));
      }),
    );
  });
});
