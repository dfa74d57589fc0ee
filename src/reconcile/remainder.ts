/** What a pass has not settled yet: kept small, since whatever agrees is dropped with its page. */
import type { Appointment, Instant } from '../domain/appointment.ts';
import { bookingLiveness, type Booking } from '../domain/booking.ts';
import { judge } from '../domain/judge.ts';
import { pairUp } from '../domain/pair-up.ts';
import { inScope, type KeptChain, type Pair, type PairingRules } from '../domain/pair.ts';
import type { PairState } from '../domain/pair-state.ts';
import { contains, type Span } from '../domain/window.ts';
import { acquaint, type Acquaintances } from './recognise.ts';

/** Mutable on purpose: one per pass, filled page by page. */
export interface Remainder {
  readonly rows: Map<string, Appointment>;
  readonly bookings: Map<string, Booking>;
  /** Dead Bookings that ended a chain of reschedules since the last Run, and that no row at hand carries. */
  readonly ends: Map<string, Booking>;
  /** Remembered Pairs that no page has shown again. */
  readonly unseen: Map<number, PairState>;
  /** Rows that a page settled and that another page may show again: of its start, or of the uid they carry. */
  readonly settledRows: Set<string>;
  readonly settledPairs: Set<number>;
}

export function emptyRemainder(): Remainder {
  return {
    rows: new Map(),
    bookings: new Map(),
    ends: new Map(),
    unseen: new Map(),
    settledRows: new Set(),
    settledPairs: new Set(),
  };
}

/** One page with everything that was read for it. */
export interface PageReading {
  readonly span: Span;
  readonly window: Span;
  readonly bookings: readonly Booking[];
  readonly rows: readonly Appointment[];
  readonly known: readonly PairState[];
  /** What was updated before was seen by an earlier Run. */
  readonly changedSince: Instant;
}

/** A Pair that agrees, and what we remembered of it. */
export interface SettledPair {
  readonly pair: Pair;
  readonly known: PairState | undefined;
}

const NOTHING_ELSE = { absent: new Set<string>(), series: new Set<string>(), listed: true };

/** Answers the Pairs of the page that surely agree; what is left over goes to the remainder. */
export function sift(page: PageReading, remainder: Remainder, rules: PairingRules): SettledPair[] {
  const rows = page.rows.filter((row) => !remainder.settledRows.has(row.id));
  const bookings = new Map(page.bookings.map((booking) => [booking.uid, booking]));
  const world = { ...NOTHING_ELSE, appointments: rows, bookings, chains: keptChains(page.known) };
  const acquaintances = acquaint(page.known);
  const pairs = settledOf(pairUp(world, rules), { rules, acquaintances });
  const settled = pairs.map(({ pair }) => pair);
  for (const pair of settled) settle(pair, page, remainder);
  keepRest({ ...page, rows }, settled, { remainder, rules });
  keepUnseen(page, pairs, remainder);
  return pairs;
}

/**
 * Agreement on one page is final where it was expected, since all rows that carry its uids were read; what would end
 * a doubt or an Issue is looked at again. A seated Booking agrees whole or not at all.
 */
function settledOf(
  pairs: readonly Pair[],
  { rules, acquaintances }: { rules: PairingRules; acquaintances: Acquaintances },
): SettledPair[] {
  const [agreeing, others] = partition(pairs, (pair) => agrees(pair, rules.timeToleranceMs));
  const [calm, ending] = partition(
    agreeing.map((pair) => ({ pair, known: acquaintances.recognise(pair) })),
    ({ known }) => known === undefined || isCalm(known),
  );
  const open = [...others, ...ending.map(({ pair }) => pair)];
  const disputed = new Set(open.flatMap((pair) => [pair.booking?.uid, pair.appointment?.bookingUid]));
  return calm.filter(({ pair }) => pair.seat === null || !disputed.has(pair.booking?.uid));
}

