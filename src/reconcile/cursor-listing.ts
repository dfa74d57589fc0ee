/** Reads every Booking of a span in cursor mode, from the latest start to the earliest. */
import type { Booking } from '../domain/booking.ts';
import type { Span } from '../domain/window.ts';
import type { BookingSource } from './booking-source.ts';
import { readCursorPages } from './cursor-pages.ts';
import type { Slice } from './listing.ts';
import { LONGEST_BOOKING_MS, type ListingQuestion } from './listing-reader.ts';

/** For a shorter span than this it does not pay to read all that lies ahead of it. */
const SHORT_SPAN_MS = 14 * 24 * 60 * 60_000;

/**
 * Slices as by start, only backwards. The Bookings of a page's last start are held back until all of that start are
 * there; what starts beyond the span is dropped, since cursor mode has no filter for it.
 */
export async function* readByCursor(
  source: BookingSource,
  { span, eventTypeIds }: ListingQuestion,
  signal: AbortSignal,
): AsyncGenerator<Slice> {
  const beforeEnd = lastEndAsked(span);
  const question = { afterStart: span.from, ...(beforeEnd === undefined ? {} : { beforeEnd }), eventTypeIds };
  let { to } = span;
  let held: Booking[] = [];
  for await (const page of readCursorPages(source, question, signal)) {
    held.push(...page.filter(({ startsAt }) => startsAt < span.to));
    const last = page.at(-1)?.startsAt ?? span.from;
    if (last + 1 >= to) continue;
    yield { span: { from: last + 1, to }, bookings: held.filter(({ startsAt }) => startsAt > last) };
    held = held.filter(({ startsAt }) => startsAt === last);
    to = last + 1;
  }
  yield { span: { from: span.from, to }, bookings: held };
}

/** The whole future is read for a long span only; for a short one what ends long after it is not asked for. */
export function lastEndAsked({ from, to }: Span): number | undefined {
  return to - from < SHORT_SPAN_MS ? to + LONGEST_BOOKING_MS : undefined;
}
