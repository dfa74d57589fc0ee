/** `person`: someone is waiting for the answer; goes before every `sweep`. */
export type Priority = 'person' | 'sweep';

interface Waiter {
  go(): void;
  fail(error: unknown): void;
}

/** Callers who wait for their turn: persons before sweeps, each in the order they came; an abort takes one out at once. */
export class WaitingLine {
  readonly #waiting: Readonly<Record<Priority, Waiter[]>> = { person: [], sweep: [] };
  #empty = new AbortController();

  /** Resolves with the turn; rejects with the signal's reason. */
  join(priority: Priority, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const queue = this.#waiting[priority];
    const leave = (): void => {
      queue.splice(queue.indexOf(waiter), 1);
      reject(signal.reason);
      if (this.isEmpty()) this.#empty.abort();
    };
    const settled = (end: () => void): void => {
      signal.removeEventListener('abort', leave);
      end();
    };
    const waiter: Waiter = { go: () => settled(resolve), fail: (error) => settled(() => reject(error)) };
    signal.addEventListener('abort', leave, { once: true });
    queue.push(waiter);
    return promise;
  }

  isEmpty(): boolean {
    return this.#waiting.person.length + this.#waiting.sweep.length === 0;
  }

  /** Aborted when, from now on, the last one gives up waiting. */
  whenEmpty(): AbortSignal {
    this.#empty = new AbortController();
    return this.#empty.signal;
  }

  /** Whether there was someone to call. */
  callNext(): boolean {
    const next = this.#waiting.person.shift() ?? this.#waiting.sweep.shift();
    next?.go();
    return next !== undefined;
  }

  /** Everybody fails with the same error. */
  sendAway(error: unknown): void {
    const everybody = [...this.#waiting.person.splice(0), ...this.#waiting.sweep.splice(0)];
    for (const waiter of everybody) waiter.fail(error);
  }
}
