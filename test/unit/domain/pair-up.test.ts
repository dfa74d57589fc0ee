import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appointmentLiveness } from '../../../src/domain/appointment.ts';
import { bookingLiveness } from '../../../src/domain/booking.ts';
import { judge } from '../../../src/domain/judge.ts';
import { pairUp } from '../../../src/domain/pair-up.ts';
import { inScope, type Pair } from '../../../src/domain/pair.ts';
import {
  aBooking,
  anAppointment,
  anAttendee,
  aSeatedBooking,
  aWorld,
  MINUTE,
  NOON,
  RULES,
} from '../../support/builders.ts';

type Parts = Parameters<typeof aWorld>[0];

/** One line per Pair: row, booking or why there is none, verdict. */
function story(parts: Parts): string[] {
  return pairUp(aWorld(parts), RULES)
    .map((pair) => `${rowOf(pair)} – ${bookingOf(pair)}: ${verdictOf(pair)}`)
    .toSorted();
}

function rowOf({ appointment }: Pair): string {
  return appointment?.id ?? 'none';
}

function bookingOf({ booking, seat, absence, candidate }: Pair): string {
  const own = booking ? booking.uid + (seat ? `/${seat.seatUid}` : '') : absence;
  return candidate ? `${own}, probably ${candidate.uid}` : String(own);
}

function verdictOf(pair: Pair): string {
  if (pair.wanted) return `read ${pair.wanted}`;
  const verdict = judge(pair, RULES.timeToleranceMs);
  return verdict.kind === 'differs' ? [verdict.code, ...verdict.fields].join(' ') : verdict.kind;
}

const live = anAppointment({ bookingUid: 'a' });
const cancelled = anAppointment({ bookingUid: 'a', status: 'cancelled' });

describe('a Pair', () => {
  test('of a row and the booking it carries agrees', () => {
    expect(story({ appointments: [live], bookings: [aBooking()] })).toEqual(['1 – a: synced']);
  });

  test('of a live row and a dead booking disagrees in its status', () => {
    expect(story({ appointments: [live], bookings: [aBooking({ status: 'cancelled' })] })).toEqual([
      '1 – a: DATA_MISMATCH status',
    ]);
  });

  test('of a cancelled row and a live booking disagrees in its status', () => {
    expect(story({ appointments: [cancelled], bookings: [aBooking()] })).toEqual([
      '1 – a: DATA_MISMATCH status',
    ]);
  });

  test('of a cancelled row and no booking is in order', () => {
    expect(story({ appointments: [cancelled], absent: ['a'] })).toEqual(['1 – not_found: synced']);
  });

  test('of a live row whose booking does not exist is an orphan', () => {
    expect(story({ appointments: [live], absent: ['a'] })).toEqual(['1 – not_found: ORPHANED_LOCAL']);
  });

  test('of a live row without a uid is an orphan', () => {
    expect(story({ appointments: [anAppointment()] })).toEqual(['1 – no_uid: ORPHANED_LOCAL']);
  });

  test('of a booking that no row carries is an orphan', () => {
    expect(story({ bookings: [aBooking()] })).toEqual(['none – a: ORPHANED_CALCOM']);
  });

  test('is nothing where no row carries a dead booking', () => {
    expect(story({ bookings: [aBooking({ status: 'rejected' })] })).toEqual([]);
  });

  test('is nothing where no row carries a booking of another event type, or of one that was deleted', () => {
    const bookings = [aBooking({ eventTypeId: 99 }), aBooking({ uid: 'b', eventTypeId: null })];

    expect(story({ bookings })).toEqual([]);
  });

  test('is judged whatever the event type when a row carries the booking', () => {
    const booking = aBooking({ eventTypeId: null, startsAt: NOON + 60 * MINUTE });

    expect(story({ appointments: [live], bookings: [booking] })).toEqual([
      '1 – a: DATA_MISMATCH startsAt endsAt',
    ]);
  });

  test('whose booking is still to be read is not judged', () => {
    expect(story({ appointments: [live] })).toEqual(['1 – unread: read a']);
  });
});

