/** A made-up salon: some hundred appointments, the same ones as bookings, and a few disagreements that were planted. */
import type { CalcomWorld } from '../calcom/world.ts';
import { officeHours } from './office-hours.ts';
import { plantDisagreements, type Planted } from './plant.ts';
import { CLASS, customer, FOREIGN, SERVICES, type Customer, type Service } from './staff.ts';

const DAY_MS = 24 * 60 * 60_000;
const APPOINTMENTS = 240;

/** A row of the salon's own database; instants are epoch ms. */
export interface SalonRow {
  id: string;
  customerName: string;
  customerEmail: string | null;
  customerPhone: string | null;
  service: string;
  startsAt: number;
  endsAt: number;
  status: string;
  eventTypeId: number | null;
  bookingUid: string | null;
  source: string;
  createdAt: number;
}

export interface Salon {
  readonly rows: readonly SalonRow[];
  /** The disagreements that there are, and no others. */
  readonly planted: readonly Planted[];
  /** Event types whose bookings the salon's database should hold. */
  readonly eventTypeIds: readonly number[];
}

/** The visit of one customer, in agreement on both sides. */
export interface Visit {
  readonly row: SalonRow;
  readonly uid: string;
}

/** Fills the stand-in Cal.com, and answers what to put into the database. */
export function openSalon(world: CalcomWorld, now: number): Salon {
  for (const { id, slug, title, minutes } of SERVICES)
    world.addEventType({ id, slug, title, lengthInMinutes: minutes });
  world.addEventType({ ...CLASS, lengthInMinutes: CLASS.minutes, seatsPerTimeSlot: CLASS.seats ?? 1 });
  world.addEventType({ ...FOREIGN, lengthInMinutes: FOREIGN.minutes, ownedByKey: false });
  const slots = [...officeHours(now - 5 * DAY_MS, now + 60 * DAY_MS)];
  const visits = Array.from({ length: APPOINTMENTS }, (_, n) =>
    bookVisit(world, n, slots[n % slots.length] ?? now),
  );
  const ahead = visits.filter(({ row }) => row.startsAt > now + 2 * DAY_MS);
  const { rows, planted } = plantDisagreements({ world, ahead, now });
  return {
    rows: [...visits.map(({ row }) => row), ...rows],
    planted,
    eventTypeIds: [...SERVICES, CLASS].map(({ id }) => id),
  };
}

function bookVisit(world: CalcomWorld, n: number, startsAt: number): Visit {
  const service = SERVICES[n % SERVICES.length] as Service;
  const who = customer(n);
  const createdAt = startsAt - 10 * DAY_MS;
  const booking = world.book({
    start: startsAt,
    eventTypeId: service.id,
    attendee: { name: who.name, email: who.email, phoneNumber: who.phone },
    createdAt,
    updatedAt: createdAt,
  });
  return {
    row: rowOf({ id: String(1001 + n), who, service, startsAt, bookingUid: booking.uid, createdAt }),
    uid: booking.uid,
  };
}

export function rowOf(seed: {
  id: string;
  who: Customer;
  service: Service;
  startsAt: number;
  bookingUid: string | null;
  createdAt: number;
}): SalonRow {
  const { id, who, service, startsAt, bookingUid, createdAt } = seed;
  return {
    id,
    customerName: who.name,
    customerEmail: who.email,
    customerPhone: who.phone,
    service: service.title,
    startsAt,
    endsAt: startsAt + service.minutes * 60_000,
    status: 'scheduled',
    eventTypeId: service.id,
    bookingUid,
    source: 'Retell',
    createdAt,
  };
}
