/** Discord's ids: 64 bits that begin with the time, so that they sort by age. */
import type { Clock } from '../../runtime/clock.ts';

const DISCORD_EPOCH = 1_420_070_400_000;
// Clients know an id by its 17 to 19 digits, and a clock of a test may stand at zero.
const EARLIEST = DISCORD_EPOCH + 365 * 24 * 3_600_000;
const TIME_SHIFT = 22n;
const COUNTERS = 4_096;

/** Ids that rise with each call, whatever the clock does. */
export function createSnowflakes(clock: Clock): () => string {
  let last = 0n;
  let counter = 0;
  return () => {
    counter = (counter + 1) % COUNTERS;
    const time = BigInt(Math.max(Math.floor(clock.now()), EARLIEST) - DISCORD_EPOCH);
    const id = (time << TIME_SHIFT) + BigInt(counter);
    last = id > last ? id : last + 1n;
    return String(last);
  };
}
