/** Event types out of scope or gone, statuses that nobody has heard of, and Pairs over the edge of the window. */
import type { Hands } from '../hands.ts';
import { EVENT_TYPES } from '../event-types.ts';
import { HOUR } from '../slots.ts';
import type { Scene } from './scene.ts';

// Left out, since nobody says which verdict comes first: a row of unknown status with an unknown uid, or beside another
// row of the same Booking; and two rows of one Booking of unknown status.
export const scopeScenes: readonly Scene[] = [
  foreignBookingAlone,
  foreignBookingOfARow,
  rowInsideBookingOutside,
  rowOutsideBookingInside,
  rowOutsideChainEndsInside,
  bothOutside,
  aloneOutside,
  bookingOfUnknownStatus,
  bookingOfUnknownStatusAlone,
  rowOfUnknownStatus,
  rowOfUnknownStatusAlone,
];

function foreignBookingAlone(hands: Hands): void {
  const status = hands.random.pick(['accepted', 'on_hold']);
  hands.book({ start: hands.slot(), eventTypeId: foreign(hands), status });
}

function foreignBookingOfARow(hands: Hands): void {
  const start = hands.slot();
  const { uid } = hands.book({ start, eventTypeId: foreign(hands) });
  const status = hands.random.pick(['scheduled', 'cancelled']);
  hands.row({ startsAt: start + hands.random.pick([0, HOUR]), bookingUid: uid, status });
  if (hands.random.once(3)) hands.change(uid, (calcom) => calcom.cancel(uid));
}

function rowInsideBookingOutside(hands: Hands): void {
  const { uid } = hands.book({ start: hands.slotOutside() });
  hands.row({ startsAt: hands.slot(), bookingUid: uid, status: anyStatus(hands) });
}

function rowOutsideBookingInside(hands: Hands): void {
  const { uid } = hands.book({ start: hands.slot(), status: hands.random.pick(['accepted', 'rejected']) });
  hands.row({ startsAt: hands.slotOutside(), bookingUid: uid, status: anyStatus(hands) });
}

/** The row carries the first uid of the chain, so that of all that is in the window nothing names it. */
function rowOutsideChainEndsInside(hands: Hands): void {
  const { uid } = hands.book({ start: hands.slotOutside() });
  const last = hands.random.once(2) ? hands.reschedule(uid, hands.slotOutside()).uid : uid;
  const end = hands.reschedule(last, hands.slot()).uid;
  if (hands.random.once(2)) hands.change(end, (calcom) => calcom.cancel(end));
  hands.row({ startsAt: hands.slotOutside(), bookingUid: uid, status: anyStatus(hands) });
}

function bothOutside(hands: Hands): void {
  const start = hands.slotOutside();
  const { uid } = hands.book({ start });
  hands.row({ startsAt: start + hands.random.pick([0, HOUR]), bookingUid: uid, status: anyStatus(hands) });
}

function aloneOutside(hands: Hands): void {
  hands.book({ start: hands.slotOutside() });
  hands.row({ startsAt: hands.slotOutside(), bookingUid: hands.random.pick([null, 'no-such-booking']) });
}

function bookingOfUnknownStatus(hands: Hands): void {
  const start = hands.slot();
  const { uid } = hands.book({ start, status: strange(hands) });
  hands.row({ startsAt: start, bookingUid: uid, status: anyStatus(hands) });
}

function bookingOfUnknownStatusAlone(hands: Hands): void {
  hands.book({ start: hands.slot(), status: strange(hands) });
}

function rowOfUnknownStatus(hands: Hands): void {
  const start = hands.slot();
  const { uid } = hands.book({ start, status: hands.random.pick(['accepted', 'cancelled']) });
  hands.row({ startsAt: start, bookingUid: uid, status: strange(hands) });
}

function rowOfUnknownStatusAlone(hands: Hands): void {
  hands.row({ startsAt: hands.slot(), status: strange(hands) });
}

function foreign(hands: Hands): number {
  return hands.random.pick([EVENT_TYPES.retired, EVENT_TYPES.foreign]);
}

function anyStatus(hands: Hands): string {
  return hands.random.pick(['scheduled', 'completed', 'cancelled']);
}

function strange(hands: Hands): string {
  return hands.random.pick(['on_hold', 'waitlisted', 'moved']);
}
