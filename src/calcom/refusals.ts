/** Which rule made Cal.com decline, told by its message: the status alone is nearly always 400. */
import { type RefusalReason } from '../domain/errors.ts';

export interface Refusal {
  readonly reason: RefusalReason;
  /** Completes "Cannot …: ". */
  readonly because: string;
}

type Rule = readonly [text: RegExp, reason: RefusalReason, because: string];

/** The first that fits counts: "cancelled and rescheduled already" is also "cancelled". */
const RULES: readonly Rule[] = [
  [
    /already (has|have) (a )?booking at this time|not available|no available users|booking_conflict/i,
    'slot_taken',
    'the time is taken or outside the hours of the host',
  ],
  [
    /can't be booked at the "?start"? time|out of bounds/i,
    'out_of_bounds',
    'the time is too soon or too far ahead for this event type',
  ],
  [/booking a meeting in the past|in the past/i, 'in_the_past', 'the time lies in the past'],
  [
    /maximum number of active bookings|limit.{0,20}(reached|exceeded)/i,
    'limit_reached',
    'the booking limit of this event type is reached',
  ],
  [
    /error_required_field|missing required booking field|missing attendee|invalid (option|type)\b/i,
    'missing_field',
    'the event type asks for a booking field that was not filled in as it should',
  ],
  [
    /rescheduled already|already (been )?rescheduled/i,
    'already_rescheduled',
    'the booking has already been moved',
  ],
  [
    /already (been )?cancelled|has been cancelled/i,
    'already_cancelled',
    'the booking has already been cancelled',
  ],
  [/already (ended|been completed)/i, 'already_ended', 'the booking has already ended'],
  [/no more seats|seats?_full/i, 'seats_full', 'no seat is left'],
  [/already_signed_up/i, 'already_seated', 'this address has a seat already'],
  [/invalid seatuid|seat.{0,60}not found/i, 'invalid_seat', 'the booking has no such seat'],
  [
    /event.types?\b.{0,80}(not found|not exist)/i,
    'event_type_not_found',
    'the event type does not exist (any more)',
  ],
  [
    /not a host|does not allow|requires?authentication|requires authentication|has no hosts|can't reschedule|cannot be rescheduled/i,
    'not_allowed',
    'the event type or the API key does not allow it',
  ],
];

/** Undefined when the message names no rule that we know. */
export function refusalOf(message: string): Refusal | undefined {
  const rule = RULES.find(([text]) => text.test(message));
  if (!rule) return undefined;
  const [, reason, because] = rule;
  const field = reason === 'missing_field' ? fieldOf(message) : undefined;
  return { reason, because: field ? `${because}: "${field}"` : because };
}

function fieldOf(message: string): string | undefined {
  return /response:?\s+([\w-]+)|responses - \{([\w-]+)\}|missing attendee ([\w ]+?) -/i
    .exec(message)
    ?.slice(1)
    .find(Boolean);
}
