/** Reading one Booking, a whole series, or the Booking of a seat; the uid alone is enough. */
import type { Call } from './call.ts';
import { answer, type Outcome, refuse, type Refusal } from './outcome.ts';
import { renderBooking } from './render-booking.ts';
import { renderLegacy } from './render-legacy.ts';
import { bookingOfSeat } from './seats.ts';
import type { StoredBooking } from './stored-booking.ts';
import { occurrencesOf } from './world-state.ts';

export function getBooking(call: Call): Outcome {
  const [uid = ''] = call.parameters;
  const booking = call.state.bookings.get(uid);
  if (booking) return answer(200, render(call, booking));
  const occurrences = occurrencesOf(call.state, uid);
  if (occurrences.length === 0) return unknownBooking(uid);
  return answer(
    200,
    occurrences.map((occurrence) => render(call, occurrence)),
  );
}

export function getBookingBySeat(call: Call): Outcome {
  const [seatUid = ''] = call.parameters;
  const booking = bookingOfSeat(call.state, seatUid);
  if (!booking) return refuse(404, `Booking with seatUid=${seatUid} was not found in the database`);
  return answer(200, renderBooking(call.state, booking, { ...visibility(call, booking), bySeat: true }));
}

export function getLegacyBooking(call: Call): Outcome {
  const [uid = ''] = call.parameters;
  const booking = call.state.bookings.get(uid);
  return booking ? answer(200, renderLegacy(call.state, booking)) : unknownBooking(uid);
}

export function unknownBooking(uid: string): Refusal {
  return refuse(404, `Booking with uid=${uid} was not found in the database`);
}

/** Seats show who sits there to the host only, unless the event type shows its attendees to all. */
export function visibility(call: Call, booking: StoredBooking): { hideAttendees: boolean } {
  const eventType = call.state.eventTypes.get(booking.eventTypeId ?? Number.NaN);
  const host = call.authenticated && (eventType?.ownedByKey ?? true);
  return { hideAttendees: !host && !eventType?.seatsShowAttendees };
}

function render(call: Call, booking: StoredBooking): unknown {
  return renderBooking(call.state, booking, visibility(call, booking));
}
