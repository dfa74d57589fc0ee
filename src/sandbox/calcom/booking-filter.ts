/** Which Bookings a listing's filters let through. */
import type { ListQuery, ListStatus, Span } from './list-query.ts';
import { isDead, type StoredBooking } from './stored-booking.ts';

export type BookingFilter = (booking: StoredBooking) => boolean;

/** All filters but those by creation and update, which Cal.com leaves out when it counts `totalItems`. */
export function countedFilter(query: ListQuery, now: number): BookingFilter {
  const filters: BookingFilter[] = [];
  const { eventTypeIds, bookingUid, beforeEnd, afterStart, statuses } = query;
  if (query.ofTeams) filters.push(() => false);
  if (eventTypeIds) filters.push((booking) => eventTypeIds.has(booking.eventTypeId ?? Number.NaN));
  if (bookingUid !== undefined) filters.push((booking) => booking.uid === bookingUid);
  if (Number.isFinite(afterStart)) filters.push((booking) => booking.start.getTime() >= afterStart);
  if (Number.isFinite(beforeEnd)) filters.push((booking) => booking.end.getTime() <= beforeEnd);
  if (statuses.length > 0) {
    filters.push((booking) => statuses.some((status) => hasStatus(booking, status, now)));
  }
  return every([...filters, ...attendeeFilters(query)]);
}

export function dateFilter(query: ListQuery): BookingFilter {
  const { created, updated } = query;
  const filters: BookingFilter[] = [];
  if (created) filters.push((booking) => within(booking.createdAt, created));
  if (updated) filters.push((booking) => within(booking.updatedAt, updated));
  return every(filters);
}

function attendeeFilters(query: ListQuery): BookingFilter[] {
  const { attendeeEmail, attendeeName } = query;
  const filters: BookingFilter[] = [];
  if (attendeeEmail !== undefined) {
    filters.push((booking) => booking.attendees.some((attendee) => attendee.email === attendeeEmail));
  }
  if (attendeeName !== undefined) {
    filters.push((booking) => booking.attendees.some((attendee) => attendee.name === attendeeName));
  }
  return filters;
}

function every(filters: readonly BookingFilter[]): BookingFilter {
  return (booking) => filters.every((filter) => filter(booking));
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
