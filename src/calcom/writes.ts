/** What is sent to change a booking. Never `cancelSubsequentBookings`: a write touches one booking, or one seat of it. */
import { type Instant } from '../domain/appointment.ts';
import { CalcomError } from '../domain/errors.ts';

export interface CreateRequest {
  readonly eventTypeId: number;
  readonly startsAt: Instant;
  /** Only for event types that offer several lengths. */
  readonly lengthInMinutes?: number;
  readonly attendee: {
    readonly name: string;
    /** One of e-mail and phone is needed. */
    readonly email?: string;
    /** With its country code: +49… */
    readonly phone?: string;
    /** IANA name. */
    readonly timeZone: string;
    readonly language?: string;
  };
  /** Stored as `calsync` in the booking's metadata; at most 500 characters. */
  readonly marker: string;
  /** Answers to the event type's own booking fields, by slug. */
  readonly fieldResponses?: Readonly<Record<string, unknown>>;
}

export interface CancelRequest {
  readonly uid: string;
  readonly seatUid?: string;
  /** Cal.com demands one of hosts. */
  readonly reason: string;
}

export interface RescheduleRequest {
  readonly uid: string;
  readonly seatUid?: string;
  readonly startsAt: Instant;
  readonly reason: string;
  /** E-mail of who moves it; the host's own makes a new confirmation needless. */
  readonly rescheduledBy?: string;
}

export function createBody(request: CreateRequest): object {
  const { eventTypeId, startsAt, lengthInMinutes, attendee, marker, fieldResponses } = request;
  const { phone, ...person } = attendee;
  return {
    eventTypeId,
    start: new Date(startsAt).toISOString(),
    lengthInMinutes,
    attendee: { ...person, phoneNumber: phone },
    metadata: { calsync: marker },
    bookingFieldsResponses: fieldResponses,
  };
}

export function cancelBody({ seatUid, reason }: CancelRequest): object {
  return { seatUid, cancellationReason: reason };
}

/** A seat is moved without a reason: Cal.com refuses the field. */
export function rescheduleBody({ seatUid, startsAt, reason, rescheduledBy }: RescheduleRequest): object {
  const start = new Date(startsAt).toISOString();
  return seatUid === undefined
    ? { start, reschedulingReason: reason, rescheduledBy }
    : { start, seatUid, rescheduledBy };
}

/** Some servers refuse the reason with which a seat is cancelled (https://github.com/calcom/cal.com/issues/21759). */
export function refusesReason(error: unknown): boolean {
  return (
    error instanceof CalcomError &&
    error.reason === 'invalid' &&
    /cancellationReason should not exist/.test(error.message)
  );
}
