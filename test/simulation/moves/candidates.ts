/** What in a world can be moved without leaving what the verdicts define. */
import type { StoredBooking } from '../../../src/sandbox/calcom/stored-booking.ts';
import type { Random } from '../../support/known-truth/random.ts';
import type { Row } from '../company.ts';
import { EVENT_TYPES, SCOPE } from '../event-types.ts';
import { MINUTE } from '../slots.ts';
import type { Holding } from '../truth/holding.ts';
import { holdings } from '../truth/holdings.ts';
import { standingOfBooking } from '../truth/standing.ts';
import { looksLike } from '../truth/twins.ts';
import type { Question } from '../truth/question.ts';
import type { Seen, Stage } from './stage.ts';

export interface Pair {
  readonly row: Row;
  readonly booking: StoredBooking;
  readonly seatUid: string | null;
}

const MOST_RESCHEDULES = 20;

export function holdingsOf(stage: Stage): Holding[] {
  return holdings(questionOf(stage));
}

/** A row with what it has; a hidden lesson is nobody's to move. */
export function pairsOf(stage: Stage): Pair[] {
  return holdingsOf(stage).flatMap((one) => (one.kind === 'booking' ? [one] : []));
}

/** Neither seats nor a series, and no other row names the same Booking. */
export function simplePairs(stage: Stage): Pair[] {
  const rows = [...stage.company.rows.values()];
  return pairsOf(stage).filter(
    ({ row, booking }) =>
      isSimple(booking) && rows.filter(({ bookingUid }) => bookingUid === row.bookingUid).length === 1,
  );
}

export function isSimple({ seated, recurringBookingUid }: StoredBooking): boolean {
  return !seated && recurringBookingUid === undefined;
}

/** Live and still to come. */
export function isAhead(booking: StoredBooking, { now }: Stage): boolean {
  return standingOfBooking(booking) === 'live' && booking.start.getTime() > now;
}

/** Also after one reschedule more the row at the beginning of the chain is at most 20 away. */
export function mayMoveOn(booking: StoredBooking, { calcom }: Stage, more = 1): boolean {
  let before = 0;
  let one: StoredBooking | undefined = booking;
  while (one?.rescheduledFromUid !== undefined && before < MOST_RESCHEDULES) {
    before++;
    one = calcom.get(one.rescheduledFromUid);
  }
  return before + more <= MOST_RESCHEDULES;
}

/** Whether it would be free for other rows to look like, once its own does not name it any more. */
export function isLikeOthers(booking: StoredBooking, own: Row, stage: Stage): boolean {
  const rows = [...stage.company.rows.values()];
  return rows.some((row) => row.bookingUid !== own.bookingUid && looksLike(row, booking, questionOf(stage)));
}

/** Whether the row looks like a Booking beside its own, as where somebody books for two. */
export function looksLikeAnother(row: Row, own: StoredBooking, stage: Stage): boolean {
  const others = stage.calcom.all().filter((one) => one.uid !== own.uid && standingOfBooking(one) === 'live');
  return others.some((one) => looksLike(row, one, questionOf(stage)));
}

/** Live, in scope and named by no row. */
export function loneBookings(stage: Stage): StoredBooking[] {
  const had = new Set(pairsOf(stage).map(({ booking }) => booking.uid));
  const named = new Set([...stage.company.rows.values()].map(({ bookingUid }) => bookingUid));
  return stage.calcom
    .all()
    .filter(
      (one) =>
        isSimple(one) &&
        isAhead(one, stage) &&
        seenOf(one) === 'by change' &&
        !had.has(one.uid) &&
        !named.has(one.uid),
    );
}

/** Live, ahead, and its seats are shown. */
export function lessons(stage: Stage): StoredBooking[] {
  return stage.calcom
    .all()
    .filter((one) => one.seated && one.eventTypeId !== EVENT_TYPES.hiddenLesson && isAhead(one, stage));
}

/** A list of changes is asked for the event types in scope. */
export function seenOf({ eventTypeId }: StoredBooking): Seen {
  return SCOPE.has(eventTypeId ?? Number.NaN) ? 'by change' : 'by full read';
}

export function draw<T>(random: Random, from: readonly T[]): T | undefined {
  return from[random.below(from.length)];
}

/** As far as it matters for whose Booking is whose. */
export function questionOf({ company, calcom, now }: Stage): Question {
  return {
    rows: [...company.rows.values()],
    bookings: calcom.all(),
    scope: SCOPE,
    eventTypes: calcom.eventTypes(),
    window: { from: now, to: now },
    toleranceMs: MINUTE,
    now,
    rescheduleRequests: new Map(),
    rebookGraceMs: 0,
  };
}
