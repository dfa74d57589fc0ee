/** GET /v2/bookings of 2026-05-01: pages after an opaque cursor, in an order that depends on the status asked for. */
import { countedFilter, dateFilter } from './booking-filter.ts';
import type { Call } from './call.ts';
import { type CursorQuery, readCursorQuery } from './list-query.ts';
import { refuseUnknownEventTypes } from './list-offset.ts';
import { isRefusal, type Outcome, refuse } from './outcome.ts';
import { renderBooking } from './render-booking.ts';
import { firstIndex } from './sorted-bookings.ts';
import type { StoredBooking } from './stored-booking.ts';
import { bookingsBy } from './world-state.ts';

const HOUR = 3_600_000;
const YEAR_2100 = Date.UTC(2100, 0, 1);

/** A place in the order of `sortUuid`, a UUIDv7 whose time is the Booking's start. */
interface Position {
  start: number;
  id: number;
}

export function listByCursor(call: Call): Outcome {
  const query = readCursorQuery(call.query);
  if (isRefusal(query)) return query;
  const refusal = refuseUnknownEventTypes(call.state, query.eventTypeIds);
  if (refusal) return refusal;
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  if (query.cursor !== undefined && !after) return refuse(400, 'Invalid cursor');
  const now = call.state.clock.now();
  const found = findAfter(bookingsBy(call.state, 'start'), { query, after, now });
  const rows = found.slice(0, query.limit);
  const hasMore = found.length > query.limit;
  const nextCursor = hasMore ? encodeCursor(rows.at(-1)) : null;
  const data = rows.map((booking) => renderBooking(call.state, booking));
  return {
    kind: 'answer',
    status: 200,
    body: { status: 'success', data, pagination: { nextCursor, hasMore } },
  };
}

interface Search {
  query: CursorQuery;
  after: Position | undefined;
  now: number;
}

/** Up to one row more than the page holds: the extra one says that there is more. */
function findAfter(rows: readonly StoredBooking[], { query, after, now }: Search): StoredBooking[] {
  const counted = countedFilter(query, now);
  const dated = dateFilter(query);
  const { ascending, anchor } = orderOf(query, now);
  const step = ascending ? 1 : -1;
  const found: StoredBooking[] = [];
  for (let index = firstOf(rows, after ?? anchor, ascending); rows[index]; index += step) {
    const booking = rows[index] as StoredBooking;
    if (counted(booking) && dated(booking)) found.push(booking);
    if (found.length > query.limit) break;
  }
  return found;
}

function orderOf(query: CursorQuery, now: number): { ascending: boolean; anchor: Position } {
  const [status] = query.statuses;
  if (status === undefined || status === 'cancelled') {
    return { ascending: false, anchor: { start: YEAR_2100, id: 0 } };
  }
  if (status === 'past') return { ascending: false, anchor: { start: now, id: 0 } };
  // What began more than an hour ago and still runs is neither here nor in the past.
  return { ascending: true, anchor: { start: now - HOUR, id: 0 } };
}

function firstOf(rows: readonly StoredBooking[], position: Position, ascending: boolean): number {
  if (ascending) return firstIndex(rows, (booking) => compare(booking, position) > 0);
  return firstIndex(rows, (booking) => compare(booking, position) >= 0) - 1;
}

function compare(booking: StoredBooking, position: Position): number {
  return booking.start.getTime() - position.start || booking.id - position.id;
}

function encodeCursor(booking: StoredBooking | undefined): string | null {
  if (!booking) return null;
  const time = booking.start.getTime().toString(16).padStart(12, '0');
  const id = booking.id.toString(16).padStart(12, '0');
  const sortUuid = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${id}`;
  return Buffer.from(JSON.stringify({ v: 1, sortUuid })).toString('base64url');
}

function decodeCursor(cursor: string): Position | undefined {
  const text = Buffer.from(cursor, 'base64url').toString();
  const uuid = /"sortUuid":"([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[0-9a-f]{4}-([0-9a-f]{12})"/.exec(text);
  if (!uuid) return undefined;
  return {
    start: Number.parseInt(`${uuid[1]}${uuid[2]}`, 16),
    id: Number.parseInt(uuid[3] ?? '', 16),
  };
}
