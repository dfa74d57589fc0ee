/** What is arranged to go wrong in a stand-in server, request by request. */

export interface FaultRule<Match, Fault> {
  /** Left out, every request is struck. */
  when?: Match;
  /** How many requests it strikes; 1 unless said, Infinity allowed. */
  times?: number;
  /** How many matching requests pass before it strikes. */
  skip?: number;
  fault: Fault;
}

export interface Faults<Match, Fault> {
  /** Of several rules that match, the one added first strikes. */
  add(rule: FaultRule<Match, Fault>): { remove(): void };
  clear(): void;
}

export interface FaultQueue<Match, Request, Fault> extends Faults<Match, Fault> {
  take(request: Request): Fault | undefined;
}

interface ActiveRule<Match, Fault> {
  when: Match | undefined;
  fault: Fault;
  left: number;
  skip: number;
}

export function createFaultQueue<Match, Request, Fault>(
  matches: (when: Match, request: Request) => boolean,
): FaultQueue<Match, Request, Fault> {
  const rules = new Set<ActiveRule<Match, Fault>>();
  return {
    add({ when, times = 1, skip = 0, fault }) {
      const rule = { when, fault, left: times, skip };
      rules.add(rule);
      return { remove: () => void rules.delete(rule) };
    },
    clear: () => rules.clear(),
    take(request) {
      for (const rule of rules) {
        const strikes = rule.when === undefined || matches(rule.when, request);
        if (!strikes || rule.skip-- > 0) continue;
        if (--rule.left <= 0) rules.delete(rule);
        return rule.fault;
      }
      return undefined;
    },
  };
}

/** A text has to be the whole; an expression is searched in it, from its beginning each time. */
export function fits(wanted: string | RegExp | undefined, text: string): boolean {
  if (wanted === undefined || typeof wanted === 'string') return wanted === undefined || wanted === text;
  return new RegExp(wanted.source, wanted.flags.replace('g', '')).test(text);
}
