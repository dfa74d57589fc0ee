/** How one call to a remote service is tried, timed, paced and given up: retry around circuit breaker around budget around time-out. */
import {
  handleWhen,
  isBrokenCircuitError,
  retry,
  timeout,
  TimeoutStrategy,
  type RetryPolicy,
} from 'cockatiel';
import { createBreaker, type Breaker } from './circuit-breaker.ts';
import { type Clock } from './clock.ts';
import { type Priority, type RequestBudget } from './request-budget.ts';

/** What is asked decides how long to wait and how often to try; a write is never tried twice. */
export type CallKind = 'read' | 'listing' | 'write';

/** Milliseconds from sending to the last byte of the answer. With the retries, no call fails later than about a minute. */
const CALL_TIMEOUTS: Readonly<Record<CallKind, number>> = {
  read: 12_000,
  listing: 12_000,
  write: 30_000,
};
const RETRIES: Readonly<Record<CallKind, number>> = { read: 2, listing: 3, write: 0 };
/** Before the second try; doubled before each further one, give or take a quarter. */
const FIRST_BACK_OFF_MS = 500;

/** What an error of `send` says of the service. `other` says nothing: the caller's abort, a fault of ours. */
export type ErrorMeaning = { kind: 'outage' | 'answer' | 'other' } | { kind: 'throttled'; until: number };

export interface Call<T> {
  readonly kind: CallKind;
  readonly priority: Priority;
  readonly signal: AbortSignal;
  /** Sends once; `signal` ends with the time-out or the caller. */
  send(signal: AbortSignal): Promise<T>;
}

export interface CallPolicyOptions {
  readonly budget: RequestBudget;
  readonly clock: Clock;
  readonly meaningOf: (error: unknown) => ErrorMeaning;
  readonly timeouts?: Partial<Record<CallKind, number>>;
  /** What `toJSON` answered before the restart; junk counts as nothing. */
  readonly saved?: unknown;
  /** From 0 up to 1: spreads the tries; default `Math.random`. */
  readonly random?: () => number;
}

export interface CallPolicy {
  readonly breaker: Breaker;
  /**
   * Rejects with the error of the last try, with the signal's reason as soon as it is aborted, or,
   * without asking, with an error that `isCircuitOpen` knows.
   */
  run<T>(call: Call<T>): Promise<T>;
}

/** Whether a call was not made because the last ones all ended in an outage. */
export function isCircuitOpen(error: unknown): boolean {
  return isBrokenCircuitError(error);
}

export function createCallPolicy(options: CallPolicyOptions): CallPolicy {
  return new LayeredPolicy(options);
}

/** Only outages count for the breaker and are tried again; a throttled call waits for the pause to end, once. */
class LayeredPolicy implements CallPolicy {
  readonly breaker: Breaker;
  readonly #options: CallPolicyOptions;
  readonly #circuit;
  readonly #retries;

  constructor(options: CallPolicyOptions) {
    const isOutage = (error: unknown): boolean => options.meaningOf(error).kind === 'outage';
    const retryOf = (kind: CallKind): RetryPolicy =>
      retry(handleWhen(isOutage), { maxAttempts: RETRIES[kind] });
    const { policy, breaker } = createBreaker({ clock: options.clock, saved: options.saved, isOutage });
    this.#options = options;
    this.#circuit = policy;
    this.#retries = { read: retryOf('read'), listing: retryOf('listing'), write: retryOf('write') };
    this.breaker = breaker;
  }

  run<T>(call: Call<T>): Promise<T> {
    const tryOnce = this.#paced(call);
    const answer = this.#retries[call.kind].execute(async ({ attempt }) => {
      // The policy's own delay hears no abort and no virtual clock.
      if (attempt > 0) await this.#options.clock.sleep(backOff(attempt, this.#options.random), call.signal);
      const outcome = await this.#circuit.execute(() => this.#settled(tryOnce), call.signal);
      if ('failure' in outcome) throw outcome.failure;
      return outcome.value;
    }, call.signal);
    return untilAborted(answer, call.signal);
  }

  #paced<T>(call: Call<T>): () => Promise<T> {
    const { budget, meaningOf, timeouts } = this.#options;
    const limit = timeout(timeouts?.[call.kind] ?? CALL_TIMEOUTS[call.kind], TimeoutStrategy.Cooperative);
    const send = (): Promise<T> => limit.execute(({ signal }) => call.send(signal), call.signal);
    let waited = false;
    return tryOnce;

    async function tryOnce(): Promise<T> {
      try {
        return await budget.run(call.priority, call.signal, send);
      } catch (error) {
        const meaning = meaningOf(error);
        if (meaning.kind !== 'throttled') throw error;
        await budget.pause(meaning.until);
        if (waited) throw error;
        waited = true;
        return tryOnce();
      }
    }
  }

  /** An answer, even a refusal, shows the breaker that the service is alive. */
  async #settled<T>(tryOnce: () => Promise<T>): Promise<{ value: T } | { failure: unknown }> {
    try {
      return { value: await tryOnce() };
    } catch (failure) {
      const { kind } = this.#options.meaningOf(failure);
      if (kind === 'answer' || kind === 'throttled') return { failure };
      throw failure;
    }
  }
}

function backOff(attempt: number, random: () => number = Math.random): number {
  return Math.round(FIRST_BACK_OFF_MS * 2 ** (attempt - 1) * (0.75 + random() / 2));
}

/** Callers that wait for another's probe of a half-open circuit hear no abort by themselves. */
async function untilAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abandon = (): void => reject(signal.reason as Error);
  if (signal.aborted) abandon();
  signal.addEventListener('abort', abandon, { once: true });
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener('abort', abandon);
  }
}
