/** POST /v2/bookings. There is no idempotency key: what a repeated create does depends on the event type. */
import { bodyOf, type Call } from './call.ts';
import { type CreateInput, readCreateInput } from './create-input.ts';
import type { EventType } from './event-type.ts';
import { findEventType } from './find-event-type.ts';
import { makeAttendee, makeBooking } from './make-booking.ts';
import { answer, isRefusal, type Outcome, type Refusal, refuse } from './outcome.ts';
import { uuid } from './random.ts';
import { renderBooking } from './render-booking.ts';
import { renderSeated } from './render-seated.ts';
import { refuseSlot, type Slot } from './slot-rules.ts';
import { overridesOf } from './slot-overrides.ts';
import { takeSeat } from './take-seat.ts';
import type { BookingSeed, StoredBooking } from './stored-booking.ts';
import type { WorldState } from './world-state.ts';

const MINUTE = 60_000;

export function createBooking(call: Call): Outcome {
  const input = readCreateInput(bodyOf(call));
  if (isRefusal(input)) return input;
  const eventType = findEventType(call.state, input);
  if (isRefusal(eventType)) return eventType;
  const refusal = refuseLength(input, eventType) ?? refuseMissingField(input, eventType);
  if (refusal) return refusal;
  if (eventType.seatsPerTimeSlot !== undefined) return createSeat(call, input, eventType);
  return createBookings(call, input, eventType);
}

/** One Booking, or for a recurring event type one for each occurrence, answered as an array. */
function createBookings(call: Call, input: CreateInput, eventType: EventType): Outcome {
  const { state } = call;
  const existing = eventType.requiresConfirmation && findRequested(state, input, eventType);
  if (existing) return answer(201, renderBooking(state, existing, { written: true }));
  const slots = slotsOf(input, eventType);
  for (const slot of slots) {
    const refusal = refuseSlot(state, { slot, eventType, ...overridesOf(call) });
    if (refusal) return refusal;
  }
  const recurring = eventType.recurrence && { recurringBookingUid: uuid(state.random) };
  const bookings = slots.map((slot) =>
    makeBooking(state, { ...seedOf(input, eventType), ...slot, ...recurring }),
  );
  const data = bookings.map((booking) => renderBooking(state, booking, { written: true }));
  return answer(201, recurring ? data : data[0]);
}

function createSeat(call: Call, input: CreateInput, eventType: EventType): Outcome {
  const slot = slotAt(input.start, input, eventType);
  const taken = takeSeat(call, { slot, eventType, seed: seedOf(input, eventType) });
  if (isRefusal(taken)) return taken;
  return answer(201, renderSeated(call, taken));
}

function seedOf(input: CreateInput, eventType: EventType): BookingSeed {
  return {
    start: input.start,
    eventTypeId: eventType.id,
    attendee: input.attendee,
    metadata: input.metadata,
    responses: input.responses,
    guests: input.guests,
    status: eventType.requiresConfirmation ? 'pending' : 'accepted',
    ...(input.location !== undefined && { location: input.location }),
  };
}

/** A request waiting for confirmation, made again by the same attendee, answers the Booking that is there. */
function findRequested(state: WorldState, input: CreateInput, eventType: EventType) {
  const attendee = makeAttendee(input.attendee);
  const same = (booking: StoredBooking) =>
    booking.eventTypeId === eventType.id &&
    booking.start.getTime() === input.start.getTime() &&
    (booking.status === 'pending' || booking.status === 'accepted') &&
    booking.attendees.some((one) => one.email === attendee.email && one.phoneNumber === attendee.phoneNumber);
  return [...state.bookings.values()].find(same);
}

function slotsOf(input: CreateInput, eventType: EventType): Slot[] {
  const { recurrence } = eventType;
  if (!recurrence) return [slotAt(input.start, input, eventType)];
  const count = input.recurrenceCount ?? recurrence.occurrences;
  return Array.from({ length: count }, (_, index) => {
    const start = new Date(input.start);
    const steps = index * recurrence.interval;
    if (recurrence.frequency === 'daily') start.setUTCDate(start.getUTCDate() + steps);
    if (recurrence.frequency === 'weekly') start.setUTCDate(start.getUTCDate() + 7 * steps);
    if (recurrence.frequency === 'monthly') start.setUTCMonth(start.getUTCMonth() + steps);
    if (recurrence.frequency === 'yearly') start.setUTCFullYear(start.getUTCFullYear() + steps);
    return slotAt(start, input, eventType);
  });
}

function slotAt(start: Date, input: CreateInput, eventType: EventType): Slot {
  const length = (input.lengthInMinutes ?? eventType.lengthInMinutes) * MINUTE;
  return { start, end: new Date(start.getTime() + length) };
}

function refuseLength(input: CreateInput, eventType: EventType): Refusal | undefined {
  const { lengthInMinutes } = input;
  const offered = eventType.lengthInMinutesOptions;
  if (lengthInMinutes === undefined) return undefined;
  if (!offered) {
    return refuse(
      400,
      "Can't specify 'lengthInMinutes' because event type does not have multiple possible lengths. Please, remove the 'lengthInMinutes' field from the request.",
    );
  }
  if (offered.includes(lengthInMinutes)) return undefined;
  return refuse(
    400,
    `Provided 'lengthInMinutes' is not one of the possible lengths for the event type. The possible lengths are: ${offered.join(', ')}`,
  );
}

function refuseMissingField(input: CreateInput, eventType: EventType): Refusal | undefined {
  const { recurrenceCount } = input;
  if (recurrenceCount !== undefined && recurrenceCount > (eventType.recurrence?.occurrences ?? Infinity)) {
    return refuse(400, 'recurrenceCount must not be greater than the occurrences of the event type');
  }
  const missing = eventType.requiredFields.find((slug) => input.responses[slug] == null);
  if (missing === undefined) return undefined;
  if (missing === 'attendeePhoneNumber') return refuseMissingPhone(input);
  return refuse(
    400,
    `Missing required booking field response: ${missing} - it is required by the event type booking fields, but missing in the bookingFieldsResponses. You can fetch the event type with ID ${eventType.id} to see the required fields.`,
  );
}

function refuseMissingPhone(input: CreateInput): Refusal | undefined {
  if (input.attendee.phoneNumber !== undefined) return undefined;
  return refuse(
    400,
    'Missing attendee phone number - it is required by the event type. Pass it as "attendee.phoneNumber" string in the request.',
  );
}
