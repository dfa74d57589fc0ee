/** A row as the company enters it today. */
import type { Row } from '../company.ts';
import { HOUR } from '../slots.ts';
import type { Stage } from './stage.ts';

export function newRow({ company, now }: Stage, seed: Partial<Row> & { readonly startsAt: number }): Row {
  return {
    id: company.nextId(),
    name: null,
    email: null,
    phone: null,
    service: 'Cut',
    endsAt: seed.startsAt + HOUR / 2,
    status: 'scheduled',
    eventTypeId: null,
    bookingUid: null,
    createdAt: now,
    ...seed,
  };
}
