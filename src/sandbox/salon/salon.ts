/** A made-up salon: some hundred appointments, the same ones as bookings, and a few disagreements that were planted. */
import type { CalcomWorld } from '../calcom/world.ts';
import { officeHours } from './office-hours.ts';
import { plantDisagreements, type Planted } from './plant.ts';
import { rowOf, type SalonRow, type Visit } from './salon-row.ts';
import { CLASS, customer, FOREIGN, SERVICES, type Service } from './staff.ts';

const DAY_MS = 24 * 60 * 60_000;
const APPOINTMENTS = 240;

export interface Salon {
  readonly rows: readonly SalonRow[];
  /** The disagreements that there are, and no others. */
  readonly planted: readonly Planted[];
  /** Event types whose bookings the salon's database should hold. */
  readonly eventTypeIds: readonly number[];
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
