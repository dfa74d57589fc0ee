/** Days as the company lives them: from its midnight to the next, 23 to 25 hours long. */
import type { Instant } from './appointment.ts';
import type { Span } from './window.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** No zone is further from UTC. */
const FURTHEST_MS = 15 * HOUR_MS;

/** `2026-10-09`, the date on the wall at this instant. */
export function dateOf(at: Instant, timeZone: string): string {
  return writtenIn(timeZone).format(at);
}

/** The last `count` days, the oldest first; the last one is today, up to its end. */
export function lastDays(now: Instant, count: number, timeZone: string): Span[] {
  const today = Date.parse(`${dateOf(now, timeZone)}T00:00:00Z`);
  const starts = Array.from({ length: count + 1 }, (_, at) =>
    startOf(today - (count - 1 - at) * DAY_MS, timeZone),
  );
  return starts.slice(0, count).map((from, at) => ({ from, to: starts[at + 1] ?? from }));
}

/**
 * The first instant of the date that begins at `utcMidnight` in UTC. Searched for, since a clock change may leave
 * midnight itself out.
 */
function startOf(utcMidnight: number, timeZone: string): Instant {
  const format = writtenIn(timeZone);
  const date = new Date(utcMidnight).toISOString().slice(0, 10);
  let before = utcMidnight - FURTHEST_MS;
  let from = utcMidnight + FURTHEST_MS;
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (format.format(middle) < date) before = middle;
    else from = middle;
  }
  return from;
}

/** Swedish dates are written as ISO 8601 has them. */
function writtenIn(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
}
