/** Reads what starts within a span, in the mode that is set. */
import type { Instant } from '../domain/appointment.ts';
import type { Booking } from '../domain/booking.ts';
import type { Span } from '../domain/window.ts';
import type { BookingSource, ListMode } from './booking-source.ts';
import { lastEndAsked, readByCursor } from './cursor-listing.ts';
import { CURSOR_PAGE_SIZE } from './cursor-pages.ts';
import { PAGE_SIZE, readByStart, type Slice } from './listing.ts';
import type { ListingQuestion } from './listing-reader.ts';

/** In slices that adjoin without gap or overlap: by offset the earliest first, by cursor the latest. */
export function readSpan(
  source: BookingSource,
  question: ListingQuestion & { readonly listMode: ListMode },
  signal: AbortSignal,
): AsyncGenerator<Slice> {
  const read = question.listMode === 'cursor' ? readByCursor : readByStart;
  return read(source, question, signal);
}

/** The spans in which a window is read: what lies ahead first, but by cursor all in one, or the future would be read twice. */
export function sweepsOf(window: Span, now: Instant, listMode: ListMode): readonly Span[] {
  if (listMode === 'cursor') return [window];
  const soonest = Math.min(Math.max(now, window.from), window.to);
  const sweeps = [
    { from: soonest, to: window.to },
    { from: window.from, to: soonest },
  ];
  return sweeps.filter(({ from, to }) => from < to);
}

/** Whether a Booking that starts within the span had to be listed when the span was read. */
export function wasAskedFor({ endsAt }: Booking, span: Span, listMode: ListMode): boolean {
  return listMode === 'offset' || endsAt <= (lastEndAsked(span) ?? Infinity);
}

/** How many Bookings a page holds at the most. */
export function pageSizeOf(listMode: ListMode): number {
  return listMode === 'cursor' ? CURSOR_PAGE_SIZE : PAGE_SIZE;
}
