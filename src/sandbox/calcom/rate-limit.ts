/** Cal.com's throttler: a window from the first request on, then a block that further requests do not extend. */

const WINDOW_MS = 60_000;
const BLOCK_MS = 60_000;

export interface RateLimit {
  /** Counts one request of `tracker`, the key or address it came with. */
  count(tracker: string, now: number): RateVerdict;
}

export interface RateVerdict {
  allowed: boolean;
  headers: Record<string, string>;
}

interface Counter {
  hits: number;
  windowEndsAt: number;
  blockedUntil: number;
}

export function createRateLimit(requestsPerMinute: number): RateLimit {
  const counters = new Map<string, Counter>();
  return {
    count(tracker, now) {
      if (!Number.isFinite(requestsPerMinute)) return { allowed: true, headers: {} };
      const counter = current(counters.get(tracker), now);
      counters.set(tracker, counter);
      return hit(counter, requestsPerMinute, now);
    },
  };
}

function current(counter: Counter | undefined, now: number): Counter {
  const fresh = { hits: 0, windowEndsAt: now + WINDOW_MS, blockedUntil: 0 };
  if (!counter) return fresh;
  const endsAt = counter.blockedUntil > 0 ? counter.blockedUntil : counter.windowEndsAt;
  return now >= endsAt ? fresh : counter;
}

function hit(counter: Counter, limit: number, now: number): RateVerdict {
  const blockedBefore = counter.blockedUntil > 0;
  if (!blockedBefore) counter.hits++;
  if (counter.hits > limit && !blockedBefore) counter.blockedUntil = now + BLOCK_MS;
  const blocked = counter.blockedUntil > 0;
  const endsAt = blocked ? counter.blockedUntil : counter.windowEndsAt;
  return {
    allowed: !blocked,
    // Reset is in seconds left, not a time, and no Retry-After goes with a refusal.
    headers: {
      'X-RateLimit-Limit-Default': String(limit),
      'X-RateLimit-Remaining-Default': String(Math.max(0, limit - counter.hits)),
      'X-RateLimit-Reset-Default': String(Math.ceil((endsAt - now) / 1000)),
    },
  };
}
