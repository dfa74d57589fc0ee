/** Something the reader of the message can mend; safe to show. `code` identifies it, the message says what to do. */
export class UserError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
    this.code = code;
  }
}

/**
 * Why an answer of Cal.com could not be used.
 * - `unavailable`: 5xx, time-out, cut connection, or a body that is not JSON; waiting may help
 * - `circuit_open`: not asked, because the last answers all were `unavailable`
 * - `throttled`: 429 that outlasted the waiting
 * - `unauthorized`: 401, 403 or an expired token; waiting cannot help
 * - `unexpected_shape`: an answer in another shape than the pinned version has, or a route that is not there
 * - `refused`: a request that Cal.com understood and declined; `reason` tells which rule
 * - `not_found`: the resource itself is not there (never a missing route)
 */
export type CalcomProblem =
  | 'unavailable'
  | 'circuit_open'
  | 'throttled'
  | 'unauthorized'
  | 'unexpected_shape'
  | 'refused'
  | 'not_found';

/** Why Cal.com declined a write. */
export type RefusalReason =
  | 'slot_taken'
  | 'out_of_bounds'
  | 'in_the_past'
  | 'missing_field'
  | 'event_type_not_found'
  | 'already_cancelled'
  | 'already_rescheduled'
  | 'already_ended'
  | 'seats_full'
  | 'already_seated'
  | 'invalid_seat'
  | 'limit_reached'
  | 'not_allowed'
  | 'invalid';

export interface CalcomErrorDetails extends ErrorOptions {
  readonly problem: CalcomProblem;
  readonly reason?: RefusalReason;
  readonly httpStatus?: number;
  readonly requestId?: string;
  /** False when the request certainly had no effect; true when that is unknown (a write that was cut, timed out or answered 5xx). */
  readonly outcomeUnknown?: boolean;
}

/** An answer of Cal.com that cannot be used, translated once, at the edge. The message is in plain words and safe to show. */
export class CalcomError extends Error {
  override readonly name = 'CalcomError';
  readonly problem: CalcomProblem;
  readonly reason: RefusalReason | undefined;
  readonly httpStatus: number | undefined;
  readonly requestId: string | undefined;
  readonly outcomeUnknown: boolean;

  constructor(message: string, details: CalcomErrorDetails) {
    super(message, details);
    this.problem = details.problem;
    this.reason = details.reason;
    this.httpStatus = details.httpStatus;
    this.requestId = details.requestId;
    this.outcomeUnknown = details.outcomeUnknown ?? false;
  }
}
