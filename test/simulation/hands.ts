/** The hands of a scene: they make the past of both sides, all of it some days old. */
import type { BookingSeed, Instant, StoredBooking } from '../../src/sandbox/calcom/stored-booking.ts';
import type { CalcomWorld } from '../../src/sandbox/calcom/world.ts';
import type { Random } from '../support/known-truth/random.ts';
import type { Company, Row } from './company.ts';
import { EVENT_TYPES } from './event-types.ts';
import { aPerson, type Person } from './people.ts';
import { aSlot, aSlotOutside, DAY, HOUR, MINUTE } from './slots.ts';

export interface Hands {
  readonly random: Random;
  readonly calcom: CalcomWorld;
  readonly now: number;
  /** What the scenes have written so far. */
  readonly rows: readonly Row[];
  person(): Person;
  /** In the window. */
  slot(): number;
  slotOutside(): number;
  /** A live row of half an hour that nobody is named in, unless the seed says otherwise. */
  row(seed: RowSeed): Row;
  /** A live haircut of half an hour, unless the seed says otherwise. */
  book(seed: Partial<BookingSeed> & { start: Instant }): StoredBooking;
  reschedule(uid: string, start: number): StoredBooking;
  /** Whatever else is done to a Booking, done a while ago. */
  change(uid: string, how: (calcom: CalcomWorld) => unknown): void;
}

export type RowSeed = Partial<Row> & { readonly startsAt: number };

export function openHands(stage: {
  readonly random: Random;
  readonly calcom: CalcomWorld;
  readonly company: Company;
  readonly now: number;
}): Hands {
  const { random, calcom, company, now } = stage;
  const rows: Row[] = [];
  let serial = 0;
  // Each a second after the one before, and the last of thousands still days ago.
  const madeAt = () => now - 20 * DAY + ++serial * 1000;
  // After everything was made, and too long ago to be news.
  const changedAt = () => now - 2 * DAY - random.below(3 * 24 * 60) * MINUTE;
  const date = (uid: string, when: { createdAt?: number; updatedAt: number }) =>
    void calcom.update(uid, when);
  return {
    random,
    calcom,
    now,
    rows,
    person: () => aPerson(random),
    slot: () => aSlot(random, now),
    slotOutside: () => aSlotOutside(random, now),
    row: (seed) => {
      const row = { id: company.nextId(), ...rowDefaults(random, madeAt(), seed.startsAt), ...seed };
      rows.push(row);
      return row;
    },
    book: (seed) => {
      const { name, email } = aPerson(random);
      const made = { createdAt: madeAt(), ...(random.once(8) && { updatedAt: null }) };
      return calcom.book({ eventTypeId: EVENT_TYPES.cut, attendee: { name, email }, ...made, ...seed });
    },
    reschedule: (uid, start) => {
      const next = calcom.reschedule(uid, start, random.pick([undefined, 'Ill']));
      const at = madeAt();
      date(uid, { updatedAt: at });
      date(next.uid, { createdAt: at, updatedAt: at });
      return next;
    },
    change: (uid, how) => {
      how(calcom);
      date(uid, { updatedAt: changedAt() });
    },
  };
}

/** Only id, times and status are certain to be filled. */
function rowDefaults(random: Random, madeAt: number, startsAt: number): Omit<Row, 'id' | 'startsAt'> {
  return {
    name: null,
    email: random.pick([null, '']),
    phone: random.pick([null, '']),
    service: random.pick(['Cut', 'Colour', '', null]),
    endsAt: startsAt + HOUR / 2,
    status: random.pick(['scheduled', 'scheduled', 'completed', 'no_show']),
    eventTypeId: null,
    bookingUid: random.pick([null, '']),
    createdAt: random.pick([madeAt, madeAt, null]),
  };
}
