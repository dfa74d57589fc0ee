/** What a route decides: an answer, or a refusal that becomes one of Cal.com's error bodies. */

export interface Answer {
  kind: 'answer';
  status: number;
  body: unknown;
}

/** One of class-validator's errors, as the global validation pipe lists them. */
export interface QueryProblem {
  property: string;
  value: unknown;
  constraints: Record<string, string>;
}

export interface Refusal {
  kind: 'refusal';
  status: number;
  message: string;
  /**
   * `nest`: thrown by the API itself; `query`: refused by its validation pipe; `core`: thrown by the booking code
   * beneath it, which has no envelope; `throttler`: the rate limit.
   */
  origin: 'nest' | 'query' | 'core' | 'throttler';
  problems?: QueryProblem[];
}

export type Outcome = Answer | Refusal;

export function answer(status: number, data: unknown): Answer {
  return { kind: 'answer', status, body: { status: 'success', data } };
}

export function refuse(status: number, message: string, origin: Refusal['origin'] = 'nest'): Refusal {
  return { kind: 'refusal', status, message, origin };
}

export function refuseQuery(problems: QueryProblem[]): Refusal {
  return { kind: 'refusal', status: 400, message: 'Bad Request Exception', origin: 'query', problems };
}

export function isRefusal(value: { kind?: unknown }): value is Refusal {
  return value.kind === 'refusal';
}
