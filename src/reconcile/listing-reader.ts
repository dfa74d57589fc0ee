/** What is asked of a listing, and whom. */
import type { Span } from '../domain/window.ts';
import type { BookingSource } from './booking-source.ts';

/** No visit is longer. */
export const LONGEST_BOOKING_MS = 24 * 60 * 60_000;

export interface ListingQuestion {
  readonly span: Span;
  readonly eventTypeIds: readonly number[];
}

export interface Reader {
  readonly source: BookingSource;
  readonly question: ListingQuestion;
  readonly signal: AbortSignal;
  /** Stays smaller once Cal.com has failed on larger pages. */
  take: number;
}
