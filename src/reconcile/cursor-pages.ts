/** Reads all pages of a list in cursor mode, one after the other. */
import type { Booking } from '../domain/booking.ts';
import type { BookingSource, ByCursor } from './booking-source.ts';
import { checkCursorPage, newTrail } from './cursor-trail.ts';

/** The largest page that Cal.com's cursor mode gives. */
export const CURSOR_PAGE_SIZE = 100;

export type CursorQuestion = Omit<ByCursor, 'cursor' | 'take'>;

/** Page by page, latest start first; every page fits the question. Throws UntrustedListing, or the source's own error. */
export async function* readCursorPages(
  source: BookingSource,
  question: CursorQuestion,
  signal: AbortSignal,
): AsyncGenerator<readonly Booking[]> {
  const trail = newTrail();
  let take = CURSOR_PAGE_SIZE;
  for (let cursor: string | null = null; ; ) {
    const page = await source.listByCursor({ ...question, cursor, take }, signal);
    checkCursorPage(page, question, trail);
    yield page.bookings;
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
    take = Math.min(take, page.take);
  }
}
