/** Visits that several customers share, or that come again every week; only one part of each is Anna's own. */
import type { Action } from '../../src/domain/offers.ts';
import { HOUR, type RowSeed, type Salon } from './salon.ts';
import { nameOf, type Visit } from './visits.ts';

export interface SharedVisit {
  readonly kind: string;
  readonly make: (salon: Salon, visit: Visit) => Promise<void>;
  /** Which actions change anything of hers; the others may change nothing at all. */
  readonly changes: readonly Action[];
}

const WEEK = 7 * 24 * HOUR;
const CLASS = 11;
export const WEEKLY = 12;
/** Lea comes with her mother's address. */
const MEMBERS = ['anna', 'lea', 'bo', 'cem'];
/** Which of the weekly visits is the one that differs. */
const SECOND = 1;

interface ClassSeed {
  readonly seats?: readonly string[];
  readonly rows?: readonly string[];
  readonly anna?: Partial<RowSeed>;
}

async function makeClass(salon: Salon, visit: Visit, seed: ClassSeed = {}): Promise<void> {
  const { seats = MEMBERS, rows = MEMBERS, anna = {} } = seed;
  const { start } = visit;
  const uid = nameOf('class', visit);
  const attendees = seats.map((name) => ({
    name,
    email: mailIn(visit, name),
    seatUid: nameOf(`seat-${name}`, visit),
  }));
  salon.calcom.world.book({ uid, start, eventTypeId: CLASS, attendees });
  await salon.enter(
    ...rows.map((name) => ({
      id: nameOf(name, visit),
      name,
      email: mailIn(visit, name),
      startsAt: start,
      endsAt: start + HOUR,
      bookingUid: uid,
      eventTypeId: CLASS,
      ...(name === 'anna' && anna),
    })),
  );
}

function mailIn(visit: Visit, name: string): string {
  return `${nameOf(name === 'lea' ? 'anna' : name, visit)}@example.com`;
}

const WITHOUT_ANNA = MEMBERS.slice(1);

export const CLASSES: readonly SharedVisit[] = [
  {
    kind: 'a seat that no row knows',
    make: (salon, visit) => makeClass(salon, visit, { rows: WITHOUT_ANNA }),
    changes: ['create', 'cancel'],
  },
  {
    kind: 'a row whose seat is gone',
    make: (salon, visit) =>
      makeClass(salon, visit, {
        seats: WITHOUT_ANNA,
        anna: { email: `${nameOf('own', visit)}@example.com` },
      }),
    changes: ['create', 'cancel'],
  },
  {
    kind: 'a row whose seat is gone, under an address that has another',
    make: (salon, visit) => makeClass(salon, visit, { seats: WITHOUT_ANNA }),
    // Cal.com takes no second seat under one address.
    changes: ['cancel'],
  },
  {
    kind: 'a row that says another hour',
    make: (salon, visit) =>
      makeClass(salon, visit, {
        anna: { startsAt: visit.start + HOUR, endsAt: visit.start + 2 * HOUR },
      }),
    changes: ['use_database', 'use_calcom', 'cancel'],
  },
  {
    kind: 'a row that says another end',
    make: (salon, visit) => makeClass(salon, visit, { anna: { endsAt: visit.start + HOUR / 2 } }),
    changes: ['use_calcom', 'cancel'],
  },
  {
    kind: 'a row that is cancelled',
    make: (salon, visit) => makeClass(salon, visit, { anna: { status: 'cancelled' } }),
    changes: ['use_database', 'use_calcom', 'cancel'],
  },
];

/** All of them are told of it, each by an Issue of their own. */
export const CANCELLED_CLASS: SharedVisit = {
  kind: 'a class that is cancelled',
  async make(salon, visit) {
    await makeClass(salon, visit);
    salon.calcom.world.cancel(nameOf('class', visit));
  },
  changes: ['use_database', 'use_calcom', 'cancel'],
};

type Carries = 'their own uids' | 'the uid of the series';

async function makeSeries(
  salon: Salon,
  visit: Visit,
  { carries, second = {} }: { carries: Carries; second?: Partial<RowSeed> | null },
): Promise<void> {
  const customer = { name: 'anna', email: mailIn(visit, 'anna') };
  const weeks = [0, SECOND, 2, 3].map((week) => ({
    uid: nameOf(`week${week}`, visit),
    start: visit.start + week * WEEK,
    isSecond: week === SECOND,
  }));
  const recurringBookingUid = nameOf('series', visit);
  for (const { uid, start } of weeks)
    salon.calcom.world.book({ uid, start, eventTypeId: WEEKLY, recurringBookingUid, attendee: customer });
  await salon.enter(
    ...weeks
      .filter(({ isSecond }) => !isSecond || second !== null)
      .map(({ uid, start, isSecond }) => ({
        id: uid,
        ...customer,
        startsAt: start,
        bookingUid: carries === 'their own uids' ? uid : recurringBookingUid,
        eventTypeId: WEEKLY,
        ...(isSecond && second),
      })),
  );
}

/** Of its booking, and of its row. */
export function secondOf(visit: Visit): string {
  return nameOf(`week${SECOND}`, visit);
}

function seriesOf(carries: Carries): SharedVisit[] {
  const each: readonly SharedVisit[] = [
    {
      kind: 'one that no row knows',
      make: (salon, visit) => makeSeries(salon, visit, { carries, second: null }),
      changes: ['create', 'cancel'],
    },
    {
      kind: 'one that was deleted',
      async make(salon, visit) {
        await makeSeries(salon, visit, { carries });
        salon.calcom.world.remove(secondOf(visit));
      },
      changes: ['cancel'],
    },
    {
      kind: 'one that was cancelled',
      async make(salon, visit) {
        await makeSeries(salon, visit, { carries });
        salon.calcom.world.cancel(secondOf(visit));
      },
      // To book anew would book the whole series.
      changes: ['use_calcom', 'cancel'],
    },
    {
      kind: 'one whose row is cancelled',
      make: (salon, visit) => makeSeries(salon, visit, { carries, second: { status: 'cancelled' } }),
      changes: ['use_database', 'use_calcom', 'cancel'],
    },
  ];
  return each.map((one) => ({ ...one, kind: `${one.kind}, of rows that carry ${carries}` }));
}

export const SERIES: readonly SharedVisit[] = [
  ...seriesOf('their own uids'),
  ...seriesOf('the uid of the series'),
  {
    kind: 'one whose row says another hour',
    make(salon, visit) {
      const startsAt = visit.start + SECOND * WEEK + HOUR;
      return makeSeries(salon, visit, {
        carries: 'their own uids',
        second: { startsAt, endsAt: startsAt + HOUR / 2 },
      });
    },
    changes: ['use_database', 'use_calcom', 'cancel'],
  },
];
