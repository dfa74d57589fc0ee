/** Lists what has changed at Cal.com since an instant. */
import type { Instant } from '../domain/appointment.ts';
import type { Booking } from '../domain/booking.ts';
import type { BookingSource } from './booking-source.ts';
import { PAGE_SIZE } from './listing.ts';
import { checkPage, UntrustedListing } from './untrusted-listing.ts';

export interface ChangeQuestion {
  readonly since: Instant;
  readonly eventTypeIds: readonly number[];
}

/**
 * Every Booking updated at or after `since`, each in its newest state. Seeks by the time of the update; the total is
 * not looked at, since Cal.com counts it without this filter.
 */
export async function readChangedSince(
  source: BookingSource,
  { since, eventTypeIds }: ChangeQuestion,
  signal: AbortSignal,
): Promise<Booking[]> {
  const changed = new Map<string, Booking>();
  let cursor = since;
  for (let skip = 0; ; ) {
    const page = await source.listByUpdate(
      { afterUpdatedAt: cursor, take: PAGE_SIZE, skip, eventTypeIds },
      signal,
    );
    checkPage(page, { by: 'updatedAt', from: cursor, eventTypeIds });
    const isNew = ({ uid, updatedAt }: Booking) => changed.get(uid)?.updatedAt !== updatedAt;
    const brings = page.bookings.some(isNew);
    for (const booking of page.bookings) changed.set(booking.uid, booking);
    if (page.bookings.length < page.take) return [...changed.values()];
    if (!brings) throw new UntrustedListing('Cal.com repeated a page of the bookings that changed lately');
    const last = page.bookings.at(-1)?.updatedAt ?? cursor;
    skip = last === cursor ? skip + page.bookings.length : 0;
    cursor = last;
  }
}
