/** What deciding must be for any world at all: total, the same every time and in any order, and done after once. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Appointment } from '../../../src/domain/appointment.ts';
import type { Booking } from '../../../src/domain/booking.ts';
import { pairUp } from '../../../src/domain/pair-up.ts';
import type { PairState } from '../../../src/domain/pair-state.ts';
import { judgeEvidence } from '../../../src/query/judge-evidence.ts';
import { concludeWorld } from '../../../src/reconcile/conclude-world.ts';
import { findCollapse, findMassTurn } from '../../../src/reconcile/mass-change.ts';
import { newWorld, type ObservedWorld } from '../../../src/reconcile/observed-world.ts';
import type { PairChange, PairUpdate } from '../../../src/reconcile/pair-change.ts';
import { A_PAGE, aBooking, anAppointment, anAttendee, MINUTE, NOON, RULES } from '../../support/builders.ts';

const LADDER = [0, MINUTE, 5 * MINUTE];
const DAY = 24 * 60 * MINUTE;
const TROUBLE = { why: 'Cal.com is in trouble', read: A_PAGE };
const STILL = { isMoving: () => false, rowsReadAt: NOON };
const uid = fc.constantFrom('a', 'b', 'c', 'd');
const start = fc.constantFrom(NOON, NOON + 30_000, NOON + 60 * MINUTE, NOON + DAY);
const email = fc.constantFrom('anna@example.com', 'ANNA@example.com', 'bo@example.com', null);

const row: fc.Arbitrary<Appointment> = fc
  .record({
    startsAt: start,
    status: fc.constantFrom('scheduled', 'completed', 'cancelled', 'postponed'),
    bookingUid: fc.option(fc.oneof(uid, fc.constantFrom('series', 'gone', 'failing')), { nil: null }),
    customerEmail: email,
    eventTypeId: fc.constantFrom(null, 10, 12),
    createdAt: fc.constantFrom(null, 1, 2),
  })
  .map((fields) => anAppointment({ ...fields, fingerprint: JSON.stringify(fields) }));

const booking: fc.Arbitrary<Omit<Booking, 'uid'>> = fc
  .record({
    startsAt: start,
    status: fc.constantFrom('accepted', 'pending', 'cancelled', 'rejected', 'on_hold'),
    eventTypeId: fc.constantFrom(10, 11, 99, null),
    seats: fc.constantFrom('none' as const, 'none' as const, 'shown' as const, 'hidden' as const),
    recurringUid: fc.constantFrom(null, null, 'series'),
    rescheduledFromUid: fc.option(uid, { nil: null }),
    rescheduledToUid: fc.option(uid, { nil: null }),
    emails: fc.array(email, { maxLength: 3 }),
  })
  .map(({ emails, ...fields }) => ({
    ...aBooking(fields),
    attendees: emails.map((one, at) =>
      anAttendee({ email: one, seatUid: fields.seats === 'shown' ? `seat ${at}` : null }),
    ),
  }));

interface Sides {
  readonly rows: readonly Appointment[];
  readonly bookings: readonly Booking[];
}

const sides: fc.Arbitrary<Sides> = fc
  .record({
    rows: fc.array(row, { maxLength: 6 }),
    bookings: fc.dictionary(uid, booking, { maxKeys: 4 }),
  })
  .map(({ rows, bookings }) => ({
    rows: rows.map((one, at) => ({ ...one, id: `${at}` })),
    bookings: Object.entries(bookings).map(([name, one]) => ({ ...one, uid: name })),
  }));

function worldOf({ rows, bookings }: Sides): ObservedWorld {
  const world = newWorld({ listed: true });
  for (const one of rows) world.rows.set(one.id, one);
  for (const one of bookings) world.bookings.set(one.uid, one);
  for (const name of ['a', 'b', 'c', 'd', 'gone'])
    if (!world.bookings.has(name)) world.absent.set(name, A_PAGE);
  world.series.set('series', A_PAGE);
  world.unreadable.set('failing', TROUBLE);
  return world;
}

function decide(both: Sides, known: readonly PairState[] = [], now = NOON) {
  const world = worldOf(both);
  return concludeWorld(
    {
      world,
      pairs: pairUp(world, RULES),
      answersFor: () => true,
      known,
      expected: new Set(known.map(({ id }) => id)),
      moving: STILL,
      window: { from: -Infinity, to: Infinity },
    },
    { ...RULES, rebookGraceMs: DAY },
    { now, ladderMs: LADDER },
  );
}

/** What the store would hold afterwards. */
function remembered(changes: readonly PairChange[]): PairState[] {
  return changes
    .filter((change): change is PairUpdate => change.kind === 'update')
    .map(({ identity, status, ladder, issue }, at) => ({
      ...identity,
      id: at + 1,
      version: 1,
      status,
      ladder,
      issue:
        issue?.step.kind === 'open'
          ? {
              id: at + 1,
              state: 'open',
              finding: issue.step.finding,
              verdictHash: issue.facts?.verdictHash ?? '',
              factsHash: issue.facts?.factsHash ?? '',
              resolvedAt: null,
            }
          : null,
    }));
}

