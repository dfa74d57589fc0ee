/** The truth about two sides that stand still: every way in which they disagree, worked out plainly and slowly. */
import type { StoredBooking } from '../../src/sandbox/calcom/stored-booking.ts';
import type { Row } from './company.ts';
import type { Holding } from './truth/holding.ts';
import { holdings } from './truth/holdings.ts';
import { judge, type Judged } from './truth/judge.ts';
import type { Question } from './truth/question.ts';
import { areSeatsHidden } from './truth/seats.ts';
import { standingOfBooking } from './truth/standing.ts';
import { twins } from './truth/twins.ts';

export interface TrueDiscrepancy {
  readonly code: 'ORPHANED_LOCAL' | 'ORPHANED_CALCOM' | 'DATA_MISMATCH' | 'VERIFICATION_ERROR';
  readonly appointmentId: string | null;
  readonly bookingUid: string | null;
  readonly seatUid: string | null;
  /** The start before the end. */
  readonly fields: readonly ('startsAt' | 'endsAt' | 'status')[];
  readonly candidateBookingUid: string | null;
}

export interface Truth {
  readonly discrepancies: readonly TrueDiscrepancy[];
  /** The ids of the rows that agree, also of dead ones that have nothing to agree with. */
  readonly inSync: readonly string[];
  /** The ids of the rows whose Booking was cancelled for another time, while the customer may still choose one. */
  readonly held: readonly string[];
}

/** Only Pairs in the window: those of which either side starts there. In the order of the rows, then of the Bookings. */
export function truthOf(question: Question): Truth {
  const pairs = inOrderOfRows(holdings(question), question).map((holding) => ({
    holding,
    verdict: judge(holding, question),
  }));
  const candidates = twins(
    pairs.filter(({ holding, verdict }) => mayHaveATwin(holding, verdict)).map(({ holding }) => holding.row),
    freeBookings(pairs, question),
    question,
  );
  const inWindow = pairs.filter(({ holding }) => isPairInWindow(holding, question));
  const idsOf = (verdict: Judged) =>
    inWindow.flatMap((pair) => (pair.verdict === verdict ? [pair.holding.row.id] : []));
  return {
    discrepancies: [
      ...inWindow.flatMap(({ holding, verdict }) =>
        typeof verdict === 'string' ? [] : [describe(holding, verdict, candidates)],
      ),
      ...bookingsWithoutRow(pairs, [...candidates.values()], question),
    ],
    inSync: idsOf('in sync'),
    held: idsOf('held'),
  };
}

function inOrderOfRows(all: readonly Holding[], { rows }: Question): Holding[] {
  const of = new Map(all.map((holding) => [holding.row, holding]));
  return rows.flatMap((row) => of.get(row) ?? []);
}

interface JudgedPair {
  readonly holding: Holding;
  readonly verdict: Judged;
}

/** Live, and its Booking was never there, is unknown or is over. */
function mayHaveATwin(holding: Holding, verdict: Judged): boolean {
  if (typeof verdict === 'string' || verdict.code === 'VERIFICATION_ERROR') return false;
  if (holding.kind === 'none') return holding.why === 'no uid' || holding.why === 'unknown uid';
  return holding.kind === 'booking' && standingOfBooking(holding.booking) === 'dead';
}

/** Live, in scope, without seats, and no row's. */
function freeBookings(pairs: readonly JudgedPair[], { rows, bookings, scope }: Question): StoredBooking[] {
  const had = new Set(pairs.map(({ holding }) => (holding.kind === 'none' ? undefined : holding.booking)));
  const carried = new Set(rows.map(({ bookingUid }) => bookingUid));
  return bookings.filter(
    (booking) =>
      standingOfBooking(booking) === 'live' &&
      scope.has(booking.eventTypeId ?? Number.NaN) &&
      !booking.seated &&
      !had.has(booking) &&
      !carried.has(booking.uid),
  );
}

function isPairInWindow(holding: Holding, question: Question): boolean {
  const isInside = (start: number) => start >= question.window.from && start < question.window.to;
  if (isInside(holding.row.startsAt)) return true;
  return holding.kind !== 'none' && isInside(holding.booking.start.getTime());
}

function describe(
  holding: Holding,
  { code, fields }: Exclude<Judged, string>,
  candidates: ReadonlyMap<Row, StoredBooking>,
): TrueDiscrepancy {
  return {
    code,
    appointmentId: holding.row.id,
    bookingUid: holding.kind === 'none' ? null : holding.booking.uid,
    seatUid: holding.kind === 'booking' ? holding.seatUid : null,
    fields,
    candidateBookingUid: candidates.get(holding.row)?.uid ?? null,
  };
}

/** A Booking, or a seat of it, that has to have a row and has none. */
function bookingsWithoutRow(
  pairs: readonly JudgedPair[],
  offered: readonly StoredBooking[],
  { bookings, scope, window, eventTypes }: Question,
): TrueDiscrepancy[] {
  const had = new Set(pairs.flatMap(({ holding }) => (holding.kind === 'none' ? [] : placesOf(holding))));
  return bookings.flatMap((booking) => {
    const standing = standingOfBooking(booking);
    const start = booking.start.getTime();
    if (standing === 'dead' || offered.includes(booking)) return [];
    if (start < window.from || start >= window.to || !scope.has(booking.eventTypeId ?? Number.NaN)) return [];
    if (booking.seated && areSeatsHidden(booking, eventTypes)) return [];
    const seats = booking.seated ? booking.attendees.map(({ seatUid }) => seatUid ?? null) : [null];
    return seats
      .filter((seatUid) => !had.has(placeOf(booking, seatUid)))
      .map((seatUid) => ({
        code: standing === 'live' ? 'ORPHANED_CALCOM' : 'VERIFICATION_ERROR',
        appointmentId: null,
        bookingUid: booking.uid,
        seatUid,
        fields: [],
        candidateBookingUid: null,
      }));
  });
}

function placesOf(holding: Exclude<Holding, { kind: 'none' }>): string[] {
  return holding.kind === 'booking' ? [placeOf(holding.booking, holding.seatUid)] : [];
}

function placeOf({ uid }: StoredBooking, seatUid: string | null): string {
  return JSON.stringify([uid, seatUid]);
}
