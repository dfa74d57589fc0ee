/** The Cal.com API v2, as far as finding and repairing need it. Other shapes than those of `endpoints.ts` are told, not guessed. */
import { type Instant } from '../domain/appointment.ts';
import { type Booking, type BookingRead } from '../domain/booking.ts';
import { CalcomError } from '../domain/errors.ts';
import { type BookingSource, type FoundBooking } from '../reconcile/booking-source.ts';
import { type Breaker } from '../runtime/circuit-breaker.ts';
import { type Priority } from '../runtime/request-budget.ts';
import { readEventTypes, readOwner, type CalcomEventType, type CalcomOwner } from './account.ts';
import { ENDPOINTS, type Endpoint } from './endpoints.ts';
import { ShapeError } from './json.ts';
import { byCursor, byStart, byUpdate, narrowing, type ListQuery } from './listing.ts';
import { shapeProblem } from './problem.ts';
import { readBookingList, readCursorPage, readFoundBooking, readWrittenBooking } from './read-answer.ts';
import { Transport, type Question, type TransportOptions } from './transport.ts';
import {
  cancelBody,
  createBody,
  refusesReason,
  rescheduleBody,
  type CancelRequest,
  type CreateRequest,
  type RescheduleRequest,
} from './writes.ts';

export type CalcomClientOptions = TransportOptions;

/**
 * Every call may throw a CalcomError, or the signal's reason. A write that was aborted counts as unknown.
 * Nothing here follows a series: only the uid of one occurrence may be given to a write.
 */
export interface CalcomClient extends BookingSource, AsyncDisposable {
  /** The Booking made; for a recurring event type the one at that start. Cal.com may answer an older Booking of the same person and time: look into `markers`. */
  createBooking(request: CreateRequest, signal: AbortSignal): Promise<Booking>;
  /** The Booking as it now stands; a seated one lives on while others sit in it. */
  cancelBooking(request: CancelRequest, signal: AbortSignal): Promise<Booking>;
  /** The new Booking, with a uid of its own. */
  rescheduleBooking(request: RescheduleRequest, signal: AbortSignal): Promise<Booking>;
  eventTypes(signal: AbortSignal): Promise<CalcomEventType[]>;
  me(signal: AbortSignal): Promise<CalcomOwner>;
  /** The same client, its connections and counts shared, for callers of another priority; the default is `sweep`. */
  withPriority(priority: Priority): CalcomClient;
  readonly breaker: Breaker;
}

export function createCalcomClient(options: CalcomClientOptions): CalcomClient {
  return clientOf(new Transport(options), 'sweep');
}

function clientOf(transport: Transport, priority: Priority): CalcomClient {
  const ask: Ask = async (endpoint, question, { signal, read }) => {
    const answer = await transport.ask(endpoint, typeof question === 'function' ? question : () => question, {
      priority,
      signal,
    });
    try {
      return read(answer.json, { at: transport.clock.now(), requestId: answer.requestId });
    } catch (error) {
      throw error instanceof ShapeError ? shapeProblem(endpoint, answer, error) : error;
    }
  };
  return {
    ...readsOf(ask),
    ...writesOf(ask),
    requestsSent: () => transport.requestsSent,
    breaker: transport.breaker,
    withPriority: (other) => clientOf(transport, other),
    [Symbol.asyncDispose]: () => transport[Symbol.asyncDispose](),
  };
}

type Ask = <T>(
  endpoint: Endpoint,
  question: Question | ((failure?: unknown) => Question),
  options: { signal: AbortSignal; read: Reader<T> },
) => Promise<T>;

/** Takes out of a whole answer what was asked for. */
type Reader<T> = (body: unknown, answered: Omit<BookingRead, 'how'>) => T;

/** For what holds Bookings: each tells in which answer it stood. */
function reading<T>(how: BookingRead['how'], read: (body: unknown, read: BookingRead) => T): Reader<T> {
  return (body, answered) => read(body, { ...answered, how });
}

type Reads = Pick<
  CalcomClient,
  'listByStart' | 'listByUpdate' | 'listByCursor' | 'findByUid' | 'eventTypeIds' | 'eventTypes' | 'me'
>;

