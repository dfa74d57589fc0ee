/** Bookings that move, and rows that follow in one way or another. */
import type { StoredBooking } from '../../../src/sandbox/calcom/stored-booking.ts';
import { aSlotAhead, aSlotFarAhead, MINUTE } from '../slots.ts';
import { standingOfRow } from '../truth/standing.ts';
import {
  draw,
  isAhead,
  isLikeOthers,
  isSimple,
  lessons,
  loneBookings,
  looksLikeAnother,
  mayMoveOn,
  type Pair,
  pairsOf,
  seenOf,
  simplePairs,
} from './candidates.ts';
import { newRow } from './new-row.ts';
import { type Planned, type Stage, told, type Webhook } from './stage.ts';

/** Whatever row it has stays where it was. */
export function rescheduleAtCalcom(stage: Stage): Planned | undefined {
  const booking = draw(
    stage.random,
    [
      ...simplePairs(stage).map((pair) => pair.booking),
      ...loneBookings(stage),
      ...otherMovable(stage),
    ].filter((one) => isAhead(one, stage) && mayMoveOn(one, stage)),
  );
  if (!booking) return undefined;
  return {
    seen: seenOf(booking),
    apply: async () => [move(stage, booking.uid, isSimple(booking) ? slotAnywhere(stage) : oddSlot(stage))],
  };
}

export function rescheduleTwice(stage: Stage): Planned | undefined {
  const pair = draw(stage.random, movablePairs(stage, 2));
  if (!pair) return undefined;
  const apply = async () => {
    const first = move(stage, pair.booking.uid, slotAnywhere(stage));
    return [first, move(stage, first.uid, slotAnywhere(stage))];
  };
  return { seen: seenOf(pair.booking), apply };
}

export function rescheduleAndRowTakesNewUid(stage: Stage): Planned | undefined {
  return following(stage, async ({ row }, next) => {
    await stage.company.put({ ...row, ...timesOf(next), bookingUid: next.uid });
  });
}

export function rescheduleAndRowKeepsOldUid(stage: Stage): Planned | undefined {
  return following(stage, ({ row }, next) => stage.company.put({ ...row, ...timesOf(next) }));
}

export function rescheduleAndNewRowForOld(stage: Stage): Planned | undefined {
  return following(stage, async ({ row }, next) => {
    const { name, email, phone } = row;
    await stage.company.put(newRow(stage, { name, email, phone, ...timesOf(next), bookingUid: next.uid }));
    await stage.company.put({ ...row, status: 'cancelled' });
  });
}

export function requestReschedule(stage: Stage): Planned | undefined {
  const pair = draw(
    stage.random,
    // Beside a second Booking of the same customer nobody could say whether it replaces this one.
    movablePairs(stage).filter(
      ({ row, booking }) => !isLikeOthers(booking, row, stage) && !looksLikeAnother(row, booking, stage),
    ),
  );
  if (!pair) return undefined;
  const { uid } = pair.booking;
  const apply = async () => {
    stage.calcom.requestReschedule(uid);
    return [told(uid, 'BOOKING_CANCELLED', { requestReschedule: true })];
  };
  return { seen: seenOf(pair.booking), apply };
}

/** The customer chooses another time after the host had asked for one. */
export function rebook(stage: Stage): Planned | undefined {
  const asked = stage.calcom
    .all()
    .filter(
      (one) =>
        isSimple(one) &&
        one.status === 'cancelled' &&
        one.rescheduleRequested === true &&
        one.rescheduledToUid === undefined &&
        mayMoveOn(one, stage),
    );
  const booking = draw(stage.random, asked);
  if (!booking) return undefined;
  return {
    seen: seenOf(booking),
    apply: async () => [move(stage, booking.uid, aSlotAhead(stage.random, stage.now))],
  };
}

function following(
  stage: Stage,
  follow: (pair: Pair, next: StoredBooking) => Promise<void>,
): Planned | undefined {
  const pair = draw(stage.random, movablePairs(stage));
  if (!pair) return undefined;
  const apply = async () => {
    const webhook = move(stage, pair.booking.uid, aSlotAhead(stage.random, stage.now));
    const next = stage.calcom.get(webhook.uid);
    if (next) await follow(pair, next);
    return [webhook];
  };
  return { seen: 'by change', apply };
}

function movablePairs(stage: Stage, reschedules = 1): Pair[] {
  return simplePairs(stage).filter(
    ({ row, booking }) =>
      standingOfRow(row) === 'live' && isAhead(booking, stage) && mayMoveOn(booking, stage, reschedules),
  );
}

/** Lessons in which nobody shares an address, and occurrences that have not been moved before. */
function otherMovable(stage: Stage): StoredBooking[] {
  const occurrences = pairsOf(stage).filter(
    ({ booking }) => booking.recurringBookingUid !== undefined && booking.rescheduledFromUid === undefined,
  );
  const ofStrangers = lessons(stage).filter(
    ({ attendees }) => new Set(attendees.map(({ email }) => email)).size === attendees.length,
  );
  return [...occurrences.map(({ booking }) => booking), ...ofStrangers];
}

/** Cal.com moves it, and says so of the new Booking; the old one is named beside it. */
function move({ calcom, random }: Stage, uid: string, start: number): Webhook {
  const next = calcom.reschedule(uid, start, random.pick([undefined, 'Ill']));
  return told(next.uid, 'BOOKING_RESCHEDULED', { rescheduleUid: uid });
}

/** At times also behind the window. */
function slotAnywhere({ random, now }: Stage): number {
  return random.once(8) ? aSlotFarAhead(random, now) : aSlotAhead(random, now);
}

/** At a minute at which no occurrence of a series starts, so that no row of the series stands there already. */
function oddSlot({ random, now }: Stage): number {
  return aSlotAhead(random, now) + 17 * MINUTE;
}

function timesOf({ start, end }: StoredBooking): { startsAt: number; endsAt: number } {
  return { startsAt: start.getTime(), endsAt: end.getTime() };
}
