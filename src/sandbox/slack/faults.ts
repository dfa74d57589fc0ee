/** What can go wrong between an app and Slack, arranged by a test call by call. */

import { createFaultQueue, fits, type FaultQueue as Queue, type Faults as FaultsOf } from '../fault-queue.ts';

/** With `after` the call takes effect first and its answer is lost. */
export type Fault =
  | { kind: 'error'; error: string }
  | { kind: 'ratelimited'; retryAfterS: number }
  | { kind: 'status'; status: number; after?: boolean }
  | { kind: 'cut'; after?: boolean }
  /** Waits on the stand-in's clock. */
  | { kind: 'delay'; ms: number }
  /** Never answered; the connection ends when the stand-in does. */
  | { kind: 'hang'; after?: boolean }
  /** The call is answered, and every websocket breaks off before the answer. */
  | { kind: 'drop_socket' };

export interface FaultMatch {
  /** A text is the whole method; an expression is searched in it. Also `response_url` and `upload`. */
  method?: string | RegExp;
}

export type Faults = FaultsOf<FaultMatch, Fault>;
export type FaultQueue = Queue<FaultMatch, string, Fault>;

export function createFaults(): FaultQueue {
  return createFaultQueue(({ method: wanted }, method) => fits(wanted, method));
}
