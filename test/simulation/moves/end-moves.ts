/** Bookings and rows that end. */
import type { StoredBooking } from '../../../src/sandbox/calcom/stored-booking.ts';
import { standingOfRow } from '../truth/standing.ts';
import {
  draw,
  holdingsOf,
  isAhead,
  isLikeOthers,
  isSimple,
  lessons,
  loneBookings,
  pairsOf,
  seenOf,
  simplePairs,
} from './candidates.ts';
import { type Planned, type Stage, told } from './stage.ts';

export function cancelAtCalcom(stage: Stage): Planned | undefined {
  const lost = new Set(
    holdingsOf(stage).map((one) =>
      one.kind === 'none' && one.why === 'no seat' ? one.row.bookingUid : null,
    ),
  );
  // What a row without seat would be in a lesson that is over is nowhere said.
  const whole = lessons(stage).filter((one) => chainOf(one, stage).every(({ uid }) => !lost.has(uid)));
  const others = pairsOf(stage).filter(({ booking }) => !booking.seated && isAhead(booking, stage));
  return ending(stage, [...others.map(({ booking }) => booking), ...loneBookings(stage), ...whole], 'cancel');
}

export function rejectAtCalcom(stage: Stage): Planned | undefined {
  const ahead = pairsOf(stage).filter(({ booking }) => isSimple(booking) && isAhead(booking, stage));
  return ending(stage, [...ahead.map(({ booking }) => booking), ...loneBookings(stage)], 'reject');
}

export function cancelRow(stage: Stage): Planned | undefined {
  const row = draw(
    stage.random,
    holdingsOf(stage).filter((one) => one.kind !== 'hidden' && standingOfRow(one.row) === 'live'),
  )?.row;
  if (!row) return undefined;
  const apply = async () => {
    await stage.company.put({ ...row, status: 'cancelled' });
    return [];
  };
  return { seen: 'by change', apply };
}

export function cancelBoth(stage: Stage): Planned | undefined {
  const pair = draw(
    stage.random,
    simplePairs(stage).filter(({ row, booking }) => standingOfRow(row) === 'live' && isAhead(booking, stage)),
  );
  if (!pair) return undefined;
  const apply = async () => {
    stage.calcom.cancel(pair.booking.uid);
    await stage.company.put({ ...pair.row, status: 'cancelled' });
    return [told(pair.booking.uid, 'BOOKING_CANCELLED')];
  };
  return { seen: 'by change', apply };
}

export function deleteRow(stage: Stage): Planned | undefined {
  const drawn = draw(
    stage.random,
    holdingsOf(stage).filter(
      (one) => one.kind === 'none' || one.booking.seated || !isLikeOthers(one.booking, one.row, stage),
    ),
  );
  if (!drawn) return undefined;
  const apply = async () => {
    await stage.company.remove(drawn.row.id);
    return [];
  };
  return { seen: 'by full read', apply };
}

export function deleteRowAndCancelBooking(stage: Stage): Planned | undefined {
  const pair = draw(
    stage.random,
    simplePairs(stage).filter(({ booking }) => isAhead(booking, stage)),
  );
  if (!pair) return undefined;
  const apply = async () => {
    stage.calcom.cancel(pair.booking.uid);
    await stage.company.remove(pair.row.id);
    return [told(pair.booking.uid, 'BOOKING_CANCELLED')];
  };
  return { seen: seenOf(pair.booking), apply };
}

function ending(stage: Stage, from: readonly StoredBooking[], how: 'cancel' | 'reject'): Planned | undefined {
  const booking = draw(stage.random, from);
  if (!booking) return undefined;
  const apply = async () => {
    stage.calcom[how](booking.uid);
    return [told(booking.uid, how === 'cancel' ? 'BOOKING_CANCELLED' : 'BOOKING_REJECTED')];
  };
  return { seen: seenOf(booking), apply };
}

/** It, and all that it was before. */
function chainOf(booking: StoredBooking, { calcom }: Stage): StoredBooking[] {
  const chain = [booking];
  for (let one: StoredBooking | undefined = booking; one; one = calcom.get(one.rescheduledFromUid ?? ''))
    chain.push(one);
  return chain;
}
