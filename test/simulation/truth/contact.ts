/** How a person can be recognised on both sides: addresses in lower case, phones as digits. */
import type { StoredAttendee, StoredBooking } from '../../../src/sandbox/calcom/stored-booking.ts';
import type { Row } from '../company.ts';

export interface Contact {
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

export function contactOfRow({ email, phone }: Row): Contact {
  return contactOf([email], [phone]);
}

export function contactOfAttendee({ email, phoneNumber }: StoredAttendee): Contact {
  return contactOf([email], [phoneNumber]);
}

/** Cal.com at times keeps the address among the answers to the booking form only. */
export function contactOfBooking({ attendees, responses }: StoredBooking): Contact {
  const answered = responses['email'];
  return contactOf(
    [...attendees.map(({ email }) => email), typeof answered === 'string' ? answered : null],
    attendees.map(({ phoneNumber }) => phoneNumber),
  );
}

export function shareAnEmail(one: Contact, other: Contact): boolean {
  return one.emails.some((email) => other.emails.includes(email));
}

export function shareAPhone(one: Contact, other: Contact): boolean {
  return one.phones.some((phone) => other.phones.includes(phone));
}

type Maybe = string | null | undefined;

// Who books by phone only is given an address made of the digits: it is a phone, not an address.
const PLACEHOLDER = /^(\d+)@sms\.cal\.com$/;

function contactOf(emails: readonly Maybe[], phones: readonly Maybe[]): Contact {
  const written = emails.map((email) => (email ?? '').toLowerCase());
  const digits = written.map((email) => PLACEHOLDER.exec(email)?.[1]);
  return {
    emails: written.filter((email) => email !== '' && !PLACEHOLDER.test(email)),
    phones: [...phones, ...digits].map((phone) => (phone ?? '').replace(/\D/g, '')).filter(Boolean),
  };
}
