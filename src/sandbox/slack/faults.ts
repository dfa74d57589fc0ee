/** What can go wrong between an app and Slack, arranged by a test call by call. */

/** With `after` the call takes effect first and its answer is lost. */
export type Fault =
  | { kind: 'error'; error: string }
  | { kind: 'ratelimited'; retryAfterS: number }
  | { kind: 'status'; status: number; after?: boolean }
  | { kind: 'cut'; after?: boolean }
  /** Waits on the stand-in's clock. */
  | { kind: 'delay'; ms: number }
  /** Never answered; the connection ends when the stand-in does. */
  | { kind: 'hang'; after?: boolean }
  /** The call is answered, and every websocket breaks off before the answer. */
  | { kind: 'drop_socket' };

export interface FaultRule {
  /** A text is the whole method; an expression is searched in it. Also `response_url` and `upload`. */
  when?: { method?: string | RegExp };
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
  take(method: string): Fault | undefined;
}

interface ActiveRule {
  method: string | RegExp | undefined;
  fault: Fault;
  left: number;
  skip: number;
}

export function createFaults(): FaultQueue {
  const rules = new Set<ActiveRule>();
  return {
    add({ when = {}, times = 1, skip = 0, fault }) {
      const rule = { method: when.method, fault, left: times, skip };
      rules.add(rule);
      return { remove: () => void rules.delete(rule) };
    },
    clear: () => rules.clear(),
    take: (method) => take(rules, method),
  };
}

function take(rules: Set<ActiveRule>, method: string): Fault | undefined {
  for (const rule of rules) {
    if (!matches(rule.method, method) || rule.skip-- > 0) continue;
    if (--rule.left <= 0) rules.delete(rule);
    return rule.fault;
  }
  return undefined;
}

function matches(wanted: string | RegExp | undefined, method: string): boolean {
  if (wanted === undefined || typeof wanted === 'string') return wanted === undefined || wanted === method;
  return new RegExp(wanted.source, wanted.flags.replace('g', '')).test(method);
}
