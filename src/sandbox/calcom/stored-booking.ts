/** A Booking as the stand-in keeps it, and the seed it is made from. */

/** An instant: a Date, an ISO 8601 text or milliseconds since the epoch. */
export type Instant = Date | string | number;

export interface StoredAttendee {
  name: string;
  email: string;
  phoneNumber?: string;
  timeZone: string;
  language: string;
  absent: boolean;
  /** The four that follow belong to a seat. */
  seatUid?: string;
  createdAt?: Date;
  metadata?: Record<string, string>;
  responses?: Record<string, unknown>;
}

export interface StoredBooking {
  id: number;
  uid: string;
  title: string;
  description: string | null;
  /** `accepted`, `pending`, `cancelled`, `rejected`, `awaiting_host`, or whatever a test makes up. */
  status: string;
  start: Date;
  end: Date;
  createdAt: Date;
  /** Null on rows written before Cal.com had the column: filters by it never find them. */
  updatedAt: Date | null;
  /** Null once the event type was deleted. */
  eventTypeId: number | null;
  seated: boolean;
  attendees: StoredAttendee[];
  guests: string[];
  metadata: Record<string, string>;
  responses: Record<string, unknown>;
  location: string;
  icsUid: string;
  cancellationReason: string;
  cancelledByEmail: string;
  reschedulingReason?: string;
  /** Who asked for this Booking in place of an earlier one. */
  rescheduledBy: string | null;
  rescheduledFromUid?: string;
  rescheduledToUid?: string;
  /** Set when the host asked the attendee to rebook: cancelled, without a successor so far. */
  rescheduleRequested?: boolean;
  recurringBookingUid?: string;
}

export interface AttendeeSeed {
  name?: string;
  email?: string;
  phoneNumber?: string;
  timeZone?: string;
  language?: string;
  seatUid?: string;
  metadata?: Record<string, string>;
  responses?: Record<string, unknown>;
}

export interface BookingSeed {
  start: Instant;
  end?: Instant;
  lengthInMinutes?: number;
  eventTypeId: number;
  attendee?: AttendeeSeed;
  /** The seats of a seated Booking. */
  attendees?: AttendeeSeed[];
  /** Left out, it is `accepted`. */
  status?: string;
  metadata?: Record<string, string>;
  uid?: string;
  recurringBookingUid?: string;
  createdAt?: Instant;
  updatedAt?: Instant | null;
  responses?: Record<string, unknown>;
  guests?: string[];
  location?: string;
}

/** Any field of a Booking save its key; times in any form, and a moved start takes the end along. */
export type BookingPatch = Partial<
  Omit<StoredBooking, 'id' | 'uid' | 'start' | 'end' | 'createdAt' | 'updatedAt'>
> & { start?: Instant; end?: Instant; createdAt?: Instant; updatedAt?: Instant | null };

/** A copy that later changes of the world leave alone. */
export function snapshot(booking: StoredBooking): StoredBooking {
  return { ...booking, attendees: booking.attendees.map((attendee) => ({ ...attendee })) };
}

export function toDate(instant: Instant): Date {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) throw new Error(`Cannot read the time "${String(instant)}"`);
  return date;
}

export function isDead(booking: StoredBooking): boolean {
  return booking.status === 'cancelled' || booking.status === 'rejected';
}
