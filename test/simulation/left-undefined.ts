/**
 * What is in a world that the verdict table says nothing about: no world made here, and no move in it, should have any.
 * Answers one line for each such spot.
 */
import type { StoredAttendee, StoredBooking } from '../../src/sandbox/calcom/stored-booking.ts';
import type { Row } from './company.ts';
import type { Holding } from './truth/holding.ts';
import { holdings } from './truth/holdings.ts';
import { judge } from './truth/judge.ts';
import type { Question } from './truth/question.ts';
import { areSeatsHidden, sitsOn } from './truth/seats.ts';
import { standingOfBooking, standingOfRow } from './truth/standing.ts';
import { looksLike } from './truth/twins.ts';

export function leftUndefined(question: Question): string[] {
  const all = holdings(question);
  return [
    ...rowsBesideATwinForAnotherReason(all, question),
    ...rowsBesideASeatLikeATwin(all, question),
    ...twinsAtTheEdge(all, question),
    ...secondRowsAtTheEdge(all, question),
    ...rowsOfOneOccurrence(question),
    ...rowsOfUnknownStanding(all),
    ...oddChains(question),
    ...seriesRowsAroundAReschedule(question),
    ...emptyLessons(question),
    ...lostSeatsOfALessonThatIsOver(all, question),
    ...namesakes(all),
  ];
}

const MOST_RESCHEDULES = 20;

function free(all: readonly Holding[], { rows, bookings, scope }: Question): StoredBooking[] {
  const had = new Set(all.flatMap((one) => (one.kind === 'none' ? [] : [one.booking])));
  const carried = new Set(rows.map(({ bookingUid }) => bookingUid));
  return bookings.filter(
    (booking) =>
      standingOfBooking(booking) === 'live' &&
      scope.has(booking.eventTypeId ?? Number.NaN) &&
      !had.has(booking) &&
      !carried.has(booking.uid),
  );
}

/** A twin is offered to rows without uid, with an unknown one or with a dead Booking; of others nothing is said. */
function rowsBesideATwinForAnotherReason(all: readonly Holding[], question: Question): string[] {
  const twins = free(all, question).filter(({ seated }) => !seated);
  return all
    .filter((one) => isWithoutForAnotherReason(one, question))
    .filter(
      ({ row }) => standingOfRow(row) === 'live' && twins.some((twin) => looksLike(row, twin, question)),
    )
    .map(({ row }) => `row ${row.id} looks like a free Booking, but its own is not simply missing`);
}

function isWithoutForAnotherReason(one: Holding, question: Question): boolean {
  if (one.kind === 'none') return one.why !== 'no uid' && one.why !== 'unknown uid';
  return one.kind === 'hidden' || one.seatUid !== null || judge(one, question) === 'held';
}

function rowsBesideASeatLikeATwin(all: readonly Holding[], question: Question): string[] {
  const taken = new Set(all.map((one) => (one.kind === 'booking' ? one.seatUid : null)));
  const lessons = question.bookings.filter(
    ({ seated, ...one }) => seated && standingOfBooking(one) === 'live',
  );
  return all
    .filter(({ row }) => standingOfRow(row) === 'live')
    .filter((one) => one.kind === 'none' && one.why !== 'no seat')
    .filter(({ row }) =>
      lessons.some(
        (lesson) =>
          Math.abs(lesson.start.getTime() - row.startsAt) <= question.toleranceMs &&
          lesson.attendees.some((seat) => !taken.has(seat.seatUid ?? null) && sitsOn(row, seat)),
      ),
    )
    .map(({ row }) => `row ${row.id} looks like a seat that no row claims`);
}

function twinsAtTheEdge(all: readonly Holding[], question: Question): string[] {
  return free(all, question).flatMap((booking) =>
    all
      .filter(({ row }) => looksLike(row, booking, question))
      .filter(({ row }) => isInside(row.startsAt, question) !== isInside(booking.start.getTime(), question))
      .map(({ row }) => `only one of row ${row.id} and its twin ${booking.uid} is in the window`),
  );
}

/** Has a row that came second the Booking as its other side, or none? */
function secondRowsAtTheEdge(all: readonly Holding[], question: Question): string[] {
  const having = new Map(
    all.flatMap((one) => (one.kind === 'booking' ? [[one.row.bookingUid, one.booking]] : [])),
  );
  return all
    .filter((one) => one.kind === 'none' && ['another row was first', 'no seat'].includes(one.why))
    .filter(({ row }) => {
      const start = having.get(row.bookingUid)?.start.getTime() ?? row.startsAt;
      return isInside(row.startsAt, question) !== isInside(start, question);
    })
    .map(
      ({ row }) => `row ${row.id} has no Booking, but one that it names starts on the other side of the edge`,
    );
}