describe('a rescheduled booking', () => {
  const bookings = [
    aBooking({ status: 'cancelled', rescheduledToUid: 'b' }),
    aBooking({ uid: 'b', startsAt: NOON + 60 * MINUTE, rescheduledFromUid: 'a' }),
  ];

  test('is compared where its chain ends', () => {
    expect(story({ appointments: [live], bookings })).toEqual(['1 – b: DATA_MISMATCH startsAt endsAt']);
  });

  test('is no Issue where the row has moved along and kept its old uid', () => {
    const moved = anAppointment({ bookingUid: 'a', startsAt: NOON + 60 * MINUTE });

    expect(story({ appointments: [moved], bookings })).toEqual(['1 – b: synced']);
  });

  test('is in order on both rows where the company made a new one and cancelled the old one', () => {
    const next = anAppointment({ id: '2', bookingUid: 'b', startsAt: NOON + 60 * MINUTE });

    expect(story({ appointments: [cancelled, next], bookings })).toEqual(['1 – a: synced', '2 – b: synced']);
  });

  test('names the row it went on as where the old one was left standing', () => {
    const next = anAppointment({ id: '2', bookingUid: 'b', startsAt: NOON + 60 * MINUTE });

    const pairs = pairUp(aWorld({ appointments: [live, next], bookings }), RULES);

    expect(pairs.find((pair) => pair.appointment?.id === '1')).toMatchObject({
      booking: { uid: 'a' },
      heldBy: '2',
    });
  });
});

describe('a booking that two rows carry', () => {
  test('is the first one’s, and the second is an orphan that names it', () => {
    const pairs = pairUp(
      aWorld({
        appointments: [
          anAppointment({ id: '2', bookingUid: 'a' }),
          anAppointment({ id: '1', bookingUid: 'a' }),
        ],
        bookings: [aBooking()],
      }),
      RULES,
    );

    expect(pairs.map((pair) => [pair.appointment?.id, pair.booking?.uid, pair.absence, pair.heldBy])).toEqual(
      [
        ['1', 'a', null, null],
        ['2', undefined, 'second_claimant', '1'],
      ],
    );
  });

  test('answers for both once it is dead', () => {
    const rows = [live, anAppointment({ id: '2', bookingUid: 'a' })];

    expect(story({ appointments: rows, bookings: [aBooking({ status: 'cancelled' })] })).toEqual([
      '1 – a: DATA_MISMATCH status',
      '2 – a: DATA_MISMATCH status',
    ]);
  });
});

describe('a twin', () => {
  test('is one Pair with its row, not two orphans', () => {
    expect(story({ appointments: [anAppointment()], bookings: [aBooking()] })).toEqual([
      '1 – no_uid, probably a: ORPHANED_LOCAL',
    ]);
  });

  test('is offered to a row whose own booking does not exist', () => {
    const row = anAppointment({ bookingUid: 'gone' });

    expect(story({ appointments: [row], bookings: [aBooking()], absent: ['gone'] })).toEqual([
      '1 – not_found, probably a: ORPHANED_LOCAL',
    ]);
  });

  test('is offered to a row whose own booking is dead', () => {
    const bookings = [aBooking({ status: 'cancelled' }), aBooking({ uid: 'b' })];

    expect(story({ appointments: [live], bookings })).toEqual(['1 – a, probably b: DATA_MISMATCH status']);
  });

  test('is not offered to a cancelled row, to a second claimant or out of scope', () => {
    const rows = [
      anAppointment({ id: '1', status: 'cancelled' }),
      anAppointment({ id: '2', bookingUid: 'a' }),
      anAppointment({ id: '3', bookingUid: 'a' }),
    ];

    expect(story({ appointments: rows, bookings: [aBooking(), aBooking({ uid: 'b' })] })).toEqual([
      '1 – no_uid: synced',
      '2 – a: synced',
      '3 – second_claimant: ORPHANED_LOCAL',
      'none – b: ORPHANED_CALCOM',
    ]);
    expect(story({ appointments: [anAppointment()], bookings: [aBooking({ eventTypeId: 99 })] })).toEqual([
      '1 – no_uid: ORPHANED_LOCAL',
    ]);
  });
});

