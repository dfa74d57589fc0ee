import { expect, test } from 'vitest';
import { leftUndefined } from '../../simulation/left-undefined.ts';
import { IN_SCOPE, LESSON, NOW, TEN, type TwoSides, twoSides, WEEKLY } from './two-sides.ts';

const HOUR = 60 * 60_000;
const mia = { email: 'mia@example.com' };

test('two sides that the verdicts cover leave nothing undefined', () => {
  const sides = twoSides();
  sides.book('a', { attendee: mia });
  sides.row({ id: '1', ...mia });
  sides.row({ id: '2', bookingUid: 'a' });

  expect(leftUndefined(sides.ask())).toEqual([]);
});

test.each<[string, (sides: TwoSides) => void, RegExp]>([
  ['a row that came second looks like a free Booking', secondRowLikeATwin, /row 2 looks like a free Booking/],
  ['a row looks like a seat that no row claims', rowLikeASeat, /row 1 looks like a seat/],
  ['two rows carry one occurrence', twoRowsOfAnOccurrence, /two rows carry the occurrence a/],
  ['two rows share a Booking of unknown status', twoRowsOfUnknownStatus, /a status is unknown/],
  ['a Booking was rescheduled too often', longChain, /rescheduled too often/],
  ['a successor is unknown', brokenChain, /a successor of a is unknown/],
  [
    'rows of a series stand around a reschedule',
    rowsAroundAReschedule,
    /before and behind the reschedule of a/,
  ],
  ['a lesson is empty', emptyLesson, /the lesson a shows no seats/],
  ['a row lacks its seat in a lesson that is over', noSeatInALessonThatIsOver, /row 1 has no seat/],
  ['a row sits under an address of several, with a name of its own', namesake, /nobody has its name/],
  ['a second row starts on the other side of the edge', secondRowAtTheEdge, /the other side of the edge/],
  ['only one of two twins is in the window', twinAtTheEdge, /only one of row 1 and its twin a/],
])('it is said where %s', (_name, make, line) => {
  const sides = twoSides();

  make(sides);

  expect(leftUndefined(sides.ask())).toContainEqual(expect.stringMatching(line));
});

function secondRowLikeATwin(sides: TwoSides): void {
  for (const uid of ['a', 'b']) sides.book(uid, { attendee: mia });
  for (const id of ['1', '2']) sides.row({ id, bookingUid: 'a', ...mia });
}

function rowLikeASeat(sides: TwoSides): void {
  sides.book('a', { eventTypeId: LESSON, attendees: [mia] });
  sides.row({ id: '1', ...mia });
}

function twoRowsOfAnOccurrence(sides: TwoSides): void {
  sides.book('a', { eventTypeId: WEEKLY, recurringBookingUid: 'series' });
  for (const id of ['1', '2']) sides.row({ id, bookingUid: 'a' });
}

function twoRowsOfUnknownStatus(sides: TwoSides): void {
  sides.book('a', { status: 'on_hold' });
  for (const id of ['1', '2']) sides.row({ id, bookingUid: 'a' });
}

function longChain(sides: TwoSides): void {
  sides.book('a');
  let uid = 'a';
  for (let count = 0; count < 21; count++) ({ uid } = sides.calcom.reschedule(uid, TEN));
}

function brokenChain(sides: TwoSides): void {
  sides.book('a');
  sides.calcom.remove(sides.calcom.reschedule('a', TEN).uid);
}

function rowsAroundAReschedule(sides: TwoSides): void {
  sides.book('a', { eventTypeId: WEEKLY, recurringBookingUid: 'series' });
  sides.calcom.reschedule('a', TEN + HOUR);
  for (const startsAt of [TEN, TEN + HOUR]) sides.row({ id: `${startsAt}`, bookingUid: 'series', startsAt });
}

function emptyLesson(sides: TwoSides): void {
  sides.book('a', { eventTypeId: LESSON, attendees: [] });
}

function noSeatInALessonThatIsOver(sides: TwoSides): void {
  sides.book('a', { eventTypeId: LESSON, attendees: [mia], status: 'cancelled' });
  sides.row({ id: '1', bookingUid: 'a', email: 'tom@example.com' });
}

function namesake(sides: TwoSides): void {
  const seats = ['Mia', 'Tom'].map((name) => ({ name, ...mia }));
  sides.book('a', { eventTypeId: LESSON, attendees: seats });
  sides.row({ id: '1', bookingUid: 'a', name: 'Zoe', ...mia });
}

function secondRowAtTheEdge(sides: TwoSides): void {
  sides.book('a');
  sides.row({ id: '1', bookingUid: 'a' });
  sides.row({ id: '2', bookingUid: 'a', startsAt: NOW - 30 * 24 * HOUR });
}

function twinAtTheEdge(sides: TwoSides): void {
  const from = NOW - 7 * 24 * HOUR;
  sides.book('a', { start: from - 30_000, eventTypeId: IN_SCOPE, attendee: mia });
  sides.row({ id: '1', startsAt: from, ...mia });
}
