/** Reads every Booking of a span from Cal.com, page by page, and believes nothing that does not add up. */
import type { Booking } from '../domain/booking.ts';
import type { Span } from '../domain/window.ts';
import type { BookingPage, BookingSource } from './booking-source.ts';
import { readCrowdedStart } from './crowded-start.ts';
import type { ListingQuestion, Reader } from './listing-reader.ts';
import { checkPage, findMiscount, UntrustedListing } from './untrusted-listing.ts';

/** All Bookings that start within `span`; the slices of a listing adjoin without gap or overlap. */
export interface Slice {
  readonly span: Span;
  readonly bookings: readonly Booking[];
}

/** The largest page that Cal.com's offset mode gives. */
export const PAGE_SIZE = 250;
/** How often a page whose counts do not add up is asked for again: the world may have moved in between. */
const MAX_REREADS = 3;

/**
 * Seeks by start, soonest first: each page begins, inclusive, at the last start of the page before, so that paging
 * neither loses nor doubles what moves meanwhile. Throws UntrustedListing, or the source's own error.
 */
export async function* readByStart(
  source: BookingSource,
  question: ListingQuestion,
  signal: AbortSignal,
): AsyncGenerator<Slice> {
  const reader = { source, question, signal, take: PAGE_SIZE };
  let cursor = question.span.from;
  let page = await readPage(reader, cursor);
  for (let rereads = 0; ; ) {
    const step = await readSlice(reader, cursor, page);
    if (step.missing !== 0) {
      if (++rereads > MAX_REREADS) throw miscounted(step.slice, step.missing);
      page = await readPage(reader, cursor);
      continue;
    }
    yield step.slice;
    if (!step.next) return;
    ({ page, from: cursor } = step.next);
    rereads = 0;
  }
}

/** One slice, how many Bookings it lacks by Cal.com's own count, and the page that follows it. */
interface Step {
  readonly slice: Slice;
  readonly missing: number;
  readonly next: { readonly from: number; readonly page: BookingPage } | null;
}

async function readSlice(reader: Reader, cursor: number, page: BookingPage): Promise<Step> {
  const { to } = reader.question.span;
  const last = page.bookings.at(-1)?.startsAt ?? to;
  const whole = page.bookings.length === page.totalItems;
  if (whole || last >= to) return readLastSlice(reader, cursor, page);
  const crowded = last === cursor;
  const from = crowded ? cursor + 1 : last;
  const next = await readPage(reader, from);
  const expected = page.totalItems - next.totalItems;
  const listed = crowded ? await readCrowdedStart(reader, cursor, expected) : page.bookings;
  const bookings = listed.filter((booking) => booking.startsAt < from);
  const ends = next.totalItems === 0;
  return {
    slice: { span: { from: cursor, to: ends ? to : from }, bookings },
    missing: expected - bookings.length,
    next: ends || from >= to ? null : { from, page: next },
  };
}

async function readLastSlice(reader: Reader, cursor: number, page: BookingPage): Promise<Step> {
  const { to } = reader.question.span;
  const bookings = page.bookings.filter((booking) => booking.startsAt < to);
  const beyond =
    page.bookings.length === page.totalItems
      ? page.totalItems - bookings.length
      : await countFrom(reader, to);
  return {
    slice: { span: { from: cursor, to }, bookings },
    missing: page.totalItems - beyond - bookings.length,
    next: null,
  };
}

async function countFrom(reader: Reader, from: number): Promise<number> {
  const page = await readPage({ ...reader, take: 1 }, from);
  return page.totalItems;
}

async function readPage(reader: Reader, afterStart: number): Promise<BookingPage> {
  const { eventTypeIds } = reader.question;
  for (let rereads = 0; ; rereads++) {
    const page = await reader.source.listByStart(
      { afterStart, take: reader.take, eventTypeIds },
      reader.signal,
    );
    if (page.take < reader.take) reader.take = page.take;
    checkPage(page, { by: 'startsAt', from: afterStart, eventTypeIds });
    const miscount = findMiscount(page);
    if (!miscount) return page;
    if (rereads === MAX_REREADS) throw miscount;
  }
}

function miscounted(slice: Slice, missing: number): UntrustedListing {
  const from = new Date(slice.span.from).toISOString();
  return new UntrustedListing(
    `Cal.com's count of the bookings from ${from} on does not add up: by its totals the page should hold ` +
      `${Math.abs(missing)} ${missing > 0 ? 'more' : 'fewer'}, also after ${MAX_REREADS} more tries`,
  );
}
