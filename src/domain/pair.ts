/** A Pair: an Appointment with its Booking, either side possibly absent, and how the one was found from the other. */
import type { Appointment } from './appointment.ts';
import type { Attendee, Booking } from './booking.ts';

/**
 * Why an Appointment stands without a Booking.
 * - `no_uid`: the row carries none · `not_found`: Cal.com says that uid does not exist
 * - `no_occurrence`: its series has none at that start · `no_seat`: the seated Booking has none for that customer
 * - `second_claimant`: another row carries the same Booking · `unread`: not read yet, or not readable
 */
export type Absence = 'no_uid' | 'not_found' | 'no_occurrence' | 'no_seat' | 'second_claimant' | 'unread';

export interface Pair {
  readonly appointment: Appointment | null;
  /** The last Booking of the row's chain of reschedules. */
  readonly booking: Booking | null;
  /** The seat that this Pair is about, when the Booking is seated. */
  readonly seat: Attendee | null;
  readonly absence: Absence | null;
  /** The row that holds the Booking instead: the first claimant, or the successor's. */
  readonly heldBy: string | null;
  /** A Booking that is probably the row's own. */
  readonly candidate: Booking | null;
  /** The uid that must be read before this Pair can be judged. */
  readonly wanted: string | null;
  /** The uids that were followed from the row on, in their order; empty without a row or a uid. */
  readonly trail: Iterable<string>;
}

/** Everything that one reading found out. */
export interface World {
  readonly appointments: Iterable<Appointment>;
  /** By uid. */
  readonly bookings: ReadonlyMap<string, Booking>;
  /** Uids of which Cal.com said that they do not exist. */
  readonly absent: Uids;
  /** Uids of series whose occurrences were all read. */
  readonly series: Uids;
  /** Whether all of the window was listed: what an occurrence there was moved to is then among the Bookings. */
  readonly listed: boolean;
  /** Ends of chains kept from earlier, by appointment id; valid while the row carries `rowUid`. */
  readonly chains: ReadonlyMap<string, KeptChain>;
}

export interface Uids {
  has(uid: string): boolean;
}

export interface KeptChain {
  readonly rowUid: string;
  readonly endUid: string;
}

/** What decides about equality and about what is ours. */
export interface PairingRules {
  readonly timeToleranceMs: number;
  /** Event types whose Bookings are to be in the company's database. */
  readonly scope: ReadonlySet<number>;
}

/** Whether a Booking that no row carries is to be reported. */
export function inScope(booking: Booking, scope: ReadonlySet<number>): boolean {
  return booking.eventTypeId !== null && scope.has(booking.eventTypeId);
}
