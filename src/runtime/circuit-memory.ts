/** Writes a breaker's state down whenever it changes, so that a restart does not forget an outage. */
import type { Breaker, BreakerState } from './circuit-breaker.ts';
import type { Clock } from './clock.ts';
import type { Log } from './logger.ts';

export interface CircuitMemory {
  /** What the breaker answered last as its `toJSON`; undefined: nothing yet. */
  load(): Promise<unknown>;
  save(circuit: { saved: unknown; state: BreakerState }, now: number): Promise<void>;
}

/** Answers a function that waits until everything is written. */
export function rememberCircuit(
  breaker: Breaker,
  { memory, clock, log }: { memory: CircuitMemory; clock: Clock; log: Log },
): () => Promise<void> {
  let writing = Promise.resolve();
  breaker.onStateChange((state) => {
    const circuit = { saved: breaker.toJSON(), state };
    log(state === 'open' ? 'warn' : 'info', 'circuit changed', { state });
    writing = writing
      .then(() => memory.save(circuit, clock.now()))
      .catch((error: unknown) => log('error', 'the circuit could not be saved', { error }));
  });
  return () => writing;
}
