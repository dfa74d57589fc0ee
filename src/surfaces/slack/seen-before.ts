/** Recognises what Slack delivers again because it missed the acknowledgement. */
import type { Clock } from '../../runtime/clock.ts';

/** Slack's last repetition comes five minutes after the one before. */
const REMEMBERED_MS = 10 * 60_000;

/** True for every key but the first of its kind in the last minutes. */
export function seenBefore(clock: Clock): (key: string) => boolean {
  const seen = new Map<string, number>();
  return (key) => {
    const now = clock.now();
    for (const [old, at] of seen) {
      if (now - at < REMEMBERED_MS) break;
      seen.delete(old);
    }
    if (seen.has(key)) return true;
    seen.set(key, now);
    return false;
  };
}
