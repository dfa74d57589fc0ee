/** Takes the bookings out of whole answers, and says in plain words what came when it was something else. */
import { type Booking, type BookingRead } from '../domain/booking.ts';
import { type CursorPage, type FoundBooking } from '../reconcile/booking-source.ts';
import { ENDPOINTS } from './endpoints.ts';
import { asObject, kindOf, ShapeError, textOf, type JsonObject } from './json.ts';
import { readBooking } from './read-booking.ts';

const UNKNOWN_VERSION = 'this server does not know the version that was asked for';
const WITHOUT_CURSORS = `${UNKNOWN_VERSION}; ${ENDPOINTS.listByCursor.remedy}`;

/** A page in offset mode. */
export function readBookingList(
  body: unknown,
  read: BookingRead,
): { bookings: Booking[]; totalItems: number } {
  const { data, pagination } = pageOf(body);
  const totalItems = pagination?.totalItems;
  if (typeof totalItems !== 'number' || !Number.isInteger(totalItems) || totalItems < 0) {
    const cursor = pagination !== undefined && 'nextCursor' in pagination;
    throw new ShapeError(
      cursor
        ? 'the page came with a cursor, as a newer version sends it'
        : 'the page does not say how many bookings there are in all',
    );
  }
  return { bookings: allOf(data, read), totalItems };
}

/** A page in cursor mode. */
export function readCursorPage(body: unknown, read: BookingRead): Omit<CursorPage, 'take'> {
  const { data, pagination } = pageOf(body, WITHOUT_CURSORS);
  const { nextCursor, hasMore } = pagination ?? {};
  if (nextCursor === undefined)
    throw new ShapeError(`the page came without a cursor, as an older version sends it: ${WITHOUT_CURSORS}`);
  if (nextCursor !== null && textOf(nextCursor) === null)
    throw new ShapeError(`the cursor of the next page is ${kindOf(nextCursor)}`);
  if (typeof hasMore !== 'boolean') throw new ShapeError('the page does not say whether more pages follow');
  return { bookings: allOf(data, read), nextCursor: textOf(nextCursor), hasMore };
}

/** @throws ShapeError when the answer is about another uid than the one that was asked for */
export function readFoundBooking(
  body: unknown,
  { uid, read }: { uid: string; read: BookingRead },
): FoundBooking {
  const data = dataOf(body);
  if (!Array.isArray(data)) return { kind: 'one', booking: onlyAbout(uid, readBooking(data, read)) };
  if (data.length === 0) throw new ShapeError('the answer is an empty list');
  return { kind: 'series', bookings: data.map((item) => onlyAbout(uid, readBooking(item, read))) };
}

/** The booking that a write made or changed; of a series, the one that `isIt` tells. */
export function readWrittenBooking(
  body: unknown,
  { isIt, read }: { isIt: (booking: Booking) => boolean; read: BookingRead },
): Booking {
  const data = dataOf(body);
  if (!Array.isArray(data)) return readBooking(data, read);
  const found = allOf(data, read).find(isIt);
  if (!found) throw new ShapeError('the series that came back does not hold the booking that was asked for');
  return found;
}

function allOf(data: readonly unknown[], read: BookingRead): Booking[] {
  return data.map((item) => readBooking(item, read));
}

function pageOf(body: unknown, ifOlder?: string): { data: unknown[]; pagination: JsonObject | undefined } {
  const data = dataOf(body);
  if (!Array.isArray(data)) throw new ShapeError(whatCameInsteadOfAList(data, ifOlder));
  return { data, pagination: asObject(asObject(body)?.pagination) };
}

function dataOf(body: unknown): unknown {
  const envelope = asObject(body);
  if (!envelope) throw new ShapeError(`the answer is ${kindOf(body)}`);
  if (envelope.data === undefined) throw new ShapeError('the answer holds no data');
  return envelope.data;
}

function whatCameInsteadOfAList(data: unknown, ifOlder = UNKNOWN_VERSION): string {
  const old = Array.isArray(asObject(data)?.bookings);
  if (old) return `the bookings came in the shape of an older version: ${ifOlder}`;
  return `the answer should hold a list of bookings, but holds ${kindOf(data)}`;
}

function onlyAbout(uid: string, booking: Booking): Booking {
  if (booking.uid !== uid && booking.recurringUid !== uid)
    throw new ShapeError('the answer is about another booking');
  return booking;
}