describe('a seated booking', () => {
  const anna = anAppointment({ id: '1', bookingUid: 'a' });
  const bo = anAppointment({ id: '2', bookingUid: 'a', customerEmail: 'BO@example.com' });

  test('pairs each seat with the row of its own customer', () => {
    const bookings = [aSeatedBooking(['bo@example.com', 'anna@example.com'])];

    expect(story({ appointments: [anna, bo], bookings })).toEqual([
      '1 – a/seat-anna@example.com: synced',
      '2 – a/seat-bo@example.com: synced',
    ]);
  });

  test('with a seat that no row carries has an orphan, and a row without a seat is another', () => {
    const bookings = [aSeatedBooking(['cy@example.com', 'anna@example.com'])];

    expect(story({ appointments: [anna, bo], bookings })).toEqual([
      '1 – a/seat-anna@example.com: synced',
      '2 – no_seat: ORPHANED_LOCAL',
      'none – a/seat-cy@example.com: ORPHANED_CALCOM',
    ]);
  });

  test('that no row carries has an orphan per seat', () => {
    expect(story({ bookings: [aSeatedBooking(['anna@example.com', 'bo@example.com'])] })).toEqual([
      'none – a/seat-anna@example.com: ORPHANED_CALCOM',
      'none – a/seat-bo@example.com: ORPHANED_CALCOM',
    ]);
  });

  test('that was cancelled disagrees with every live row', () => {
    const bookings = [aSeatedBooking([], { status: 'cancelled', seats: 'none' })];

    expect(story({ appointments: [anna, bo], bookings })).toEqual([
      '1 – a: DATA_MISMATCH status',
      '2 – a: DATA_MISMATCH status',
    ]);
  });

  test('whose seats are hidden is unclear for every row', () => {
    const bookings = [aSeatedBooking([], { seats: 'hidden' })];

    expect(story({ appointments: [anna, bo], bookings })).toEqual(['1 – a: unclear', '2 – a: unclear']);
  });
});

const UIDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const uid = fc.constantFrom(...UIDS);
const maybeUid = fc.option(uid, { nil: null });
const start = fc.constantFrom(NOON, NOON + 30_000, NOON + 60 * MINUTE);
const email = fc.constantFrom('anna@example.com', 'bo@example.com', null);

const rowOfAnyKind = fc
  .record({
    customerEmail: email,
    startsAt: start,
    status: fc.constantFrom('scheduled', 'completed', 'no_show', 'cancelled', 'maybe'),
    eventTypeId: fc.constantFrom(null, 10, 11),
    bookingUid: fc.option(fc.constantFrom(...UIDS, 'series', ''), { nil: null }),
    createdAt: fc.constantFrom(null, 1, 2),
  })
  .map((fields) => anAppointment(fields));

const bookingOfAnyKind = fc
  .record({
    status: fc.constantFrom('accepted', 'pending', 'cancelled', 'rejected', 'on_hold'),
    startsAt: start,
    eventTypeId: fc.constantFrom(10, 11, 99, null),
    recurringUid: fc.constantFrom(null, null, 'series'),
    rescheduledFromUid: maybeUid,
    rescheduledToUid: maybeUid,
    people: fc.subarray(['anna@example.com', 'bo@example.com', 'cy@example.com'], { minLength: 1 }),
    seats: fc.constantFrom('none', 'none', 'shown', 'hidden'),
  })
  .map(({ people, seats, ...fields }) =>
    seats === 'shown'
      ? aSeatedBooking(people, fields)
      : aBooking({ ...fields, seats, attendees: people.map((one) => anAttendee({ email: one })) }),
  );

