/** When the made-up company's Bookings start: on workdays from nine to six, evenly spread, as a function of their index. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const OPENS_AT = 9 * HOUR;
const CLOSES_AT = 18 * HOUR;
/** So long after the window's beginning the first Booking starts: the window moves on while the bench runs. */
const MARGIN = 2 * HOUR;

export const LENGTH_MS = 30 * MINUTE;

export interface GridOptions {
  /** The instant from which the window is counted, epoch ms. */
  readonly base: number;
  readonly bookings: number;
  readonly slotMinutes: number;
}

/** Bookings 0 to `size` - 1, soonest first. */
export interface Grid {
  readonly size: number;
  /** Epoch ms, ascending. */
  readonly slots: readonly number[];
}

/** From a week back to 90 days ahead: the window that is compared by default. */
export function gridOf({ base, bookings, slotMinutes }: GridOptions): Grid {
  const from = base - 7 * DAY + MARGIN;
  const to = base + 90 * DAY;
  const slots: number[] = [];
  for (let midnight = Math.floor(from / DAY) * DAY; midnight < to; midnight += DAY) {
    if (isWeekend(midnight)) continue;
    for (let start = midnight + OPENS_AT; start < midnight + CLOSES_AT; start += slotMinutes * MINUTE)
      if (start >= from && start < to) slots.push(start);
  }
  return { size: bookings, slots };
}

/** When a Booking starts, epoch ms. */
export function startOf({ size, slots }: Grid, index: number): number {
  return slots[Math.floor((index * slots.length) / size)] ?? Infinity;
}

/** The first Booking that starts at or after `instant`; `size` when there is none. */
export function firstFrom({ size, slots }: Grid, instant: number): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((slots[middle] ?? Infinity) >= instant) high = middle;
    else low = middle + 1;
  }
  return Math.ceil((low * size) / slots.length);
}

function isWeekend(midnight: number): boolean {
  const weekday = new Date(midnight).getUTCDay();
  return weekday === 0 || weekday === 6;
}
