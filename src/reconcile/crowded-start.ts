/** Reads all Bookings of one start that fills a whole page, where seeking by start cannot go on. */
import type { Booking } from '../domain/booking.ts';
import type { BookingPage, ByStart } from './booking-source.ts';
import { LONGEST_BOOKING_MS, type Reader } from './listing-reader.ts';
import { checkPage } from './untrusted-listing.ts';

/**
 * Distinct Bookings that start at `start`: by skipping in the order of start, and, since equal starts have no fixed
 * order there, by creation when the number is not the `expected` one.
 */
export async function readCrowdedStart(reader: Reader, start: number, expected: number): Promise<Booking[]> {
  const found = new Map<string, Booking>();
  await readSkipping(reader, { afterStart: start }, (page) => collect(page, start, found));
  if (found.size === expected) return [...found.values()];
  // Later starts are kept out by their end.
  const byCreation = { afterStart: start, beforeEnd: start + LONGEST_BOOKING_MS, sort: 'created' } as const;
  await readSkipping(reader, byCreation, (page) => {
    collect(page, start, found);
    return found.size < expected;
  });
  return [...found.values()];
}

/** Whether the next page may still hold Bookings of that start. */
function collect(page: BookingPage, start: number, found: Map<string, Booking>): boolean {
  for (const booking of page.bookings) if (booking.startsAt === start) found.set(booking.uid, booking);
  return page.bookings.at(-1)?.startsAt === start;
}

async function readSkipping(
  reader: Reader,
  question: Pick<ByStart, 'afterStart' | 'beforeEnd' | 'sort'>,
  goOn: (page: BookingPage) => boolean,
): Promise<void> {
  const { eventTypeIds } = reader.question;
  for (let skip = 0; ; ) {
    const page = await reader.source.listByStart(
      { ...question, take: reader.take, skip, eventTypeIds },
      reader.signal,
    );
    checkPage(page, { by: question.sort ? null : 'startsAt', from: question.afterStart, eventTypeIds });
    skip += page.bookings.length;
    if (!goOn(page) || page.bookings.length === 0 || skip >= page.totalItems) return;
  }
}