function readsOf(ask: Ask): Reads {
  const eventTypes = (signal: AbortSignal): Promise<CalcomEventType[]> => readOwnEventTypes(ask, signal);
  return {
    listByStart: (question, signal) =>
      list(ask, byStart(question), { signal, read: reading('page', readBookingList) }),
    listByUpdate: (question, signal) =>
      list(ask, byUpdate(question), { signal, read: reading('catch-up', readBookingList) }),
    listByCursor: (question, signal) => {
      const how = question.afterUpdatedAt === undefined ? 'page' : 'catch-up';
      return list(ask, byCursor(question), { signal, read: reading(how, readCursorPage) });
    },
    findByUid: (uid, signal) => find(ask, uid, signal),
    eventTypeIds: async (signal) => (await eventTypes(signal)).map((eventType) => eventType.id),
    eventTypes,
    me: (signal) => ask(ENDPOINTS.me, { path: '/me' }, { signal, read: readOwner }),
  };
}

async function list<Page>(
  ask: Ask,
  query: ListQuery,
  options: { signal: AbortSignal; read: Reader<Page> },
): Promise<Page & { take: number }> {
  const narrower = narrowing(query);
  const endpoint = query.size === 'limit' ? ENDPOINTS.listByCursor : ENDPOINTS.list;
  const page = await ask(endpoint, narrower.question, options);
  return { ...page, take: narrower.take() };
}

async function find(ask: Ask, uid: string, signal: AbortSignal): Promise<FoundBooking> {
  // A dot would be taken for a folder and empty for the list; neither can be a uid.
  if (/^\s*\.{0,2}\s*$/.test(uid)) return { kind: 'absent', requestId: null };
  try {
    return await ask(
      ENDPOINTS.find,
      { path: pathOf(uid), uid },
      { signal, read: reading('uid', (body, read) => readFoundBooking(body, { uid, read })) },
    );
  } catch (error) {
    if (error instanceof CalcomError && error.problem === 'not_found')
      return { kind: 'absent', requestId: error.requestId ?? null };
    throw error;
  }
}

/** Older servers list nothing until they are told whose event types are meant. */
async function readOwnEventTypes(ask: Ask, signal: AbortSignal): Promise<CalcomEventType[]> {
  const path = '/event-types';
  const own = await ask(ENDPOINTS.eventTypes, { path }, { signal, read: readEventTypes });
  if (own.length > 0) return own;
  const { username } = await ask(ENDPOINTS.me, { path: '/me' }, { signal, read: readOwner });
  if (username === null) return [];
  return ask(ENDPOINTS.eventTypes, { path, query: { username } }, { signal, read: readEventTypes });
}

function writesOf(ask: Ask): Pick<CalcomClient, 'createBooking' | 'cancelBooking' | 'rescheduleBooking'> {
  return {
    createBooking: (request, signal) =>
      ask(
        ENDPOINTS.create,
        { path: '/bookings', body: createBody(request) },
        { signal, read: written(startingAt(request.startsAt)) },
      ),
    cancelBooking: (request, signal) => cancel(ask, request, signal),
    rescheduleBooking: (request, signal) => {
      const { uid, startsAt } = request;
      return ask(
        ENDPOINTS.reschedule,
        { path: `${pathOf(uid)}/reschedule`, body: rescheduleBody(request), uid },
        { signal, read: written(startingAt(startsAt)) },
      );
    },
  };
}

async function cancel(ask: Ask, request: CancelRequest, signal: AbortSignal): Promise<Booking> {
  const { uid } = request;
  const question = (body: unknown): Question => ({ path: `${pathOf(uid)}/cancel`, body, uid });
  const options = { signal, read: written((booking) => booking.uid === uid) };
  try {
    return await ask(ENDPOINTS.cancel, question(cancelBody(request)), options);
  } catch (error) {
    if (request.seatUid === undefined || !refusesReason(error)) throw error;
    return ask(ENDPOINTS.cancel, question({ seatUid: request.seatUid }), options);
  }
}

function startingAt(startsAt: Instant): (booking: Booking) => boolean {
  return (booking) => booking.startsAt === startsAt;
}

function written(isIt: (booking: Booking) => boolean): Reader<Booking> {
  return reading('write', (body, read) => readWrittenBooking(body, { isIt, read }));
}

function pathOf(uid: string): string {
  return `/bookings/${encodeURIComponent(uid)}`;
}
