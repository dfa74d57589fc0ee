/** What the stand-in holds in memory, and the few ways it changes. */
import type { Clock } from '../../runtime/clock.ts';
import type { EventType } from './event-type.ts';
import { createRandom, type Random } from './random.ts';
import { inOrder, type SortColumn, type SortedBookings, sortedBookings } from './sorted-bookings.ts';
import type { StoredBooking } from './stored-booking.ts';

export interface Owner {
  id: number;
  name: string;
  email: string;
  username: string;
  timeZone: string;
}

export interface WorldState {
  clock: Clock;
  random: Random;
  owner: Owner;
  eventTypes: Map<number, EventType>;
  bookings: Map<string, StoredBooking>;
  /** Bookings taken away by `remove`, so that `restore` can put them back. */
  removed: Map<string, StoredBooking>;
  sorted: Map<SortColumn, SortedBookings>;
  series: Map<string, Set<string>>;
  seats: Map<string, string>;
  /** The longest Booking so far, in milliseconds: how far back a search for overlaps has to look. */
  longest: number;
  lastBookingId: number;
  lastEventTypeId: number;
}

const OWNER = { id: 4101, name: 'Ana Keller', username: 'ana-keller', timeZone: 'Europe/Berlin' };

export function createState(clock: Clock, ownerEmail: string, seed: number): WorldState {
  return {
    clock,
    random: createRandom(seed),
    owner: { ...OWNER, email: ownerEmail },
    eventTypes: new Map(),
    bookings: new Map(),
    removed: new Map(),
    sorted: new Map(),
    series: new Map(),
    seats: new Map(),
    longest: 0,
    lastBookingId: 900_000,
    lastEventTypeId: 7_700,
  };
}

/** All Bookings in ascending order of the column; the array is live. */
export function bookingsBy(state: WorldState, column: SortColumn): readonly StoredBooking[] {
  const sorted = state.sorted.get(column) ?? sortedBookings(column, state.bookings.values());
  state.sorted.set(column, sorted);
  return inOrder(sorted);
}

export function insertBooking(state: WorldState, booking: StoredBooking): StoredBooking {
  state.bookings.set(booking.uid, booking);
  for (const sorted of state.sorted.values()) sorted.added.push(booking);
  indexSeats(state, booking);
  if (booking.recurringBookingUid !== undefined) {
    const series = state.series.get(booking.recurringBookingUid) ?? new Set();
    state.series.set(booking.recurringBookingUid, series.add(booking.uid));
  }
  state.longest = Math.max(state.longest, booking.end.getTime() - booking.start.getTime());
  return booking;
}

export function deleteBooking(state: WorldState, booking: StoredBooking): void {
  // What waits to be removed is forgotten at the next ordering, so order first: the same Booking may come back.
  for (const sorted of state.sorted.values()) {
    sorted.removed.add(booking);
    inOrder(sorted);
  }
  state.bookings.delete(booking.uid);
  for (const { seatUid = '' } of booking.attendees) {
    if (state.seats.get(seatUid) === booking.uid) state.seats.delete(seatUid);
  }
  state.series.get(booking.recurringBookingUid ?? '')?.delete(booking.uid);
}

/** Changes the Booking's own row, which is what sets `updatedAt`: seats and attendees are other rows. */
export function writeBooking(state: WorldState, booking: StoredBooking, patch: Partial<StoredBooking>): void {
  Object.assign(booking, { updatedAt: new Date(state.clock.now()) }, patch);
  for (const sorted of state.sorted.values()) sorted.moved = true;
  // Only new attendees: after a reschedule the seats lead to the new Booking, though the old one still shows them.
  if (patch.attendees) indexSeats(state, booking);
  state.longest = Math.max(state.longest, booking.end.getTime() - booking.start.getTime());
}

/** The occurrences of a recurring Booking, by start. */
export function occurrencesOf(state: WorldState, recurringBookingUid: string): StoredBooking[] {
  const uids = [...(state.series.get(recurringBookingUid) ?? [])];
  const occurrences = uids.flatMap((uid) => state.bookings.get(uid) ?? []);
  return occurrences.toSorted((a, b) => a.start.getTime() - b.start.getTime());
}

export function indexSeats(state: WorldState, booking: StoredBooking): void {
  for (const { seatUid } of booking.attendees) {
    if (seatUid !== undefined) state.seats.set(seatUid, booking.uid);
  }
}
