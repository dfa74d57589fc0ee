/** The only sources of time: everything that waits or dates something is given one of these. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own time. */
export const systemClock: Clock = { now: Date.now, sleep: sleepFor };

function sleepFor(ms: number, signal?: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  if (signal?.aborted) return Promise.reject(signal.reason as Error);
  const timer = setTimeout(finish, Math.max(0, ms));
  signal?.addEventListener('abort', abandon, { once: true });
  return promise;

  function finish(): void {
    signal?.removeEventListener('abort', abandon);
    resolve();
  }
  function abandon(): void {
    clearTimeout(timer);
    reject(signal?.reason as Error);
  }
}
