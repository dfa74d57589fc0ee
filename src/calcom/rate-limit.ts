/** Reads how long to be silent from the headers `X-RateLimit-{Remaining,Reset}-<name>` and `Retry-After`. */

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Cal.com blocks a key for a minute; further hits do not make it longer. */
const BLOCK_MS = 60_000;
const REMAINING = 'x-ratelimit-remaining';
const RESET = 'x-ratelimit-reset';

/** After a 429: when to ask again, epoch ms. Never later than a minute: longer would keep people waiting without a word. */
export function blockedUntil(headers: Headers, now: number): number {
  const waits = [...numbersOf(headers, RESET).map((seconds) => seconds * 1000), ...retryAfter(headers, now)];
  return now + bounded(waits.length > 0 ? Math.max(...waits) : BLOCK_MS);
}

/** After a good answer: when to ask again if nothing is left of any limit (a request is refused only when all are used up). */
export function usedUpUntil(headers: Headers, now: number): number | undefined {
  const remaining = numbersOf(headers, REMAINING);
  if (remaining.length === 0 || remaining.some((left) => left > 0)) return undefined;
  return blockedUntil(headers, now);
}

function bounded(ms: number): number {
  return Math.min(Math.max(ms, 1000), BLOCK_MS);
}

function numbersOf(headers: Headers, prefix: string): number[] {
  const named = Object.entries(headers).filter(([name]) => name === prefix || name.startsWith(`${prefix}-`));
  return named
    .map(([, value]) => Number.parseFloat(String(value)))
    .filter((number) => Number.isFinite(number) && number >= 0);
}

/** Seconds, or an HTTP date. */
function retryAfter(headers: Headers, now: number): number[] {
  const value = headers['retry-after'];
  if (typeof value !== 'string') return [];
  const ms = /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? [ms] : [];
}
