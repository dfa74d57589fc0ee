/** The hands of a case: it adds rows and Bookings that belong to nobody else, at starts shared with many. */
import type { BookingSeed, Instant } from '../../../src/sandbox/calcom/stored-booking.ts';
import type { CalcomWorld } from '../../../src/sandbox/calcom/world.ts';
import { HOUR, MORNING, type RowSeed } from '../salon.ts';
import type { Random } from './random.ts';

export const MINUTE = 60_000;
export const DAY = 24 * HOUR;

/** The event types of the known worlds: what `10` and `11` are is the salon's own. */
export const EVENT_TYPES = { haircut: 10, seats: 11, colour: 12, weekly: 13, retired: 14, elsewhere: 15 };
export const FOREIGN_SEATS = 16;
export const SEATS_ELSEWHERE = 17;
export const SCOPE = '10,11,12,13,14';
/** Half of each world is wrong on purpose: no mass change. */
export const SETTINGS = { CALCOM_EVENT_TYPE_IDS: SCOPE, CALSYNC_MASS_CHANGE: '1000000,100%' };

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

export interface Scene {
  readonly random: Random;
  readonly world: CalcomWorld;
  /** A start in office hours, well inside the window; some are everybody's favourite. */
  slot(): number;
  /** Someone whom no other call of it answers. */
  person(): Person;
  /** A live row of half an hour, unless the seed says otherwise; answers its id. */
  row(seed: Partial<RowSeed> & { startsAt: number }): string;
  /** A live haircut of half an hour, unless the seed says otherwise; answers its uid. */
  book(seed: Partial<BookingSeed> & { start: Instant }): string;
  /** Reschedules on Cal.com; answers the new uid. */
  move(uid: string, start: number): string;
}

/** What the cases have added, and on whose behalf. */
export interface Stage {
  readonly rows: RowSeed[];
  /** The case by the id of its row or the uid of its Booking. */
  readonly owners: Map<string, string>;
  serial: number;
}

export function openScene(
  world: CalcomWorld,
  random: Random,
  { stage, owner }: { stage: Stage; owner: string },
): Scene {
  const own = (id: string) => {
    stage.owners.set(id, owner);
    return id;
  };
  const person = () => personOf(++stage.serial);
  // Nobody books twice in a second: Bookings of one start and one instant of creation would have no order at all.
  const bookedAt = () => MORNING - 10 * DAY + ++stage.serial * 1000;
  return {
    random,
    world,
    slot: () => slot(random),
    person,
    row: (seed) => {
      const row = { id: `${++stage.serial}`, ...rowDefaults(random, person()), ...seed };
      stage.rows.push(row);
      return own(row.id);
    },
    book: (seed) => {
      const { name, email } = person();
      const defaults = { eventTypeId: EVENT_TYPES.haircut, attendee: { name, email }, createdAt: bookedAt() };
      const booking = { ...defaults, ...seed };
      return own(world.book(booking).uid);
    },
    move: (old, start) => {
      const { uid } = world.reschedule(old, start, random.pick([undefined, 'Ill']));
      const createdAt = bookedAt();
      world.update(uid, { createdAt, updatedAt: createdAt });
      return own(uid);
    },
  };
}

function slot(random: Random): number {
  const midnight = MORNING - (MORNING % DAY);
  // So many want this hour that it fills a page of the listing.
  if (random.once(7)) return midnight + 5 * DAY + 10 * HOUR;
  for (;;) {
    const start = midnight + (random.below(80) - 5) * DAY + (9 + random.below(9)) * HOUR;
    const weekday = new Date(start).getUTCDay();
    if (weekday !== 0 && weekday !== 6) return start;
  }
}

function personOf(serial: number): Person {
  const phone = `+49 170 ${String(serial).padStart(8, '0')}`;
  return { name: `Customer ${serial}`, email: `customer-${serial}@example.com`, phone };
}

/** Only id, times and status are certain to be filled. */
function rowDefaults(random: Random, { name, email, phone }: Person): Partial<RowSeed> {
  return {
    status: random.pick(['scheduled', 'scheduled', 'completed', 'no_show']),
    ...(random.once(4) ? {} : { name, email }),
    phone: random.pick([phone, null, '']),
    service: random.pick(['Cut', 'Colour', '']),
    eventTypeId: random.pick([null, 10, 12]),
  };
}
