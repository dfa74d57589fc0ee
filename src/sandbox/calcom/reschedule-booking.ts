/** POST /v2/bookings/:uid/reschedule: answers a new Booking with a new uid; the old one ends as cancelled. */
import { refuseBody, readStart, unknownProperties } from './body-problems.ts';
import { bodyOf, type Call } from './call.ts';
import { unknownBooking } from './get-booking.ts';
import { moveBooking } from './move-booking.ts';
import { moveSeat } from './move-seat.ts';
import { answer, isRefusal, type Outcome, type Refusal, refuse } from './outcome.ts';
import { renderBooking } from './render-booking.ts';
import { renderSeated } from './render-seated.ts';
import { overridesOf } from './slot-overrides.ts';
import { refuseSlot, type Slot } from './slot-rules.ts';
import type { StoredBooking } from './stored-booking.ts';

const COMMON = ['start', 'rescheduledBy', 'emailVerificationCode'];
const OVERRIDES = ['allowConflicts', 'allowBookingOutOfBounds', 'skipBookingLimits'];

export function rescheduleBooking(call: Call): Outcome {
  const [uid = ''] = call.parameters;
  const booking = call.state.bookings.get(uid);
  if (!booking) return unknownBooking(uid);
  const start = readBody(call, booking);
  if (isRefusal(start)) return start;
  const refusal = refuseStatus(booking);
  if (refusal) return refusal;
  const length = booking.end.getTime() - booking.start.getTime();
  const slot = { start: start.at, end: new Date(start.at.getTime() + length) };
  return booking.seated ? rescheduleSeat(call, booking, slot) : rescheduleWhole(call, booking, slot);
}

/** A seat is named by its uid, and its body has no place for a reason. */
function readBody(call: Call, booking: StoredBooking): { kind: 'start'; at: Date } | Refusal {
  const body = bodyOf(call);
  const start = readStart(body['start']);
  const own = booking.seated ? 'seatUid' : 'reschedulingReason';
  const problems = [
    ...unknownProperties(body, [...COMMON, ...OVERRIDES, own]),
    ...(start ? [] : [['start', 'start must be a valid ISO 8601 date string'] as const]),
    ...(booking.seated && typeof body['seatUid'] !== 'string'
      ? [['seatUid', 'seatUid must be a string'] as const]
      : []),
  ];
  return start && problems.length === 0 ? { kind: 'start', at: start } : refuseBody(problems);
}

function refuseStatus({ uid, status, ...booking }: StoredBooking): Refusal | undefined {
  const cannot = `Can't reschedule booking with uid=${uid} because it has been`;
  const another = 'Please provide uid of a booking that is not';
  if (status === 'rejected') return refuse(400, `${cannot} rejected. ${another} rejected.`);
  if (status === 'awaiting_host') return refuse(400, `Can't reschedule booking with uid=${uid} yet.`);
  if (status !== 'cancelled') return undefined;
  const next = booking.rescheduledToUid;
  // A host's request for another time counts as rescheduled too, though nobody has rebooked so far.
  if (next !== undefined || booking.rescheduleRequested) {
    return refuse(
      400,
      `${cannot} cancelled and rescheduled already to booking with uid=${next}. You probably want to reschedule ${next} instead by passing it within the request URL.`,
    );
  }
  return refuse(400, `${cannot} cancelled. ${another} cancelled.`);
}

function rescheduleWhole(call: Call, booking: StoredBooking, slot: Slot): Outcome {
  const { state } = call;
  const body = bodyOf(call);
  const eventType = state.eventTypes.get(booking.eventTypeId ?? Number.NaN);
  const refusal = refuseSlot(state, { slot, eventType, ...overridesOf(call), except: [booking] });
  if (refusal) return refusal;
  const rescheduledBy = text(body['rescheduledBy']);
  // Where the owner confirms, only the owner's own move needs no new confirmation.
  const pending = eventType?.requiresConfirmation && rescheduledBy !== state.owner.email;
  const moved = moveBooking(state, booking, {
    start: slot.start,
    reason: text(body['reschedulingReason']),
    rescheduledBy,
    status: pending ? 'pending' : 'accepted',
  });
  return answer(201, renderBooking(state, moved, { written: true }));
}

function rescheduleSeat(call: Call, booking: StoredBooking, slot: Slot): Outcome {
  const moved = moveSeat(call, { booking, slot, seatUid: text(bodyOf(call)['seatUid']) ?? '' });
  return isRefusal(moved) ? moved : answer(201, renderSeated(call, moved));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
