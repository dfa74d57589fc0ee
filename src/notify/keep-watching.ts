/** Looks now and then at what only the time changes: snoozes and pauses that end, reminders, visits that begin. */
import type { Instant } from '../domain/appointment.ts';
import type { Clock } from '../runtime/clock.ts';

export interface Watch {
  /** Queues what is to be told; safe to repeat, and by several replicas at once. `since`: when it was last looked. */
  look(since: Instant, now: Instant): Promise<void>;
}

export interface Watching {
  readonly watch: Watch;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

const LOOK_EVERY_MS = 15_000;
/** At the start: nothing that is older has an open Issue. */
const LOOK_BACK_MS = 8 * 24 * 60 * 60_000;

/** Runs until the signal is aborted. */
export async function keepWatching({ watch, clock, onError }: Watching, stop: AbortSignal): Promise<void> {
  for (let since = clock.now() - LOOK_BACK_MS; !stop.aborted; ) {
    const now = clock.now();
    try {
      await watch.look(since, now);
      since = now;
    } catch (error) {
      onError(error);
    }
    await clock.sleep(LOOK_EVERY_MS, stop).catch(() => undefined);
  }
}
