/** What finding remembers from one reading to the next. */
import type { Instant } from '../domain/appointment.ts';
import type { PairState } from '../domain/pair-state.ts';
import type { Span } from '../domain/window.ts';

/** Pairs that fit any of these; each is answered once. */
export interface PairSelection {
  readonly startingIn?: Span;
  readonly bookingUids?: readonly string[];
  readonly appointmentIds?: readonly string[];
  readonly ids?: readonly number[];
}

export interface PairMemory {
  recall(selection: PairSelection): Promise<PairState[]>;
  /** Uids that more than one Pair has. */
  sharedBookings(): Promise<string[]>;
  /** Pairs with an open Issue whose visit ended before that. */
  recallPassed(endedBefore: Instant): Promise<PairState[]>;
  /** Pairs that start in the span and whose standing is open: an Issue, a failed reading, an attempt that has come. */
  recallDoubts(span: Span, now: Instant, limit: number): Promise<PairState[]>;
  /** Pairs with an open Issue that start outside the span, and end after that. */
  recallOpenBeyond(span: Span, endingAfter: Instant): Promise<PairState[]>;
  /** How many Pairs start in the span. */
  countIn(span: Span): Promise<number>;
  /** Pairs whose next attempt has come, the most urgent first. */
  recallDue(now: Instant, limit: number): Promise<PairState[]>;
  countDue(now: Instant): Promise<number>;
}
