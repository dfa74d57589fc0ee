/** What is asked of a listing, and whom. */
import type { Span } from '../domain/window.ts';
import type { BookingSource } from './booking-source.ts';

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
