/** What a pass has read of both sides so far, and what it could not read. */
import type { Appointment, Instant } from '../domain/appointment.ts';
import type { Booking, BookingRead } from '../domain/booking.ts';
import type { KeptChain, Pair, World } from '../domain/pair.ts';

/** A World that grows while it is being looked up; `rows` are fresh from the company's database. */
export interface ObservedWorld extends World {
  readonly rows: Map<string, Appointment>;
  readonly bookings: Map<string, Booking>;
  /** With the answer that said so. */
  readonly absent: Map<string, BookingRead>;
  readonly series: Map<string, BookingRead>;
  readonly chains: Map<string, KeptChain>;
  /** Why Bookings could not be read that may belong to a row we do not know. */
  readonly lost: string[];
  /** Bookings whose customer was asked to choose a new time, and when we heard of it. */
  readonly requested: Map<string, Instant>;
  /** Uids whose reading failed: an attempt that went wrong. */
  readonly unreadable: Map<string, Unread>;
  /** Uids that were not asked for, since Cal.com could not be asked: no attempt. */
  readonly unasked: Map<string, string>;
}

/** Why a uid could not be read, and the answer that said so; null where none was asked for. */
export interface Unread {
  readonly why: string;
  readonly read: BookingRead | null;
}

export function newWorld({ listed }: { listed: boolean }): ObservedWorld {
  const rows = new Map<string, Appointment>();
  return {
    rows,
    // A live view of `rows`, so that what is read later is paired too.
    appointments: { [Symbol.iterator]: () => rows.values() },
    bookings: new Map(),
    absent: new Map(),
    series: new Map(),
    listed,
    chains: new Map(),
    lost: [],
    requested: new Map(),
    unreadable: new Map(),
    unasked: new Map(),
  };
}

/** The uid that has to be read before the Pair can be judged. */
export function wantedOf(pair: Pair, world: ObservedWorld): string | null {
  return pair.wanted ?? (pair.appointment ? null : ancestorOf(pair.booking, world));
}

/** A Booking that no row carries may be the latest of a chain whose first Booking a row outside the window carries. */
function ancestorOf(booking: Booking | null, world: ObservedWorld): string | null {
  let from = booking?.rescheduledFromUid;
  const seen = new Set<string>();
  while (from && world.bookings.has(from) && !seen.has(from)) {
    seen.add(from);
    from = world.bookings.get(from)?.rescheduledFromUid;
  }
  return from && !seen.has(from) ? from : null;
}

/** Why the uid could not be read, when it was to be. */
export function whyUnread(uid: string, world: ObservedWorld): string | undefined {
  return world.unasked.get(uid) ?? world.unreadable.get(uid)?.why;
}
