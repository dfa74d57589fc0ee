/** What the page server was asked, and how long it took to answer. */

export interface ServedStats {
  readonly requests: number;
  readonly offsetPages: number;
  readonly cursorPages: number;
  readonly lookUps: number;
  readonly others: number;
  /** Not answered yet, and still waited for. */
  readonly waiting: number;
  /** Pages that were asked for by exactly the question of an earlier one. */
  readonly rereads: number;
  /** From the whole question to the answer handed over to the system; 0 when nothing was asked. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

type Kind = 'offset' | 'cursor' | 'lookUp' | 'other';

export class ServedLog {
  #counts = { offset: 0, cursor: 0, lookUp: 0, other: 0 };
  #questions = new Set<string>();
  #rereads = 0;
  #times: number[] = [];
  #waiting = 0;

  /** Until the answer that is awaited is due, or nobody waits for it any more. */
  async waits(due: Promise<unknown>): Promise<void> {
    this.#waiting += 1;
    await due.catch(() => undefined);
    this.#waiting -= 1;
  }

  asked(kind: Kind, question?: string): void {
    this.#counts[kind] += 1;
    if (question === undefined) return;
    if (this.#questions.has(question)) this.#rereads += 1;
    this.#questions.add(question);
  }

  took(ms: number): void {
    this.#times.push(ms);
  }

  reset(): void {
    this.#counts = { offset: 0, cursor: 0, lookUp: 0, other: 0 };
    this.#questions.clear();
    this.#rereads = 0;
    this.#times = [];
  }

  stats(): ServedStats {
    const { offset, cursor, lookUp, other } = this.#counts;
    const sorted = this.#times.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
    return {
      requests: offset + cursor + lookUp + other,
      offsetPages: offset,
      cursorPages: cursor,
      lookUps: lookUp,
      others: other,
      waiting: this.#waiting,
      rereads: this.#rereads,
      p50Ms: at(0.5),
      p99Ms: at(0.99),
    };
  }
}
