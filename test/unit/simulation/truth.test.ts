import { describe, expect, test } from 'vitest';
import { FOREIGN, IN_SCOPE, NOW, TEN, truthAbout, type TwoSides, twoSides } from './two-sides.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a row and its Booking', () => {
  test('agree to the minute, each way', () => {
    const sides = twoSides();
    for (const drift of [-60_000, 0, 60_000]) {
      sides.book(`b${drift}`);
      sides.row({ id: `${drift}`, bookingUid: `b${drift}`, startsAt: TEN + drift });
    }

    expect(truthAbout(sides)).toMatchObject({ found: [], inSync: ['-60000', '0', '60000'] });
  });

  test('differ by more than a minute in the start, the end or both', () => {
    const sides = twoSides();
    for (const uid of ['a', 'b', 'c']) sides.book(uid);
    sides.row({ id: '1', bookingUid: 'a', startsAt: TEN - 60_001, endsAt: TEN + 30 * MINUTE });
    sides.row({ id: '2', bookingUid: 'b', endsAt: TEN + 30 * MINUTE + 60_001 });
    sides.row({ id: '3', bookingUid: 'c', startsAt: TEN + HOUR });

    expect(truthAbout(sides).found).toEqual([
      'DATA_MISMATCH startsAt row 1 booking a',
      'DATA_MISMATCH endsAt row 2 booking b',
      'DATA_MISMATCH startsAt+endsAt row 3 booking c',
    ]);
  });

  test.each(['accepted', 'pending', 'awaiting_host'])(
    'of which one is dead and one is %s differ',
    (status) => {
      const sides = twoSides();
      sides.book('a', { status });
      sides.book('b', { status: 'cancelled' });
      sides.book('c', { status: 'rejected' });
      sides.row({ id: '1', bookingUid: 'a', status: 'cancelled', startsAt: TEN + HOUR });
      sides.row({ id: '2', bookingUid: 'b', status: 'completed' });
      sides.row({ id: '3', bookingUid: 'c', status: 'no_show' });

      expect(truthAbout(sides).found).toEqual([
        'DATA_MISMATCH status row 1 booking a',
        'DATA_MISMATCH status row 2 booking b',
        'DATA_MISMATCH status row 3 booking c',
      ]);
    },
  );

  test('that are both over agree, also where there never was a Booking', () => {
    const sides = twoSides();
    sides.book('a', { status: 'rejected' });
    const status = 'cancelled';
    sides.row({ id: '1', bookingUid: 'a', status, startsAt: TEN + HOUR });
    sides.row({ id: '2', bookingUid: 'unknown', status });
    sides.row({ id: '3', bookingUid: '', status });

    expect(truthAbout(sides)).toMatchObject({ found: [], inSync: ['1', '2', '3'] });
  });

  test('are missing from the other side where it is not there', () => {
    const sides = twoSides();
    sides.row({ id: '1', bookingUid: 'unknown' });
    sides.row({ id: '2' });
    sides.book('a');
    sides.book('b', { status: 'cancelled' });
    sides.book('c', { eventTypeId: FOREIGN });

    expect(truthAbout(sides).found).toEqual([
      'ORPHANED_LOCAL row 1',
      'ORPHANED_LOCAL row 2',
      'ORPHANED_CALCOM booking a',
    ]);
  });

  test('are errors of verification where a status is unknown', () => {
    const sides = twoSides();
    for (const uid of ['a', 'b', 'c']) sides.book(uid, { status: 'on_hold' });
    sides.book('d', { status: 'on_hold', eventTypeId: FOREIGN });
    sides.book('e', { status: 'cancelled' });
    sides.row({ id: '1', bookingUid: 'a' });
    sides.row({ id: '2', bookingUid: 'b', status: 'cancelled' });
    sides.row({ id: '3', bookingUid: 'e', status: 'moved' });
    sides.row({ id: '4', status: 'moved' });

    expect(truthAbout(sides).found).toEqual([
      'VERIFICATION_ERROR row 1 booking a',
      'VERIFICATION_ERROR row 2 booking b',
      'VERIFICATION_ERROR row 3 booking e',
      'VERIFICATION_ERROR row 4',
      'VERIFICATION_ERROR booking c',
    ]);
  });

  test('are judged whatever the event type, also a deleted one', () => {
    const sides = twoSides();
    sides.book('a', { eventTypeId: FOREIGN });
    sides.row({ id: '1', bookingUid: 'a', startsAt: TEN + HOUR });
    sides.book('b');
    sides.row({ id: '2', bookingUid: 'b', status: 'cancelled' });
    sides.book('c');
    sides.calcom.deleteEventType(IN_SCOPE);

    expect(truthAbout(sides).found).toEqual([
      'DATA_MISMATCH startsAt+endsAt row 1 booking a',
      'DATA_MISMATCH status row 2 booking b',
    ]);
  });

  test('count where either starts in the window, which ends before its end', () => {
    const sides = twoSides();
    const window = { from: TEN - HOUR, to: TEN };
    sides.book('a', { start: TEN });
    sides.row({ id: '1', bookingUid: 'a', startsAt: TEN - 1 });
    sides.book('b', { start: TEN - HOUR });
    sides.row({ id: '2', bookingUid: 'b', startsAt: TEN - 2 * HOUR });
    sides.book('c', { start: TEN });
    sides.row({ id: '3', bookingUid: 'c', startsAt: TEN });
    sides.row({ id: '4', startsAt: TEN });
    sides.book('d', { start: TEN - HOUR - 1 });

    expect(truthAbout(sides, { window })).toMatchObject({
      found: ['DATA_MISMATCH startsAt+endsAt row 2 booking b'],
      inSync: ['1'],
    });
  });
});

