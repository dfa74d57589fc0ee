/** GET /v2/bookings of 2024-08-13: pages by `take` and `skip`, without a tie-breaker and without a snapshot. */
import { countedFilter, dateFilter } from './booking-filter.ts';
import type { Call } from './call.ts';
import { type OffsetQuery, readOffsetQuery } from './list-query.ts';
import { isRefusal, type Outcome, refuse, type Refusal } from './outcome.ts';
import { renderBooking } from './render-booking.ts';
import { firstIndex, type SortColumn } from './sorted-bookings.ts';
import type { StoredBooking } from './stored-booking.ts';
import { tiedPage } from './tied-page.ts';
import { bookingsBy, type WorldState } from './world-state.ts';

export function listByOffset(call: Call): Outcome {
  const query = readOffsetQuery(call.query);
  if (isRefusal(query)) return query;
  const refusal = refuseUnknownEventTypes(call.state, query.eventTypeIds);
  if (refusal) return refusal;
  const counted = countedRows(call.state, query);
  const rows = query.created || query.updated ? counted.filter(dateFilter(query)) : counted;
  const page = tiedPage(rows, { ...query, ...order(query), salt: call.number });
  const data = page.map((booking) => renderBooking(call.state, booking));
  const pagination = paginate(counted.length, query.take, query.skip);
  return { kind: 'answer', status: 200, body: { status: 'success', data, pagination } };
}

export function refuseUnknownEventTypes(
  state: WorldState,
  ids: ReadonlySet<number> | undefined,
): Refusal | undefined {
  if (!ids || [...ids].some((id) => state.eventTypes.has(id))) return undefined;
  return refuse(400, 'The requested event-types do not exist.');
}

/** The rows that `totalItems` counts, in the order asked for. */
function countedRows(state: WorldState, query: OffsetQuery): readonly StoredBooking[] {
  const { column, descending } = order(query);
  const now = state.clock.now();
  const rows = bookingsBy(state, column);
  if (column !== 'start') {
    const counted = rows.filter(countedFilter(query, now));
    return descending ? counted.toReversed() : counted;
  }
  const from = firstIndex(rows, (booking) => booking.start.getTime() >= query.afterStart);
  const counted = rows
    .slice(from)
    .filter(countedFilter({ ...query, afterStart: Number.NEGATIVE_INFINITY }, now));
  return descending ? counted.toReversed() : counted;
}

function order(query: OffsetQuery): { column: SortColumn; descending: boolean } {
  if (query.sort) return query.sort;
  const [only, ...others] = query.statuses;
  const descending = others.length === 0 && (only === 'cancelled' || only === 'past');
  return { column: 'start', descending };
}

/** Computed from the count alone: `returnedItems` is no promise about the length of `data`. */
function paginate(totalItems: number, take: number, skip: number) {
  const start = Math.min(skip, totalItems);
  const totalPages = Math.ceil(totalItems / take);
  return {
    returnedItems: Math.min(take, totalItems - start),
    totalItems,
    itemsPerPage: take,
    remainingItems: Math.max(0, totalItems - start - take),
    currentPage: totalPages === 0 ? 0 : Math.min(Math.floor(start / take) + 1, totalPages),
    totalPages,
    hasNextPage: start + take < totalItems,
    hasPreviousPage: start > 0,
  };
}
