/** Classes: one Booking, a seat for each row, found by e-mail. */
import { HOUR } from '../salon.ts';
import { EVENT_TYPES, FOREIGN_SEATS, type Scene, SEATS_ELSEWHERE } from './scene.ts';
import {
  found,
  mismatch,
  nothing,
  orphanedCalcom,
  orphanedLocal,
  synced,
  type Truth,
  unreadable,
} from './truth.ts';

export const seatCases = [
  everySeatHasItsRow,
  seatThatNoRowClaims,
  classThatNoRowCarries,
  rowWithoutASeat,
  rowWithoutAnEmail,
  cancelledRowWhoseSeatIsGone,
  cancelledRowWhoseSeatIsThere,
  rowMovedAwayFromItsClass,
  classMovedOnCalcom,
  classMovedOnBothSides,
  classCancelled,
  classCancelledThatNoRowCarries,
  classThatCalcomDoesNotKnow,
  twoRowsForOneSeat,
  twoSeatsForOneAddress,
  seatOutOfScopeThatNoRowClaims,
  seatsHiddenFromTheKey,
  classMovedAndOnlySomeRowsCarryTheNewUid,
  classMovedAndOneRowWasMadeAnew,
  classMovedAndOneRowWasMadeAnewBesideTheOld,
  seatTakenInAnotherClass,
  classOfUnknownStatusThatNoRowCarries,
];

function everySeatHasItsRow(scene: Scene): Truth {
  const { uid, start, guests } = lesson(scene);
  for (const { email } of guests) attend(scene, { uid, start, email: anyCase(scene, email) });
  return synced(guests.length);
}

function seatThatNoRowClaims(scene: Scene): Truth {
  const { uid, start, guests } = lesson(scene);
  for (const { email } of guests.slice(1)) attend(scene, { uid, start, email });
  return { synced: guests.length - 1, ...found(orphanedCalcom(uid, guests[0].seatUid)) };
}

function classThatNoRowCarries(scene: Scene): Truth {
  const { uid, guests } = lesson(scene);
  return found(...guests.map(({ seatUid }) => orphanedCalcom(uid, seatUid)));
}

function rowWithoutASeat(scene: Scene): Truth {
  const { uid, start, guests } = lesson(scene);
  for (const { email } of guests) attend(scene, { uid, start, email });
  const id = attend(scene, { uid, start, email: scene.person().email });
  return { synced: guests.length, ...found(orphanedLocal(id)) };
}

function rowWithoutAnEmail(scene: Scene): Truth {
  const { uid, start, guests } = lesson(scene);
  for (const { email } of guests) attend(scene, { uid, start, email });
  const id = attend(scene, { uid, start, email: scene.random.pick([null, '']) });
  return { synced: guests.length, ...found(orphanedLocal(id)) };
}

function cancelledRowWhoseSeatIsGone(scene: Scene): Truth {
  const { uid, start, guests } = lesson(scene);
  scene.world.removeSeat(guests[0].seatUid);
  attend(scene, { uid, start, email: guests[0].email, status: 'cancelled' });
  for (const { email } of guests.slice(1)) attend(scene, { uid, start, email });
  return synced(guests.length);
}

function cancelledRowWhoseSeatIsThere(scene: Scene): Truth {
  const { uid, start, guests } = lesson(scene);
  const [{ email, seatUid }, ...others] = guests;
  const id = attend(scene, { uid, start, email, status: 'cancelled' });
  for (const other of others) attend(scene, { uid, start, email: other.email });
  return { synced: others.length, ...found(mismatch([id, uid], ['status'], { seatUid })) };
}

function rowMovedAwayFromItsClass(scene: Scene): Truth {
  const { uid, start, guests } = lesson(scene);
  const [{ email, seatUid }, ...others] = guests;
  const id = attend(scene, { uid, start: start + HOUR, email });
  for (const other of others) attend(scene, { uid, start, email: other.email });
  return { synced: others.length, ...found(mismatch([id, uid], ['startsAt', 'endsAt'], { seatUid })) };
}

function classMovedOnCalcom(scene: Scene): Truth {
  const { uid: old, start, guests } = lesson(scene);
  const uid = scene.move(old, start + 2 * HOUR);
  const [unclaimed, ...others] = guests;
  const moved = others.map(({ email, seatUid }) => {
    const id = attend(scene, { uid: old, start, email });
    return mismatch([id, uid], ['startsAt', 'endsAt'], { seatUid });
  });
  return found(...moved, orphanedCalcom(uid, unclaimed.seatUid));
}

function classMovedOnBothSides(scene: Scene): Truth {
  const { uid: old, start, guests } = lesson(scene);
  scene.move(old, start + 2 * HOUR);
  for (const { email } of guests) attend(scene, { uid: old, start: start + 2 * HOUR, email });
  return synced(guests.length);
}

function classCancelled(scene: Scene): Truth {
  const { uid, start, guests } = lesson(scene);
  scene.world.cancel(uid);
  const [, { email }, third] = guests;
  attend(scene, { uid, start, email, status: 'cancelled' });
  const id = attend(scene, { uid, start, email: third.email });
  return { synced: 1, ...found(mismatch([id, uid], ['status'], { seatUid: third.seatUid })) };
}

function classCancelledThatNoRowCarries(scene: Scene): Truth {
  scene.world.cancel(lesson(scene).uid);
  return nothing();
}

