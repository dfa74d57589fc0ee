import type { Instant, Liveness } from './appointment.ts';

/** One person of a Booking; on a seated Booking each carries a seat of its own. */
export interface Attendee {
  readonly name: string | null;
  /** Also the address given in the booking form, where Cal.com lists none; never a `…@sms.cal.com` placeholder. */
  readonly email: string | null;
  /** The address in the booking form, where it is another one than `email`. */
  readonly otherEmail?: string;
  readonly phone: string | null;
  readonly seatUid: string | null;
}

/** The answer in which Cal.com told of a Booking; one object for all Bookings of a page. */
export interface BookingRead {
  readonly at: Instant;
  /** `page`: of a listing · `uid`: asked for by itself · `catch-up`: listed as changed lately · `write`: what a write of ours answered */
  readonly how: 'page' | 'uid' | 'catch-up' | 'write';
  /** As Cal.com named it; null where it did not. */
  readonly requestId: string | null;
}

/** What Cal.com holds, as far as we use it. '' and null are the same: null. */
export interface Booking {
  readonly uid: string;
  /** Lower case. Known: accepted, pending, awaiting_host, cancelled, rejected; others survive as they came. */
  readonly status: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Null when the event type was deleted. */
  readonly eventTypeId: number | null;
  readonly title: string | null;
  readonly attendees: readonly Attendee[];
  /** `hidden`: a seated Booking that does not show its seats to this key. */
  readonly seats: 'none' | 'shown' | 'hidden';
  readonly recurringUid: string | null;
  readonly rescheduledFromUid: string | null;
  readonly rescheduledToUid: string | null;
  /** The `calsync` entries of its metadata: our own markers on what we made, one for each seat of a class. */
  readonly markers: readonly string[];
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly read: BookingRead;
}

/** Whether the Booking still holds its slot. */
export function bookingLiveness(status: string): Liveness {
  switch (status) {
    case 'accepted':
    case 'pending':
    case 'awaiting_host':
      return 'live';
    case 'cancelled':
    case 'rejected':
      return 'dead';
    default:
      return 'unknown';
  }
}
