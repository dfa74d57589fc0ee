/** Bookings in the shape of 2024-04-15, which whoever sends no version, or one unknown to the server, gets unasked. */
import type { StoredBooking } from './stored-booking.ts';
import type { WorldState } from './world-state.ts';

export function renderLegacy(state: WorldState, booking: StoredBooking) {
  const { id, name, email, timeZone } = state.owner;
  const eventType = state.eventTypes.get(booking.eventTypeId ?? Number.NaN);
  return {
    id: booking.id,
    uid: booking.uid,
    userPrimaryEmail: email,
    title: booking.title,
    description: booking.description,
    metadata: booking.metadata,
    startTime: booking.start.toISOString(),
    endTime: booking.end.toISOString(),
    status: booking.status.toUpperCase(),
    eventType: eventType ? { id: eventType.id, slug: eventType.slug } : null,
    location: booking.location,
    paid: false,
    rescheduled: booking.rescheduledToUid !== undefined,
    recurringEventId: booking.recurringBookingUid ?? null,
    user: { id, name, email, timeZone },
    attendees: booking.attendees.map((attendee) => ({
      name: attendee.name,
      email: attendee.email,
      timeZone: attendee.timeZone,
      locale: attendee.language,
    })),
  };
}
