/** Records Runs, and commits with each everything that it changed. */
import type { PairChange, PairEvent } from '../reconcile/pair-change.ts';
import type { RunLog, RunResult, RunStart } from '../reconcile/run-log.ts';
import { commitBulletins } from './commit-bulletins.ts';
import { commitIssues } from './commit-issues.ts';
import { commitPairs, inChunks, type Applied } from './commit-pairs.ts';
import type { Database } from './database.ts';
import { materialChanges, readCandidates } from './material-changes.ts';
import { queueNotices, type Told } from './notices.ts';
import { onceMore } from './once-more.ts';
import { isHolding } from './pause-store.ts';
import { queueReplies } from './reply-store.ts';
import { INSTANT, type Sql } from './sql.ts';
import { bringForward, bringForwardOn, refreshSummaries, summariseIssues } from './summarise-issues.ts';

/** `surfaces`: where changed Issues are to be told; the notices are committed together with the changes. */
export function runStore(database: Database, surfaces: readonly string[]): RunLog {
  return {
    begin: (start) => begin(database.sql, start),
    finish: (runId, result, { changes, bulletins }) =>
      onceMore(() =>
        database.transaction(async (sql) => {
          const told = { surfaces, at: result.finishedAt };
          await finish(sql, runId, result);
          await commit(sql, changes, { ...told, runId });
          await commitBulletins(sql, bulletins, told);
        }),
      ),
  };
}

async function begin(sql: Sql, { kind, startedAt, window }: RunStart): Promise<number> {
  if (kind !== 'single') await endAbandoned(sql, startedAt);
  const [run] = await sql<{ id: number }>(
    `insert into calsync.run (kind, started_at, outcome, window_from, window_to)
     values (?, ${INSTANT}, 'running', ${INSTANT}, ${INSTANT}) returning id::float8 as id`,
    [kind, startedAt, window.from, window.to],
  );
  return run?.id as number;
}

/** Large Runs never overlap: one that is still running now was left behind by a process that died. */
async function endAbandoned(sql: Sql, at: number): Promise<void> {
  await sql(
    `update calsync.run set outcome = 'incomplete', problem = 'the process ended before the Run did', finished_at = ${INSTANT}
     where outcome = 'running' and kind <> 'single'`,
    [at],
  );
}

async function finish(sql: Sql, runId: number, result: RunResult): Promise<void> {
  const { finishedAt, outcome, problem, appointmentsRead, bookingsRead, apiRequests, counts } = result;
  const { certificate, scope, exempt, unannounced } = result;
  await sql(
    `update calsync.run set finished_at = ${INSTANT}, outcome = ?, problem = ?, appointments_read = ?, bookings_read = ?,
       api_requests = ?, counts = ?::jsonb, certificate = ?::jsonb, scope = ?, exempt = ?, unannounced = ? where id = ?`,
    [
      finishedAt,
      outcome,
      problem,
      appointmentsRead,
      bookingsRead,
      apiRequests,
      JSON.stringify(counts),
      JSON.stringify(certificate),
      scope,
      exempt,
      unannounced,
      runId,
    ],
  );
}

async function commit(
  sql: Sql,
  changes: readonly PairChange[],
  { runId, ...told }: Told & { runId: number },
): Promise<void> {
  const holding = await isHolding(sql);
  const applied = changes.length > 0 ? await commitPairs(sql, changes) : [];
  const candidates = await readCandidates(sql, applied);
  const { opened, changed } = await commitIssues(sql, applied);
  // What is held is counted when the pause is over.
  if (!holding) await summariseIssues(sql, opened, told);
  const soon = await bringForward(sql, told);
  await bringForwardOn(sql, told);
  const again = applied.flatMap(lookedAtAgain);
  await refreshSummaries(sql, [...changed, ...soon, ...again], told);
  await queueNotices(sql, [...opened, ...changed, ...soon, ...again], told);
  await queueReplies(sql, materialChanges(applied, candidates), told);
  await inChunks(
    applied.flatMap((one) => historyOf(one, runId)),
    (chunk) => writeHistory(sql, chunk),
  );
}

/** A card that waits for what came of a click is redrawn also when nothing about the Issue has changed. */
function lookedAtAgain({ change }: Applied): { id: number; reason: string }[] {
  const { ladder, issue } = change.known ?? {};
  const unchanged = change.kind === 'update' && !change.issue && ladder != null && issue?.state === 'open';
  return unchanged ? [{ id: issue.id, reason: 'verified' }] : [];
}

async function writeHistory(sql: Sql, records: object[]): Promise<object[]> {
  return sql(
    `insert into calsync.pair_history (pair_id, run_id, at, event, attempt, code, fields, detail, evidence)
     select pair_id, run_id, to_timestamp(at / 1000), event, attempt, code, fields, detail, evidence
     from jsonb_to_recordset(?::jsonb) as c (pair_id bigint, run_id bigint, at float8, event text, attempt smallint,
       code text, fields text, detail text, evidence jsonb)`,
    [JSON.stringify(records)],
  );
}

function historyOf({ pairId, change }: Applied, runId: number): object[] {
  const line = { pair_id: pairId, run_id: runId, at: change.at, evidence: change.evidence };
  if (change.kind === 'remove') return [{ ...line, event: 'closed', attempt: null, detail: change.outcome }];
  return change.event ? [{ ...line, ...eventColumns(change.event) }] : [];
}

function eventColumns({ kind, attempt, finding, detail }: PairEvent): object {
  return {
    event: kind,
    attempt,
    code: finding?.code ?? null,
    fields: finding?.fields.join() ?? null,
    detail,
  };
}
