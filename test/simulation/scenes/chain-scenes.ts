/** Reschedules, each with a new uid, and rows that carry any of them. */
import type { StoredBooking } from '../../../src/sandbox/calcom/stored-booking.ts';
import type { Hands } from '../hands.ts';
import { DAY, HOUR } from '../slots.ts';
import type { Scene } from './scene.ts';

// Left out: more than 20 reschedules, and a successor that Cal.com does not know.
export const chainScenes: readonly Scene[] = [
  rowFollowedTheChain,
  rowFollowedTheChain,
  rowStayedBehind,
  chainIsOver,
  chainOfNobody,
  newRowForTheOld,
  newRowForTheOldWhichMovedOn,
  newRowBesideTheOld,
  rowForEach,
  reschedulesInALoop,
];

function rowFollowedTheChain(hands: Hands): void {
  const bookings = chain(hands);
  hands.row({ startsAt: startOf(bookings.at(-1)), bookingUid: hands.random.pick(uidsOf(bookings)) });
}

function rowStayedBehind(hands: Hands): void {
  const bookings = chain(hands);
  const status = hands.random.pick(['scheduled', 'cancelled']);
  hands.row({ startsAt: startOf(bookings[0]) + HOUR / 4, bookingUid: bookings[0]?.uid ?? '', status });
}

function chainIsOver(hands: Hands): void {
  const bookings = chain(hands);
  const last = bookings.at(-1)?.uid ?? '';
  hands.change(last, (calcom) => (hands.random.once(2) ? calcom.cancel(last) : calcom.reject(last)));
  const status = hands.random.pick(['scheduled', 'cancelled']);
  hands.row({
    startsAt: startOf(bookings.at(-1)),
    bookingUid: hands.random.pick(uidsOf(bookings)),
    status,
  });
}

function chainOfNobody(hands: Hands): void {
  chain(hands);
}

function newRowForTheOld(hands: Hands): void {
  const bookings = chain(hands);
  hands.row({ startsAt: startOf(bookings[0]), bookingUid: bookings[0]?.uid ?? '', status: 'cancelled' });
  hands.row({ startsAt: startOf(bookings.at(-1)), bookingUid: bookings.at(-1)?.uid ?? '' });
}

function newRowForTheOldWhichMovedOn(hands: Hands): void {
  const bookings = chain(hands, 2);
  hands.row({ startsAt: startOf(bookings[0]), bookingUid: bookings[0]?.uid ?? '', status: 'cancelled' });
  hands.row({ startsAt: startOf(bookings[1]), bookingUid: bookings[1]?.uid ?? '' });
}

function newRowBesideTheOld(hands: Hands): void {
  const bookings = chain(hands);
  hands.row({ startsAt: startOf(bookings[0]), bookingUid: bookings[0]?.uid ?? '' });
  const status = hands.random.pick(['scheduled', 'cancelled']);
  hands.row({ startsAt: startOf(bookings.at(-1)), bookingUid: bookings.at(-1)?.uid ?? '', status });
}

function rowForEach(hands: Hands): void {
  const bookings = chain(hands, 1 + hands.random.below(3));
  for (const booking of bookings) {
    const status = booking === bookings.at(-1) ? 'scheduled' : 'cancelled';
    hands.row({ startsAt: startOf(booking), bookingUid: booking.uid, status });
  }
}

/** All of them over, so that it does not matter which is the last. */
function reschedulesInALoop(hands: Hands): void {
  const [first, second] = chain(hands, 1);
  if (!first || !second) return;
  hands.change(second.uid, (calcom) =>
    calcom.update(second.uid, { status: 'cancelled', rescheduledToUid: first.uid }),
  );
  hands.row({ startsAt: startOf(first), bookingUid: first.uid });
}

function chain(hands: Hands, reschedules = hands.random.pick([1, 1, 2, 3, 7, 19, 20])): StoredBooking[] {
  const start = hands.slot();
  const bookings = [hands.book({ start })];
  for (let count = 1; count <= reschedules; count++) {
    const before = bookings.at(-1)?.uid ?? '';
    bookings.push(hands.reschedule(before, start + hands.random.pick([0, count * HOUR, -DAY, DAY])));
  }
  return bookings;
}

function uidsOf(bookings: readonly StoredBooking[]): [string, ...string[]] {
  const [first = '', ...rest] = bookings.map(({ uid }) => uid);
  return [first, ...rest];
}

function startOf(booking: StoredBooking | undefined): number {
  return booking?.start.getTime() ?? Number.NaN;
}
