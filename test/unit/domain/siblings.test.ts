import { expect, test } from 'vitest';
import { pairUp } from '../../../src/domain/pair-up.ts';
import { anAppointment, anAttendee, aSeatedBooking, aWorld, RULES } from '../../support/builders.ts';

test('of two children booked under one address each row takes the seat of its own name', () => {
  const seats = ['Kim', 'Lou'].map((name) => anAttendee({ name, email: 'mum@example.com', seatUid: name }));
  const rows = ['Lou', 'Kim'].map((name) =>
    anAppointment({ id: name, customerName: name, customerEmail: 'mum@example.com', bookingUid: 'class' }),
  );
  const kimCancelled = { ...(rows[1] as (typeof rows)[0]), status: 'cancelled' };
  const booking = aSeatedBooking([], { uid: 'class', attendees: seats });

  const pairs = pairUp(
    aWorld({ appointments: [rows[0] as (typeof rows)[0], kimCancelled], bookings: [booking] }),
    RULES,
  );

  expect(new Map(pairs.map(({ appointment, seat }) => [appointment?.id, seat?.name]))).toEqual(
    new Map([
      ['Kim', 'Kim'],
      ['Lou', 'Lou'],
    ]),
  );
});

test('of one seat for two children the row of its own name has it, though the sibling came first', () => {
  const seat = anAttendee({ name: 'Lou', email: 'mum@example.com', seatUid: 'seat' });
  const rows = ['Kim', 'Lou'].map((name, at) =>
    anAppointment({
      id: name,
      customerName: name,
      customerEmail: 'mum@example.com',
      bookingUid: 'class',
      createdAt: at,
    }),
  );
  const booking = aSeatedBooking([], { uid: 'class', attendees: [seat] });

  const pairs = pairUp(aWorld({ appointments: rows, bookings: [booking] }), RULES);

  expect(new Map(pairs.map(({ appointment, seat: taken }) => [appointment?.id, taken?.name]))).toEqual(
    new Map([
      ['Kim', undefined],
      ['Lou', 'Lou'],
    ]),
  );
});
