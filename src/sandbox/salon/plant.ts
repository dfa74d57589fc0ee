/** Disagreements of every kind, each made the way it happens: a call that failed, someone who clicked on one side only. */
import type { CalcomWorld } from '../calcom/world.ts';
import { evening } from './office-hours.ts';
import { rowOf, type SalonRow, type Visit } from './salon-row.ts';
import { CLASS, customer, FOREIGN, SERVICES, type Service } from './staff.ts';

/** One disagreement, by the names of the outside contract; null fields stand for an absent side. */
export interface Planted {
  readonly story: string;
  readonly code: 'ORPHANED_LOCAL' | 'ORPHANED_CALCOM' | 'DATA_MISMATCH' | 'VERIFICATION_ERROR';
  readonly appointmentId: string | null;
  readonly bookingUid: string | null;
  readonly fields: readonly string[];
}

export interface Plot {
  readonly world: CalcomWorld;
  /** Visits that still agree, to be spoilt; the soonest first. */
  readonly ahead: readonly Visit[];
  readonly now: number;
}

const HOUR_MS = 60 * 60_000;
/** Beyond the regular customers. */
const NEWCOMER = 500;

/** Spoils some of the visits, adds others; rows of visits are changed in place. */
export function plantDisagreements(plot: Plot): { rows: SalonRow[]; planted: Planted[] } {
  const visits = plot.ahead.values();
  const next = () => visits.next().value as Visit;
  const { world } = plot;
  const planted = [
    deletedBooking(world, next()),
    movedByCustomer(world, next()),
    cancelledOnCalcom(world, next()),
    cancelledInDatabase(next()),
    lengthChanged(next()),
    unknownStatus(world, next()),
  ];
  looksOddButAgrees(world, next(), next());
  const added = [
    neverBooked(plot, next()),
    unlinkedTwin(plot, next()),
    onlyInCalcom(plot, next()),
    classSeat(plot, next()),
  ];
  world.book({
    start: evening(plot.now, 9),
    eventTypeId: FOREIGN.id,
    attendee: { name: 'Someone Else', email: 'else@example.com' },
  });
  return {
    rows: added.flatMap(({ rows }) => rows),
    planted: [...planted, ...added.map(({ story }) => story)],
  };
}

interface Addition {
  readonly rows: SalonRow[];
  readonly story: Planted;
}

function deletedBooking(world: CalcomWorld, { row, uid }: Visit): Planted {
  world.remove(uid);
  return tell('a booking was deleted in Cal.com', 'ORPHANED_LOCAL', { row });
}

function movedByCustomer(world: CalcomWorld, { row, uid }: Visit): Planted {
  const moved = world.reschedule(uid, evening(row.startsAt, 7), 'A meeting came up');
  return tell('a customer moved the booking by mail link', 'DATA_MISMATCH', {
    row,
    uid: moved.uid,
    fields: ['startsAt', 'endsAt'],
  });
}

function cancelledOnCalcom(world: CalcomWorld, { row, uid }: Visit): Planted {
  world.cancel(uid, 'Ill');
  return tell('cancelled on Cal.com, the webhook was missed', 'DATA_MISMATCH', {
    row,
    uid,
    fields: ['status'],
  });
}

function cancelledInDatabase({ row, uid }: Visit): Planted {
  row.status = 'cancelled';
  return tell('cancelled in the salon, the API call failed', 'DATA_MISMATCH', {
    row,
    uid,
    fields: ['status'],
  });
}

function lengthChanged({ row, uid }: Visit): Planted {
  row.endsAt += HOUR_MS / 2;
  return tell('made longer in the salon only', 'DATA_MISMATCH', { row, uid, fields: ['endsAt'] });
}

function unknownStatus(world: CalcomWorld, { row, uid }: Visit): Planted {
  world.update(uid, { status: 'on_hold' });
  return tell('Cal.com says a status that nobody knows', 'VERIFICATION_ERROR', { row, uid });
}

/** Rescheduled and taken over by hand with the old uid left; half a minute apart: both are in sync. */
function looksOddButAgrees(world: CalcomWorld, taken: Visit, near: Visit): void {
  const moved = world.reschedule(taken.uid, evening(taken.row.startsAt, 0));
  taken.row.startsAt = moved.start.getTime();
  taken.row.endsAt = moved.end.getTime();
  near.row.startsAt += 30_000;
}

function neverBooked(plot: Plot, { row: { startsAt } }: Visit): Addition {
  const row = newcomer(plot, { id: '2002', n: 1, startsAt: evening(startsAt, 1) });
  return {
    rows: [row],
    story: tell('the phone agent wrote it down, Cal.com was never called', 'ORPHANED_LOCAL', { row }),
  };
}

function unlinkedTwin(plot: Plot, { row: { startsAt } }: Visit): Addition {
  const row = newcomer(plot, { id: '2003', n: 2, startsAt: evening(startsAt, 2) });
  book(plot.world, row, row.customerEmail?.toUpperCase());
  return {
    rows: [row],
    story: tell('booked on both sides, but nobody stored the uid', 'ORPHANED_LOCAL', { row }),
  };
}

function onlyInCalcom(plot: Plot, { row: { startsAt } }: Visit): Addition {
  const visitor = newcomer(plot, { id: '–', n: 3, startsAt: evening(startsAt, 3) });
  const uid = book(plot.world, visitor, visitor.customerEmail ?? undefined);
  return {
    rows: [],
    story: tell('booked on the website, the webhook was missed', 'ORPHANED_CALCOM', { uid }),
  };
}

/** Two seats are in the database, the third is not. */
function classSeat(plot: Plot, { row: { startsAt } }: Visit): Addition {
  const start = evening(startsAt, 5);
  const guests = [5, 6, 7].map((n) => customer(NEWCOMER + n));
  const booking = plot.world.book({
    start,
    eventTypeId: CLASS.id,
    attendees: guests.map(({ name, email }) => ({ name, email })),
  });
  const seed = { service: CLASS, startsAt: start, bookingUid: booking.uid, createdAt: plot.now - HOUR_MS };
  const rows = guests.slice(0, 2).map((who, n) => rowOf({ ...seed, id: String(2004 + n), who }));
  return { rows, story: tell('a third seat in a class', 'ORPHANED_CALCOM', { uid: booking.uid }) };
}

function newcomer(plot: Plot, { id, n, startsAt }: { id: string; n: number; startsAt: number }): SalonRow {
  const service = SERVICES[n % SERVICES.length] as Service;
  return rowOf({
    id,
    who: customer(NEWCOMER + n),
    service,
    startsAt,
    bookingUid: null,
    createdAt: plot.now - HOUR_MS,
  });
}

/** By phone alone when there is no e-mail. */
function book(
  world: CalcomWorld,
  { customerName, customerPhone, startsAt, eventTypeId }: SalonRow,
  email?: string,
): string {
  const contact = email ? { email } : { phoneNumber: customerPhone ?? '' };
  return world.book({
    start: startsAt,
    eventTypeId: eventTypeId ?? 0,
    attendee: { name: customerName, ...contact },
  }).uid;
}

function tell(
  story: string,
  code: Planted['code'],
  { row, uid = null, fields = [] }: { row?: SalonRow; uid?: string | null; fields?: string[] },
): Planted {
  return { story, code, appointmentId: row?.id ?? null, bookingUid: uid, fields };
}
