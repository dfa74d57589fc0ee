/** Bookings in the order of one column, kept cheap: sorted again only after a change, and then nearly sorted already. */
import type { StoredBooking } from './stored-booking.ts';

export type SortColumn = 'start' | 'end' | 'createdAt' | 'updatedAt';

export interface SortedBookings {
  column: SortColumn;
  rows: StoredBooking[];
  added: StoredBooking[];
  removed: Set<StoredBooking>;
  moved: boolean;
}

export function sortedBookings(column: SortColumn, bookings: Iterable<StoredBooking>): SortedBookings {
  return { column, rows: [], added: [...bookings], removed: new Set(), moved: false };
}

/** All Bookings, ascending by the column, equal ones by id. The array is live: read it, do not keep it. */
export function inOrder(sorted: SortedBookings): readonly StoredBooking[] {
  if (sorted.removed.size > 0) sorted.rows = sorted.rows.filter((row) => !sorted.removed.has(row));
  const added = sorted.added.filter((row) => !sorted.removed.has(row));
  for (const row of added) sorted.rows.push(row);
  if (added.length > 0 || sorted.moved) {
    sorted.rows.sort((a, b) => sortKey(a, sorted.column) - sortKey(b, sorted.column) || a.id - b.id);
  }
  sorted.added = [];
  sorted.removed.clear();
  sorted.moved = false;
  return sorted.rows;
}

/** Milliseconds; PostgreSQL sorts NULL after everything else. */
export function sortKey(booking: StoredBooking, column: SortColumn): number {
  return booking[column]?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

/** The index of the first row for which `reached` holds; it must hold for every row after that too. */
export function firstIndex<Row>(rows: readonly Row[], reached: (row: Row) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reached(rows[middle] as Row)) high = middle;
    else low = middle + 1;
  }
  return low;
}
