/** Remembers which surfaces only a person can mend, and tells it wherever people can be told. */
import type { Instant } from '../domain/appointment.ts';
import type { SurfaceDown } from '../domain/bulletin.ts';
import type { SurfaceTroubles } from '../notify/surface-trouble.ts';
import { commitBulletins } from './commit-bulletins.ts';
import type { Database } from './database.ts';
import { INSTANT, TEXTS, type Sql } from './sql.ts';

/** `surfaces`: all that are set up. */
export function troubleStore(database: Database, surfaces: readonly string[]): SurfaceTroubles {
  return {
    begin: ({ surface, why, reaches }, now) =>
      database.transaction(async (sql) => {
        await lock(sql);
        const begun = await sql(
          `insert into calsync.surface_trouble (surface, why, reaches, since) values (?, ?, ?, ${INSTANT})
           on conflict (surface) do update set why = excluded.why, reaches = excluded.reaches
             where (surface_trouble.why, surface_trouble.reaches) <> (excluded.why, excluded.reaches) returning surface`,
          [surface, why, reaches, now],
        );
        if (begun.length > 0) await tellOthers(sql, surfaces, now);
      }),
    end: (surface, now) =>
      database.transaction(async (sql) => {
        await lock(sql);
        const ended = await sql(
          `delete from calsync.surface_trouble where surface = ? or surface not in (${TEXTS}) returning surface`,
          [surface, JSON.stringify(surfaces)],
        );
        if (ended.length > 0) await tellOthers(sql, surfaces, now);
      }),
  };
}

/** Two surfaces that fail at the same moment share one bulletin, which has to name both. */
async function lock(sql: Sql): Promise<void> {
  await sql('lock table calsync.surface_trouble in share row exclusive mode');
}

async function tellOthers(sql: Sql, surfaces: readonly string[], at: Instant): Promise<void> {
  const down = await sql<SurfaceDown>(
    'select surface, why, reaches from calsync.surface_trouble order by surface',
  );
  if (down.length === 0) {
    await commitBulletins(sql, [{ kind: 'end', bulletin: 'surface_down' }], { surfaces, at });
    return;
  }
  const names = new Set(down.filter(({ reaches }) => reaches === 'nobody').map(({ surface }) => surface));
  const others = surfaces.filter((surface) => !names.has(surface));
  await commitBulletins(sql, [{ kind: 'tell', bulletin: 'surface_down', facts: { down } }], {
    surfaces: others,
    at,
  });
}
