/** What can go wrong between a client and Cal.com, arranged by a test request by request. */
import type { RecordedRequest } from './recorded-request.ts';

/**
 * With `after` the request takes effect first and its answer is lost; without, it never reached the API and counts
 * for no limit. `rewrite` changes the JSON that would have been answered.
 */
export type Fault =
  | { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string>; after?: boolean }
  /** Waits on the stand-in's clock. */
  | { kind: 'delay'; ms: number }
  | { kind: 'cut'; after?: boolean }
  /** Never answered; the connection ends when the stand-in does. */
  | { kind: 'hang'; after?: boolean }
  | { kind: 'html'; status: number; after?: boolean }
  | { kind: 'rewrite'; body: (json: unknown) => unknown };

export interface FaultMatch {
  method?: string;
  /** A text is the whole path, with or without /v2; an expression is searched in it. */
  path?: string | RegExp;
  query?: (query: URLSearchParams) => boolean;
}

export interface FaultRule {
  when?: FaultMatch;
  /** How many requests it strikes; 1 unless said, Infinity allowed. */
  times?: number;
  /** How many matching requests pass before it strikes. */
  skip?: number;
  fault: Fault;
}

export interface Faults {
  /** Of several rules that match, the one added first strikes. */
  add(rule: FaultRule): { remove(): void };
  clear(): void;
}

export interface FaultQueue extends Faults {
  take(request: RecordedRequest): Fault | undefined;
}

interface ActiveRule {
  when: FaultMatch;
  fault: Fault;
  left: number;
  skip: number;
}

export function createFaults(): FaultQueue {
  const rules = new Set<ActiveRule>();
  return {
    add({ when = {}, times = 1, skip = 0, fault }) {
      const rule = { when, fault, left: times, skip };
      rules.add(rule);
      return { remove: () => void rules.delete(rule) };
    },
    clear: () => rules.clear(),
    take: (request) => take(rules, request),
  };
}

function take(rules: Set<ActiveRule>, request: RecordedRequest): Fault | undefined {
  for (const rule of rules) {
    if (!matches(rule.when, request) || rule.skip-- > 0) continue;
    if (--rule.left <= 0) rules.delete(rule);
    return rule.fault;
  }
  return undefined;
}

function matches({ method, path, query }: FaultMatch, request: RecordedRequest): boolean {
  if (method !== undefined && method.toUpperCase() !== request.method) return false;
  if (query && !query(request.query)) return false;
  if (path === undefined) return true;
  if (typeof path === 'string') return request.path === path || request.path === `/v2${path}`;
  return new RegExp(path.source, path.flags.replace('g', '')).test(request.path);
}
