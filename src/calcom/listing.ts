/** Questions for lists of bookings, in offset mode and in cursor mode. */
import { type Instant } from '../domain/appointment.ts';
import { CalcomError } from '../domain/errors.ts';
import { type ByCursor, type ByStart, type ByUpdate } from '../reconcile/booking-source.ts';
import { TimedOutError } from './connection.ts';
import { type Question } from './transport.ts';

export interface ListQuery {
  readonly take: number;
  /** What the size of a page is called; Cal.com does not heed the name of the other mode, and does not say so. */
  readonly size: 'take' | 'limit';
  readonly parameters: Readonly<Record<string, string>>;
}

/** Cal.com heeds one sort parameter only, so one is sent. */
export function byStart(question: ByStart): ListQuery {
  const { afterStart, beforeEnd, sort } = question;
  const parameters = {
    afterStart: isoOf(afterStart),
    ...(beforeEnd === undefined ? {} : { beforeEnd: isoOf(beforeEnd) }),
    ...(sort === 'created' ? { sortCreated: 'asc' } : { sortStart: 'asc' }),
    ...pageOf(question),
  };
  return { take: question.take, size: 'take', parameters };
}

export function byUpdate(question: ByUpdate): ListQuery {
  const parameters = {
    afterUpdatedAt: isoOf(question.afterUpdatedAt),
    sortUpdatedAt: 'asc',
    ...pageOf(question),
  };
  return { take: question.take, size: 'take', parameters };
}

/** No sort parameter: none is relied on here. */
export function byCursor(question: ByCursor): ListQuery {
  const { afterStart, beforeEnd, afterUpdatedAt, cursor, eventTypeIds } = question;
  const parameters = {
    ...(afterStart === undefined ? {} : { afterStart: isoOf(afterStart) }),
    ...(beforeEnd === undefined ? {} : { beforeEnd: isoOf(beforeEnd) }),
    ...(afterUpdatedAt === undefined ? {} : { afterUpdatedAt: isoOf(afterUpdatedAt) }),
    ...(cursor === null ? {} : { cursor }),
    ...eventTypesOf(eventTypeIds),
  };
  return { take: question.take, size: 'limit', parameters };
}

/** Large pages are what Cal.com fails on first: after a 5xx or a time-out the next try asks for half. */
export function narrowing(query: ListQuery): {
  question: (failure?: unknown) => Question;
  take: () => number;
} {
  let take = query.take;
  return { question, take: () => take };

  function question(failure?: unknown): Question {
    if (isTooMuch(failure)) take = Math.max(1, Math.floor(take / 2));
    return { path: '/bookings', query: { ...query.parameters, [query.size]: String(take) } };
  }
}

function isTooMuch(failure: unknown): boolean {
  return (
    failure instanceof TimedOutError || (failure instanceof CalcomError && (failure.httpStatus ?? 0) >= 500)
  );
}

function pageOf({ skip = 0, eventTypeIds }: ByStart | ByUpdate): Record<string, string> {
  return { skip: String(skip), ...eventTypesOf(eventTypeIds) };
}

/** No event types means no filter: Cal.com refuses an empty one. */
function eventTypesOf(ids: readonly number[]): Record<string, string> {
  return ids.length === 0 ? {} : { eventTypeIds: ids.join(',') };
}

function isoOf(instant: Instant): string {
  return new Date(instant).toISOString();
}
