import type { Instant } from './appointment.ts';
import type { Pair } from './pair.ts';

/** A stretch of time, `from` inclusive, `to` exclusive. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

const DAY_MS = 24 * 60 * 60_000;

/** What calsync looks after at an instant: some days back, and some ahead. */
export function windowAt(
  now: Instant,
  days: { readonly windowPastDays: number; readonly windowFutureDays: number },
): Span {
  return { from: now - days.windowPastDays * DAY_MS, to: now + days.windowFutureDays * DAY_MS };
}

export function contains(span: Span, instant: Instant): boolean {
  return instant >= span.from && instant < span.to;
}

/** A Pair is looked at when either side starts within the window. */
export function isInWindow({ appointment, booking }: Pair, window: Span): boolean {
  return (
    (appointment !== null && contains(window, appointment.startsAt)) ||
    (booking !== null && contains(window, booking.startsAt))
  );
}
