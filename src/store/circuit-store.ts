/** Remembers the circuit breaker over a restart, and tells people when it opens. */
import type { CircuitMemory } from '../runtime/circuit-memory.ts';
import { commitBulletins } from './commit-bulletins.ts';
import type { Database } from './database.ts';
import { INSTANT } from './sql.ts';

const NAME = 'calcom';

export function circuitStore(database: Database, surfaces: readonly string[]): CircuitMemory {
  return {
    async load() {
      const [row] = await database.sql<{ state: unknown }>(
        'select state from calsync.circuit where name = ?',
        [NAME],
      );
      return row?.state;
    },
    save: ({ saved, state }, now) =>
      database.transaction(async (sql) => {
        await sql(
          `insert into calsync.circuit (name, state, changed_at) values (?, ?::jsonb, ${INSTANT})
           on conflict (name) do update set state = excluded.state, changed_at = excluded.changed_at`,
          [NAME, JSON.stringify(saved), now],
        );
        if (state !== 'open') return;
        const opened = { kind: 'tell', bulletin: 'circuit_open', facts: { verified: null } } as const;
        await commitBulletins(sql, [opened], { surfaces, at: now });
      }),
  };
}
