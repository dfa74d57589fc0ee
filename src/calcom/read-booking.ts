import { bookingLiveness, type Attendee, type Booking, type BookingRead } from '../domain/booking.ts';
import { asObject, kindOf, ShapeError, textOf, type JsonObject } from './json.ts';
import { readAttendees } from './read-attendees.ts';
import { readInstant, readOptionalInstant } from './read-instant.ts';

/**
 * One booking as version 2024-08-13 answers it (normal, recurring and seated alike). Written by hand because a
 * full run reads a hundred thousand of them. Unknown fields and statuses survive. `read`: the answer it stands in.
 * @throws ShapeError where a field that everything rests on cannot be read
 */
export function readBooking(value: unknown, read: BookingRead): Booking {
  const raw = asObject(value);
  if (!raw) throw new ShapeError(`a booking is ${kindOf(value)}`);
  if (raw.start === undefined && raw.startTime !== undefined)
    throw new ShapeError('the bookings came in the shape of an older version');
  const status = required(raw.status, 'status').toLowerCase();
  const form = asObject(raw.bookingFieldsResponses);
  const attendees = readAttendees(raw.attendees, form);
  return {
    uid: required(raw.uid, 'uid'),
    status,
    startsAt: readInstant(raw.start, 'start'),
    endsAt: readInstant(raw.end, 'end'),
    eventTypeId: readEventTypeId(raw),
    title: textOf(raw.title),
    attendees,
    seats: readSeats({ status, form, attendees }),
    recurringUid: textOf(raw.recurringBookingUid),
    rescheduledFromUid: textOf(raw.rescheduledFromUid),
    rescheduledToUid: textOf(raw.rescheduledToUid),
    markers: readMarkers(raw),
    createdAt: readOptionalInstant(raw.createdAt, 'createdAt'),
    updatedAt: readOptionalInstant(raw.updatedAt, 'updatedAt'),
    read,
  };
}

function required(value: unknown, field: string): string {
  const text = textOf(value);
  if (text === null) throw new ShapeError(`a booking's "${field}" is ${kindOf(value)}`);
  return text;
}

function readEventTypeId(raw: JsonObject): number | null {
  const id = raw.eventTypeId ?? asObject(raw.eventType)?.id;
  return typeof id === 'number' ? id : null;
}

/** Seats that a key may not see leave a living booking without attendees and without its form. */
function readSeats(booking: {
  status: string;
  form: JsonObject | undefined;
  attendees: readonly Attendee[];
}): Booking['seats'] {
  if (booking.attendees.some((attendee) => attendee.seatUid !== null)) return 'shown';
  if (booking.attendees.length > 0 || booking.form || bookingLiveness(booking.status) === 'dead')
    return 'none';
  return 'hidden';
}

function readMarkers(raw: JsonObject): string[] {
  const attendees = Array.isArray(raw.attendees) ? (raw.attendees as unknown[]) : [];
  return [raw, ...attendees.map(asObject)].flatMap((one) => markerOf(one) ?? []);
}

function markerOf(raw: JsonObject | undefined): string | null {
  return textOf(asObject(raw?.metadata)?.calsync);
}
