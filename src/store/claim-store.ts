/** Who is on an Issue; with the Issue it ends. */
import type { IssueClaim } from '../domain/issue-claim.ts';
import type { ClaimOutcome, ClaimRequest } from '../resolve/claim.ts';
import { writeAudit } from './audit-store.ts';
import type { Database } from './database.ts';
import { queueNotices, type Told } from './notices.ts';
import { epochMs, INSTANT, type Sql } from './sql.ts';
import { refreshSummaries } from './summarise-issues.ts';

/** What is empty when nobody has it. */
export const CLAIM_COLUMNS = ['claimed_by', 'claimed_name', 'claimed_on', 'claimed_at'] as const;

/** Who is on it; null for nobody. */
export async function findClaim(sql: Sql, issueId: number): Promise<IssueClaim | null> {
  const [claim] = await sql<IssueClaim>(
    `select claimed_name as "byName", claimed_on as surface, ${epochMs('claimed_at')} as at
     from calsync.issue where id = ? and claimed_by is not null`,
    [issueId],
  );
  return claim ?? null;
}

interface Holder extends IssueClaim {
  readonly byId: string | null;
}

/** The Issue's row is locked, so that of many who claim it at once one has it. */
export async function claimIssue(
  database: Database,
  { issueId, by, from }: ClaimRequest,
  told: Told,
): Promise<ClaimOutcome> {
  return database.transaction(async (sql) => {
    const [holder] = await sql<Holder>(
      `select claimed_by as "byId", claimed_name as "byName", claimed_on as surface, ${epochMs('claimed_at')} as at
       from calsync.issue where id = ? and state = 'open' for update`,
      [issueId],
    );
    if (!holder) return { kind: 'not_open' };
    const { byId, ...claim } = holder;
    if (byId === by.id && claim.surface === by.surface) return { kind: 'yours' };
    if (byId !== null && claim.at !== from) return { kind: 'held', claim };
    await sql(
      `update calsync.issue set claimed_by = ?, claimed_name = ?, claimed_on = ?, claimed_at = ${INSTANT} where id = ?`,
      [by.id, by.name, by.surface, told.at, issueId],
    );
    const before = byId === null ? null : { claimedBy: claim.byName };
    await writeAudit(sql, [{ action: 'claim', by, issueId, before, after: { claimedBy: by.name } }], told.at);
    await tell(sql, issueId, told);
    return { kind: 'claimed' };
  });
}

async function tell(sql: Sql, issueId: number, told: Told): Promise<void> {
  const notice = { id: issueId, reason: 'claimed' };
  await refreshSummaries(sql, [notice], told);
  await queueNotices(sql, [notice], told);
}
