/** What can go wrong between a client and Cal.com, arranged by a test request by request. */
import {
  createFaultQueue,
  fits,
  type FaultQueue as Queue,
  type FaultRule as Rule,
  type Faults as FaultsOf,
} from '../fault-queue.ts';
import type { RecordedRequest } from './recorded-request.ts';

/**
 * With `after` the request takes effect first and its answer is lost; without, it never reached the API and counts
 * for no limit. `rewrite` changes the JSON that would have been answered.
 */
export type Fault =
  | { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string>; after?: boolean }
  /** Waits on the stand-in's clock. */
  | { kind: 'delay'; ms: number }
  | { kind: 'cut'; after?: boolean }
  /** Never answered; the connection ends when the stand-in does. */
  | { kind: 'hang'; after?: boolean }
  | { kind: 'html'; status: number; after?: boolean }
  | { kind: 'rewrite'; body: (json: unknown) => unknown };

export interface FaultMatch {
  method?: string;
  /** A text is the whole path, with or without /v2; an expression is searched in it. */
  path?: string | RegExp;
  query?: (query: URLSearchParams) => boolean;
}

export type FaultRule = Rule<FaultMatch, Fault>;
export type Faults = FaultsOf<FaultMatch, Fault>;
export type FaultQueue = Queue<FaultMatch, RecordedRequest, Fault>;

export function createFaults(): FaultQueue {
  return createFaultQueue(matches);
}

function matches({ method, path, query }: FaultMatch, request: RecordedRequest): boolean {
  if (method !== undefined && method.toUpperCase() !== request.method) return false;
  if (query && !query(request.query)) return false;
  return fits(path, request.path) || (typeof path === 'string' && request.path === `/v2${path}`);
}
