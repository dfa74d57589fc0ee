/** What a row has in Cal.com: the Booking at the end of its chain, perhaps one seat of it, or nothing. */
import type { StoredBooking } from '../../../src/sandbox/calcom/stored-booking.ts';
import type { Row } from '../company.ts';

export type Holding =
  | {
      readonly kind: 'booking';
      readonly row: Row;
      readonly booking: StoredBooking;
      readonly seatUid: string | null;
    }
  /** A seated Booking that does not tell the key who sits there. */
  | { readonly kind: 'hidden'; readonly row: Row; readonly booking: StoredBooking }
  | {
      readonly kind: 'none';
      readonly row: Row;
      readonly why: 'no uid' | 'unknown uid' | 'no occurrence' | 'another row was first' | 'no seat';
    };
