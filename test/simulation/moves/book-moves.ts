/** Something new on one side or both. */
import type { AttendeeSeed, StoredBooking } from '../../../src/sandbox/calcom/stored-booking.ts';
import type { Row } from '../company.ts';
import { EVENT_TYPES } from '../event-types.ts';
import { aPerson, inAnyCase, type Person } from '../people.ts';
import { aSlotAhead } from '../slots.ts';
import { draw, isAhead, loneBookings, looksLikeAnother, simplePairs } from './candidates.ts';
import { newRow } from './new-row.ts';
import { type Planned, type Stage, told, type Webhook } from './stage.ts';

export function bookWithRow(stage: Stage): Planned {
  const start = aSlotAhead(stage.random, stage.now);
  return { seen: 'by change', apply: () => bookFor(stage, { start, hasRow: true }) };
}

export function bookAtCalcom(stage: Stage): Planned {
  const start = aSlotAhead(stage.random, stage.now);
  return { seen: 'by change', apply: () => bookFor(stage, { start, hasRow: false }) };
}

/** Three at one start, which Cal.com lists in any order; some of them with a row. */
export function tie(stage: Stage): Planned {
  const start = aSlotAhead(stage.random, stage.now);
  const apply = async () => {
    const webhooks: Webhook[] = [];
    for (const before of [2, 1, 0]) {
      const hasRow = stage.random.once(2);
      webhooks.push(...(await bookFor(stage, { start, hasRow, before })));
    }
    return webhooks;
  };
  return { seen: 'by change', apply };
}

export function enterRow(stage: Stage): Planned {
  const { random } = stage;
  const startsAt = aSlotAhead(random, stage.now);
  const bookingUid = random.pick([null, '', `unknown${random.below(1e9)}`]);
  return entering(stage, { startsAt, bookingUid, ...aPerson(random) });
}

/** It looks like a Booking that no row names. */
export function enterTwinRow(stage: Stage): Planned | undefined {
  const booking = draw(
    stage.random,
    loneBookings(stage).filter(({ attendees: [attendee] }) => attendee?.email.includes('@example.com')),
  );
  if (!booking) return undefined;
  const email = inAnyCase(stage.random, booking.attendees[0]?.email ?? '');
  return entering(stage, { startsAt: booking.start.getTime(), email });
}

/** The same appointment, entered twice. */
export function enterSecondRow(stage: Stage): Planned | undefined {
  const pair = draw(
    stage.random,
    simplePairs(stage).filter(
      ({ row, booking }) =>
        isAhead(booking, stage) &&
        row.status === 'scheduled' &&
        row.startsAt === booking.start.getTime() &&
        !looksLikeAnother(row, booking, stage),
    ),
  );
  if (!pair) return undefined;
  const { id: _id, createdAt: _at, ...copied } = pair.row;
  return entering(stage, copied);
}

/** The Booking of a new customer; `before` sets it apart from others of the same millisecond. */
async function bookFor(
  stage: Stage,
  { start, hasRow, before = 0 }: { start: number; hasRow: boolean; before?: number },
): Promise<Webhook[]> {
  const { random, calcom, company, now } = stage;
  const person = aPerson(random);
  const booking = calcom.book({
    start,
    eventTypeId: random.pick([EVENT_TYPES.cut, EVENT_TYPES.colour]),
    attendee: random.pick<AttendeeSeed>([byEmail(person), byPhone(person)]),
    status: random.pick(['accepted', 'accepted', 'pending']),
    createdAt: now - before,
  });
  if (hasRow) await company.put(newRow(stage, { ...person, startsAt: start, bookingUid: booking.uid }));
  return [tellBooked(booking)];
}

function byEmail({ name, email }: Person): AttendeeSeed {
  return { name, email };
}

function byPhone({ name, phone }: Person): AttendeeSeed {
  return { name, phoneNumber: phone };
}

function tellBooked({ uid, status }: StoredBooking): Webhook {
  return told(uid, status === 'pending' ? 'BOOKING_REQUESTED' : 'BOOKING_CREATED');
}

function entering(stage: Stage, seed: Partial<Row> & { readonly startsAt: number }): Planned {
  const apply = async () => {
    await stage.company.put(newRow(stage, seed));
    return [];
  };
  return { seen: 'by change', apply };
}
