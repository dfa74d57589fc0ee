/** Several rows that carry the uid of one Booking: it belongs to the first. */
import type { Hands, RowSeed } from '../hands.ts';
import { DAY, HOUR } from '../slots.ts';
import type { Scene } from './scene.ts';

// Left out: two rows with the own uid of one occurrence of a series.
export const claimScenes: readonly Scene[] = [
  olderRowFirst,
  datedRowFirst,
  smallerIdFirst,
  fittingStartFirst,
  liveRowFirst,
  threeRows,
  twoRowsOfAMovedBooking,
  twoRowsOfAChain,
  twoRowsOfWhichOneFollowedTheChain,
  twoRowsOfADeadBooking,
];

function olderRowFirst(hands: Hands): void {
  claim(hands, [{ createdAt: hands.now - 3 * DAY }, { createdAt: hands.now - 4 * DAY }]);
}

function datedRowFirst(hands: Hands): void {
  claim(hands, [{ createdAt: null }, { createdAt: hands.now - 3 * DAY }]);
}

function smallerIdFirst(hands: Hands): void {
  claim(hands, [{ createdAt: null }, { createdAt: null }]);
}

function fittingStartFirst(hands: Hands): void {
  const start = hands.slot();
  claim(hands, [{ startsAt: start + HOUR, createdAt: hands.now - 9 * DAY }, { createdAt: null }], start);
}

function liveRowFirst(hands: Hands): void {
  claim(hands, [{ status: 'cancelled', createdAt: hands.now - 9 * DAY }, { status: 'scheduled' }]);
}

function threeRows(hands: Hands): void {
  const createdAt = hands.now - 5 * DAY;
  claim(hands, [{ createdAt }, { createdAt }, { createdAt }]);
}

function twoRowsOfAMovedBooking(hands: Hands): void {
  const start = hands.slot();
  const startsAt = start + HOUR;
  claim(hands, [{ startsAt }, { startsAt }], start);
}

function twoRowsOfAChain(hands: Hands): void {
  const uid = claim(hands, [{}, {}]);
  const start = hands.calcom.get(uid)?.start.getTime() ?? 0;
  hands.reschedule(uid, start);
}

/** It is the end of the chain that a start fits or does not. */
function twoRowsOfWhichOneFollowedTheChain(hands: Hands): void {
  const start = hands.slot();
  const next = start + HOUR;
  const uid = claim(hands, hands.random.shuffle([{ startsAt: start }, { startsAt: next }]), start);
  hands.reschedule(uid, next);
}

function twoRowsOfADeadBooking(hands: Hands): void {
  const uid = claim(hands, [{}, {}]);
  hands.change(uid, (calcom) => (hands.random.once(2) ? calcom.cancel(uid) : calcom.reject(uid)));
}

function claim(hands: Hands, rows: readonly Partial<RowSeed>[], start = hands.slot()): string {
  const { name, email } = hands.person();
  const { uid } = hands.book({ start, attendee: { name, email } });
  for (const row of rows) hands.row({ startsAt: start, bookingUid: uid, name, email, ...row });
  return uid;
}
