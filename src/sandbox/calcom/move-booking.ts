/** How a Booking moves, ends and comes back, once the rules have been passed. */
import { shortUid } from './random.ts';
import { type BookingPatch, type StoredBooking, toDate } from './stored-booking.ts';
import { insertBooking, type WorldState, writeBooking } from './world-state.ts';

export interface Move {
  start: Date;
  reason?: string | undefined;
  rescheduledBy?: string | undefined;
  status?: string;
}

/** A reschedule makes a new Booking with a new uid; the old one ends as cancelled and names its successor. */
export function moveBooking(state: WorldState, old: StoredBooking, move: Move): StoredBooking {
  const length = old.end.getTime() - old.start.getTime();
  const now = new Date(state.clock.now());
  const { rescheduledToUid: _to, rescheduleRequested: _asked, reschedulingReason: _why, ...kept } = old;
  const uid = shortUid(state.random);
  writeBooking(state, old, { status: 'cancelled', rescheduledToUid: uid });
  return insertBooking(state, {
    ...kept,
    id: ++state.lastBookingId,
    uid,
    attendees: old.attendees.map((attendee) => ({ ...attendee })),
    status: move.status ?? 'accepted',
    start: move.start,
    end: new Date(move.start.getTime() + length),
    createdAt: now,
    updatedAt: now,
    rescheduledFromUid: old.uid,
    rescheduledBy: move.rescheduledBy ?? null,
    // Cal.com keeps the reason for rescheduling in the column for cancelling, also on the accepted Booking.
    cancellationReason: move.reason ?? '',
    ...(move.reason !== undefined && { reschedulingReason: move.reason }),
  });
}

export function cancelBooking(state: WorldState, booking: StoredBooking, reason: string): void {
  writeBooking(state, booking, { status: 'cancelled', cancellationReason: reason });
}

export function requestReschedule(state: WorldState, booking: StoredBooking): void {
  writeBooking(state, booking, { status: 'cancelled', rescheduleRequested: true });
}

export function restoreBooking(state: WorldState, uid: string): StoredBooking {
  const removed = state.removed.get(uid);
  if (removed) {
    state.removed.delete(uid);
    return insertBooking(state, removed);
  }
  const booking = state.bookings.get(uid);
  if (!booking) throw new Error(`Cannot restore the Booking "${uid}"`);
  writeBooking(state, booking, { status: 'accepted', cancellationReason: '', cancelledByEmail: '' });
  return booking;
}

export function patchBooking(state: WorldState, booking: StoredBooking, patch: BookingPatch): void {
  const { start, end, createdAt, updatedAt, ...rest } = patch;
  const length = booking.end.getTime() - booking.start.getTime();
  const movedEnd = start === undefined ? undefined : toDate(start).getTime() + length;
  const newEnd = end ?? movedEnd;
  writeBooking(state, booking, {
    ...rest,
    ...(start !== undefined && { start: toDate(start) }),
    ...(newEnd !== undefined && { end: toDate(newEnd) }),
    ...(createdAt !== undefined && { createdAt: toDate(createdAt) }),
    ...(updatedAt !== undefined && { updatedAt: updatedAt === null ? null : toDate(updatedAt) }),
  });
}