function classThatCalcomDoesNotKnow(scene: Scene): Truth {
  const { uid, start, guests } = lesson(scene);
  scene.world.remove(uid);
  return found(...guests.map(({ email }) => orphanedLocal(attend(scene, { uid, start, email }))));
}

function twoRowsForOneSeat(scene: Scene): Truth {
  const { uid, start, guests } = lesson(scene);
  for (const { email } of guests) attend(scene, { uid, start, email, createdAt: Date.UTC(2026, 8, 1) });
  const id = attend(scene, { uid, start, email: guests[0].email, createdAt: Date.UTC(2026, 8, 2) });
  return { synced: guests.length, ...found(orphanedLocal(id)) };
}

function twoSeatsForOneAddress(scene: Scene): Truth {
  const { uid, start, guests } = lesson(scene);
  scene.world.addSeat(uid, { email: guests[0].email });
  for (const { email } of [...guests, guests[0]]) attend(scene, { uid, start, email });
  return synced(guests.length + 1);
}

function seatOutOfScopeThatNoRowClaims(scene: Scene): Truth {
  const { uid, start, guests } = lesson(scene, SEATS_ELSEWHERE);
  attend(scene, { uid, start, email: guests[0].email });
  const id = attend(scene, { uid, start: start + HOUR, email: guests[1].email });
  const { seatUid } = guests[1];
  return { synced: 1, ...found(mismatch([id, uid], ['startsAt', 'endsAt'], { seatUid })) };
}

function seatsHiddenFromTheKey(scene: Scene): Truth {
  const { uid, start, guests } = lesson(scene, FOREIGN_SEATS);
  return found(...guests.map(({ email }) => unreadable(attend(scene, { uid, start, email }), uid)));
}

/** A class has room for many: that one row carries the new uid says nothing about the others. */
function classMovedAndOnlySomeRowsCarryTheNewUid(scene: Scene): Truth {
  const { uid: old, start: before, guests } = lesson(scene);
  const start = before + 2 * HOUR;
  const uid = scene.move(old, start);
  for (const [index, { email }] of guests.entries())
    attend(scene, { uid: index === 1 ? uid : old, start, email });
  return synced(guests.length);
}

function classMovedAndOneRowWasMadeAnew(scene: Scene): Truth {
  const { uid: old, start: before, guests } = lesson(scene);
  const start = before + 2 * HOUR;
  const uid = scene.move(old, start);
  attend(scene, { uid: old, start: before, email: guests[0].email, status: 'cancelled' });
  attend(scene, { uid, start, email: guests[0].email });
  for (const { email } of guests.slice(1)) attend(scene, { uid: old, start, email });
  return synced(guests.length + 1);
}

function classMovedAndOneRowWasMadeAnewBesideTheOld(scene: Scene): Truth {
  const { uid: old, start: before, guests } = lesson(scene);
  const [{ email, seatUid }, ...others] = guests;
  const start = before + 2 * HOUR;
  const uid = scene.move(old, start);
  const id = attend(scene, { uid: old, start: before, email });
  attend(scene, { uid, start, email });
  for (const other of others) attend(scene, { uid: old, start, email: other.email });
  return { synced: guests.length, ...found(mismatch([id, old], ['status'], { seatUid })) };
}

function seatTakenInAnotherClass(scene: Scene): Truth {
  const { uid, start, guests } = lesson(scene);
  const [{ email, seatUid }, ...others] = guests;
  const other = lesson(scene);
  for (const guest of other.guests) attend(scene, { uid: other.uid, start: other.start, email: guest.email });
  scene.world.removeSeat(seatUid);
  const taken = scene.world.addSeat(other.uid, { email });
  const id = attend(scene, { uid, start, email });
  for (const guest of others) attend(scene, { uid, start, email: guest.email });
  return {
    synced: others.length + other.guests.length,
    ...found(orphanedLocal(id), orphanedCalcom(other.uid, taken.seatUid ?? null)),
  };
}

function classOfUnknownStatusThatNoRowCarries(scene: Scene): Truth {
  const { uid, guests } = lesson(scene);
  scene.world.update(uid, { status: 'on_hold' });
  return found(...guests.map(({ seatUid }) => unreadable(null, uid, seatUid)));
}

interface Guest {
  readonly email: string;
  readonly seatUid: string;
}

interface Lesson {
  readonly uid: string;
  readonly start: number;
  readonly guests: [Guest, Guest, Guest];
}

function lesson(scene: Scene, eventTypeId = EVENT_TYPES.seats): Lesson {
  const start = scene.slot();
  const guest = () => {
    const { email } = scene.person();
    return { email, seatUid: `seat-of-${email.split('@')[0]}` };
  };
  const guests: Lesson['guests'] = [guest(), guest(), guest()];
  return { uid: scene.book({ start, eventTypeId, attendees: guests }), start, guests };
}

interface Attendance {
  readonly uid: string;
  readonly start: number;
  readonly email: string | null;
  readonly status?: string;
  readonly createdAt?: number;
}

/** A row of an hour for one person in the class; the phone is nobody's in it. */
function attend(scene: Scene, { uid, start, ...row }: Attendance): string {
  return scene.row({ startsAt: start, endsAt: start + HOUR, bookingUid: uid, ...row });
}

function anyCase(scene: Scene, email: string): string {
  return scene.random.pick([email, email.toUpperCase()]);
}
