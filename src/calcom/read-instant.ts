import { type Instant } from '../domain/appointment.ts';
import { kindOf, ShapeError } from './json.ts';

const ISO_8601 = /^\d{4}-\d\d-(\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/;

/** As Cal.com writes them: 2026-09-09T16:00:00.000Z. */
const USUAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** Midnights by their date: a full Run reads some hundred thousand times of some hundred days. */
const midnights = new Map<string, number>();
const MOST_MIDNIGHTS = 10_000;

/** Reads a full ISO 8601 time with its offset. @throws ShapeError for anything else, named by `field`. */
export function readInstant(value: unknown, field: string): Instant {
  return (typeof value === 'string' && USUAL.test(value) && readUsual(value)) || readAny(value, field);
}

/** 0 where it takes a closer look. */
function readUsual(iso: string): Instant {
  const [hours, minutes, seconds] = [twoDigits(iso, 11), twoDigits(iso, 14), twoDigits(iso, 17)];
  if (hours > 23 || minutes > 59 || seconds > 59) return 0;
  const date = iso.slice(0, 10);
  let midnight = midnights.get(date);
  if (midnight === undefined) {
    midnight = isDayTooLate(iso) ? Number.NaN : Date.parse(`${date}T00:00:00Z`);
    if (midnights.size >= MOST_MIDNIGHTS) midnights.clear();
    midnights.set(date, midnight);
  }
  if (Number.isNaN(midnight)) return 0;
  return midnight + ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number(iso.slice(20, 23));
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}

function readAny(value: unknown, field: string): Instant {
  const parsed = typeof value === 'string' && ISO_8601.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(parsed) || isDayTooLate(value as string)) {
    throw new ShapeError(`a booking's "${field}" is no time but ${kindOf(value)}`);
  }
  return parsed;
}

/** Like `readInstant`; null, '' and nothing are null. */
export function readOptionalInstant(value: unknown, field: string): Instant | null {
  return value === undefined || value === null || value === '' ? null : readInstant(value, field);
}

/** `Date.parse` takes 31 February for 3 March. */
function isDayTooLate(iso: string): boolean {
  const day = Number(iso.slice(8, 10));
  return (
    day > 28 && day > new Date(Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), 0)).getUTCDate()
  );
}
