/** What becomes of Pairs that we remember and that this reading did not show again. */
import { bookingLiveness } from '../domain/booking.ts';
import type { Timing } from '../domain/ladder.ts';
import type { PairState } from '../domain/pair-state.ts';
import { inScope, type Pair } from '../domain/pair.ts';
import type { ObservedWorld } from './observed-world.ts';
import type { PairChange, PairRemoval } from './pair-change.ts';
import { planMove } from './plan-changes.ts';

export interface Surroundings {
  readonly world: ObservedWorld;
  /** All Pairs of the reading, also those outside the window. */
  readonly pairs: readonly Pair[];
  readonly timing: Timing;
  readonly scope: ReadonlySet<number>;
}

/** An Issue whose visit is long over is closed, and never counted as solved. */
export function planPassed(known: PairState, { now }: Pick<Timing, 'now'>): PairChange {
  const event = { kind: 'closed', attempt: null, finding: null, detail: 'passed' } as const;
  const issue = { step: { kind: 'close', outcome: 'passed' }, facts: null } as const;
  return {
    kind: 'update',
    known,
    identity: known,
    status: known.status,
    ladder: null,
    at: now,
    event,
    issue,
  };
}

/** Only where both sides were read: what could not be read stays as it is. */
export function planStrangers(
  strangers: readonly PairState[],
  { world, pairs, timing, scope }: Surroundings,
): PairChange[] {
  const byRow = new Map(pairs.map((pair) => [pair.appointment?.id, pair]));
  const taken = new Set(
    pairs.flatMap((pair) => (pair.appointment ? [pair.booking?.uid, pair.candidate?.uid] : [])),
  );
  return strangers.flatMap((known) => {
    const moved = known.appointmentId === null ? undefined : byRow.get(known.appointmentId);
    if (moved) return planMove(known, moved, timing) ?? [];
    if (known.bookingUid !== null && taken.has(known.bookingUid)) return removal(known, 'superseded', timing);
    return isBookingGone(known, world, scope) ? removal(known, 'gone', timing) : [];
  });
}

function isBookingGone(known: PairState, world: ObservedWorld, scope: ReadonlySet<number>): boolean {
  if (known.bookingUid === null || world.absent.has(known.bookingUid)) return true;
  const booking = world.bookings.get(known.bookingUid);
  if (!booking) return false;
  if (bookingLiveness(booking.status) === 'dead' || !inScope(booking, scope)) return true;
  return known.seatUid !== null && !booking.attendees.some((attendee) => attendee.seatUid === known.seatUid);
}

function removal(known: PairState, outcome: PairRemoval['outcome'], timing: Timing): PairRemoval {
  return { kind: 'remove', known, at: timing.now, outcome };
}
