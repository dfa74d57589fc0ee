/** Lists what has changed at Cal.com since an instant, in the mode that is set. */
import type { Instant } from '../domain/appointment.ts';
import type { Booking } from '../domain/booking.ts';
import type { BookingSource, ListMode } from './booking-source.ts';
import { readCursorPages } from './cursor-pages.ts';
import { PAGE_SIZE } from './listing.ts';
import type { ObservedWorld } from './observed-world.ts';
import { checkPage, UntrustedListing } from './untrusted-listing.ts';

/** Clocks differ, and a change may be stored a little after it is dated. */
export const CATCH_UP_MARGIN_MS = 10 * 60_000;

export interface ChangeQuestion {
  readonly since: Instant;
  readonly eventTypeIds: readonly number[];
  readonly listMode: ListMode;
}

/** Every Booking updated at or after `since`, each in its newest state. */
export async function readChangedSince(
  source: BookingSource,
  question: ChangeQuestion,
  signal: AbortSignal,
): Promise<Booking[]> {
  const read = question.listMode === 'cursor' ? readChangedByCursor : readChangedByUpdate;
  return read(source, question, signal);
}

/** Seeks by the time of the update; the total is not looked at, since Cal.com counts it without this filter. */
async function readChangedByUpdate(
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

/** Latest start first: what moves meanwhile may come twice, and comes last as it is now. */
async function readChangedByCursor(
  source: BookingSource,
  { since, eventTypeIds }: ChangeQuestion,
  signal: AbortSignal,
): Promise<Booking[]> {
  const changed = new Map<string, Booking>();
  for await (const page of readCursorPages(source, { afterUpdatedAt: since, eventTypeIds }, signal))
    for (const booking of page) changed.set(booking.uid, booking);
  return [...changed.values()];
}

export interface CatchUp extends ChangeQuestion {
  readonly bookings: BookingSource;
  /** When Bookings that changed lately were last updated, as far as they were read already. */
  readonly seen: Map<string, Instant | null>;
  readonly signal: AbortSignal;
}

/** For a world that is being read: brings it up to date with what changed since, and answers what that was. */
export function catchingUp({ bookings, seen, signal, ...question }: CatchUp) {
  return async (world: ObservedWorld): Promise<string[]> => {
    const changed = await readChangedSince(bookings, question, signal);
    const news = changed.filter(
      ({ uid, updatedAt }) => seen.get(uid) !== updatedAt && world.bookings.get(uid)?.updatedAt !== updatedAt,
    );
    for (const booking of news) {
      world.bookings.set(booking.uid, booking);
      seen.set(booking.uid, booking.updatedAt);
    }
    return news.map(({ uid }) => uid);
  };
}
