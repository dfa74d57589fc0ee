/** What can go wrong between a client and Discord's REST API, arranged by a test call by call. */
import type { RecordedRequest } from './recorded-request.ts';

/** With `after` the call takes effect first and its answer is lost; without, it never reached the API. */
export type Fault =
  | { kind: 'error'; status: number; code: number; message?: string }
  | { kind: 'ratelimited'; retryAfterS: number; global?: boolean }
  | { kind: 'status'; status: number; after?: boolean }
  | { kind: 'cut'; after?: boolean }
  /** Waits on the stand-in's clock, before the call takes effect. */
  | { kind: 'delay'; ms: number }
  /** Never answered; the connection ends when the stand-in does. */
  | { kind: 'hang'; after?: boolean };

export interface FaultMatch {
  method?: string;
  /** A text is the whole path behind /api/v10; an expression is searched in it. */
  path?: string | RegExp;
}

export interface FaultRule {
  when?: FaultMatch;
  /** How many calls it strikes; 1 unless said, Infinity allowed. */
  times?: number;
  /** How many matching calls pass before it strikes. */
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

function matches({ method, path }: FaultMatch, request: RecordedRequest): boolean {
  if (method !== undefined && method.toUpperCase() !== request.method) return false;
  if (path === undefined) return true;
  if (typeof path === 'string') return request.path === path;
  return new RegExp(path.source, path.flags.replace('g', '')).test(request.path);
}
