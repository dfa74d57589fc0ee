/** Lessons: one Booking, a seat for each row, found by e-mail. */
import type { AttendeeSeed } from '../../../src/sandbox/calcom/stored-booking.ts';
import { EVENT_TYPES } from '../event-types.ts';
import type { Hands, RowSeed } from '../hands.ts';
import { inAnyCase, type Person, punctuated } from '../people.ts';
import { HOUR } from '../slots.ts';
import type { Scene } from './scene.ts';

// Left out: a lesson that nobody sits in, which looks like one whose seats are hidden; a hidden lesson that is over or
// that no row carries; two rows for one seat whose names differ, or in a lesson that is over; a row that lacks its seat
// in a lesson that is over; several seats of one address in a lesson that was moved; lessons in series.
export const seatScenes: readonly Scene[] = [
  someSeatsHaveRows,
  someSeatsHaveRows,
  rowsWithoutSeat,
  rowFoundByPhone,
  twoSeatsUnderOneAddress,
  deadRows,
  rowMovedAway,
  lessonMoved,
  lessonMovedAndSomeRowsToldSo,
  lessonMovedAndOneRowMadeAnew,
  lessonCancelled,
  lessonUnknownToCalcom,
  twoRowsForOneSeat,
  lessonOutOfScope,
  hiddenLesson,
  lessonOfUnknownStatus,
];

function someSeatsHaveRows(hands: Hands): void {
  const lesson = open(hands);
  for (const person of lesson.people) if (!hands.random.once(3)) attend(hands, lesson, person);
}

function rowsWithoutSeat(hands: Hands): void {
  const lesson = open(hands);
  for (const person of lesson.people) attend(hands, lesson, person);
  attend(hands, lesson, hands.person());
  attend(hands, lesson, { ...hands.person(), email: '' }, { phone: null });
}

function rowFoundByPhone(hands: Hands): void {
  const person = hands.person();
  const { name, phone } = person;
  const lesson = open(hands, { extra: [{ name, phoneNumber: phone }] });
  attend(hands, lesson, person, { phone: punctuated(hands.random, phone), email: null });
}

/** Parents who book for their children. */
function twoSeatsUnderOneAddress(hands: Hands): void {
  const parent = hands.person();
  const children = ['Mia', 'Tom'].map((name) => ({ ...parent, name }));
  const lesson = open(hands, { extra: children.map(({ name, email }) => ({ name, email })) });
  for (const child of children.slice(hands.random.below(2))) attend(hands, lesson, child);
}

function deadRows(hands: Hands): void {
  const lesson = open(hands);
  const [first, second] = lesson.people;
  hands.calcom.removeSeat(seatOf(second));
  for (const person of [first, second]) attend(hands, lesson, person, { status: 'cancelled' });
}

function rowMovedAway(hands: Hands): void {
  const lesson = open(hands);
  attend(hands, lesson, lesson.people[0], { startsAt: lesson.start + HOUR, endsAt: lesson.start + 2 * HOUR });
}

function lessonMoved(hands: Hands): void {
  const lesson = open(hands);
  const start = move(hands, lesson).start;
  const startsAt = hands.random.pick([start, lesson.start]);
  for (const person of lesson.people.slice(1))
    attend(hands, lesson, person, { startsAt, endsAt: startsAt + HOUR });
}

function lessonMovedAndSomeRowsToldSo(hands: Hands): void {
  const old = open(hands);
  const lesson = move(hands, old);
  for (const person of old.people) {
    const bookingUid = hands.random.pick([old.uid, lesson.uid]);
    attend(hands, lesson, person, { bookingUid });
  }
}

function lessonMovedAndOneRowMadeAnew(hands: Hands): void {
  const old = open(hands);
  const [person, ...others] = old.people;
  const lesson = move(hands, old);
  attend(hands, old, person, { status: hands.random.pick(['scheduled', 'cancelled']) });
  attend(hands, lesson, person);
  for (const other of others) attend(hands, lesson, other, { bookingUid: old.uid });
}

function lessonCancelled(hands: Hands): void {
  const lesson = open(hands);
  const [first, second] = lesson.people;
  attend(hands, lesson, first);
  attend(hands, lesson, second, { status: 'cancelled' });
  hands.change(lesson.uid, (calcom) => calcom.cancel(lesson.uid));
}

function lessonUnknownToCalcom(hands: Hands): void {
  const lesson = open(hands);
  for (const person of lesson.people) attend(hands, lesson, person);
  hands.calcom.remove(lesson.uid);
}

function twoRowsForOneSeat(hands: Hands): void {
  const lesson = open(hands);
  const [person] = lesson.people;
  for (const turn of [2, 1]) attend(hands, lesson, person, { createdAt: hands.now - turn * HOUR });
}

function lessonOutOfScope(hands: Hands): void {
  const lesson = open(hands, { eventTypeId: EVENT_TYPES.foreignLesson });
  const [person] = lesson.people;
  const startsAt = lesson.start + hands.random.pick([0, HOUR]);
  attend(hands, lesson, person, { startsAt, endsAt: startsAt + HOUR });
}

function hiddenLesson(hands: Hands): void {
  const lesson = open(hands, { eventTypeId: EVENT_TYPES.hiddenLesson });
  for (const person of lesson.people) attend(hands, lesson, person);
}

function lessonOfUnknownStatus(hands: Hands): void {
  const { uid } = open(hands);
  hands.change(uid, (calcom) => calcom.update(uid, { status: 'on_hold' }));
}

interface Lesson {
  readonly uid: string;
  readonly start: number;
  readonly people: readonly [Person, Person, Person];
}

function open(hands: Hands, options: { eventTypeId?: number; extra?: readonly AttendeeSeed[] } = {}): Lesson {
  const start = hands.slot();
  const people = [hands.person(), hands.person(), hands.person()] as const;
  const seats = people.map((person) => ({ name: person.name, email: person.email, seatUid: seatOf(person) }));
  const attendees = [...seats, ...(options.extra ?? [])];
  const { uid } = hands.book({ start, eventTypeId: options.eventTypeId ?? EVENT_TYPES.lesson, attendees });
  return { uid, start, people };
}

function seatOf({ email }: Person): string {
  return `seat-${email}`;
}

function move(hands: Hands, { uid, people }: Lesson): Lesson {
  const start = hands.slot();
  return { uid: hands.reschedule(uid, start).uid, start, people };
}

function attend(
  hands: Hands,
  { uid, start }: Lesson,
  ...[{ name, email }, seed]: [Person, Partial<RowSeed>?]
): void {
  const times = { startsAt: start, endsAt: start + HOUR };
  hands.row({ bookingUid: uid, ...times, name, email: inAnyCase(hands.random, email), ...seed });
}
