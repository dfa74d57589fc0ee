/** A process that is gone from one instant to the next: at the n-th thing that it asks of the outside, and for good. */
import type { Database } from '../../src/store/database.ts';
import type { Sql } from '../../src/store/sql.ts';

/** What every call answers that a process makes after its end. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';
}

export interface Abandonment {
  readonly signal: AbortSignal;
  /** Counts one outside call; throws from the n-th on. */
  count(): void;
  /** Counts one that the outside sees first. */
  notice(): void;
}

/** Infinity: it lives on. */
export function abandonmentAfter(calls: number): Abandonment {
  const over = new AbortController();
  let left = calls;
  return { signal: over.signal, count, notice };

  function notice(): void {
    if (--left <= 0) over.abort(new Abandoned('the process is gone'));
  }
  function count(): void {
    notice();
    over.signal.throwIfAborted();
  }
}

/** The database as the process sees it; what a transaction has begun is taken back when the process is gone. */
export function abandonable(database: Database, abandonment: Abandonment): Database {
  const counting =
    (sql: Sql): Sql =>
    async (statement, parameters) => {
      abandonment.count();
      return sql(statement, parameters);
    };
  return {
    ...database,
    sql: counting(database.sql),
    transaction: (work) =>
      database.transaction(async (sql) => {
        const result = await work(counting(sql));
        // Gone between the last statement and the commit.
        abandonment.count();
        return result;
      }),
  };
}
