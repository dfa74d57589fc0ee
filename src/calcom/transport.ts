/** Sends requests to Cal.com over kept-alive connections, within the budget and the call policy. */
import { Agent, request as send, type Dispatcher } from 'undici';
import { CalcomError, type CalcomProblem } from '../domain/errors.ts';
import { createCallPolicy, isCircuitOpen, type CallKind, type ErrorMeaning } from '../runtime/call-policy.ts';
import { type Breaker } from '../runtime/circuit-breaker.ts';
import { type Clock } from '../runtime/clock.ts';
import { type Priority, type RequestBudget } from '../runtime/request-budget.ts';
import { brokenOff, timedOut } from './connection.ts';
import { type Endpoint } from './endpoints.ts';
import { problemOf, ThrottledError, type Answer } from './problem.ts';
import { blockedUntil, usedUpUntil } from './rate-limit.ts';

/** One request as it was sent; holds nothing of a customer. */
export interface RequestEvent {
  readonly doing: string;
  /** Null when no whole answer came. */
  readonly httpStatus: number | null;
  readonly requestId: string | null;
  readonly durationMs: number;
  /** The server's own time by its answer, to the second, epoch ms; null when it does not tell. */
  readonly serverTime: number | null;
  readonly problem: CalcomProblem | null;
}

export interface TransportOptions {
  /** With the `/v2`. */
  readonly url: string;
  readonly apiKey: string;
  readonly budget: RequestBudget;
  readonly clock: Clock;
  readonly log?: (event: RequestEvent) => void;
  /** What `breaker.toJSON()` answered before the restart. */
  readonly breaker?: unknown;
  readonly timeouts?: Partial<Record<CallKind, number>>;
  /** Spreads the tries; default `Math.random`. */
  readonly random?: () => number;
}

export interface Question {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The booking that the question is about. */
  readonly uid?: string;
}

export interface Asker {
  readonly priority: Priority;
  readonly signal: AbortSignal;
}

/** Holds the connections to Cal.com. */
export class Transport implements AsyncDisposable {
  readonly breaker: Breaker;
  readonly clock: Clock;
  requestsSent = 0;
  readonly #options: TransportOptions;
  readonly #agent = new Agent({ connections: 2 });
  readonly #policy;

  constructor(options: TransportOptions) {
    this.#options = options;
    const { budget, clock, breaker: saved, timeouts, random } = options;
    this.clock = clock;
    const how = { ...(timeouts && { timeouts }), ...(random && { random }) };
    this.#policy = createCallPolicy({ budget, clock, meaningOf, saved, ...how });
    this.breaker = this.#policy.breaker;
  }

  /**
   * The answer of a success. `question` is asked for again before each try, with what went wrong on the last one.
   * @throws CalcomError, or the signal's reason; a write that was aborted may have been carried out
   */
  async ask(endpoint: Endpoint, question: (failure?: unknown) => Question, asker: Asker): Promise<Answer> {
    let failure: unknown;
    const tryOnce = async (signal: AbortSignal): Promise<Answer> => {
      try {
        return await this.#send(endpoint, question(failure), signal);
      } catch (error) {
        asker.signal.throwIfAborted();
        failure = error;
        throw error;
      }
    };
    try {
      return await this.#policy.run({ ...asker, kind: endpoint.kind, send: tryOnce });
    } catch (error) {
      throw isCircuitOpen(error) ? circuitOpen(endpoint, error) : error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.destroy();
  }

  async #send(endpoint: Endpoint, question: Question, signal: AbortSignal): Promise<Answer> {
    const { budget, clock } = this.#options;
    const startedAt = clock.now();
    try {
      const { answer, headers } = await this.#exchange(endpoint, question, signal);
      if (answer.status === 429)
        throw new ThrottledError(endpoint, answer, blockedUntil(headers, clock.now()));
      const usedUp = usedUpUntil(headers, clock.now());
      // What was answered stands, a write above all, also when the pause cannot be shared with others.
      if (usedUp !== undefined) await budget.pause(usedUp).catch(() => {});
      if (answer.status >= 300 || answer.json === undefined) throw problemOf(endpoint, answer, question.uid);
      this.#log(endpoint, startedAt, answer);
      return answer;
    } catch (error) {
      this.#log(endpoint, startedAt, error);
      throw error;
    }
  }

  async #exchange(
    endpoint: Endpoint,
    question: Question,
    signal: AbortSignal,
  ): Promise<{ answer: Answer; headers: Dispatcher.ResponseData['headers'] }> {
    this.requestsSent += 1;
    try {
      const response = await send(addressOf(this.#options.url, question), {
        method: endpoint.method,
        headers: headersOf(endpoint, this.#options.apiKey),
        body: question.body === undefined ? null : JSON.stringify(question.body),
        dispatcher: this.#agent,
        signal,
      });
      const json = parsed(await response.body.text());
      const requestId = response.headers['x-request-id'];
      return {
        answer: {
          status: response.statusCode,
          json,
          requestId: requestId?.toString() ?? null,
          serverTime: Date.parse(String(response.headers.date)) || null,
        },
        headers: response.headers,
      };
    } catch (error) {
      throw signal.aborted ? timedOut(endpoint, error) : brokenOff(endpoint, error);
    }
  }

  #log(endpoint: Endpoint, startedAt: number, outcome: unknown): void {
    const { log, clock } = this.#options;
    const error = outcome instanceof CalcomError ? outcome : undefined;
    const answer = outcome instanceof Error ? undefined : (outcome as Answer);
    log?.({
      doing: endpoint.doing,
      httpStatus: answer?.status ?? error?.httpStatus ?? null,
      requestId: answer?.requestId ?? error?.requestId ?? null,
      durationMs: clock.now() - startedAt,
      serverTime: answer?.serverTime ?? null,
      problem: error?.problem ?? null,
    });
  }
}

/** The exact bytes that are sent: a version in quotes, say, would be answered silently in another shape. */
export function headersOf(endpoint: Endpoint, apiKey: string): Record<string, string> {
  return {
    authorization: `Bearer ${apiKey}`,
    accept: 'application/json',
    ...(endpoint.version === null ? {} : { 'cal-api-version': endpoint.version }),
    ...(endpoint.method === 'POST' ? { 'content-type': 'application/json' } : {}),
  };
}

function addressOf(url: string, { path, query = {} }: Question): string {
  const parameters = new URLSearchParams(query).toString();
  return `${url.replace(/\/+$/, '')}${path}${parameters === '' ? '' : `?${parameters}`}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function meaningOf(error: unknown): ErrorMeaning {
  if (error instanceof ThrottledError) return { kind: 'throttled', until: error.until };
  if (!(error instanceof CalcomError)) return { kind: 'other' };
  return { kind: error.problem === 'unavailable' ? 'outage' : 'answer' };
}

function circuitOpen(endpoint: Endpoint, cause: unknown): CalcomError {
  const because = 'Cal.com has failed several times in a row and is left alone for half a minute';
  return new CalcomError(`Cannot ${endpoint.doing}: ${because}`, { problem: 'circuit_open', cause });
}
