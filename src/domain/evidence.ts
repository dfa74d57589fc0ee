/** What one attempt saw of a Pair on both sides, enough to judge it again; no name, e-mail or phone, and no raw body. */
import type { Instant } from './appointment.ts';
import type { Booking, BookingRead } from './booking.ts';

export interface Evidence {
  /** Times that are no further apart count as equal. */
  readonly toleranceMs: number;
  readonly database: {
    /** The last time before the verdict; what is said here was so then as well. */
    readonly readAt: Instant;
    /** Null: no row carries the Booking. */
    readonly row: SeenRow | null;
  };
  /** What Cal.com said of each uid that was followed, in that order: the last Booking is the one that is judged. */
  readonly calcom: readonly UidAnswer[];
  /** What else was looked for to tell whose the Booking is. */
  readonly searches: readonly Search[];
  /** Until then the customer may choose a new time, and nothing is judged. */
  readonly heldUntil: Instant | null;
}

export interface SeenRow {
  readonly id: string;
  readonly status: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly bookingUid: string | null;
}

/**
 * - `absent`: Cal.com says that this uid does not exist · `series`: it stands for a whole series
 * - `unread`: it could not be read · `not_asked`: known from an earlier reading, and not needed
 */
export type UidAnswer = { readonly uid: string } & (
  | ({ readonly answer: 'booking'; readonly read: BookingRead } & SeenBooking)
  | { readonly answer: 'series'; readonly read: BookingRead }
  | { readonly answer: 'absent'; readonly read: BookingRead }
  | { readonly answer: 'unread'; readonly read: BookingRead | null; readonly why: string }
  | { readonly answer: 'not_asked' }
);

export interface SeenBooking
  extends Pick<Booking, 'status' | 'startsAt' | 'endsAt' | 'seats' | 'rescheduledToUid'> {
  /** Whether it is to be in the database at all. */
  readonly inScope: boolean;
}

/**
 * `among`: in how many. `by`: what had to be the same; nothing where no contact is known. `found`: null when nothing fits.
 * - `row`: one that the Booking, or the seat, belongs to, by these uids
 * - `holder`: the row that the Booking of this uid belongs to; `successor`: the row that carries what came after it
 * - `occurrence`: of the series, at that start · `seat`: of the seated Booking, by the row's contact
 * - `twin`: on the other side, at that start and of that event type, with the same contact, and fitting nothing else
 */
export type Search =
  | {
      readonly for: 'row';
      readonly carrying: readonly string[];
      readonly by: readonly Contact[];
      readonly found: null;
    }
  | { readonly for: 'holder' | 'successor'; readonly uid: string; readonly found: string }
  | {
      readonly for: 'occurrence';
      readonly uid: string;
      readonly startsAt: Instant;
      readonly among: number;
      readonly found: string | null;
    }
  | {
      readonly for: 'seat';
      readonly uid: string;
      readonly by: readonly Contact[];
      readonly among: number;
      readonly found: string | null;
    }
  | {
      readonly for: 'twin';
      readonly side: 'database' | 'calcom';
      readonly by: readonly Contact[];
      readonly startsAt: Instant;
      readonly eventTypeId: number | null;
      readonly among: number;
      readonly found: string | null;
    };

/** What a customer is known again by; never the address or the number itself. */
export type Contact = 'email' | 'phone';

export type Answered = Exclude<UidAnswer, { answer: 'not_asked' }>;
export type AnsweredBooking = Extract<UidAnswer, { answer: 'booking' }>;

export function lastBooking({ calcom }: Evidence): AnsweredBooking | undefined {
  return calcom.findLast((one) => one.answer === 'booking');
}

/** The answer that the verdict rests on; undefined where no uid was asked for. */
export function decidingAnswer(evidence: Evidence): Answered | undefined {
  const { calcom } = evidence;
  const unread = calcom.find((one) => one.answer === 'unread');
  return unread ?? lastBooking(evidence) ?? calcom.findLast((one) => one.answer !== 'not_asked');
}
