import type { Salon } from './salon.ts';

/** Everything that a Run without trust must leave alone. */
export async function memoryOf({ sql }: Salon): Promise<unknown[]> {
  return Promise.all(
    ['pair', 'issue', 'pair_history'].map((table) => sql(`select * from calsync.${table} order by id`)),
  );
}