const anyParts = fc
  .record({
    rows: fc.array(rowOfAnyKind, { maxLength: 8 }),
    bookings: fc.dictionary(uid, bookingOfAnyKind, { maxKeys: 6, noNullPrototype: true }),
    isSeriesRead: fc.boolean(),
    isAllRead: fc.boolean(),
    chains: fc.dictionary(fc.constantFrom('1', '2', '3'), fc.record({ rowUid: uid, endUid: uid }), {
      noNullPrototype: true,
    }),
  })
  .map(({ rows, bookings, isSeriesRead, isAllRead, chains }) => ({
    appointments: rows.map((row, at) => ({ ...row, id: String(at + 1) })),
    bookings: Object.entries(bookings).map(([key, booking]) => ({ ...booking, uid: key })),
    absent: isAllRead ? UIDS.filter((one) => !(one in bookings)) : [],
    series: isSeriesRead ? ['series'] : [],
    chains,
  }));

describe('of any world', () => {
  test('every Pair can be judged, unless it says which uid has to be read first', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        for (const pair of pairUp(aWorld(parts), RULES)) {
          expect(pair.appointment ?? pair.booking).not.toBeNull();
          const answer = pair.wanted === null ? judge(pair, MINUTE).kind : pair.absence;
          const answers = pair.wanted === null ? ['synced', 'differs', 'unclear'] : ['unread'];
          expect(answers).toContain(answer);
        }
      }),
    );
  });

  test('no input order changes the Pairs or their verdicts', () => {
    const shuffled = anyParts.chain((parts) =>
      fc.record({
        parts: fc.constant(parts),
        appointments: fc.shuffledSubarray(parts.appointments, { minLength: parts.appointments.length }),
        bookings: fc.shuffledSubarray(parts.bookings, { minLength: parts.bookings.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ parts, appointments, bookings }) => {
        expect(story({ ...parts, appointments, bookings })).toEqual(story(parts));
      }),
    );
  });

  test('every row stands in exactly one Pair', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const rows = pairUp(aWorld(parts), RULES).flatMap((pair) => pair.appointment?.id ?? []);

        expect(rows.toSorted()).toEqual(parts.appointments.map(({ id }) => id).toSorted());
      }),
    );
  });

  test('every live booking in scope, or each of its seats, stands in exactly one Pair or is one row’s twin', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const pairs = pairUp(aWorld(parts), RULES);
        const places = pairs.flatMap((pair) => [
          ...(pair.booking ? [`${pair.booking.uid}/${pair.seat?.seatUid ?? ''}`] : []),
          ...(pair.candidate ? [`${pair.candidate.uid}/`] : []),
        ]);
        for (const booking of parts.bookings) {
          if (bookingLiveness(booking.status) !== 'live' || !inScope(booking, RULES.scope)) continue;
          if (booking.seats === 'hidden') continue;
          const seats = booking.seats === 'shown' ? booking.attendees.map((one) => one.seatUid ?? '') : [''];
          for (const seat of seats) {
            expect(places.filter((place) => place === `${booking.uid}/${seat}`)).toHaveLength(1);
          }
        }
      }),
    );
  });

  test('a booking stands in two Pairs only when it is dead, unclear, or their seats differ', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const pairs = pairUp(aWorld(parts), RULES).filter(
          ({ booking }) =>
            booking && bookingLiveness(booking.status) === 'live' && booking.seats !== 'hidden',
        );
        const places = pairs.map(({ booking, seat }) => `${booking?.uid}/${seat?.seatUid ?? ''}`);

        expect(new Set(places).size).toBe(places.length);
      }),
    );
  });

  test('a candidate is a live booking in scope that stands in no Pair, offered to one live row', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const pairs = pairUp(aWorld(parts), RULES);
        const offered = pairs.filter(({ candidate }) => candidate);
        const held = new Set(pairs.map(({ booking }) => booking?.uid));

        for (const { appointment, candidate } of offered) {
          expect(appointmentLiveness(appointment?.status ?? '')).toBe('live');
          expect(held).not.toContain(candidate?.uid);
          expect(candidate && inScope(candidate, RULES.scope)).toBe(true);
        }
        expect(new Set(offered.map(({ candidate }) => candidate?.uid)).size).toBe(offered.length);
      }),
    );
  });
});