describe('a chain of reschedules', () => {
  test('is followed from any of its uids, up to twenty times', () => {
    const sides = twoSides();
    const uids = chain(sides, 20);
    sides.row({ id: '1', bookingUid: uids[0] ?? '', startsAt: TEN + 20 * HOUR });

    expect(truthAbout(sides)).toMatchObject({ found: [], inSync: ['1'] });
  });

  test('ends before the Booking that another row carries', () => {
    const sides = twoSides();
    const uids = chain(sides, 3);
    sides.row({ id: '1', bookingUid: uids[0] ?? '', status: 'cancelled' });
    sides.row({ id: '2', bookingUid: uids[1] ?? '', startsAt: TEN + HOUR });
    sides.row({ id: '3', bookingUid: uids[3] ?? '', startsAt: TEN + 3 * HOUR });

    expect(truthAbout(sides)).toMatchObject({
      found: [`DATA_MISMATCH status row 2 booking ${uids[2]}`],
      inSync: ['1', '3'],
    });
  });

  test('that no row carries is missing once, at its end', () => {
    const sides = twoSides();
    const uids = chain(sides, 2);

    expect(truthAbout(sides).found).toEqual([`ORPHANED_CALCOM booking ${uids[2]}`]);
  });
});

describe('a row whose host asked for another time', () => {
  test.each([
    ['until the grace is over', NOW - DAY + 1, NOW],
    ['until a day before the old start', TEN - DAY - HOUR, TEN - DAY - 1],
  ])('is held %s', (_name, receivedAt, now) => {
    const sides = twoSides();
    asked(sides);

    expect(truthAbout(sides, { ...heard(receivedAt), now })).toMatchObject({ found: [], held: ['1'] });
    expect(truthAbout(sides, { ...heard(receivedAt), now: now + 1 })).toMatchObject({
      found: ['DATA_MISMATCH status row 1 booking a'],
      held: [],
    });
  });

  test('is not held without a webhook, nor after the customer has rebooked, nor when it is over itself', () => {
    const [unheard, rebooked, over] = [twoSides(), twoSides(), twoSides()];
    for (const sides of [unheard, rebooked, over]) asked(sides);
    const { uid } = rebooked.calcom.reschedule('a', TEN + DAY);
    over.ask().rows.forEach((row) => Object.assign(row, { status: 'cancelled' }));

    expect(truthAbout(unheard).found).toEqual(['DATA_MISMATCH status row 1 booking a']);
    expect(truthAbout(rebooked, heard(NOW)).found).toEqual([
      `DATA_MISMATCH startsAt+endsAt row 1 booking ${uid}`,
    ]);
    expect(truthAbout(over, heard(NOW))).toMatchObject({ found: [], inSync: ['1'] });
  });
});

function asked(sides: TwoSides): void {
  sides.book('a');
  sides.row({ id: '1', bookingUid: 'a' });
  sides.calcom.requestReschedule('a');
}

function heard(receivedAt: number) {
  return { rescheduleRequests: new Map([['a', receivedAt]]) };
}

function chain(sides: TwoSides, reschedules: number): string[] {
  sides.book('first');
  const uids = ['first'];
  for (let count = 1; count <= reschedules; count++)
    uids.push(sides.calcom.reschedule(uids.at(-1) ?? '', TEN + count * HOUR).uid);
  return uids;
}
