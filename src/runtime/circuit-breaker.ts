/** Stops asking a service that keeps failing, and remembers it over a restart. */
import {
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhen,
  type CircuitBreakerPolicy,
  type IBackoff,
} from 'cockatiel';
import { type Clock } from './clock.ts';

const OUTAGES_THAT_OPEN = 6;
const HALF_OPEN_AFTER_MS = 30_000;

export type BreakerState = 'closed' | 'open' | 'half-open';

/** The circuit breaker, as far as others may see it. */
export interface Breaker {
  /** `half-open`: the next call is let through as a probe. */
  state(): BreakerState;
  /** To be saved, and given back as `saved` after a restart. */
  toJSON(): unknown;
  /** Answers the function that ends the listening. */
  onStateChange(listener: (state: BreakerState) => void): () => void;
}

export interface BreakerOptions {
  readonly clock: Clock;
  readonly isOutage: (error: unknown) => boolean;
  /** What `toJSON` answered before the restart; junk counts as nothing. */
  readonly saved?: unknown;
}

/** Opens after six outages in a row and lets a probe through half a minute later, both by our clock. */
export function createBreaker({ clock, isOutage, saved }: BreakerOptions): {
  policy: CircuitBreakerPolicy;
  breaker: Breaker;
} {
  const known = readSaved(saved, clock.now());
  const counter = new ConsecutiveBreaker(OUTAGES_THAT_OPEN);
  let openedAt = known?.openedAt ?? 0;
  const rest = restByClock(() => clock.now() - openedAt >= HALF_OPEN_AFTER_MS);
  // While half-open only an answer proves anything: an aborted probe must not close the circuit.
  const counts = handleWhen((error) => isOutage(error) || policy.state === CircuitState.HalfOpen);
  const policy: CircuitBreakerPolicy = circuitBreaker(counts, {
    breaker: counter,
    halfOpenAfter: rest,
    initialState: initialState(known),
  });
  if (known) counter.state = known.outages;
  policy.onBreak(() => {
    openedAt = clock.now();
  });
  return { policy, breaker: { state, toJSON, onStateChange } };

  function state(): BreakerState {
    return policy.state === CircuitState.Open && rest.duration < 0 ? 'half-open' : nameOf(policy.state);
  }
  function toJSON(): unknown {
    return nameOf(policy.state) === 'closed'
      ? { outages: counter.state }
      : { outages: counter.state, openedAt };
  }
  function onStateChange(listener: (state: BreakerState) => void): () => void {
    const listening = policy.onStateChange((next) => listener(nameOf(next)));
    return () => listening.dispose();
  }
}

/** cockatiel compares the rest with its own `Date.now()`; an endless or a negative one leaves the decision to our clock. */
function restByClock(isOver: () => boolean): IBackoff<unknown> {
  const rest: IBackoff<unknown> = {
    get duration() {
      return isOver() ? -Infinity : Infinity;
    },
    next: () => rest,
  };
  return rest;
}

interface SavedBreaker {
  readonly outages: number;
  readonly openedAt?: number;
}

function readSaved(saved: unknown, now: number): SavedBreaker | undefined {
  if (typeof saved !== 'object' || saved === null) return undefined;
  const { outages, openedAt } = saved as Record<string, unknown>;
  if (typeof outages !== 'number' || !Number.isInteger(outages) || outages < 0) return undefined;
  if (openedAt === undefined) return { outages: Math.min(outages, OUTAGES_THAT_OPEN - 1) };
  if (typeof openedAt !== 'number' || !Number.isFinite(openedAt)) return undefined;
  return { outages: OUTAGES_THAT_OPEN, openedAt: Math.min(openedAt, now) };
}

/** What a saved breaker would say now, for those who have none of their own. */
export function savedState(saved: unknown, now: number): BreakerState {
  const openedAt = readSaved(saved, now)?.openedAt;
  if (openedAt === undefined) return 'closed';
  return now - openedAt >= HALF_OPEN_AFTER_MS ? 'half-open' : 'open';
}

function initialState(known: SavedBreaker | undefined): unknown {
  if (known?.openedAt === undefined) return undefined;
  return { ownState: { value: CircuitState.Open, openedAt: 0, attemptNo: 1 }, breakerState: known.outages };
}

function nameOf(state: CircuitState): BreakerState {
  switch (state) {
    case CircuitState.Closed:
      return 'closed';
    case CircuitState.HalfOpen:
      return 'half-open';
    case CircuitState.Open:
    case CircuitState.Isolated:
      return 'open';
  }
}
