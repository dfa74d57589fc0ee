/** Time as Discord counts it for an answer: from the click, part of which may be gone when we hear of it. */
import type { Clock } from '../../runtime/clock.ts';

/** Whoever sleeps by this clock wakes as long after `begun` as they wanted to sleep; a `begun` still ahead is now. */
export function clockSince(begun: number, clock: Clock): Clock {
  // The two machines' clocks may differ.
  const gone = Math.max(0, clock.now() - begun);
  return {
    now: () => clock.now(),
    sleep: (ms, signal) => clock.sleep(Math.max(0, ms - gone), signal),
  };
}
