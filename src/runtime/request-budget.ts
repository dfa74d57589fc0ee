/** One budget of requests for all replicas and purposes: evenly paced, few in flight, people before sweeps. */
import { type Clock } from './clock.ts';
import { WaitingLine, type Priority } from './waiting-line.ts';

export type { Priority } from './waiting-line.ts';

/** Evenly spaced requests, of which `burst` may leave at once after a rest. */
export interface Pace {
  readonly intervalMs: number;
  readonly burst: number;
}

/** Where departures are booked; shared by all replicas. */
export interface BudgetLedger {
  /** When the next request may leave, epoch ms; already counted. */
  reserve(now: number, pace: Pace): Promise<number>;
  /** Nobody sends before `until`, epoch ms. A shorter pause never ends a longer one. */
  pause(until: number): Promise<void>;
}

export interface RequestBudget {
  /** Sends when it is this caller's turn; rejects at once with the signal's reason when aborted while waiting. */
  run<T>(priority: Priority, signal: AbortSignal, send: () => Promise<T>): Promise<T>;
  /** Nobody sends before `until`, epoch ms; whoever waits already looks again. */
  pause(until: number): Promise<void>;
}

export interface RequestBudgetOptions {
  readonly ledger: BudgetLedger;
  readonly clock: Clock;
  readonly requestsPerMinute: number;
  /** Default 5. */
  readonly burst?: number;
  /** Requests under way at once; default 2. */
  readonly inFlight?: number;
}

export function createRequestBudget(options: RequestBudgetOptions): RequestBudget {
  return new PacedBudget(options);
}

/** A departure is bound to a caller only when it is due, so a person takes the next one, however many sweeps wait. */
class PacedBudget implements RequestBudget {
  readonly #ledger: BudgetLedger;
  readonly #clock: Clock;
  readonly #pace: Pace;
  readonly #inFlight: number;
  readonly #line = new WaitingLine();
  #underWay = 0;
  #pausedUntil = 0;
  #dispatching = false;

  constructor({ ledger, clock, requestsPerMinute, burst = 5, inFlight = 2 }: RequestBudgetOptions) {
    this.#ledger = ledger;
    this.#clock = clock;
    this.#pace = { intervalMs: Math.ceil(60_000 / requestsPerMinute), burst };
    this.#inFlight = inFlight;
  }

  async run<T>(priority: Priority, signal: AbortSignal, send: () => Promise<T>): Promise<T> {
    const turn = this.#line.join(priority, signal);
    void this.#dispatch();
    await turn;
    try {
      return await send();
    } finally {
      this.#underWay -= 1;
      void this.#dispatch();
    }
  }

  async pause(until: number): Promise<void> {
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
    await this.#ledger.pause(until);
  }

  async #dispatch(): Promise<void> {
    if (this.#dispatching) return;
    this.#dispatching = true;
    while (!this.#line.isEmpty() && this.#underWay < this.#inFlight) await this.#departNext();
    this.#dispatching = false;
  }

  async #departNext(): Promise<void> {
    const left = this.#line.whenEmpty();
    try {
      await this.#departure(left);
      if (this.#line.callNext()) this.#underWay += 1;
    } catch (error) {
      if (!left.aborted) this.#line.sendAway(error);
    }
  }

  async #departure(left: AbortSignal): Promise<void> {
    const at = await this.#ledger.reserve(this.#clock.now(), this.#pace);
    const wait = at - this.#clock.now();
    if (wait > 0) await this.#clock.sleep(wait, left);
    // Booked before somebody was told to be silent, a departure is void.
    if (this.#clock.now() < this.#pausedUntil) await this.#departure(left);
  }
}

/** A ledger for one process: the generic cell rate algorithm (https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm). */
export function inMemoryLedger(): BudgetLedger {
  let arrival = 0;
  let pausedUntil = 0;
  return { reserve, pause };

  function reserve(now: number, pace: Pace): Promise<number> {
    const earliest = Math.max(now, pausedUntil);
    const expected = Math.max(arrival, earliest);
    arrival = expected + pace.intervalMs;
    return Promise.resolve(Math.max(earliest, expected - (pace.burst - 1) * pace.intervalMs));
  }

  function pause(until: number): Promise<void> {
    pausedUntil = Math.max(pausedUntil, until);
    return Promise.resolve();
  }
}