describe('for any two sides, deciding', () => {
  test('ends, and has a conclusion for every row and for no row twice', () => {
    fc.assert(
      fc.property(sides, (both) => {
        const { concluded } = decide(both);

        const ids = concluded.flatMap(({ pair }) => pair.appointment?.id ?? []);
        expect(ids.toSorted()).toEqual(both.rows.map(({ id }) => id).toSorted());
      }),
      { numRuns: 500 },
    );
  });

  test('answers the same every time, and in whatever order it is told of them', () => {
    fc.assert(
      fc.property(sides, fc.infiniteStream(fc.nat()), (both, numbers) => {
        const shuffled = {
          rows: shuffle(both.rows, numbers),
          bookings: shuffle(both.bookings, numbers),
        };

        expect(linesOf(decide(both))).toEqual(linesOf(decide(both)));
        expect(linesOf(decide(shuffled))).toEqual(linesOf(decide(both)));
      }),
      { numRuns: 500 },
    );
  });

  test('has nothing to change right after it was done', () => {
    fc.assert(
      fc.property(sides, (both) => {
        const known = remembered(decide(both).changes);

        expect(decide(both, known).changes).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('writes down with each finding what leads to it again, and no contact of anybody', () => {
    fc.assert(
      fc.property(sides, (both) => {
        const { changes } = decide(both);

        const updates = changes.filter((change) => change.kind === 'update');
        expect(updates.map(({ evidence }) => evidence && judgeEvidence(evidence))).toEqual(
          updates.map(({ event }) => event && event.finding),
        );
        expect(JSON.stringify(changes.map(({ evidence }) => evidence))).not.toMatch(/@|Anna/i);
      }),
      { numRuns: 2_000 },
    );
  });

  test('closes no Issue where a side could not be read', () => {
    fc.assert(
      fc.property(sides, (both) => {
        const known = remembered(decide(both).changes).map((one) => ({
          ...one,
          ladder: null,
          issue: openIssue(one.id),
        }));
        const world = worldOf({ rows: both.rows, bookings: [] });
        world.absent.clear();
        world.series.clear();
        for (const name of ['a', 'b', 'c', 'd', 'gone', 'series']) world.unreadable.set(name, TROUBLE);
        const withUid = known.filter(
          ({ rowUid, appointmentId }) => appointmentId !== null && rowUid !== null,
        );

        const { changes } = concludeWorld(
          {
            world,
            pairs: pairUp(world, RULES),
            answersFor: () => true,
            known: withUid,
            expected: new Set(withUid.map(({ id }) => id)),
            moving: STILL,
            window: { from: -Infinity, to: Infinity },
          },
          { ...RULES, rebookGraceMs: DAY },
          { now: NOON, ladderMs: LADDER },
        );

        expect(changes.filter(isClosing)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the stop', () => {
  const limits = { count: 20, percent: 10 };

  test('never lets through more than both of its limits, and never holds up less than either', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.nat(5000), (now, before, pairs) => {
        const refused = findMassTurn([], { now, before, pairs }, limits) !== undefined;
        const bad = now + before;

        expect(refused).toBe(now > 0 && bad > 20 && (pairs === 0 || bad / pairs > 0.1));
      }),
    );
  });

  test('is never about a side that grew, nor about two that fell alike', () => {
    const size = fc.nat(2000);
    fc.assert(
      fc.property(size, size, size, (appointments, bookings, grown) => {
        const before = { appointments, bookings };
        const now = { appointments: appointments + grown, bookings: bookings + grown };

        expect(findCollapse(now, before)).toBeUndefined();
        expect(
          findCollapse({ appointments: 0, bookings: 0 }, { appointments: 100, bookings: 100 }),
        ).toBeUndefined();
      }),
    );
  });
});

function isClosing(change: PairChange): boolean {
  return change.kind === 'remove' || change.issue?.step.kind === 'close';
}

function openIssue(id: number): PairState['issue'] {
  const finding = { code: 'ORPHANED_LOCAL', fields: [] } as const;
  return { id, state: 'open', finding, verdictHash: '', factsHash: '', resolvedAt: null };
}

function linesOf({ concluded }: ReturnType<typeof decide>): string[] {
  return concluded
    .map(({ pair, conclusion }) =>
      JSON.stringify([
        pair.appointment?.id,
        pair.booking?.uid,
        pair.seat?.seatUid,
        pair.candidate?.uid,
        pair.heldBy,
        conclusion,
      ]),
    )
    .toSorted();
}

function shuffle<T>(items: readonly T[], numbers: Iterator<number>): T[] {
  return items
    .map((item) => ({ item, rank: Number(numbers.next().value) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
