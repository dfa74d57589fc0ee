import { describe, expect, test } from 'vitest';
import { judge } from '../../../src/domain/judge.ts';
import type { Appointment } from '../../../src/domain/appointment.ts';
import type { Booking } from '../../../src/domain/booking.ts';
import { aBooking, anAppointment, aPair, MINUTE, NOON } from '../../support/builders.ts';

const LIVE_ROWS = ['scheduled', 'completed', 'no_show'];
const LIVE_BOOKINGS = ['accepted', 'pending', 'awaiting_host'];
const DEAD_BOOKINGS = ['cancelled', 'rejected'];

const UNKNOWN_STATUSES: [string, Partial<Appointment> | null, Partial<Booking> | null, string][] = [
  ['of the booking', {}, { status: 'on_hold' }, '"on_hold"'],
  ['of the appointment', { status: 'maybe' }, {}, '"maybe"'],
  ['of an appointment without a booking', { status: 'maybe' }, null, '"maybe"'],
  ['of a booking without an appointment', null, { status: 'on_hold' }, '"on_hold"'],
];

function verdict(row: Partial<Appointment> | null, booking: Partial<Booking> | null) {
  return judge(
    aPair({ appointment: row && anAppointment(row), booking: booking && aBooking(booking) }),
    MINUTE,
  );
}

describe('a live appointment', () => {
  test.each(LIVE_ROWS.flatMap((row) => LIVE_BOOKINGS.map((booking) => [row, booking] as const)))(
    'that is %s agrees with a booking at the same time that is %s',
    (row, booking) => {
      expect(verdict({ status: row }, { status: booking })).toEqual({ kind: 'synced' });
    },
  );

  test.each(DEAD_BOOKINGS)('disagrees in its status with a booking that is %s', (status) => {
    expect(verdict({}, { status })).toEqual({ kind: 'differs', code: 'DATA_MISMATCH', fields: ['status'] });
  });

  test.each([
    ['the start', { startsAt: NOON + 2 * MINUTE, endsAt: NOON + 30 * MINUTE }, ['startsAt']],
    ['the end', { endsAt: NOON + 45 * MINUTE }, ['endsAt']],
    ['both', { startsAt: NOON + 60 * MINUTE }, ['startsAt', 'endsAt']],
  ] as const)('disagrees in %s of its booking', (_what, booking, fields) => {
    expect(verdict({}, booking)).toEqual({ kind: 'differs', code: 'DATA_MISMATCH', fields });
  });

  test('agrees with times that differ by the tolerance, and no more than that', () => {
    expect(verdict({}, { startsAt: NOON + MINUTE })).toEqual({ kind: 'synced' });
    expect(verdict({}, { startsAt: NOON - MINUTE })).toEqual({ kind: 'synced' });
    expect(verdict({}, { startsAt: NOON + MINUTE + 1 })).toMatchObject({ code: 'DATA_MISMATCH' });
    expect(verdict({}, { startsAt: NOON - MINUTE - 1 })).toMatchObject({ code: 'DATA_MISMATCH' });
  });

  test('says nothing of times when the booking is dead', () => {
    expect(verdict({}, { status: 'cancelled', startsAt: NOON + 60 * MINUTE })).toMatchObject({
      fields: ['status'],
    });
  });

  test('without a booking is an orphan', () => {
    expect(verdict({}, null)).toEqual({ kind: 'differs', code: 'ORPHANED_LOCAL', fields: [] });
  });

  test('is not compared by name, address, service or event type', () => {
    const row = { customerName: 'Bo', customerEmail: 'bo@example.com', service: 'Shave', eventTypeId: 99 };

    expect(verdict(row, {})).toEqual({ kind: 'synced' });
  });
});

describe('a cancelled appointment', () => {
  test.each(LIVE_BOOKINGS)('disagrees in its status with a booking that is %s', (status) => {
    expect(verdict({ status: 'cancelled' }, { status })).toEqual({
      kind: 'differs',
      code: 'DATA_MISMATCH',
      fields: ['status'],
    });
  });

  test.each(DEAD_BOOKINGS)('agrees with a booking that is %s, whatever its times', (status) => {
    expect(verdict({ status: 'cancelled' }, { status, startsAt: NOON + 60 * MINUTE })).toEqual({
      kind: 'synced',
    });
  });

  test('needs no booking', () => {
    expect(verdict({ status: 'cancelled' }, null)).toEqual({ kind: 'synced' });
  });
});

describe('a booking without an appointment', () => {
  test.each(LIVE_BOOKINGS)('is an orphan while it is %s', (status) => {
    expect(verdict(null, { status })).toEqual({ kind: 'differs', code: 'ORPHANED_CALCOM', fields: [] });
  });
});

describe('what we have not learnt', () => {
  test.each(UNKNOWN_STATUSES)(
    'a status %s is no mismatch but unclear, and is named',
    (_whose, ...[row, booking, named]) => {
      const unclear = verdict(row, booking);

      expect(unclear.kind).toBe('unclear');
      expect(unclear).toHaveProperty('why', expect.stringContaining(named));
    },
  );

  test('seats that are hidden from the key are unclear', () => {
    expect(verdict({}, { seats: 'hidden', attendees: [] })).toMatchObject({ kind: 'unclear' });
  });
});
