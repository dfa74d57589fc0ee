/** Keeps Resolutions: one active per Issue, each carried out once. */
import { randomUUID } from 'node:crypto';
import type { Instant } from '../domain/appointment.ts';
import type { Ending, ResolutionLog } from '../resolve/ports.ts';
import type {
  ActiveResolution,
  PastResolution,
  RequestOutcome,
  ResolutionRequest,
} from '../resolve/resolution.ts';
import type { SentCall } from '../resolve/sent-call.ts';
import { auditOfEnding } from './audit-ending.ts';
import { writeAudit } from './audit-store.ts';
import { CLAIM_COLUMNS } from './claim-store.ts';
import type { Database } from './database.ts';
import { queueNotices } from './notices.ts';
import { epochMs, INSTANT, type Sql } from './sql.ts';
import { refreshSummaries } from './summarise-issues.ts';
import { writeRows } from './write-rows.ts';

export function resolutionStore(database: Database, surfaces: readonly string[]): ResolutionLog {
  const { sql } = database;
  return {
    request: (request, now) => database.transaction((tx) => record(tx, request, { now, surfaces })),
    next: (now) => next(sql, now),
    async begin(id) {
      const begun = await sql(
        `update calsync.resolution set state = 'running' where id = ? and state = 'requested' returning id`,
        [id],
      );
      return begun.length > 0;
    },
    async sending({ id, sends }, { sent, at }) {
      const ours = await sql(
        `update calsync.resolution set state = 'running', sent = ?::jsonb, sent_at = ${INSTANT}, sends = sends + 1,
           next_look_at = null where id = ? and state in ('running', 'unknown') and sends = ? returning id`,
        [JSON.stringify(sent), at, id, sends],
      );
      return ours.length > 0;
    },
    async waitUntil({ id }, { until, sentAt }) {
      await sql(
        `update calsync.resolution set state = 'unknown', next_look_at = ${INSTANT}, sent_at = ${INSTANT}
         where id = ? and state in ('running', 'unknown')`,
        [until, sentAt, id],
      );
    },
    async postpone(id, until) {
      await sql(
        `update calsync.resolution set next_look_at = ${INSTANT} where id = ? and state in ('requested', 'running', 'unknown')`,
        [until, id],
      );
    },
    finish: (resolution, ending, now) =>
      database.transaction((tx) => finish(tx, { resolution, ending, now, surfaces })),
  };
}

interface Finished {
  readonly resolution: ActiveResolution;
  readonly ending: Ending;
  readonly now: Instant;
  readonly surfaces: readonly string[];
}

/** The Resolution first: whoever ends it writes, anybody else writes nothing. The Pair is locked before the Issue, as in a Run's commit. */
async function finish(sql: Sql, { resolution, ending, now, surfaces }: Finished): Promise<boolean> {
  if (!(await close(sql, { resolution, ending, now }))) return false;
  const rows = await writeRows(sql, ending.rows ?? [], now);
  const isLost = ending.state === 'done' && resolution.sentAt !== null && !ending.calcom;
  const lostUid = isLost ? await findBookingUid(sql, resolution.issueId) : null;
  await writeAudit(sql, auditOfEnding({ resolution, ending, rows, lostUid }), now);
  await makeVerificationDue(sql, resolution, now);
  if (ending.accept) await accept(sql, { resolution, ending, now });
  const notice = { id: resolution.issueId, reason: `resolution_${ending.state}` };
  await refreshSummaries(sql, [notice], { surfaces, at: now });
  await queueNotices(sql, [notice], { surfaces, at: now });
  return true;
}

/** The latest Resolution of an Issue. */
export async function findLastResolution(sql: Sql, issueId: number): Promise<PastResolution | undefined> {
  const [last] = await sql<PastResolution>(
    `select r.action, r.requested_name as "byName", r.requested_on as surface, r.state, r.result,
       ${epochMs('coalesce(r.finished_at, r.requested_at)')} as at,
       r.state = 'done' and i.state = 'open' and coalesce(p.next_attempt_at <= r.finished_at, false) as verifying
     from calsync.resolution r join calsync.issue i on i.id = r.issue_id left join calsync.pair p on p.id = i.pair_id
     where r.issue_id = ? order by r.id desc limit 1`,
    [issueId],
  );
  return last;
}

