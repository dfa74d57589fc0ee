/** One page of sorted rows, where rows with equal keys stand in an order of this request's own. */
import { mix } from './random.ts';
import { type SortColumn, sortKey } from './sorted-bookings.ts';
import type { StoredBooking } from './stored-booking.ts';

export interface TiedPage {
  skip: number;
  take: number;
  column: SortColumn;
  descending: boolean;
  /** Another salt, another order: PostgreSQL promises none when ORDER BY has one column. */
  salt: number;
}

export function tiedPage(rows: readonly StoredBooking[], page: TiedPage): StoredBooking[] {
  const { skip, take, column, descending, salt } = page;
  if (skip >= rows.length) return [];
  // Ties reach over the edges of a page, so whole groups are put in order before the page is cut out.
  const from = groupStart(rows, column, skip);
  const to = groupEnd(rows, column, Math.min(skip + take, rows.length));
  const sign = descending ? -1 : 1;
  const group = rows
    .slice(from, to)
    .toSorted(
      (a, b) => sign * (sortKey(a, column) - sortKey(b, column)) || mix(a.id, salt) - mix(b.id, salt),
    );
  return group.slice(skip - from, skip - from + take);
}

function groupStart(rows: readonly StoredBooking[], column: SortColumn, index: number): number {
  let start = index;
  while (start > 0 && continues(rows, column, start)) start--;
  return start;
}

function groupEnd(rows: readonly StoredBooking[], column: SortColumn, index: number): number {
  let end = index;
  while (end < rows.length && continues(rows, column, end)) end++;
  return end;
}

function continues(rows: readonly StoredBooking[], column: SortColumn, index: number): boolean {
  const [before, here] = [rows[index - 1], rows[index]];
  return before !== undefined && here !== undefined && sortKey(before, column) === sortKey(here, column);
}
