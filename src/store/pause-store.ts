/** Begins and ends pauses, and tells what was held meanwhile. */
import type { Instant } from '../domain/appointment.ts';
import type { EndedPause } from '../domain/bulletin.ts';
import type { Pause } from '../domain/pause.ts';
import type { Asker } from '../resolve/resolution.ts';
import { writeAudit } from './audit-store.ts';
import { commitBulletins } from './commit-bulletins.ts';
import type { Database } from './database.ts';
import type { Told } from './notices.ts';
import { releaseHeld } from './release-held.ts';
import { epochMs, INSTANT, type Sql } from './sql.ts';

const PAUSE = `select id, paused_name as by, paused_on as surface, reason, ${epochMs('until')} as until,
  ${epochMs('began_at')} as "beganAt" from calsync.pause where ended_at is null`;

/** One whose time is up refuses nothing any more, even if nobody has ended it yet. */
export async function findPause(sql: Sql, now: Instant): Promise<Pause | undefined> {
  const [row] = await sql<Pause>(`${PAUSE} and (until is null or until > ${INSTANT})`, [now]);
  return row && pauseOf(row);
}

function pauseOf({ by, surface, reason, until }: Pause): Pause {
  return { by, surface, reason, until };
}

/** New cards are held until a pause is ended, so that all of it is told together. A pause does not end while the transaction lasts. */
export async function isHolding(sql: Sql): Promise<boolean> {
  return (await sql(`select id from calsync.pause where ended_at is null for share`)).length > 0;
}

export interface PauseRequest {
  readonly reason: string;
  readonly until: Instant | null;
  readonly by: Asker;
}

/** A second pause goes on with the first one, for its own reason and time. */
export async function beginPause(
  database: Database,
  { reason, until, by }: PauseRequest,
  told: Told,
): Promise<void> {
  await database.transaction(async (sql) => {
    await sql(
      `insert into calsync.pause (reason, paused_by, paused_name, paused_on, began_at, until)
       values (?, ?, ?, ?, ${INSTANT}, ${INSTANT})
       on conflict ((true)) where ended_at is null do update set reason = excluded.reason, paused_by = excluded.paused_by,
         paused_name = excluded.paused_name, paused_on = excluded.paused_on, until = excluded.until`,
      [reason, by.id, by.name, by.surface, told.at, until],
    );
    const facts = { by: by.name, surface: by.surface, reason, until, ended: null };
    await commitBulletins(sql, [{ kind: 'tell', bulletin: 'paused', facts }], told);
    const detail = `${until === null ? 'until resumed' : `until ${new Date(until).toISOString()}`}: ${reason}`;
    await writeAudit(sql, [{ action: 'pause', by, detail }], told.at);
  });
}

/** False when nothing is paused. */
export async function resume(database: Database, by: Asker, told: Told): Promise<boolean> {
  return database.transaction(async (sql) => {
    const [pause] = await sql<OpenPause>(`${PAUSE} for update`);
    if (!pause) return false;
    await end(sql, { pause, by }, told);
    return true;
  });
}

/** Ends a pause whose time is up; of several replicas one does. */
export async function endOverduePause(sql: Sql, told: Told): Promise<void> {
  const [pause] = await sql<OpenPause>(`${PAUSE} and until <= ${INSTANT} for update`, [told.at]);
  if (pause) await end(sql, { pause, by: null }, told);
}

interface OpenPause extends Pause {
  readonly id: number;
  readonly beganAt: Instant;
}

async function end(
  sql: Sql,
  { pause, by }: { pause: OpenPause; by: Asker | null },
  told: Told,
): Promise<void> {
  const facts = { ...pauseOf(pause), ended: { by: by?.name ?? null, ...(await countIssues(sql, pause)) } };
  await sql(`update calsync.pause set ended_at = ${INSTANT}, ended_name = ?, ended_on = ? where id = ?`, [
    told.at,
    by?.name ?? null,
    by?.surface ?? null,
    pause.id,
  ]);
  await commitBulletins(sql, [{ kind: 'end', bulletin: 'paused', facts }], told);
  await releaseHeld(sql, told);
  const asker = by ?? { id: 'calsync', name: 'calsync', surface: pause.surface };
  await writeAudit(
    sql,
    [{ action: 'resume', by: asker, detail: by ? 'resumed' : 'its time was up' }],
    told.at,
  );
}

/** Opened since it began. */
async function countIssues(sql: Sql, { beganAt }: OpenPause): Promise<Omit<EndedPause, 'by'>> {
  const [counted] = await sql<Omit<EndedPause, 'by'>>(
    `select count(*)::float8 as issues, count(*) filter (where state <> 'open')::float8 as over
     from calsync.issue where opened_at >= ${INSTANT}`,
    [beganAt],
  );
  return counted ?? { issues: 0, over: 0 };
}
