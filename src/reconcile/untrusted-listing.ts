/** An answer that does not fit its question makes the whole listing worthless. */
import type { BookingPage } from './booking-source.ts';

/** The listing cannot be relied on; the message says why, in words safe to show. */
export class UntrustedListing extends Error {
  override readonly name = 'UntrustedListing';
}

/** Throws UntrustedListing when the page holds what was not asked for: a filter that was ignored, a repeated page, a wrong order. */
export function checkPage(
  page: BookingPage,
  asked: { afterStart: number; eventTypeIds: readonly number[] },
): void {
  let latest = asked.afterStart;
  const uids = new Set<string>();
  for (const booking of page.bookings) {
    if (booking.startsAt < asked.afterStart) {
      throw new UntrustedListing(
        'Cal.com listed bookings from before the time that was asked for: it ignored the filter or repeated a page',
      );
    }
    if (booking.startsAt < latest)
      throw new UntrustedListing('Cal.com listed bookings in another order than the one asked for');
    if (booking.eventTypeId === null || !asked.eventTypeIds.includes(booking.eventTypeId)) {
      throw new UntrustedListing('Cal.com listed bookings of event types that were not asked for');
    }
    if (uids.has(booking.uid))
      throw new UntrustedListing('Cal.com listed the same booking twice on one page');
    uids.add(booking.uid);
    latest = booking.startsAt;
  }
  const empty = page.bookings.length === 0 && page.totalItems > 0;
  if (empty || page.bookings.length > page.totalItems) {
    throw new UntrustedListing(
      `Cal.com listed ${page.bookings.length} bookings and said that there are ${page.totalItems}`,
    );
  }
}
