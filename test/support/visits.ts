/** A visit on both sides, in lines that a person reads: minutes from its own hour, names without their number. */
import type { StoredBooking } from '../../src/sandbox/calcom/stored-booking.ts';
import { HOUR, type RowSeed, type Salon } from './salon.ts';

/** Everything of one visit lies between the hour before its start and the two after it. */
const SPACING = 3 * HOUR;
const MINUTE = HOUR / 60;
const HAIRCUT = 10;

export interface Visit {
  readonly nth: number;
  readonly start: number;
}

export function visitsFrom(start: number, count: number): Visit[] {
  return Array.from({ length: count }, (_, nth) => ({ nth, start: start + nth * SPACING }));
}

export function nameOf(what: string, { nth }: Visit): string {
  return `${what}-${nth}`;
}

export function mailOf(who: string, visit: Visit): string {
  return `${nameOf(who, visit)}@example.com`;
}

/** A half-hour of Anna's in the company's own table. */
export function enterRow(
  salon: Salon,
  visit: Visit,
  { id, bookingUid, startsAt = visit.start, ...more }: Partial<RowSeed> & Pick<RowSeed, 'id'>,
): Promise<void> {
  return salon.enter({
    name: 'Anna',
    email: mailOf('anna', visit),
    service: 'Haircut',
    eventTypeId: HAIRCUT,
    ...more,
    id: nameOf(id, visit),
    startsAt,
    bookingUid: bookingUid == null ? null : nameOf(bookingUid, visit),
  });
}

/** Anna's in Cal.com; `minutes` from the visit's hour. */
export function bookAs(
  { calcom }: Salon,
  visit: Visit,
  { uid, minutes = [0, 30] }: { uid: string; minutes?: readonly [number, number] },
): void {
  const [from, to] = minutes;
  calcom.world.book({
    uid: nameOf(uid, visit),
    start: visit.start + from * MINUTE,
    lengthInMinutes: to - from,
    eventTypeId: HAIRCUT,
    attendee: { name: 'Anna', email: mailOf('anna', visit) },
  });
}

/** Whatever lies about a visit's hour, sorted: `row scheduled 0-30 → booked`, `booked accepted 0-30`. */
export async function sidesOf(salon: Salon, visit: Visit): Promise<string[]> {
  const rows = await salon.sql<StoredRow>(
    `select id, status, calcom_booking_uid as uid, extract(epoch from starts_at)::float8 * 1000 as start,
       extract(epoch from ends_at)::float8 * 1000 as "end" from calsync.appointment`,
  );
  const bookings = salon.calcom.world.all();
  return [
    ...rows.filter((row) => isAbout(visit, row.start)).map((row) => rowLine(row, visit)),
    ...bookings.filter(({ start }) => isAbout(visit, Number(start))).map((one) => bookingLine(one, visit)),
  ].toSorted();
}

interface StoredRow {
  readonly id: string;
  readonly status: string;
  readonly uid: string | null;
  readonly start: number;
  readonly end: number;
}

function isAbout({ start }: Visit, at: number): boolean {
  return at >= start - HOUR && at < start + 2 * HOUR;
}

function rowLine({ id, status, uid, start, end }: StoredRow, visit: Visit): string {
  return `${shortName(id, visit, 'new row')} ${status} ${minutesOf({ start, end }, visit)} → ${uid === null ? 'nothing' : shortName(uid, visit, 'new')}`;
}

function bookingLine({ uid, status, start, end, seated, attendees }: StoredBooking, visit: Visit): string {
  const times = minutesOf({ start: Number(start), end: Number(end) }, visit);
  const names = seated ? ` of ${attendees.map(({ name }) => name).join(', ')}` : '';
  return `${shortName(uid, visit, 'new')} ${status} ${times}${names}`;
}

function minutesOf({ start, end }: { start: number; end: number }, visit: Visit): string {
  return [start, end].map((at) => (at - visit.start) / MINUTE).join('-');
}

/** What bears no name of ours was made in the meantime. */
function shortName(id: string, { nth }: Visit, unknown: string): string {
  return id.endsWith(`-${nth}`) && !/-.*-/.test(id) ? id.slice(0, id.lastIndexOf('-')) : unknown;
}
