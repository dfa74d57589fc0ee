/** What a pass has read of both sides so far, and what it could not read. */
import type { Appointment } from '../domain/appointment.ts';
import type { Booking } from '../domain/booking.ts';
import type { KeptChain, World } from '../domain/pair.ts';

/** A World that grows while it is being looked up; `rows` are fresh from the company's database. */
export interface ObservedWorld extends World {
  readonly rows: Map<string, Appointment>;
  readonly bookings: Map<string, Booking>;
  readonly absent: Set<string>;
  readonly series: Set<string>;
  readonly chains: Map<string, KeptChain>;
  /** Uids whose reading failed, with why: an attempt that went wrong. */
  readonly unreadable: Map<string, string>;
  /** Uids that were not asked for, since Cal.com could not be asked: no attempt. */
  readonly unasked: Map<string, string>;
}

export function newWorld(): ObservedWorld {
  const rows = new Map<string, Appointment>();
  return {
    rows,
    // A live view of `rows`, so that what is read later is paired too.
    appointments: { [Symbol.iterator]: () => rows.values() },
    bookings: new Map(),
    absent: new Set(),
    series: new Set(),
    chains: new Map(),
    unreadable: new Map(),
    unasked: new Map(),
  };
}
