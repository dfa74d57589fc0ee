/** What repairing needs from outside. */
import type { Instant } from '../domain/appointment.ts';
import type { Booking } from '../domain/booking.ts';
import type { EventTypeMap } from '../domain/known-event-type.ts';
import type { Finding } from '../domain/pair-state.ts';
import type { Pair } from '../domain/pair.ts';
import type { Pause } from '../domain/pause.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ActiveResolution, RequestOutcome, ResolutionRequest } from './resolution.ts';
import type { RowWrite } from './row-write.ts';
import type { SentCall } from './sent-call.ts';

export interface ResolutionLog {
  /** One insert. */
  request(request: ResolutionRequest, now: Instant): Promise<RequestOutcome>;
  /** The oldest that can go on at this moment, left-over ones first. */
  next(now: Instant): Promise<ActiveResolution | undefined>;
  /** False when someone else has taken it. */
  begin(id: number): Promise<boolean>;
  /** Recorded before the write leaves; false when another process has sent it or ended it meanwhile: then it must not leave. */
  sending(
    resolution: ActiveResolution,
    write: { readonly sent: SentCall; readonly at: Instant },
  ): Promise<boolean>;
  /** How it ended is not known: it is looked at again then. `sentAt`: when it had surely left. */
  waitUntil(
    resolution: ActiveResolution,
    look: { readonly until: Instant; readonly sentAt: Instant },
  ): Promise<void>;
  /** It could not go on for a reason of our own: others go first. */
  postpone(id: number, until: Instant): Promise<void>;
  /** Ends it in one transaction with its rows, its audit and the notices; throws RowChanged when a row is not as it was seen, RowRefused when the database does not take it. False, and nothing written, when another process has ended it. */
  finish(resolution: ActiveResolution, ending: Ending, now: Instant): Promise<boolean>;
}

export interface Ending {
  readonly state: 'done' | 'failed' | 'refused';
  /** In plain words, with what to do next. */
  readonly result: string | null;
  readonly rows?: readonly RowWrite[];
  /** The Issue is accepted as it is, with these values; null: with those that it was opened with. */
  readonly accept?: { readonly verdictHash: string | null };
  readonly calcom?: {
    readonly bookingUid: string;
    readonly before: BookingTrace | null;
    readonly after: BookingTrace;
  };
}

/** What the audit keeps of a Booking. */
export interface BookingTrace {
  readonly uid: string;
  readonly status: string;
  readonly startsAt: Instant;
}

/** The row was changed by someone else since it was looked at. */
export class RowChanged extends Error {
  override readonly name = 'RowChanged';
}

/** The company's own database does not allow the write; trying again would not help. */
export class RowRefused extends Error {
  override readonly name = 'RowRefused';
  /** Which rule of the database, without any values. */
  readonly rule: string;

  constructor(rule: string, options: ErrorOptions) {
    super(`Cannot write the appointment: ${rule}`, options);
    this.rule = rule;
  }
}

export interface CreateBooking {
  readonly eventTypeId: number;
  readonly startsAt: Instant;
  readonly lengthInMinutes?: number;
  readonly attendee: {
    readonly name: string;
    readonly email?: string;
    readonly phone?: string;
    readonly timeZone: string;
  };
}

/** What can be booked. */
export interface OfferedEventType {
  readonly id: number;
  readonly title: string;
  /** Minutes. */
  readonly lengths: readonly number[];
  /** One request would book the whole series. */
  readonly recurring: boolean;
}

/** Calls of Cal.com; failures are CalcomErrors. */
export interface BookingDesk {
  createBooking(request: CreateBooking & { marker: string }, signal: AbortSignal): Promise<Booking>;
  cancelBooking(
    request: { uid: string; seatUid?: string; reason: string },
    signal: AbortSignal,
  ): Promise<Booking>;
  rescheduleBooking(
    request: { uid: string; seatUid?: string; startsAt: Instant; reason: string },
    signal: AbortSignal,
  ): Promise<Booking>;
  findByUid(
    uid: string,
    signal: AbortSignal,
  ): Promise<{ kind: 'absent' } | { kind: 'one'; booking: Booking } | { kind: 'series' }>;
  listByStart(
    question: { afterStart: Instant; take: number; eventTypeIds: readonly number[] },
    signal: AbortSignal,
  ): Promise<{ bookings: readonly Booking[] }>;
  eventTypes(signal: AbortSignal): Promise<readonly OfferedEventType[]>;
}

/**
 * A Pair looked at afresh on both sides.
 * - `read`: with its finding; none when both sides agree by now
 * - `unreadable`: a side could not be read; nothing is done then
 * - `gone`: on both sides
 */
export type Examined =
  | { readonly kind: 'read'; readonly pair: Pair; readonly finding: Finding | undefined }
  | { readonly kind: 'unreadable'; readonly why: string }
  | { readonly kind: 'gone' };

export interface ResolvePorts {
  readonly log: ResolutionLog;
  readonly calcom: BookingDesk;
  /** Reads both sides now, and writes nothing. */
  readonly examine: (pairId: number, signal: AbortSignal) => Promise<Examined>;
  /** Verifies the Pair, and records what it finds. */
  readonly verify: (pairId: number, signal: AbortSignal) => Promise<void>;
  /** The pause that is on at this moment: nothing is written then. */
  readonly findPause: () => Promise<Pause | undefined>;
  readonly clock: Clock;
  readonly company: Company;
}

export interface Company {
  readonly timeZone: string;
  readonly eventTypeMap: EventTypeMap;
}
