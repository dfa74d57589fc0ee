/** Recurring Bookings: each occurrence has a uid of its own, and all share that of the series. */
import type { StoredBooking } from '../../../src/sandbox/calcom/stored-booking.ts';
import { EVENT_TYPES } from '../event-types.ts';
import type { Hands, RowSeed } from '../hands.ts';
import { aSlot, DAY, HOUR, MINUTE } from '../slots.ts';
import type { Scene } from './scene.ts';

// Left out: rows with the uid of the series at both ends of a reschedule, and occurrences moved more than once.
export const seriesScenes: readonly Scene[] = [
  rowsOfTheSeriesOrItsOccurrences,
  rowsOfTheSeriesOrItsOccurrences,
  someOccurrencesWithoutRow,
  rowAtNoOccurrence,
  rowWithAnotherEnd,
  rowOfAnOccurrenceMoved,
  occurrenceCancelled,
  deadRowOfALiveOccurrence,
  moreRowsThanOccurrences,
  occurrenceMoved,
  seriesOutOfScope,
];

const OCCURRENCES = 4;

function rowsOfTheSeriesOrItsOccurrences(hands: Hands): void {
  for (const occurrence of series(hands)) carry(hands, occurrence);
}

function someOccurrencesWithoutRow(hands: Hands): void {
  for (const occurrence of series(hands)) if (!hands.random.once(2)) carry(hands, occurrence);
}

function rowAtNoOccurrence(hands: Hands): void {
  const [first, ...others] = series(hands);
  for (const occurrence of others) carry(hands, occurrence);
  const status = hands.random.pick(['scheduled', 'cancelled']);
  const startsAt = startOf(first) + 2 * HOUR;
  hands.row({ startsAt, bookingUid: first?.recurringBookingUid ?? '', status });
}

function rowWithAnotherEnd(hands: Hands): void {
  const [first, ...others] = series(hands);
  for (const occurrence of others) carry(hands, occurrence);
  carry(hands, first, { endsAt: startOf(first) + HOUR });
}

function rowOfAnOccurrenceMoved(hands: Hands): void {
  const [first, ...others] = series(hands);
  for (const occurrence of others) carry(hands, occurrence);
  hands.row({ startsAt: startOf(first) + HOUR, bookingUid: first?.uid ?? '' });
}

function occurrenceCancelled(hands: Hands): void {
  const occurrences = series(hands);
  for (const occurrence of occurrences) carry(hands, occurrence);
  const uid = occurrences[1]?.uid ?? '';
  hands.change(uid, (calcom) => calcom.cancel(uid));
}

function deadRowOfALiveOccurrence(hands: Hands): void {
  const [first, ...others] = series(hands);
  for (const occurrence of others) carry(hands, occurrence);
  carry(hands, first, { status: 'cancelled' });
}

function moreRowsThanOccurrences(hands: Hands): void {
  const occurrences = series(hands);
  for (const { uid, start } of occurrences) hands.row({ startsAt: start.getTime(), bookingUid: uid });
  hands.row({ startsAt: startOf(occurrences[0]), bookingUid: occurrences[0]?.recurringBookingUid ?? '' });
}

/** To a minute at which no other occurrence starts. */
function occurrenceMoved(hands: Hands): void {
  const [first, ...others] = series(hands);
  for (const occurrence of others) carry(hands, occurrence);
  const next = hands.reschedule(first?.uid ?? '', aSlot(hands.random, hands.now) + 17 * MINUTE);
  const status = hands.random.pick(['scheduled', 'scheduled', 'cancelled']);
  const bookingUid = hands.random.pick([first?.uid ?? '', next.uid, first?.recurringBookingUid ?? '']);
  hands.row({ startsAt: hands.random.pick([startOf(first), startOf(next)]), bookingUid, status });
}

function seriesOutOfScope(hands: Hands): void {
  for (const occurrence of series(hands, EVENT_TYPES.foreign).slice(1)) carry(hands, occurrence);
}

/** A week apart, at a quarter past. */
function series(hands: Hands, eventTypeId: number = EVENT_TYPES.weekly): StoredBooking[] {
  const recurringBookingUid = `series-${hands.random.below(1e9)}`;
  const first = aSlot(hands.random, hands.now) + 15 * MINUTE;
  return Array.from({ length: OCCURRENCES }, (_, week) =>
    hands.book({ start: first + week * 7 * DAY, eventTypeId, recurringBookingUid }),
  );
}

function carry(hands: Hands, occurrence: StoredBooking | undefined, seed: Partial<RowSeed> = {}): void {
  const { uid = '', recurringBookingUid = '' } = occurrence ?? {};
  const bookingUid = hands.random.pick([uid, recurringBookingUid]);
  hands.row({ startsAt: startOf(occurrence), bookingUid, ...seed });
}

function startOf(booking: StoredBooking | undefined): number {
  return booking?.start.getTime() ?? Number.NaN;
}