function rowsOfOneOccurrence({ rows, bookings }: Question): string[] {
  return bookings
    .filter(({ recurringBookingUid }) => recurringBookingUid !== undefined)
    .filter(({ uid }) => rows.filter(({ bookingUid }) => bookingUid === uid).length > 1)
    .map(({ uid }) => `two rows carry the occurrence ${uid}`);
}

function rowsOfUnknownStanding(all: readonly Holding[]): string[] {
  return all
    .filter((one) => (one.kind === 'none' ? one.why !== 'no uid' : true))
    .filter(
      (one) =>
        standingOfRow(one.row) === 'unknown' ||
        (one.kind !== 'none' && !one.booking.seated && standingOfBooking(one.booking) === 'unknown'),
    )
    .filter(
      ({ kind, row }) =>
        kind === 'none' || all.filter((one) => one.row.bookingUid === row.bookingUid).length > 1,
    )
    .map(({ row }) => `row ${row.id} shares its Booking, or has none, and a status is unknown`);
}

function oddChains({ bookings }: Question): string[] {
  const byUid = new Map(bookings.map((booking) => [booking.uid, booking]));
  return bookings.flatMap((first) => {
    const passed = new Set<string>();
    let booking: StoredBooking | undefined = first;
    while (booking && !passed.has(booking.uid)) {
      passed.add(booking.uid);
      if (booking.rescheduledToUid === undefined) break;
      if (standingOfBooking(booking) !== 'dead') return [`${booking.uid} was rescheduled, and is not over`];
      booking = byUid.get(booking.rescheduledToUid);
    }
    if (!booking) return [`a successor of ${first.uid} is unknown to Cal.com`];
    return passed.size > MOST_RESCHEDULES + 1 ? [`${first.uid} was rescheduled too often`] : [];
  });
}

/** Both rows name the series; whether one of them names the occurrence that was moved nobody can say. */
function seriesRowsAroundAReschedule({ rows, bookings, toleranceMs }: Question): string[] {
  const byUid = new Map(bookings.map((booking) => [booking.uid, booking]));
  const rowsAt = (booking: StoredBooking | undefined): Row[] =>
    rows.filter(
      (row) =>
        booking?.recurringBookingUid !== undefined &&
        row.bookingUid === booking.recurringBookingUid &&
        Math.abs(row.startsAt - booking.start.getTime()) <= toleranceMs,
    );
  return bookings
    .map((booking) => [booking, byUid.get(booking.rescheduledToUid ?? '')] as const)
    .filter(([old, next]) => rowsAt(old).length > 0 && rowsAt(next).some((row) => !rowsAt(old).includes(row)))
    .map(([{ uid }]) => `rows of a series stand before and behind the reschedule of ${uid}`);
}

function emptyLessons({ bookings, eventTypes, rows, scope }: Question): string[] {
  return bookings
    .filter(({ seated }) => seated)
    .filter((lesson) => {
      const dead = standingOfBooking(lesson) === 'dead';
      if (!areSeatsHidden(lesson, eventTypes)) return !dead && lesson.attendees.length === 0;
      const isCarried = rows.some(
        ({ bookingUid, status }) => bookingUid === lesson.uid && status !== 'cancelled',
      );
      return dead || (!isCarried && scope.has(lesson.eventTypeId ?? Number.NaN));
    })
    .map(({ uid }) => `the lesson ${uid} shows no seats`);
}

function lostSeatsOfALessonThatIsOver(all: readonly Holding[], { bookings }: Question): string[] {
  const over = new Set(bookings.flatMap((one) => (standingOfBooking(one) === 'live' ? [] : [one.uid])));
  const moved = new Set(bookings.flatMap(({ uid, rescheduledToUid }) => (rescheduledToUid ? [uid] : [])));
  return all
    .filter((one) => one.kind === 'none' && one.why === 'no seat')
    .filter(({ row: { bookingUid } }) => over.has(bookingUid ?? '') && !moved.has(bookingUid ?? ''))
    .map(({ row }) => `row ${row.id} has no seat in a lesson that is over`);
}

/** Rows of one address but several names, of which not each finds a seat by its own name. */
function namesakes(all: readonly Holding[]): string[] {
  return all
    .filter((one) => {
      const seats = seatsOf(one);
      const rivals = all.filter((other) => seatsOf(other).some((seat) => seats.includes(seat)));
      const names = new Set(rivals.map(({ row }) => row.name));
      return (seats.length > 1 || names.size > 1) && !seats.some(({ name }) => name === one.row.name);
    })
    .map(({ row }) => `row ${row.id} sits under an address of several, and nobody has its name`);
}

function seatsOf(one: Holding): StoredAttendee[] {
  if (one.kind !== 'booking' || one.seatUid === null) return [];
  return one.booking.attendees.filter((seat) => sitsOn(one.row, seat));
}

function isInside(start: number, { window: { from, to } }: Question): boolean {
  return start >= from && start < to;
}
