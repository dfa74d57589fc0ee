/** What can be booked in a simulated company. */
import type { CalcomWorld } from '../../src/sandbox/calcom/world.ts';

export const EVENT_TYPES = {
  cut: 30,
  colour: 31,
  lesson: 32,
  weekly: 33,
  /** In scope, and deleted at Cal.com. */
  retired: 34,
  /** Out of scope, like the two that follow. */
  foreign: 35,
  foreignLesson: 36,
  /** Somebody else's: who sits there is not told to the key. */
  hiddenLesson: 37,
} as const;

export const SCOPE: ReadonlySet<number> = new Set([
  EVENT_TYPES.cut,
  EVENT_TYPES.colour,
  EVENT_TYPES.lesson,
  EVENT_TYPES.weekly,
  EVENT_TYPES.retired,
]);

/** How many can sit in a lesson. */
export const SEATS = 6;

export function addEventTypes(calcom: CalcomWorld): void {
  const { cut, colour, lesson, weekly, retired, foreign, foreignLesson, hiddenLesson } = EVENT_TYPES;
  for (const id of [cut, colour, retired, foreign]) calcom.addEventType({ id });
  calcom.addEventType({ id: weekly, recurrence: { occurrences: 4 } });
  for (const id of [lesson, foreignLesson, hiddenLesson]) {
    const ownedByKey = id !== hiddenLesson;
    calcom.addEventType({ id, lengthInMinutes: 60, seatsPerTimeSlot: SEATS, ownedByKey });
  }
}