/** Nothing about it was in doubt, and people know of nothing. */
function isCalm({ status, ladder, issue }: PairState): boolean {
  return status === 'synced' && ladder === null && (issue === null || issue.state === 'resolved');
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  const { yes = [], no = [] } = Object.groupBy(items, (item) => (test(item) ? 'yes' : 'no'));
  return [yes, no];
}

/** Where we know that a row's Booking has been rescheduled to another. */
export function keptChains(known: Iterable<PairState>): Map<string, KeptChain> {
  const chains = new Map<string, KeptChain>();
  for (const { appointmentId, bookingUid, rowUid } of known) {
    if (appointmentId !== null && bookingUid !== null && rowUid !== null && bookingUid !== rowUid) {
      chains.set(appointmentId, { rowUid, endUid: bookingUid });
    }
  }
  return chains;
}

function agrees(pair: Pair, toleranceMs: number): boolean {
  if (!pair.appointment || pair.wanted !== null) return false;
  const found = pair.booking !== null || pair.absence === 'no_uid';
  return found && judge(pair, toleranceMs).kind === 'synced';
}

function settle(pair: Pair, { span }: PageReading, remainder: Remainder): void {
  const { appointment } = pair;
  if (!appointment) return;
  remainder.rows.delete(appointment.id);
  if (!contains(span, appointment.startsAt) || isStale(appointment, pair.booking))
    remainder.settledRows.add(appointment.id);
}

/** The row carries the uid of an earlier Booking, whose own page would show the two as a Pair that disagrees. */
function isStale({ bookingUid }: Appointment, booking: Booking | null): boolean {
  return booking !== null && bookingUid !== booking.uid && bookingUid !== booking.recurringUid;
}

function keepRest(
  page: PageReading,
  settled: readonly Pair[],
  into: { remainder: Remainder; rules: PairingRules },
): void {
  const { remainder, rules } = into;
  const settledRows = new Set(settled.map((pair) => pair.appointment?.id));
  const settledBookings = new Set(settled.map((pair) => pair.booking?.uid));
  const rest = page.rows.filter((row) => !settledRows.has(row.id));
  for (const row of rest) if (isOfThisPage(row, page)) remainder.rows.set(row.id, row);
  const carried = new Set(rest.map((row) => row.bookingUid));
  const remembered = new Set(page.known.map((known) => known.bookingUid));
  for (const booking of page.bookings) {
    const open = remembered.has(booking.uid) || isReportable(booking, rules);
    const unsettled = open && !settledBookings.has(booking.uid);
    if (unsettled || carried.has(booking.uid)) remainder.bookings.set(booking.uid, booking);
    else if (!settledBookings.has(booking.uid) && isNewEnd(booking, page))
      remainder.ends.set(booking.uid, booking);
  }
}

/** Of a chain that has ended lately, a row outside the window may carry an earlier Booking. */
function isNewEnd({ rescheduledFromUid, updatedAt }: Booking, { changedSince }: PageReading): boolean {
  return rescheduledFromUid !== null && (updatedAt ?? -Infinity) >= changedSince;
}

/** What starts elsewhere in the window is looked at with the page of its own start. */
function isOfThisPage({ startsAt }: Pick<Appointment, 'startsAt'>, page: PageReading): boolean {
  return contains(page.span, startsAt) || !contains(page.window, startsAt);
}

function isReportable(booking: Booking, rules: PairingRules): boolean {
  return bookingLiveness(booking.status) !== 'dead' && inScope(booking, rules.scope);
}

function keepUnseen(page: PageReading, settled: readonly SettledPair[], remainder: Remainder): void {
  const seen = new Set(settled.map(({ known }) => known?.id));
  for (const known of page.known) {
    if (seen.has(known.id)) {
      remainder.unseen.delete(known.id);
      if (!contains(page.span, known.startsAt)) remainder.settledPairs.add(known.id);
    } else if (isOfThisPage(known, page) && !remainder.settledPairs.has(known.id)) {
      remainder.unseen.set(known.id, known);
    }
  }
}
