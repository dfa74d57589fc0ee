/** Telling whether two contacts are the same person: e-mail in any case, phone by its digits. */
import type { Appointment } from './appointment.ts';
import type { Attendee, Booking } from './booking.ts';

export function normalEmail(email: string | null): string | null {
  const trimmed = email?.trim().toLowerCase();
  return trimmed ? trimmed : null;
}

/** Digits only, without the international prefix `00`; null when too short to tell people apart. */
export function phoneDigits(phone: string | null): string | null {
  const digits = phone?.replace(/\D/g, '').replace(/^00/, '') ?? '';
  return digits.length >= 6 ? digits : null;
}

function isSamePerson(appointment: Appointment, attendee: Attendee): boolean {
  const email = normalEmail(appointment.customerEmail);
  if (email !== null && emailsOf(attendee).includes(email)) return true;
  const phone = phoneDigits(appointment.customerPhone);
  return phone !== null && phone === phoneDigits(attendee.phone);
}

/** Whether two rows would take the same seat: it is found by e-mail, and by phone where a row has none. */
export function isSameCustomer(one: Appointment, other: Appointment): boolean {
  const email = normalEmail(one.customerEmail);
  if (email !== normalEmail(other.customerEmail)) return false;
  if (email !== null) return true;
  const phone = phoneDigits(one.customerPhone);
  return phone !== null && phone === phoneDigits(other.customerPhone);
}

export function isAttended(booking: Booking, appointment: Appointment): boolean {
  return booking.attendees.some((attendee) => isSamePerson(appointment, attendee));
}

function emailsOf({ email, otherEmail }: Attendee): (string | null)[] {
  return [normalEmail(email), normalEmail(otherEmail ?? null)];
}
