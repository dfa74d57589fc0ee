/** A line of the audit for what people decide without writing to either side. */
import type { Instant } from '../domain/appointment.ts';
import type { Asker } from '../resolve/resolution.ts';
import { INSTANT, type Sql } from './sql.ts';

export interface AuditNote {
  readonly at: Instant;
  readonly action: 'snooze' | 'pause' | 'resume';
  readonly by: Asker;
  readonly issueId?: number;
  readonly detail: string;
}

export async function noteInAudit(sql: Sql, { at, action, by, issueId, detail }: AuditNote): Promise<void> {
  await sql(
    `insert into calsync.audit (at, issue_id, action, actor, actor_name, surface, detail)
     values (${INSTANT}, ?, ?, ?, ?, ?, ?)`,
    [at, issueId ?? null, action, by.id, by.name, by.surface, detail],
  );
}
