/** The JSON of a Booking in its shapes (plain, recurring, seated), with Cal.com's own "", null and absent. */
import type { StoredAttendee, StoredBooking } from './stored-booking.ts';
import type { WorldState } from './world-state.ts';

export interface RenderOptions {
  /** Create and reschedule answer one field more than the others. */
  written?: boolean;
  /** The seat that a create or reschedule was about. */
  seatUid?: string;
  /** Seats hide their attendees from whoever is not the host. */
  hideAttendees?: boolean;
  /** Reading by seat leaves out when the seats were taken. */
  bySeat?: boolean;
}

export function renderBooking(state: WorldState, booking: StoredBooking, options: RenderOptions = {}) {
  const recurring = booking.recurringBookingUid !== undefined;
  return {
    ...identity(state, booking),
    cancellationReason: booking.cancellationReason,
    ...(!booking.seated && { cancelledByEmail: booking.cancelledByEmail }),
    ...(!booking.seated && reason(booking)),
    ...(!recurring && rescheduling(state, booking)),
    ...(booking.rescheduledFromUid !== undefined && { rescheduledFromUid: booking.rescheduledFromUid }),
    ...timeAndPlace(state, booking),
    rating: null,
    icsUid: booking.icsUid,
    ...(booking.seated ? seats(booking, options) : people(booking)),
    ...(recurring && { recurringBookingUid: booking.recurringBookingUid }),
    ...(options.seatUid !== undefined && { seatUid: options.seatUid }),
    ...(options.written && { isPlatformManagedUserBooking: false }),
  };
}

function identity(state: WorldState, booking: StoredBooking) {
  const { id, name, email, username, timeZone } = state.owner;
  return {
    id: booking.id,
    uid: booking.uid,
    title: booking.title,
    description: booking.description,
    hosts: [{ id, name, email, displayEmail: email, username, timeZone }],
    status: booking.status,
  };
}

function reason(booking: StoredBooking) {
  return booking.reschedulingReason === undefined ? {} : { reschedulingReason: booking.reschedulingReason };
}

/** Who rescheduled stands on the new Booking; the old one reads it from there, so without a successor it is absent. */
function rescheduling(state: WorldState, booking: StoredBooking) {
  if (booking.rescheduledToUid !== undefined) {
    const successor = state.bookings.get(booking.rescheduledToUid);
    return {
      rescheduledByEmail: successor?.rescheduledBy ?? null,
      rescheduledToUid: booking.rescheduledToUid,
    };
  }
  return booking.rescheduleRequested ? {} : { rescheduledByEmail: booking.rescheduledBy };
}

function timeAndPlace(state: WorldState, booking: StoredBooking) {
  const eventType = state.eventTypes.get(booking.eventTypeId ?? Number.NaN);
  return {
    start: booking.start.toISOString(),
    end: booking.end.toISOString(),
    duration: (booking.end.getTime() - booking.start.getTime()) / 60_000,
    eventTypeId: eventType?.id ?? null,
    eventType: eventType ? { id: eventType.id, slug: eventType.slug } : null,
    meetingUrl: booking.location,
    location: booking.location,
    absentHost: false,
    createdAt: booking.createdAt.toISOString(),
    updatedAt: booking.updatedAt?.toISOString() ?? null,
  };
}

function people(booking: StoredBooking) {
  return {
    metadata: booking.metadata,
    attendees: booking.attendees.map(renderAttendee),
    guests: booking.guests,
    bookingFieldsResponses: fieldsResponses(booking),
  };
}

function renderAttendee(attendee: StoredAttendee) {
  return {
    name: attendee.name,
    email: attendee.email,
    displayEmail: attendee.email,
    timeZone: attendee.timeZone,
    language: attendee.language,
    absent: attendee.absent,
    ...(attendee.phoneNumber !== undefined && { phoneNumber: attendee.phoneNumber }),
  };
}

function fieldsResponses(booking: StoredBooking) {
  const attendee = booking.attendees[0];
  return {
    email: attendee?.email ?? '',
    name: attendee?.name ?? '',
    ...(attendee?.phoneNumber !== undefined && { attendeePhoneNumber: attendee.phoneNumber }),
    guests: booking.guests,
    ...(booking.reschedulingReason !== undefined && { rescheduleReason: booking.reschedulingReason }),
    location: { value: booking.location, optionValue: '' },
    displayEmail: attendee?.email ?? '',
    displayGuests: booking.guests,
    ...booking.responses,
  };
}

/** What a seat's attendee wrote belongs to the seat; the e-mail is left out of the responses for privacy. */
function seats(booking: StoredBooking, options: RenderOptions) {
  if (options.hideAttendees) return { attendees: [] };
  const attendees = booking.attendees.map((attendee) => ({
    ...renderAttendee(attendee),
    seatUid: attendee.seatUid,
    ...(!options.bySeat && { createdAt: attendee.createdAt?.toISOString() }),
    bookingFieldsResponses: {
      name: attendee.name,
      guests: [],
      location: { value: booking.location, optionValue: '' },
      ...attendee.responses,
    },
    metadata: attendee.metadata,
  }));
  return { attendees };
}
