/** What becomes of Pairs that we remember and that this reading did not show again. */
import { bookingLiveness } from '../domain/booking.ts';
import type { IssueStep, Timing } from '../domain/ladder.ts';
import type { PairState } from '../domain/pair-state.ts';
import { inScope, type Pair } from '../domain/pair.ts';
import type { Span } from '../domain/window.ts';
import type { ObservedWorld } from './observed-world.ts';
import type { PairChange, PairRemoval } from './pair-change.ts';
import { planMove } from './plan-changes.ts';

export interface Surroundings {
  readonly world: ObservedWorld;
  /** All Pairs of the reading, also those outside the window. */
  readonly pairs: readonly Pair[];
  /** Of these, the ones that this reading answers for. */
  readonly answered: ReadonlySet<Pair>;
  /** All that we remember of them. */
  readonly known: Iterable<PairState>;
  readonly timing: Timing;
  readonly window: Span;
  readonly scope: ReadonlySet<number>;
}

/** An Issue whose visit is long over is closed, and never counted as solved; what was accepted of it ends in silence. */
export function planPassed(known: PairState, { now }: Pick<Timing, 'now'>): PairChange {
  const open = known.issue?.state === 'open';
  const closed = { kind: 'closed', attempt: null, finding: null, detail: 'passed' } as const;
  const event = open ? closed : null;
  const step: IssueStep = open ? { kind: 'close', outcome: 'passed' } : { kind: 'lapse' };
  const issue = { step, facts: null };
  return {
    kind: 'update',
    known,
    answered: true,
    identity: known,
    status: known.status,
    ladder: null,
    at: now,
    event,
    evidence: null,
    issue,
  };
}

/** Only where both sides were read: what could not be read stays as it is. */
export function planStrangers(strangers: readonly PairState[], surroundings: Surroundings): PairChange[] {
  const { world, pairs, timing, window, scope } = surroundings;
  const move = { now: timing.now, window };
  const byRow = new Map(pairs.map((pair) => [pair.appointment?.id, pair]));
  const leftAlone = findLeftAlone(surroundings);
  const taken = new Set(
    pairs.flatMap((pair) => (pair.appointment ? [pair.booking?.uid, pair.candidate?.uid] : [])),
  );
  return strangers.flatMap((known) => {
    const moved = known.appointmentId === null ? undefined : byRow.get(known.appointmentId);
    if (moved) return planMove(known, moved, move) ?? [];
    const left = known.appointmentId === null ? undefined : leftAlone.get(keyOf(known));
    if (left) return planMove(known, left, move) ?? [];
    if (known.bookingUid !== null && taken.has(known.bookingUid)) return removal(known, 'superseded', timing);
    return isBookingGone(known, world, scope) ? removal(known, 'gone', timing) : [];
  });
}

/** Bookings elsewhere whose row is gone, and that no other remembered Pair stands for. */
function findLeftAlone({ pairs, answered, known }: Surroundings): Map<string, Pair> {
  const elsewhere = pairs.filter((pair) => !pair.appointment && pair.booking && !answered.has(pair));
  const lone = new Map(
    elsewhere.map((pair) => [
      keyOf({ bookingUid: pair.booking?.uid ?? null, seatUid: pair.seat?.seatUid ?? null }),
      pair,
    ]),
  );
  for (const state of known) if (state.appointmentId === null) lone.delete(keyOf(state));
  return lone;
}

function keyOf({ bookingUid, seatUid }: Pick<PairState, 'bookingUid' | 'seatUid'>): string {
  return `${bookingUid}/${seatUid ?? ''}`;
}

function isBookingGone(known: PairState, world: ObservedWorld, scope: ReadonlySet<number>): boolean {
  if (known.bookingUid === null || world.absent.has(known.bookingUid)) return true;
  const booking = world.bookings.get(known.bookingUid);
  if (!booking) return false;
  if (bookingLiveness(booking.status) === 'dead' || !inScope(booking, scope)) return true;
  return known.seatUid !== null && !booking.attendees.some((attendee) => attendee.seatUid === known.seatUid);
}

function removal(known: PairState, outcome: PairRemoval['outcome'], timing: Timing): PairRemoval {
  return { kind: 'remove', known, at: timing.now, outcome, evidence: null };
}