const ACTIVE = `select r.id::float8 as id, r.issue_id as "issueId", i.pair_id::float8 as "pairId", r.action, r.note,
    r.event_type_id as "eventTypeId", r.facts_hash as "factsHash", r.marker, r.requested_by as "byId", r.requested_name as "byName",
    r.requested_on as surface, ${epochMs('r.requested_at')} as "requestedAt", r.state, r.sends, ${epochMs('r.sent_at')} as "sentAt", r.sent
  from calsync.resolution r join calsync.issue i on i.id = r.issue_id
  where r.state in ('requested', 'running', 'unknown') and (r.next_look_at is null or r.next_look_at <= ${INSTANT})`;

/** What was left half-way goes first. */
async function next(sql: Sql, now: Instant): Promise<ActiveResolution | undefined> {
  const rows = await sql<ActiveRow>(`${ACTIVE} order by r.state = 'requested', r.id limit 1`, [now]);
  return rows.map(activeOf)[0];
}

interface ActiveRow extends Omit<ActiveResolution, 'by' | 'sent'> {
  sent: SentCall | string | null;
  byId: string;
  byName: string;
  surface: string;
}

/** A JSON column comes as text from one of the two databases. */
function activeOf({ byId, byName, surface, sent, ...row }: ActiveRow): ActiveResolution {
  const parsed = typeof sent === 'string' ? (JSON.parse(sent) as SentCall) : sent;
  return { ...row, sent: parsed, by: { id: byId, name: byName, surface } };
}

async function findBookingUid(sql: Sql, issueId: number): Promise<string | null> {
  const [issue] = await sql<{ uid: string | null }>(
    'select booking_uid as uid from calsync.issue where id = ?',
    [issueId],
  );
  return issue?.uid ?? null;
}

/** The Issue's row is locked, so that of many clicks one is recorded and the others are told. */
async function record(
  sql: Sql,
  request: ResolutionRequest,
  { now, surfaces }: { now: Instant; surfaces: readonly string[] },
): Promise<RequestOutcome> {
  const { issueId, action, factsHash, note, eventTypeId, by } = request;
  const [issue] = await sql<{ state: string; facts: string }>(
    `select state, facts_hash as facts from calsync.issue where id = ? for update`,
    [issueId],
  );
  if (!issue) return { kind: 'no_issue' };
  const last = (await findLastResolution(sql, issueId)) ?? null;
  if (last && isActive(last)) return { kind: 'busy', last };
  if (issue.state !== 'open') return { kind: 'closed', last };
  if (issue.facts !== factsHash) return { kind: 'changed' };
  const [recorded] = await sql<{ id: number }>(
    `insert into calsync.resolution (issue_id, action, note, event_type_id, facts_hash, marker, requested_by, requested_name,
       requested_on, requested_at, state)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ${INSTANT}, 'requested') returning id::float8 as id`,
    [issueId, action, note, eventTypeId, factsHash, randomUUID(), by.id, by.name, by.surface, now],
  );
  await queueNotices(sql, [{ id: issueId, reason: 'resolution_requested' }], { surfaces, at: now });
  return { kind: 'recorded', id: recorded?.id as number };
}

/** Also while nobody has seen yet what came of it: the buttons that still stand belong to what was before. */
function isActive({ state, verifying }: PastResolution): boolean {
  return verifying || state === 'requested' || state === 'running' || state === 'unknown';
}

async function close(sql: Sql, { resolution, ending, now }: Omit<Finished, 'surfaces'>): Promise<boolean> {
  const ended = await sql(
    `update calsync.resolution set state = ?, result = ?, finished_at = ${INSTANT}, next_look_at = null
     where id = ? and state in ('requested', 'running', 'unknown') returning id`,
    [ending.state, ending.result, now, resolution.id],
  );
  return ended.length > 0;
}

async function accept(sql: Sql, { resolution, ending, now }: Omit<Finished, 'surfaces'>): Promise<void> {
  await sql(
    `update calsync.issue set state = 'accepted', outcome = 'accepted', verdict_hash = coalesce(?, verdict_hash),
       resolved_at = ${INSTANT}, changed_at = ${INSTANT}, ${CLAIM_COLUMNS.map((column) => `${column} = null`).join(', ')}
     where id = ? and state = 'open'`,
    [ending.accept?.verdictHash ?? null, now, now, resolution.issueId],
  );
}

/** Both sides are looked at again whatever happens to this process; what a Run has read before is outdated by now. */
async function makeVerificationDue(sql: Sql, { pairId }: ActiveResolution, now: Instant): Promise<void> {
  if (pairId === null) return;
  await sql(`update calsync.pair set next_attempt_at = ${INSTANT}, version = version + 1 where id = ?`, [
    now,
    pairId,
  ]);
}
