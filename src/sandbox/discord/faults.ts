/** What can go wrong between a client and Discord's REST API, arranged by a test call by call. */
import { createFaultQueue, fits, type FaultQueue as Queue, type Faults as FaultsOf } from '../fault-queue.ts';
import type { RecordedRequest } from './recorded-request.ts';

/** With `after` the call takes effect first and its answer is lost; without, it never reached the API. */
export type Fault =
  | { kind: 'error'; status: number; code: number; message?: string }
  | { kind: 'ratelimited'; retryAfterS: number; global?: boolean }
  | { kind: 'status'; status: number; after?: boolean }
  | { kind: 'cut'; after?: boolean }
  /** Waits on the stand-in's clock, before the call takes effect. */
  | { kind: 'delay'; ms: number }
  /** Never answered; the connection ends when the stand-in does. */
  | { kind: 'hang'; after?: boolean };

export interface FaultMatch {
  method?: string;
  /** A text is the whole path behind /api/v10; an expression is searched in it. */
  path?: string | RegExp;
}

export type Faults = FaultsOf<FaultMatch, Fault>;
export type FaultQueue = Queue<FaultMatch, RecordedRequest, Fault>;

export function createFaults(): FaultQueue {
  return createFaultQueue(matches);
}

function matches({ method, path }: FaultMatch, request: RecordedRequest): boolean {
  if (method !== undefined && method.toUpperCase() !== request.method) return false;
  return fits(path, request.path);
}
