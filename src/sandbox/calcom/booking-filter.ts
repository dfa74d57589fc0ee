/** Which Bookings a listing's filters let through. */
import type { ListQuery, ListStatus, Span } from './list-query.ts';
import { isDead, type StoredBooking } from './stored-booking.ts';

export type BookingFilter = (booking: StoredBooking) => boolean;

/** All filters but those by creation and update, which Cal.com leaves out when it counts `totalItems`. */
export function countedFilter(query: ListQuery, now: number): BookingFilter {
  const { eventTypeIds, bookingUid, beforeEnd, afterStart, statuses, ofTeams } = query;
  const ofPeople = query.attendeeEmail !== undefined || query.attendeeName !== undefined;
  const afterAll = afterStart === Number.NEGATIVE_INFINITY;
  const beforeAll = beforeEnd === Number.POSITIVE_INFINITY;
  // One plain expression that reads no field it need not: a listing asks this of 100,000 Bookings for its count.
  return (booking) =>
    !ofTeams &&
    (!eventTypeIds || eventTypeIds.has(booking.eventTypeId ?? Number.NaN)) &&
    (bookingUid === undefined || booking.uid === bookingUid) &&
    (afterAll || booking.start.getTime() >= afterStart) &&
    (beforeAll || booking.end.getTime() <= beforeEnd) &&
    (statuses.length === 0 || statuses.some((status) => hasStatus(booking, status, now))) &&
    (!ofPeople || hasAttendee(booking, query));
}

export function dateFilter({ created, updated }: ListQuery): BookingFilter {
  return (booking) =>
    (!created || within(booking.createdAt, created)) && (!updated || within(booking.updatedAt, updated));
}

function hasAttendee(booking: StoredBooking, { attendeeEmail, attendeeName }: ListQuery): boolean {
  const { attendees } = booking;
  if (attendeeEmail !== undefined && attendees.every(({ email }) => email !== attendeeEmail)) return false;
  return attendeeName === undefined || attendees.some(({ name }) => name === attendeeName);
}

function within(date: Date | null, span: Span): boolean {
  if (date === null) return false;
  return date.getTime() >= span.from && date.getTime() <= span.to;
}

/** The words of the filter are not those of a Booking: `upcoming` holds pending ones, `cancelled` rejected ones. */
function hasStatus(booking: StoredBooking, status: ListStatus, now: number): boolean {
  const ahead = booking.end.getTime() >= now;
  const recurring = booking.recurringBookingUid !== undefined;
  switch (status) {
    case 'upcoming':
      return ahead && (recurring ? booking.status === 'accepted' : !isDead(booking));
    case 'recurring':
      return ahead && recurring && !isDead(booking);
    case 'past':
      return booking.end.getTime() <= now && !isDead(booking);
    case 'cancelled':
      return isDead(booking);
    case 'unconfirmed':
      return ahead && booking.status === 'pending';
  }
}
