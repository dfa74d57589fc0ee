/** What the truth is asked of: both sides whole, and the rules that are configured. */
import type { EventType } from '../../../src/sandbox/calcom/event-type.ts';
import type { StoredBooking } from '../../../src/sandbox/calcom/stored-booking.ts';
import type { Row } from '../company.ts';

export interface Question {
  readonly rows: readonly Row[];
  readonly bookings: readonly StoredBooking[];
  /** The event types whose Bookings have to have a row. */
  readonly scope: ReadonlySet<number>;
  /** Those that exist: they tell which seats the key may see. */
  readonly eventTypes: readonly EventType[];
  /** From `from` up to, not including, `to`. */
  readonly window: { readonly from: number; readonly to: number };
  readonly toleranceMs: number;
  readonly now: number;
  /** When a webhook with `requestReschedule` arrived, by the Booking's uid. */
  readonly rescheduleRequests: ReadonlyMap<string, number>;
  readonly rebookGraceMs: number;
}
