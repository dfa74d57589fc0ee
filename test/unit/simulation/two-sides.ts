/** Two sides for a test of the truth, written down by hand. */
import type { EventTypeSeed } from '../../../src/sandbox/calcom/event-type.ts';
import { type CalcomWorld, createWorld } from '../../../src/sandbox/calcom/world.ts';
import type { Row } from '../../simulation/company.ts';
import { truthOf, type TrueDiscrepancy } from '../../simulation/truth.ts';
import type { Question } from '../../simulation/truth/question.ts';
import { salonClock } from '../../support/salon.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const NOW = Date.UTC(2026, 9, 8, 8, 0);
/** Ten in the morning, in two days. */
export const TEN = NOW + 2 * DAY + 2 * HOUR;

export const IN_SCOPE = 1;
export const LESSON = 2;
export const WEEKLY = 3;
export const FOREIGN = 4;
export const HIDDEN_LESSON = 5;

const EVENT_TYPES: readonly EventTypeSeed[] = [
  { id: IN_SCOPE },
  { id: LESSON, lengthInMinutes: 60, seatsPerTimeSlot: 9 },
  { id: WEEKLY, recurrence: {} },
  { id: FOREIGN },
  { id: HIDDEN_LESSON, lengthInMinutes: 60, seatsPerTimeSlot: 9, ownedByKey: false },
];

export interface TwoSides {
  readonly calcom: CalcomWorld;
  /** A live row of half an hour at ten, named by no Booking; answers itself. */
  row(seed: Partial<Row> & { readonly id: string }): Row;
  /** A live Booking of half an hour at ten, in scope. */
  book(uid: string, seed?: Partial<Parameters<CalcomWorld['book']>[0]>): void;
  ask(more?: Partial<Question>): Question;
}

export function twoSides(): TwoSides {
  const { world: calcom } = createWorld({
    clock: salonClock(NOW),
    ownerEmail: 'ana@clinic.example',
    seed: 1,
  });
  for (const eventType of EVENT_TYPES) calcom.addEventType(eventType);
  const rows: Row[] = [];
  return {
    calcom,
    row(seed) {
      const startsAt = seed.startsAt ?? TEN;
      const row = { ...NOBODY, startsAt, endsAt: startsAt + HOUR / 2, ...seed };
      rows.push(row);
      return row;
    },
    book(uid, seed = {}) {
      const attendee = { name: 'Zoe', email: `${uid}@example.com` };
      calcom.book({ uid, start: TEN, eventTypeId: IN_SCOPE, attendee, ...seed });
    },
    ask: (more = {}) => ({
      rows,
      bookings: calcom.all(),
      scope: new Set([IN_SCOPE, LESSON, WEEKLY]),
      eventTypes: calcom.eventTypes(),
      window: { from: NOW - 7 * DAY, to: NOW + 90 * DAY },
      toleranceMs: MINUTE,
      now: NOW,
      rescheduleRequests: new Map(),
      rebookGraceMs: DAY,
      ...more,
    }),
  };
}

/** The truth, a line for each discrepancy. */
export function truthAbout(sides: TwoSides, more: Partial<Question> = {}) {
  const { discrepancies, inSync, held } = truthOf(sides.ask(more));
  return { found: discrepancies.map(lineOf), inSync, held };
}

function lineOf(one: TrueDiscrepancy): string {
  const named = [
    ['row', one.appointmentId],
    ['booking', one.bookingUid],
    ['seat', one.seatUid],
    ['twin', one.candidateBookingUid],
  ].flatMap(([what, id]) => (id === null ? [] : [`${what} ${id}`]));
  return [one.code, one.fields.join('+'), ...named].filter(Boolean).join(' ');
}

const NOBODY = {
  name: null,
  email: null,
  phone: null,
  service: null,
  status: 'scheduled',
  eventTypeId: null,
  bookingUid: null,
  createdAt: null,
};
