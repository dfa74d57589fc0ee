/** When an event type can be booked: not in the past, not too soon, and only when its host is free. */
import type { EventType } from './event-type.ts';
import { type Refusal, refuse } from './outcome.ts';
import { firstIndex } from './sorted-bookings.ts';
import type { StoredBooking } from './stored-booking.ts';
import { bookingsBy, type WorldState } from './world-state.ts';

const MINUTE = 60_000;
const OUT_OF_BOUNDS =
  'The event type can\'t be booked at the "start" time provided. This could be because it\'s too soon (violating the minimum booking notice) or too far in the future (outside the event\'s scheduling window). Try fetching available slots first using the GET /v2/slots endpoint and then make a booking with "start" time equal to one of the available slots: https://cal.com/docs/api-reference/v2/slots';
const TAKEN = 'User either already has booking at this time or is not available';

export interface Slot {
  start: Date;
  end: Date;
}

export interface SlotOverrides {
  allowConflicts: boolean;
  allowBookingOutOfBounds: boolean;
}

export interface SlotRequest extends SlotOverrides {
  slot: Slot;
  eventType: EventType | undefined;
  /** Bookings that are not in the way: the one being moved, the one whose seats are shared. */
  except?: readonly (StoredBooking | undefined)[];
}

export function refuseSlot(state: WorldState, request: SlotRequest): Refusal | undefined {
  const { slot, eventType } = request;
  const ahead = slot.start.getTime() - state.clock.now();
  if (ahead < 0) return refuse(400, 'Attempting to book a meeting in the past.');
  const notice = (eventType?.minimumBookingNotice ?? 0) * MINUTE;
  if (ahead < notice && !request.allowBookingOutOfBounds) return refuse(400, OUT_OF_BOUNDS);
  return refuseTaken(state, request);
}

function refuseTaken(state: WorldState, request: SlotRequest): Refusal | undefined {
  const { slot, except = [] } = request;
  const accepted = overlapping(state, slot).filter(
    (booking) => booking.status === 'accepted' && !except.includes(booking),
  );
  if (accepted.length === 0) return undefined;
  if (!request.allowConflicts) return refuse(400, TAKEN);
  // An accepted Booking holds a unique key made of start, end and host, which no override lifts.
  const same = accepted.some((booking) => sameInterval(booking, slot));
  return same && !request.eventType?.requiresConfirmation
    ? refuse(409, 'booking_conflict_error', 'core')
    : undefined;
}

/** The stand-in has one host, so every Booking can be in the way of every other. */
function overlapping(state: WorldState, slot: Slot): StoredBooking[] {
  const rows = bookingsBy(state, 'start');
  const from = firstIndex(rows, (booking) => booking.start.getTime() > slot.start.getTime() - state.longest);
  const to = firstIndex(rows, (booking) => booking.start.getTime() >= slot.end.getTime());
  return rows.slice(from, to).filter((booking) => booking.end.getTime() > slot.start.getTime());
}

function sameInterval(booking: StoredBooking, slot: Slot): boolean {
  return booking.start.getTime() === slot.start.getTime() && booking.end.getTime() === slot.end.getTime();
}
