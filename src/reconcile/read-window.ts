/** Reads both sides of the window page by page, settling what agrees, and keeps what does not. */
import type { Instant } from '../domain/appointment.ts';
import type { PairingRules } from '../domain/pair.ts';
import { contains, type Span } from '../domain/window.ts';
import { CATCH_UP_MARGIN_MS } from './catch-up.ts';
import type { Slice } from './listing.ts';
import type { Pass } from './pass.ts';
import type { ReconcilePorts } from './ports.ts';
import { isAsRemembered } from './glance.ts';
import { ahead } from './read-ahead.ts';
import { readOurSide, type OurSide, type SharedUids } from './read-our-side.ts';
import { readSpan, sweepsOf } from './read-span.ts';
import { emptyRemainder, sift, type Remainder, type SettledPair } from './remainder.ts';

export interface WindowReading {
  readonly remainder: Remainder;
  /** Rows that start in the window. */
  readonly rowsInWindow: number;
  /** Rows outside it that were settled with a Booking inside. */
  readonly rowsBeyond: Set<string>;
  readonly bookingsRead: number;
  /** When Bookings that changed lately were last updated, as their page said. */
  readonly recent: Map<string, Instant | null>;
}

export interface WindowQuestion {
  readonly span: Span;
  readonly now: Instant;
  readonly rules: PairingRules;
  readonly asked: Pass['asked'];
  /** What was updated before was seen by an earlier Run. */
  readonly changedSince: Instant;
  /** Whether the next page is asked for while one is still looked at. */
  readonly readAhead: boolean;
  /** Undefined: not known, so that every uid is asked about. */
  readonly shared: SharedUids | undefined;
  readonly signal: AbortSignal;
  /** Called for each Pair that agrees. */
  readonly settled: (pair: SettledPair) => void;
}

/** In the order of the sweeps. */
export async function readWindow(ports: ReconcilePorts, question: WindowQuestion): Promise<WindowReading> {
  const { span: window, now, asked, signal } = question;
  const reading: Progress = {
    remainder: emptyRemainder(),
    rowsInWindow: 0,
    rowsBeyond: new Set(),
    bookingsRead: 0,
    recent: new Map(),
  };
  for (const sweep of sweepsOf(window, now, asked.listMode)) {
    const slices = readSpan(ports.bookings, { span: sweep, ...asked }, signal);
    for await (const slice of question.readAhead ? ahead(slices) : slices) {
      count(slice, { question, reading });
      if (!(await passes(ports, slice, { question, reading })))
        takeIn(slice, await readOurSide(ports, slice, question.shared), { question, reading });
    }
  }
  return reading;
}

interface Progress extends WindowReading {
  rowsInWindow: number;
  bookingsRead: number;
}

interface UnderWay {
  readonly question: WindowQuestion;
  readonly reading: Progress;
}

function count({ bookings }: Slice, { question: { now }, reading }: UnderWay): void {
  reading.bookingsRead += bookings.length;
  for (const { uid, updatedAt } of bookings) {
    if (updatedAt !== null && updatedAt >= now - CATCH_UP_MARGIN_MS) reading.recent.set(uid, updatedAt);
  }
}

/** A page on which nothing has to be looked at. */
async function passes(
  ports: ReconcilePorts,
  slice: Slice,
  { question, reading }: UnderWay,
): Promise<boolean> {
  const { rules, shared } = question;
  if (!shared || slice.bookings.length === 0) return false;
  const glance = await ports.rowChanges.glance(slice.span);
  if (!isAsRemembered(slice, glance, { rules, shared })) return false;
  reading.rowsInWindow += glance.rows.length;
  return true;
}

function takeIn(slice: Slice, page: OurSide, { question, reading }: UnderWay): void {
  const { span: window, rules, settled, changedSince } = question;
  reading.rowsInWindow += page.rows.filter((row) => contains(slice.span, row.startsAt)).length;
  for (const one of sift({ ...page, ...slice, window, changedSince }, reading.remainder, rules)) {
    const row = one.pair.appointment;
    if (row && !contains(window, row.startsAt)) reading.rowsBeyond.add(row.id);
    settled(one);
  }
}
