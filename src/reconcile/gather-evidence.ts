/** Takes down what an attempt saw of a Pair, only where something is written about it. Pure. */
import type { Appointment, Instant } from '../domain/appointment.ts';
import type { Evidence, Search, SeenRow } from '../domain/evidence.ts';
import type { PairState } from '../domain/pair-state.ts';
import type { Pair, PairingRules } from '../domain/pair.ts';
import type { Concluded } from './conclusion.ts';
import type { ObservedWorld } from './observed-world.ts';
import type { PairChange, PairUpdate } from './pair-change.ts';
import { crowdOf, seatsOf, searchesOf, type Crowd } from './searches.ts';
import { answerOf, answersOf } from './uid-answers.ts';

export interface Scenery {
  readonly world: ObservedWorld;
  readonly pairs: readonly Pair[];
  readonly rowsReadAt: Instant;
  readonly rules: PairingRules;
}

/** Adds to changes what they rest on. */
export interface Witness {
  /** To what is written about the Pair, if anything. */
  testify(change: PairUpdate, concluded: Concluded): PairUpdate;
  /** To what is forgotten. */
  testifyGone(change: PairChange): PairChange;
}

export function witness(scenery: Scenery): Witness {
  const { world, pairs, rules } = scenery;
  let counted: Crowd | undefined;
  const crowd = () => (counted ??= crowdOf(pairs, world, rules.timeToleranceMs));
  return {
    testify: (change, concluded) =>
      change.event === null ? change : { ...change, evidence: evidenceOf(concluded, scenery, crowd()) },
    testifyGone: (change) =>
      change.kind === 'remove'
        ? { ...change, evidence: evidenceOfGone(change.known, scenery, crowd()) }
        : change,
  };
}

function evidenceOf({ pair, conclusion }: Concluded, scenery: Scenery, crowd: Crowd): Evidence {
  const { world, rowsReadAt, rules } = scenery;
  return {
    toleranceMs: rules.timeToleranceMs,
    database: { readAt: rowsReadAt, row: pair.appointment && seenRow(pair.appointment) },
    calcom: answersOf(pair, world, rules.scope),
    searches: searchesOf(pair, crowd),
    heldUntil: conclusion.kind === 'held' ? conclusion.until : null,
  };
}

function seenRow({ id, status, startsAt, endsAt, bookingUid }: Appointment): SeenRow {
  return { id, status, startsAt, endsAt, bookingUid };
}

/** Neither side stands for itself any more. */
function evidenceOfGone({ bookingUid: uid, seatUid }: PairState, scenery: Scenery, crowd: Crowd): Evidence {
  const { world, rowsReadAt, rules } = scenery;
  const booking = uid === null ? undefined : world.bookings.get(uid);
  const seats = booking ? seatsOf(booking) : [];
  const isTaken = seats.some((seat) => seat.seatUid === seatUid);
  const seat: Search[] =
    booking && seatUid !== null && !isTaken
      ? [{ for: 'seat', uid: booking.uid, by: [], among: seats.length, found: null }]
      : [];
  return {
    toleranceMs: rules.timeToleranceMs,
    database: { readAt: rowsReadAt, row: null },
    calcom: uid === null ? [] : [answerOf(uid, world, { scope: rules.scope, needed: false })],
    searches: [...seat, ...newHolder(uid, crowd)],
    heldUntil: null,
  };
}

/** The row that stands for the Booking by now, or that it is offered to. */
function newHolder(uid: string | null, { holders }: Crowd): Search[] {
  const found = uid === null ? undefined : holders.get(uid);
  return uid !== null && found !== undefined ? [{ for: 'holder', uid, found }] : [];
}
