import { type Clock } from '../../../src/runtime/clock.ts';

interface Sleeper {
  at: number;
  wake(): void;
}

/** Time that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Wakes everybody due on the way, in order, and lets each carry on before the next. */
  advance(ms: number): Promise<void>;
  sleepers(): number;
}

export function createManualClock(start = 0): ManualClock {
  let time = start;
  const sleepers = new Set<Sleeper>();
  return { now: () => time, sleep, advance, sleepers: () => sleepers.size };

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const sleeper = { at: time + ms, wake: resolve };
    sleepers.add(sleeper);
    signal?.addEventListener('abort', () => sleepers.delete(sleeper) && reject(signal.reason), {
      once: true,
    });
    return promise;
  }

  async function advance(ms: number): Promise<void> {
    const end = time + ms;
    await settled();
    for (let next = nextBefore(end); next; next = nextBefore(end)) {
      time = Math.max(time, next.at);
      sleepers.delete(next);
      next.wake();
      await settled();
    }
    time = end;
  }

  function nextBefore(end: number): Sleeper | undefined {
    return [...sleepers].filter((sleeper) => sleeper.at <= end).toSorted((a, b) => a.at - b.at)[0];
  }
}

/** Time that jumps ahead as soon as somebody waits for it. */
export function createHurriedClock(start = Date.now()): Clock {
  let skipped = start - performance.now();
  const now = (): number => Math.floor(performance.now() + skipped);
  return {
    now,
    sleep: async (ms, signal) => {
      const until = now() + ms;
      await settled();
      signal?.throwIfAborted();
      skipped += Math.max(0, Math.ceil(until - now()));
    },
  };
}

/** Resolves when everything that only waited for its turn has had it. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
