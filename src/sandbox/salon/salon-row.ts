/** The rows of the salon's own database. */
import type { Customer, Service } from './staff.ts';

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

/** The visit of one customer, in agreement on both sides. */
export interface Visit {
  readonly row: SalonRow;
  readonly uid: string;
}

/** As the phone agent writes it down. */
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
