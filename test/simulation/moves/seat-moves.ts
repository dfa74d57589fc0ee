/** Seats of a lesson, taken and left without a trace in the Booking's `updatedAt`. */
import type { StoredBooking } from '../../../src/sandbox/calcom/stored-booking.ts';
import { SEATS } from '../event-types.ts';
import { aPerson } from '../people.ts';
import { standingOfRow } from '../truth/standing.ts';
import { draw, lessons, pairsOf } from './candidates.ts';
import { newRow } from './new-row.ts';
import { type Planned, type Stage, told } from './stage.ts';

export function takeSeat(stage: Stage): Planned | undefined {
  return taking(stage, false);
}

export function takeSeatWithRow(stage: Stage): Planned | undefined {
  return taking(stage, true);
}

/** Whatever row has it stays. */
export function leaveSeat(stage: Stage): Planned | undefined {
  const seat = draw(stage.random, lessons(stage).flatMap(seatsToLeave));
  if (!seat) return undefined;
  const apply = async () => {
    stage.calcom.removeSeat(seat.seatUid);
    return [told(seat.uid, 'BOOKING_CANCELLED')];
  };
  return { seen: 'by full read', apply };
}

export function leaveSeatAndCancelRow(stage: Stage): Planned | undefined {
  const free = new Set(
    lessons(stage).flatMap((lesson) => seatsToLeave(lesson).map(({ seatUid }) => seatUid)),
  );
  const pair = draw(
    stage.random,
    pairsOf(stage).filter(({ row, seatUid }) => free.has(seatUid ?? '') && standingOfRow(row) === 'live'),
  );
  if (!pair) return undefined;
  const apply = async () => {
    stage.calcom.removeSeat(pair.seatUid ?? '');
    await stage.company.put({ ...pair.row, status: 'cancelled' });
    return [told(pair.booking.uid, 'BOOKING_CANCELLED')];
  };
  return { seen: 'by change', apply };
}

function taking(stage: Stage, hasRow: boolean): Planned | undefined {
  const lesson = draw(
    stage.random,
    lessons(stage).filter(({ attendees }) => attendees.length < SEATS),
  );
  if (!lesson) return undefined;
  const apply = async () => {
    const { name, email, phone } = aPerson(stage.random);
    stage.calcom.addSeat(lesson.uid, { name, email });
    const [startsAt, endsAt] = [lesson.start.getTime(), lesson.end.getTime()];
    const row = { name, email, phone, startsAt, endsAt, bookingUid: lesson.uid };
    if (hasRow) await stage.company.put(newRow(stage, row));
    return [told(lesson.uid, 'BOOKING_CREATED')];
  };
  return { seen: hasRow ? 'by change' : 'by full read', apply };
}

/** Never the last, which looks like a lesson whose seats are hidden; never one of several of an address. */
function seatsToLeave({ uid, attendees }: StoredBooking): { uid: string; seatUid: string }[] {
  if (attendees.length < 2) return [];
  return attendees
    .filter(({ email }) => attendees.filter((other) => other.email === email).length === 1)
    .flatMap(({ seatUid }) => (seatUid === undefined ? [] : [{ uid, seatUid }]));
}
