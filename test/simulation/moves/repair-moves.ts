/** Somebody puts one disagreement right by hand, on one side. */
import type { StoredBooking } from '../../../src/sandbox/calcom/stored-booking.ts';
import type { Row } from '../company.ts';
import { EVENT_TYPES } from '../event-types.ts';
import type { Holding } from '../truth/holding.ts';
import { judge } from '../truth/judge.ts';
import { standingOfBooking, standingOfRow } from '../truth/standing.ts';
import { draw, holdingsOf, isAhead, isSimple, loneBookings, questionOf, seenOf } from './candidates.ts';
import { newRow } from './new-row.ts';
import { type Planned, type Stage, told } from './stage.ts';

export function restoreAgreement(stage: Stage): Planned | undefined {
  const question = questionOf(stage);
  const ways = [
    ...holdingsOf(stage).flatMap((one) =>
      typeof judge(one, question) === 'string' ? [] : waysFor(one, stage),
    ),
    ...loneBookings(stage).flatMap((booking) => [enterFor(stage, booking), cancelIt(stage, booking)]),
  ];
  return draw(stage.random, ways);
}

function waysFor(one: Holding, stage: Stage): Planned[] {
  const { row } = one;
  if (standingOfRow(row) === 'unknown' || one.kind === 'hidden') return [];
  if (one.kind === 'none') return [write(stage, { ...row, status: 'cancelled' }), ...bookFor(stage, one)];
  return waysForPair(stage, row, one.booking);
}

function waysForPair(stage: Stage, row: Row, booking: StoredBooking): Planned[] {
  const [startsAt, endsAt] = [booking.start.getTime(), booking.end.getTime()];
  switch (standingOfBooking(booking)) {
    case 'unknown':
      return [];
    case 'dead':
      return [write(stage, { ...row, status: 'cancelled' })];
    case 'live': {
      const adopted = write(stage, { ...row, status: 'scheduled', startsAt, endsAt });
      const wanted = standingOfRow(row) === 'dead' && isSimple(booking) && isAhead(booking, stage);
      return wanted ? [adopted, cancelIt(stage, booking)] : [adopted];
    }
  }
}

/** For a row that never had one. */
function bookFor(stage: Stage, { row, why }: Extract<Holding, { kind: 'none' }>): Planned[] {
  const isMissing = why === 'no uid' || why === 'unknown uid';
  if (!isMissing || row.startsAt <= stage.now) return [];
  const apply = async () => {
    const { uid } = stage.calcom.book({
      start: row.startsAt,
      end: row.endsAt,
      eventTypeId: row.eventTypeId ?? EVENT_TYPES.cut,
      attendee: { name: row.name ?? '', email: row.email ?? '' },
    });
    await stage.company.put({ ...row, bookingUid: uid });
    return [told(uid, 'BOOKING_CREATED')];
  };
  return [{ seen: 'by change', apply }];
}

function enterFor(stage: Stage, { uid, start, end, attendees: [attendee] }: StoredBooking): Planned {
  const [startsAt, endsAt] = [start.getTime(), end.getTime()];
  const { name = null, email: address = '', phoneNumber: phone = null } = attendee ?? {};
  // What Cal.com writes where it was given a phone only is nobody's address.
  const email = address.endsWith('@sms.cal.com') ? null : address;
  const row = newRow(stage, { startsAt, endsAt, bookingUid: uid, name, email, phone });
  return write(stage, row);
}

function cancelIt(stage: Stage, booking: StoredBooking): Planned {
  const apply = async () => {
    stage.calcom.cancel(booking.uid);
    return [told(booking.uid, 'BOOKING_CANCELLED')];
  };
  return { seen: seenOf(booking), apply };
}

function write(stage: Stage, row: Row): Planned {
  const apply = async () => {
    await stage.company.put(row);
    return [];
  };
  return { seen: 'by change', apply };
}
