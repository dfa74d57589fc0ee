/** An answer that does not fit its question makes the whole listing worthless. */
import type { Instant } from '../domain/appointment.ts';
import type { Booking } from '../domain/booking.ts';
import type { BookingPage } from './booking-source.ts';

/** The listing cannot be relied on; the message says why, in words safe to show. */
export class UntrustedListing extends Error {
  override readonly name = 'UntrustedListing';
}

/** What the rows of a page have to fit. */
export interface Asked {
  /** What the rows are ordered by, ascending, and what `from` is about; null: by something else. */
  readonly by: 'startsAt' | 'updatedAt' | null;
  readonly from: Instant;
  readonly eventTypeIds: readonly number[];
}

/** Throws UntrustedListing when the page holds what was not asked for: a filter that was ignored, a repeated page, a wrong order. */
export function checkPage({ bookings }: BookingPage, asked: Asked): void {
  let latest = asked.from;
  for (const booking of bookings) {
    const at = asked.by === null ? latest : (booking[asked.by] ?? -Infinity);
    if (at < asked.from) {
      throw new UntrustedListing(
        'Cal.com listed bookings from before the time that was asked for: it ignored the filter or repeated a page',
      );
    }
    if (at < latest)
      throw new UntrustedListing('Cal.com listed bookings in another order than the one asked for');
    latest = at;
  }
  checkBookings(bookings, asked);
}

/** Throws UntrustedListing for what no page may hold, whatever its order: other event types, or a booking twice. */
export function checkBookings(bookings: readonly Booking[], asked: Pick<Asked, 'eventTypeIds'>): void {
  for (const { eventTypeId } of bookings) {
    if (eventTypeId === null || !asked.eventTypeIds.includes(eventTypeId))
      throw new UntrustedListing('Cal.com listed bookings of event types that were not asked for');
  }
  if (new Set(bookings.map(({ uid }) => uid)).size < bookings.length)
    throw new UntrustedListing('Cal.com listed the same booking twice on one page');
}

/** What is wrong with the page's count of itself, if anything; the world may have moved, so it is worth asking again. */
export function findMiscount({ bookings, totalItems }: BookingPage): UntrustedListing | undefined {
  const empty = bookings.length === 0 && totalItems > 0;
  if (!empty && bookings.length <= totalItems) return undefined;
  return new UntrustedListing(
    `Cal.com listed ${bookings.length} bookings and said that there are ${totalItems}, also when asked again`,
  );
}
