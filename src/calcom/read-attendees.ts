import { type Attendee } from '../domain/booking.ts';
import { asObject, kindOf, ShapeError, textOf, type JsonObject } from './json.ts';

/** The address Cal.com invents for people who book with a phone only: the digits of their number, at this host. */
const PLACEHOLDER_HOST = '@sms.cal.com';

/**
 * The people of a booking. What the list lacks is taken from the booking form, where Cal.com has at times
 * kept the only copy: of each attendee on a seated booking, of the booking itself (`form`) otherwise.
 */
export function readAttendees(list: unknown, form: JsonObject | undefined): Attendee[] {
  if (list !== undefined && list !== null && !Array.isArray(list)) {
    throw new ShapeError(`a booking's "attendees" is no list but ${kindOf(list)}`);
  }
  const attendees: Attendee[] = [];
  for (const item of (list ?? []) as unknown[]) {
    const raw = asObject(item);
    if (raw)
      attendees.push(
        readAttendee(
          raw,
          asObject(raw.bookingFieldsResponses) ?? (attendees.length === 0 ? form : undefined),
        ),
      );
  }
  if (attendees.length === 0 && form) attendees.push(...readFormOnly(form));
  return attendees;
}

function readAttendee(raw: JsonObject, form: JsonObject | undefined): Attendee {
  const address = textOf(raw.displayEmail) ?? textOf(raw.email);
  const written = realAddress(textOf(form?.email));
  const email = realAddress(address) ?? written;
  return {
    name: textOf(raw.name) ?? textOf(form?.name),
    email,
    ...(written !== null && written.toLowerCase() !== email?.toLowerCase() ? { otherEmail: written } : {}),
    phone: textOf(raw.phoneNumber) ?? phoneOfForm(form) ?? phoneOfPlaceholder(address),
    seatUid: textOf(raw.seatUid),
  };
}

function readFormOnly(form: JsonObject): Attendee[] {
  const attendee = readAttendee({ name: form.name, email: form.email }, form);
  return attendee.name || attendee.email || attendee.phone ? [attendee] : [];
}

function realAddress(address: string | null): string | null {
  return address === null || isPlaceholder(address) ? null : address;
}

function isPlaceholder(address: string): boolean {
  return address.toLowerCase().endsWith(PLACEHOLDER_HOST);
}

function phoneOfForm(form: JsonObject | undefined): string | null {
  return form ? (textOf(form.attendeePhoneNumber) ?? textOf(form.phone)) : null;
}

function phoneOfPlaceholder(address: string | null): string | null {
  if (address === null || !isPlaceholder(address)) return null;
  const digits = address.slice(0, -PLACEHOLDER_HOST.length).replace(/\D/g, '');
  return digits === '' ? null : `+${digits}`;
}
