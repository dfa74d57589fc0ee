/** What was looked for, where, and what came of it: one line each. */
import type { BookingRead } from '../domain/booking.ts';
import type { Contact, Evidence, Search, UidAnswer } from '../domain/evidence.ts';
import { saySecond, type Wording } from '../domain/wording.ts';

export function lookedForLines({ calcom, searches, heldUntil }: Evidence, wording: Wording): string[] {
  const held =
    heldUntil === null
      ? null
      : `Left alone until ${saySecond(heldUntil, wording)}: the customer was asked to choose a new time`;
  return [
    ...calcom.map((one) => `Booking ${one.uid}: ${answerInWords(one, wording)}`),
    ...searches.map((search) => searchInWords(search, wording)),
    ...(held === null ? [] : [held]),
  ];
}

function answerInWords(one: UidAnswer, wording: Wording): string {
  switch (one.answer) {
    case 'booking': {
      const next = one.rescheduledToUid ? `, rescheduled to ${one.rescheduledToUid}` : '';
      return `${one.status}, ${saySecond(one.startsAt, wording)}${next} (${readInWords(one.read, wording)})`;
    }
    case 'absent':
      return `404, does not exist (${readInWords(one.read, wording)})`;
    case 'series':
      return `stands for a whole series (${readInWords(one.read, wording)})`;
    case 'unread':
      return `could not be read: ${one.why} (${one.read ? readInWords(one.read, wording) : 'not asked for'})`;
    case 'not_asked':
      return 'known from an earlier check, not asked for again';
  }
}

const HOW: Record<BookingRead['how'], string> = {
  page: 'on a page of the list',
  uid: 'asked for by uid',
  'catch-up': 'in the list of late changes',
  write: 'in the answer to a write',
};

export function howInWords({ how }: BookingRead): string {
  return HOW[how];
}

function readInWords(read: BookingRead, wording: Wording): string {
  return [howInWords(read), saySecond(read.at, wording), requestInWords(read)].filter(Boolean).join(', ');
}

function requestInWords({ requestId }: BookingRead): string | null {
  return requestId === null ? null : `request ${requestId}`;
}

function searchInWords(search: Search, wording: Wording): string {
  switch (search.for) {
    case 'row': {
      const contact = search.by.length > 0 ? ` and has the ${contacts(search.by)} of the seat` : '';
      return `An appointment that carries ${search.carrying.join(' or ')}${contact}: none`;
    }
    case 'holder':
      return `Booking ${search.uid} belongs to appointment ${search.found}`;
    case 'successor':
      return `What came after booking ${search.uid} is carried by appointment ${search.found}`;
    case 'occurrence':
      return `An occurrence of the series ${search.uid} on ${saySecond(search.startsAt, wording)}: ${foundAmong(search, 'occurrences')}`;
    case 'seat': {
      const contact = search.by.length > 0 ? ` with the appointment’s ${contacts(search.by)}` : '';
      return `A seat of booking ${search.uid}${contact}: ${foundAmong(search, 'seats')}`;
    }
    case 'twin':
      return twinInWords(search, wording);
  }
}

function twinInWords(search: Extract<Search, { for: 'twin' }>, wording: Wording): string {
  const [one, many] =
    search.side === 'calcom'
      ? ['A booking that no appointment carries', 'such bookings']
      : ['An appointment without a booking', 'such appointments'];
  const type = search.eventTypeId === null ? '' : `, event type ${search.eventTypeId}`;
  const contact = search.by.length > 0 ? `, by ${contacts(search.by)}` : '';
  const outcome = search.by.length === 0 ? 'not to be told without a contact' : foundAmong(search, many);
  return `${one}, on ${saySecond(search.startsAt, wording)}${type}${contact}: ${outcome}`;
}

function foundAmong({ among, found }: { among: number; found: string | null }, what: string): string {
  return found === null ? `none fits among ${among} ${what}` : `${found}, among ${among} ${what}`;
}

function contacts(by: readonly Contact[]): string {
  return by.map((one) => (one === 'email' ? 'e-mail' : 'phone')).join(' or ');
}
