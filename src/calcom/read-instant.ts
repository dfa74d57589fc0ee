import { type Instant } from '../domain/appointment.ts';
import { kindOf, ShapeError } from './json.ts';

const ISO_8601 = /^\d{4}-\d\d-(\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/;

/** Reads a full ISO 8601 time with its offset. @throws ShapeError for anything else, named by `field`. */
export function readInstant(value: unknown, field: string): Instant {
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
