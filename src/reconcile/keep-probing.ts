/** While Cal.com is left alone, asks it now and then whether it is back, so that nobody has to wait for the next schedule. */
import type { Breaker } from '../runtime/circuit-breaker.ts';
import type { Clock } from '../runtime/clock.ts';

const LOOK_EVERY_MS = 5_000;

export interface Probing {
  readonly breaker: Pick<Breaker, 'state'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Any question; fails while Cal.com is down. */
  readonly ask: (signal: AbortSignal) => Promise<unknown>;
  /** Cal.com answers again. */
  readonly onRestored: () => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** Runs until the signal is aborted. */
export async function keepProbing({
  breaker,
  clock,
  signal,
  ask,
  onRestored,
  onError,
}: Probing): Promise<void> {
  let wasOpen = false;
  while (!signal.aborted) {
    if (breaker.state() === 'half-open') await ask(signal).catch(() => undefined);
    const isOpen = breaker.state() !== 'closed';
    if (wasOpen && !isOpen && !signal.aborted) await onRestored().catch(onError);
    wasOpen = isOpen;
    await clock.sleep(LOOK_EVERY_MS, signal).catch(() => undefined);
  }
}
