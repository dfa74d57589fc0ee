/** One virtual time for two kinds of sleepers: those who hurry it on, and those who wait until it has passed. */
import type { Clock } from '../../src/runtime/clock.ts';
import { MORNING, type SalonClock } from './salon.ts';

export interface SharedClock extends SalonClock {
  /** Whoever sleeps by this one waits until a test, or somebody who hurries, lets the time pass. */
  readonly patient: Clock;
  /** When those who wait are due, the soonest first. */
  due(): number[];
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export function sharedClock(start = MORNING): SharedClock {
  let time = start;
  const sleepers = new Set<Sleeper>();
  return {
    get at() {
      return time;
    },
    set at(to) {
      move(to);
    },
    now: () => time,
    pass: (ms) => move(time + ms),
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      move(time + ms);
    },
    patient: { now: () => time, sleep: wait },
    due: () => [...sleepers].map(({ at }) => at).toSorted((a, b) => a - b),
  };

  function move(to: number): void {
    time = to;
    for (const sleeper of sleepers) if (sleeper.at <= time) sleeper.wake();
  }

  function wait(ms: number, signal?: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    if (ms <= 0) return Promise.resolve();
    const sleeper: Sleeper = { at: time + ms, wake: () => sleepers.delete(sleeper) && resolve() };
    sleepers.add(sleeper);
    signal?.addEventListener('abort', () => sleepers.delete(sleeper) && reject(signal.reason as Error), {
      once: true,
    });
    return promise;
  }
}
