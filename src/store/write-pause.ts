import type { Instant } from '../domain/appointment.ts';
import type { WritePause } from '../resolve/pause.ts';
import { INSTANT, type Sql } from './sql.ts';

/** The pause that stands at this moment. */
export async function findWritePause(sql: Sql, now: Instant): Promise<WritePause | undefined> {
  const [pause] = await sql<WritePause>(
    `select reason, paused_name as "byName" from calsync.pause
     where ended_at is null and (until is null or until > ${INSTANT})`,
    [now],
  );
  return pause;
}
