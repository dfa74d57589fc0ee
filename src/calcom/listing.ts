/** Questions for lists of bookings in offset mode; cursor mode would have its own questions beside these. */
import { type Instant } from '../domain/appointment.ts';
import { CalcomError } from '../domain/errors.ts';
import { type ByStart, type ByUpdate } from '../reconcile/booking-source.ts';
import { TimedOutError } from './connection.ts';
import { type Question } from './transport.ts';

export interface ListQuery {
  readonly take: number;
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
  return { take: question.take, parameters };
}

export function byUpdate(question: ByUpdate): ListQuery {
  const parameters = {
    afterUpdatedAt: isoOf(question.afterUpdatedAt),
    sortUpdatedAt: 'asc',
    ...pageOf(question),
  };
  return { take: question.take, parameters };
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
    return { path: '/bookings', query: { ...query.parameters, take: String(take) } };
  }
}

function isTooMuch(failure: unknown): boolean {
  return (
    failure instanceof TimedOutError || (failure instanceof CalcomError && (failure.httpStatus ?? 0) >= 500)
  );
}

/** No event types means no filter: Cal.com refuses an empty one. */
function pageOf({ skip = 0, eventTypeIds }: ByStart | ByUpdate): Record<string, string> {
  return {
    skip: String(skip),
    ...(eventTypeIds.length === 0 ? {} : { eventTypeIds: eventTypeIds.join(',') }),
  };
}

function isoOf(instant: Instant): string {
  return new Date(instant).toISOString();
}
