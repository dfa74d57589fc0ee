import type { Instant } from './appointment.ts';
import type { Pair } from './pair.ts';

/** A stretch of time, `from` inclusive, `to` exclusive. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
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
