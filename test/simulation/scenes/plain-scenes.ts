/** One row and one Booking, or either alone. */
import type { Hands, RowSeed } from '../hands.ts';
import { EVENT_TYPES } from '../event-types.ts';
import { HOUR, MINUTE } from '../slots.ts';
import type { Scene } from './scene.ts';

export const plainScenes: readonly Scene[] = [
  agree,
  agree,
  agreeWithinTheTolerance,
  agreeBeforeItIsConfirmed,
  agreeOverThePhone,
  nameDifferentPeople,
  differInStart,
  differInEnd,
  differInBoth,
  liveRowOfADeadBooking,
  liveRowWhoseHostAskedForAnotherTime,
  deadRowOfALiveBooking,
  bothDead,
  deadRowAlone,
  rowWithAnUnknownUid,
  rowWhoseBookingIsGone,
  rowWithoutUid,
  bookingAlone,
  deadBookingAlone,
  manyAtOneStart,
];

const LENGTH = HOUR / 2;
const LIVE = ['accepted', 'accepted', 'pending', 'awaiting_host'] as const;
const DEAD = ['cancelled', 'rejected'] as const;

function agree(hands: Hands): void {
  const start = hands.slot();
  pair(hands, [start, start]);
}

function agreeWithinTheTolerance(hands: Hands): void {
  const start = hands.slot();
  const drift = () => hands.random.pick([-60_000, -59_999, -1, 1, 30_000, 60_000]);
  const { uid } = hands.book({ start });
  hands.row({ startsAt: start + drift(), endsAt: start + LENGTH + drift(), bookingUid: uid });
}

function agreeBeforeItIsConfirmed(hands: Hands): void {
  const start = hands.slot();
  const { uid } = hands.book({ start, status: hands.random.pick(['pending', 'awaiting_host']) });
  hands.row({ startsAt: start, bookingUid: uid });
}

function agreeOverThePhone(hands: Hands): void {
  const start = hands.slot();
  const { name, phone } = hands.person();
  const { uid } = hands.book({ start, attendee: { name, phoneNumber: phone } });
  hands.row({ startsAt: start, bookingUid: uid, name, phone });
}

/** Only time and status are compared. */
function nameDifferentPeople(hands: Hands): void {
  const start = hands.slot();
  const { name, email, phone } = hands.person();
  const { uid } = hands.book({ start, eventTypeId: EVENT_TYPES.colour });
  const eventTypeId = EVENT_TYPES.cut;
  hands.row({ startsAt: start, bookingUid: uid, name, email, phone, service: 'Perm', eventTypeId });
}

function differInStart(hands: Hands): void {
  const start = hands.slot();
  const drift = hands.random.pick([-60_001, 60_001, 5 * MINUTE, -HOUR]);
  pair(hands, [start + drift, start], { endsAt: start + LENGTH });
}

function differInEnd(hands: Hands): void {
  const start = hands.slot();
  const drift = hands.random.pick([-60_001, 60_001, 5 * MINUTE, 3 * HOUR]);
  pair(hands, [start, start], { endsAt: start + LENGTH + drift });
}

function differInBoth(hands: Hands): void {
  const start = hands.slot();
  pair(hands, [start + moved(hands), start]);
}

function liveRowOfADeadBooking(hands: Hands): void {
  const start = hands.slot();
  const uid = pair(hands, [start + hands.random.pick([0, moved(hands)]), start]);
  hands.change(uid, (calcom) => (hands.random.once(2) ? calcom.cancel(uid) : calcom.reject(uid)));
}

/** Of which no webhook told: nothing is held for a request that was never heard of. */
function liveRowWhoseHostAskedForAnotherTime(hands: Hands): void {
  const start = hands.slot();
  const uid = pair(hands, [start, start]);
  hands.change(uid, (calcom) => calcom.requestReschedule(uid));
}

function deadRowOfALiveBooking(hands: Hands): void {
  const start = hands.slot();
  pair(hands, [start + hands.random.pick([0, moved(hands)]), start], { status: 'cancelled' });
}

function bothDead(hands: Hands): void {
  const start = hands.slot();
  const { uid } = hands.book({ start, status: hands.random.pick(DEAD) });
  hands.row({ startsAt: start + hands.random.pick([0, HOUR]), status: 'cancelled', bookingUid: uid });
}

function deadRowAlone(hands: Hands): void {
  hands.row({ startsAt: hands.slot(), status: 'cancelled', bookingUid: unknownUid(hands) });
  hands.row({ startsAt: hands.slot(), status: 'cancelled' });
}

function rowWithAnUnknownUid(hands: Hands): void {
  const { name, email } = hands.person();
  hands.row({ startsAt: hands.slot(), bookingUid: unknownUid(hands), name, email });
}

/** Cal.com keeps what it has cancelled; what it does not know was deleted by somebody with a database tool. */
function rowWhoseBookingIsGone(hands: Hands): void {
  const start = hands.slot();
  const uid = pair(hands, [start, start]);
  hands.calcom.remove(uid);
}

function rowWithoutUid(hands: Hands): void {
  const { name, email, phone } = hands.person();
  hands.row({ startsAt: hands.slot(), name, email: hands.random.pick([email, null]), phone });
}

function bookingAlone(hands: Hands): void {
  const eventTypeId = hands.random.pick([EVENT_TYPES.cut, EVENT_TYPES.colour]);
  hands.book({ start: hands.slot(), status: hands.random.pick(LIVE), eventTypeId });
}

function deadBookingAlone(hands: Hands): void {
  hands.book({ start: hands.slot(), status: hands.random.pick(DEAD) });
}

/** Cal.com lists equal starts in any order. */
function manyAtOneStart(hands: Hands): void {
  const start = hands.slot();
  for (let count = 5 + hands.random.below(8); count > 0; count--) {
    if (hands.random.once(6)) hands.book({ start });
    else pair(hands, [start, start]);
  }
}

/** Of one customer; answers the Booking's uid. */
function pair(
  hands: Hands,
  [startsAt, start]: readonly [number, number],
  row: Partial<RowSeed> = {},
): string {
  const { name, email } = hands.person();
  const { uid } = hands.book({ start, attendee: { name, email } });
  hands.row({ startsAt, bookingUid: uid, name, email, ...row });
  return uid;
}

/** Just over the tolerance, or by a lot. */
function moved(hands: Hands): number {
  return hands.random.pick([-60_001, 60_001, 5 * MINUTE, -HOUR, 3 * HOUR]);
}

export function unknownUid(hands: Hands): string {
  const part = hands.random.pick(['', '', '/', '?a=1&b=', '#', '%2F', ' ', 'ü']);
  return `unknown${part}${hands.random.below(1e9)}`;
}
