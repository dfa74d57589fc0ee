/** The truth of the stand-in: what a test changes here, "someone did on the Cal.com site". */
import type { Clock } from '../../runtime/clock.ts';
import { deleteEventType } from './delete-event-type.ts';
import { type EventType, type EventTypeSeed, fillEventType } from './event-type.ts';
import { makeBooking } from './make-booking.ts';
import {
  cancelBooking,
  moveBooking,
  patchBooking,
  requestReschedule,
  restoreBooking,
} from './move-booking.ts';
import { addSeat, removeSeat } from './seats.ts';
import {
  type AttendeeSeed,
  type BookingPatch,
  type BookingSeed,
  type Instant,
  snapshot,
  type StoredAttendee,
  type StoredBooking,
  toDate,
} from './stored-booking.ts';
import { createState, deleteBooking, type WorldState, writeBooking } from './world-state.ts';

/** No rule is checked here. Bookings given out are copies; an unknown uid throws, except from `get`. */
export interface CalcomWorld {
  addEventType(seed?: EventTypeSeed): EventType;
  /** The event type's Bookings stay, with `eventTypeId` null. */
  deleteEventType(id: number): void;
  book(seed: BookingSeed): StoredBooking;
  /** Cancels the Booking and answers the new one, which has a new uid. */
  reschedule(uid: string, start: Instant, reason?: string): StoredBooking;
  cancel(uid: string, reason?: string): StoredBooking;
  reject(uid: string): StoredBooking;
  /** The host asks for another time: cancelled, with no successor yet. */
  requestReschedule(uid: string): StoredBooking;
  /** As if it had never existed. */
  remove(uid: string): void;
  /** Puts a removed Booking back, or makes a cancelled one accepted. */
  restore(uid: string): StoredBooking;
  /** Sets `updatedAt` to now unless the patch names one. */
  update(uid: string, patch: BookingPatch): StoredBooking;
  /** Seats are rows of their own: neither call touches the Booking's `updatedAt`. */
  addSeat(uid: string, attendee?: AttendeeSeed): StoredAttendee;
  removeSeat(seatUid: string): void;
  get(uid: string): StoredBooking | undefined;
  /** Oldest first. */
  all(): StoredBooking[];
  eventTypes(): EventType[];
}

export interface WorldOptions {
  clock: Clock;
  ownerEmail: string;
  seed: number;
}

export function createWorld(options: WorldOptions): { world: CalcomWorld; state: WorldState } {
  const state = createState(options.clock, options.ownerEmail, options.seed);
  return { world: worldOf(state), state };
}

function worldOf(state: WorldState): CalcomWorld {
  return {
    addEventType: (seed = {}) => addEventType(state, seed),
    deleteEventType: (id) => deleteEventType(state, id),
    book: (seed) => snapshot(makeBooking(state, seed)),
    reschedule: (uid, start, reason) =>
      snapshot(moveBooking(state, getBooking(state, uid), { start: toDate(start), reason })),
    cancel: (uid, reason = '') => changed(state, uid, (booking) => cancelBooking(state, booking, reason)),
    reject: (uid) => changed(state, uid, (booking) => writeBooking(state, booking, { status: 'rejected' })),
    requestReschedule: (uid) => changed(state, uid, (booking) => requestReschedule(state, booking)),
    remove: (uid) => removeBooking(state, getBooking(state, uid)),
    restore: (uid) => snapshot(restoreBooking(state, uid)),
    update: (uid, patch) => changed(state, uid, (booking) => patchBooking(state, booking, patch)),
    addSeat: (uid, attendee = {}) => ({ ...addSeat(state, getBooking(state, uid), attendee) }),
    removeSeat: (seatUid) => removeSeat(state, seatUid),
    get: (uid) => optionalSnapshot(state.bookings.get(uid)),
    all: () => [...state.bookings.values()].map(snapshot),
    eventTypes: () => [...state.eventTypes.values()].map((eventType) => ({ ...eventType })),
  };
}

function addEventType(state: WorldState, seed: EventTypeSeed): EventType {
  const eventType = fillEventType(seed, state.lastEventTypeId + 1);
  state.lastEventTypeId = Math.max(state.lastEventTypeId, eventType.id);
  state.eventTypes.set(eventType.id, eventType);
  return { ...eventType };
}

function getBooking(state: WorldState, uid: string): StoredBooking {
  const booking = state.bookings.get(uid);
  if (!booking) throw new Error(`Cannot find the Booking "${uid}"`);
  return booking;
}

function changed(state: WorldState, uid: string, change: (booking: StoredBooking) => void): StoredBooking {
  const booking = getBooking(state, uid);
  change(booking);
  return snapshot(booking);
}

function removeBooking(state: WorldState, booking: StoredBooking): void {
  deleteBooking(state, booking);
  state.removed.set(booking.uid, booking);
}

function optionalSnapshot(booking: StoredBooking | undefined): StoredBooking | undefined {
  return booking && snapshot(booking);
}
