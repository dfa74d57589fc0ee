/** Whose Booking is whose, and what may be said of it. */
import type { Guard } from './guard.ts';

const CLAIMS = 'src/domain/claims.ts';
const PAIRS = 'src/domain/pair-up.ts';
const TWINS = 'src/domain/twins.ts';

export const pairingGuards: readonly Guard[] = [
  {
    name: 'a row that two Bookings fit has no twin',
    file: TWINS,
    find: '&& others.length === 0',
    replace: '',
    test: 'test/unit/domain/twins.test.ts',
    title: 'is none where two bookings fit the row',
  },
  {
    name: 'a Booking that fits two rows is nobody’s twin',
    file: TWINS,
    find: '&& suitors.get(only.uid) === 1',
    replace: '',
    test: 'test/unit/domain/twins.test.ts',
    title: 'is none where two rows fit the booking',
  },
  {
    name: 'all Bookings and rows of a start are read before a twin is offered',
    file: 'src/reconcile/read-targets.ts',
    find: 'neighbours: await readNeighbours(alone, looking, world)',
    replace: 'neighbours: new Set()',
    test: 'test/flow/ladder.test.ts',
    title: 'find its one twin among hundreds of bookings at the same start',
  },
  {
    name: 'a second row with the uid of a living Booking does not hold it too',
    file: PAIRS,
    find: 'exclusive && position > 0',
    replace: 'false',
    test: 'test/unit/domain/pair-up.test.ts',
    title: 'is the first one’s, and the second is an orphan that names it',
  },
  {
    name: 'a chain of reschedules ends where another row has taken over',
    file: CLAIMS,
    find: 'if (holder) {',
    replace: 'if (false) {',
    test: 'test/unit/domain/claims.test.ts',
    title: 'ends before a booking that another row carries, and names that row',
  },
  {
    name: 'of several seats under one address each row takes that of its own name',
    file: PAIRS,
    find: 'return fitting.find((seat) => isSameName(seat.name, appointment.customerName)) ?? fitting[0];',
    replace: 'return fitting[0];',
    test: 'test/unit/domain/siblings.test.ts',
    title: 'of two children booked under one address each row takes the seat of its own name',
  },
  {
    name: 'a row does not lose the seat of its own name to a sibling who came first',
    file: PAIRS,
    find: 'const seated = sameNameFirst(claims, free).map(',
    replace: 'const seated = [...claims].map(',
    test: 'test/unit/domain/siblings.test.ts',
    title: 'of one seat for two children the row of its own name has it, though the sibling came first',
  },
  {
    name: 'a status that nobody knows is no disagreement',
    file: 'src/domain/judge.ts',
    find: "if (bookingLiveness(booking.status) === 'unknown')",
    replace: 'if (false)',
    test: 'test/flow/command-line.test.ts',
    title: 'of a status that nobody knows is a failed verification, and the Run is complete',
  },
  {
    name: 'seats that the key may not see are no disagreement',
    file: 'src/domain/judge.ts',
    find: "if (booking.seats === 'hidden')",
    replace: 'if (false)',
    test: 'test/unit/domain/judge.test.ts',
    title: 'seats that are hidden from the key are unclear',
  },
  {
    name: 'where no listing shows it, a series is read before its occurrence counts as dead',
    file: 'src/domain/claims.ts',
    find: 'const isListed = world.listed && inScope(booking, rules.scope);',
    replace: 'const isListed = inScope(booking, rules.scope);',
    test: 'test/flow/out-of-sight.test.ts',
    title: 'a cancelled row whose occurrence was moved is no agreement when looked at by itself',
  },
  {
    name: 'a Booking that comes to stand alone is left to the next Run',
    file: 'src/reconcile/read-until-still.ts',
    find: 'isMoving(one) || isNewlyAlone(one, heard)',
    replace: 'isMoving(one)',
    test: 'test/flow/simulation.test.ts',
    title: 'worlds in which calsync was once wrong',
  },
  {
    name: 'the class is read again in which a row has no seat',
    file: 'src/reconcile/read-until-still.ts',
    find: '[pair.booking ?? [], classOf(pair, world)].flat()',
    replace: '[pair.booking ?? []].flat()',
    test: 'test/flow/simulation.test.ts',
    title: 'worlds in which calsync was once wrong',
  },
];
