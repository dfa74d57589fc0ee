/** Whether a page of cursor mode fits its question and the pages before it: no count tells what it should hold. */
import type { Instant } from '../domain/appointment.ts';
import type { Booking } from '../domain/booking.ts';
import type { ByCursor, CursorPage } from './booking-source.ts';
import { checkBookings, UntrustedListing } from './untrusted-listing.ts';

/** Where the pages so far have led. Mutable on purpose: one per list. */
export interface Trail {
  readonly cursors: Set<string>;
  /** The earliest start so far, and the Bookings that start then. */
  start: Instant;
  readonly uids: Set<string>;
}

export function newTrail(): Trail {
  return { cursors: new Set(), start: Infinity, uids: new Set() };
}

/** Throws UntrustedListing, or takes the page into the trail. */
export function checkCursorPage(
  page: CursorPage,
  question: Pick<ByCursor, 'afterStart' | 'beforeEnd' | 'afterUpdatedAt' | 'eventTypeIds'>,
  trail: Trail,
): void {
  for (const booking of page.bookings) checkTimes(booking, question);
  checkBookings(page.bookings, question);
  for (const booking of page.bookings) follow(booking, trail);
  const problem = problemWithNext(page, trail);
  if (problem) throw new UntrustedListing(problem);
  if (page.nextCursor !== null) trail.cursors.add(page.nextCursor);
}

function checkTimes(
  { startsAt, endsAt, updatedAt }: Booking,
  { afterStart = -Infinity, beforeEnd = Infinity, afterUpdatedAt }: Partial<ByCursor>,
): void {
  const isOld = afterUpdatedAt !== undefined && (updatedAt ?? -Infinity) < afterUpdatedAt;
  if (startsAt < afterStart || isOld)
    throw new UntrustedListing(
      'Cal.com listed bookings from before the time that was asked for: it ignored the filter',
    );
  if (endsAt > beforeEnd)
    throw new UntrustedListing(
      'Cal.com listed bookings that end after the time that was asked for: it ignored the filter',
    );
}

/** A Booking that moves meanwhile may come again with another start; with the same one it cannot. */
function follow({ uid, startsAt }: Booking, trail: Trail): void {
  if (startsAt > trail.start)
    throw new UntrustedListing(
      'Cal.com listed bookings in another order than latest start first, or repeated a page',
    );
  if (startsAt < trail.start) trail.uids.clear();
  trail.start = startsAt;
  if (trail.uids.has(uid))
    throw new UntrustedListing('Cal.com listed the same booking on two pages: it repeated a page');
  trail.uids.add(uid);
}

function problemWithNext({ bookings, nextCursor, hasMore }: CursorPage, trail: Trail): string | undefined {
  if (nextCursor === null)
    return hasMore ? 'Cal.com said that more bookings follow, and gave no cursor to reach them' : undefined;
  if (!hasMore) return 'Cal.com gave a cursor to more bookings, and said that none follow';
  if (bookings.length === 0) return 'Cal.com listed no bookings on a page, and said that more follow';
  if (trail.cursors.has(nextCursor)) return 'Cal.com gave the same cursor twice: its pages never end';
  return undefined;
}
