/** Understands until when, as people type it: `2h`, `tomorrow`, `2026-11-30`, `2026-11-30T09:00`. */
import type { Instant } from './appointment.ts';

const DAY_MS = 86_400_000;
const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: DAY_MS };
/** When a day begins for people, where only the day is said. */
const MORNING = { hour: 9, minute: 0 };

interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** `30m`, `2h`, `1d` in milliseconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d{1,6})(m|h|d)$/i.exec(text) ?? [];
  const unitMs = UNITS[unit.toLowerCase()];
  return unitMs === undefined || Number(amount) === 0 ? undefined : Number(amount) * unitMs;
}

/** In the company's zone; a day alone means its morning. Undefined for what is no time. */
export function parseUntil(text: string, now: Instant, timeZone: string): Instant | undefined {
  const wait = parseDuration(text);
  if (wait !== undefined) return now + wait;
  if (text.toLowerCase() === 'tomorrow') {
    const { year, month, day } = wallTimeAt(now, timeZone);
    return instantOf({ year, month, day: day + 1, ...MORNING }, timeZone);
  }
  const wall = parseWallTime(text);
  return wall && instantOf(wall, timeZone);
}

function parseWallTime(text: string): WallTime | undefined {
  const [found, ...parts] = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?$/i.exec(text) ?? [];
  if (found === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = MORNING.hour, minute = MORNING.minute] = parts.map((part) =>
    part === undefined ? undefined : Number(part),
  );
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute));
  // 31 November and 25:00 would silently become another day.
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour;
  return same && minute < 60 ? { year, month, day, hour, minute } : undefined;
}

/** What the zone's clocks show at the instant. */
function wallTimeAt(at: Instant, timeZone: string): WallTime {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at);
  const valueOf = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);
  return {
    year: valueOf('year'),
    month: valueOf('month'),
    day: valueOf('day'),
    hour: valueOf('hour'),
    minute: valueOf('minute'),
  };
}

/** When the zone's clocks show it; an hour that a clock change leaves out is taken an hour later. */
function instantOf(wall: WallTime, timeZone: string): Instant {
  const asUtc = utcOf(wall);
  const shows = (at: Instant) => at + offsetAt(at, timeZone) === asUtc;
  const byOldClock = asUtc - offsetAt(asUtc - DAY_MS, timeZone);
  const byNewClock = asUtc - offsetAt(byOldClock, timeZone);
  return !shows(byOldClock) && shows(byNewClock) ? byNewClock : byOldClock;
}

function offsetAt(at: Instant, timeZone: string): number {
  const minute = Math.floor(at / 60_000) * 60_000;
  return utcOf(wallTimeAt(minute, timeZone)) - minute;
}

function utcOf({ year, month, day, hour, minute }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute);
}
