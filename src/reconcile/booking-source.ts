/** What finding needs of Cal.com. Failures are `CalcomError`s. */
import type { Instant } from '../domain/appointment.ts';
import type { Booking } from '../domain/booking.ts';

/** One page of a listing, in the order it was answered. */
export interface BookingPage {
  readonly bookings: readonly Booking[];
  /** How many Bookings the same question has in all; not to be trusted with an updated filter. */
  readonly totalItems: number;
  /** How many were asked for; smaller than wished when Cal.com failed on larger pages. */
  readonly take: number;
}

export interface ByStart {
  readonly afterStart: Instant;
  readonly take: number;
  readonly skip?: number;
  /** Only Bookings that end by then; rows of one start are told apart from all later ones with it. */
  readonly beforeEnd?: Instant;
  /** Default `start`, ascending. */
  readonly sort?: 'start' | 'created';
  readonly eventTypeIds: readonly number[];
}

export interface ByUpdate {
  readonly afterUpdatedAt: Instant;
  readonly take: number;
  readonly skip?: number;
  readonly eventTypeIds: readonly number[];
}

/** `offset`: pages by number, in an order that we choose. `cursor`: pages after a cursor, latest start first. */
export type ListMode = 'offset' | 'cursor';

export interface ByCursor {
  readonly afterStart?: Instant;
  readonly beforeEnd?: Instant;
  readonly afterUpdatedAt?: Instant;
  /** Where the page before ended; null: begin with the latest start. */
  readonly cursor: string | null;
  readonly take: number;
  readonly eventTypeIds: readonly number[];
}

/** One page, latest start first; how many there are in all is not told. */
export interface CursorPage {
  readonly bookings: readonly Booking[];
  /** Where the next page begins; null: this was the last one. */
  readonly nextCursor: string | null;
  /** The same said once more, by Cal.com itself. */
  readonly hasMore: boolean;
  /** How many were asked for; smaller than wished when Cal.com failed on larger pages. */
  readonly take: number;
}

/** `absent`: Cal.com says of this very uid that it does not exist. Several: the uid of a recurring series. */
export type FoundBooking =
  | { kind: 'absent'; requestId: string | null }
  | { kind: 'one'; booking: Booking }
  | { kind: 'series'; bookings: readonly Booking[] };

export interface BookingSource {
  listByStart(question: ByStart, signal: AbortSignal): Promise<BookingPage>;
  listByUpdate(question: ByUpdate, signal: AbortSignal): Promise<BookingPage>;
  listByCursor(question: ByCursor, signal: AbortSignal): Promise<CursorPage>;
  findByUid(uid: string, signal: AbortSignal): Promise<FoundBooking>;
  /** Ids of the key's own event types. */
  eventTypeIds(signal: AbortSignal): Promise<readonly number[]>;
  /** Requests sent so far, retries included. */
  requestsSent(): number;
}
