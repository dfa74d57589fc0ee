/** Opens, changes and closes the Issues of the Pairs that a Run has changed, in bulk. */
import type { Finding } from '../domain/pair-state.ts';
import type { PairUpdate } from '../reconcile/pair-change.ts';
import { CLAIM_COLUMNS } from './claim-store.ts';
import { inChunks, type Applied } from './commit-pairs.ts';
import type { Sql } from './sql.ts';

const RECORD = `jsonb_to_recordset(?::jsonb) as c (
  id integer, pair_id bigint, state text, code text, fields text, keeps_changing boolean, verdict_hash text,
  facts_hash text, appointment_id text, booking_uid text, seat_uid text, candidate_uid text, held_by text,
  absence text, booking_status text, booking_starts_at float8, booking_ends_at float8, starts_at float8, at float8, resolved_at float8, outcome text, reopens integer)`;

/** Columns that are told anew whenever the facts are, empty ones too. */
const FACTS = [
  ...[
    'appointment_id',
    'booking_uid',
    'seat_uid',
    'candidate_uid',
    'held_by',
    'absence',
    'booking_status',
  ].map((column) => [column, `c.${column}`]),
  ...['booking_starts_at', 'booking_ends_at'].map((column) => [column, `to_timestamp(c.${column} / 1000)`]),
] as const;

/** An Issue that people are to be told about, and why. */
export interface ChangedIssue {
  readonly id: number;
  readonly reason: string;
}

/** The Issue's steps of these changes; a removed Pair closes its open Issue. Answers every Issue that looks different now. */
export async function commitIssues(
  sql: Sql,
  applied: readonly Applied[],
): Promise<{ opened: ChangedIssue[]; changed: ChangedIssue[] }> {
  const records = applied.flatMap(recordOf);
  const opened = await inChunks(
    records.filter(({ id }) => id === null),
    (chunk) => openIssues(sql, chunk),
  );
  const changed = await inChunks(
    records.filter(({ id }) => id !== null),
    (chunk) => changeIssues(sql, chunk),
  );
  const reasons = new Map(records.map(({ pair_id, reason }) => [pair_id, reason]));
  const told = ({ id, pair }: { id: number; pair: number }): ChangedIssue => ({
    id,
    reason: reasons.get(pair) ?? 'changed',
  });
  return { opened: opened.map(told), changed: changed.map(told) };
}

interface IssueRecord {
  id: number | null;
  pair_id: number;
  state: 'open' | 'resolved';
  reason: string;
  at: number;
  [column: string]: unknown;
}

async function openIssues(sql: Sql, records: IssueRecord[]): Promise<{ id: number; pair: number }[]> {
  return sql(
    `with opened as (
       insert into calsync.issue (pair_id, state, code, fields, keeps_changing, verdict_hash, facts_hash, appointment_id,
         booking_uid, seat_uid, candidate_uid, held_by, absence, booking_status, booking_starts_at, booking_ends_at, starts_at,
         opened_at, changed_at)
       select pair_id, state, code, fields, keeps_changing, verdict_hash, facts_hash, appointment_id, booking_uid, seat_uid,
         candidate_uid, held_by, absence, booking_status, to_timestamp(booking_starts_at / 1000),
         to_timestamp(booking_ends_at / 1000), to_timestamp(starts_at / 1000), to_timestamp(at / 1000), to_timestamp(at / 1000)
       from ${RECORD} order by starts_at, pair_id
       returning id, pair_id)
     update calsync.pair p set issue_id = opened.id from opened where p.id = opened.pair_id returning p.issue_id as id, p.id::float8 as pair`,
    [JSON.stringify(records)],
  );
}

/** Columns that a step says nothing about stay as they are. */
async function changeIssues(sql: Sql, records: IssueRecord[]): Promise<{ id: number; pair: number }[]> {
  return sql(
    `update calsync.issue i set state = c.state, code = coalesce(c.code, i.code), fields = coalesce(c.fields, i.fields),
       keeps_changing = coalesce(c.keeps_changing, i.keeps_changing), verdict_hash = coalesce(c.verdict_hash, i.verdict_hash),
       facts_hash = coalesce(c.facts_hash, i.facts_hash),
       ${FACTS.map(([column, value]) => `${column} = case when c.facts_hash is null then i.${column} else ${value} end`).join(', ')},
       starts_at = coalesce(to_timestamp(c.starts_at / 1000), i.starts_at), changed_at = to_timestamp(c.at / 1000),
       resolved_at = case when c.state = 'open' then null else coalesce(to_timestamp(c.resolved_at / 1000), i.resolved_at) end,
       outcome = case when c.state = 'open' then null else coalesce(c.outcome, i.outcome) end,
       ${CLAIM_COLUMNS.map((column) => `${column} = case when c.state = 'open' and c.reopens = 0 then i.${column} end`).join(', ')},
       reopened = i.reopened + c.reopens
     from ${RECORD} where i.id = c.id returning i.id, c.pair_id::float8 as pair`,
    [JSON.stringify(records)],
  );
}

function recordOf({ pairId, change }: Applied): IssueRecord[] {
  const issue = change.known?.issue;
  if (change.kind === 'remove') {
    if (!issue || issue.state === 'resolved') return [];
    return [issue.state === 'open' ? closing(issue.id, pairId, change) : lapsing(issue.id, pairId, change)];
  }
  return change.issue ? [stepRecord(pairId, change, change.issue)] : [];
}

function stepRecord(
  pairId: number,
  change: PairUpdate,
  { step, facts }: NonNullable<PairUpdate['issue']>,
): IssueRecord {
  const id = step.kind === 'open' ? null : (change.known?.issue?.id ?? null);
  if (step.kind === 'close') return closing(id, pairId, { at: change.at, outcome: step.outcome });
  if (step.kind === 'lapse') return lapsing(id, pairId, change);
  const { identity } = change;
  return {
    id,
    pair_id: pairId,
    state: 'open',
    reason: step.kind,
    at: change.at,
    reopens: step.kind === 'reopen' ? 1 : 0,
    ...(step.kind === 'refresh' ? {} : findingColumns(step.finding, step.keepsChanging)),
    verdict_hash: facts?.verdictHash ?? null,
    facts_hash: facts?.factsHash ?? null,
    appointment_id: identity.appointmentId,
    booking_uid: identity.bookingUid,
    seat_uid: identity.seatUid,
    candidate_uid: facts?.candidateUid ?? null,
    held_by: facts?.heldBy ?? null,
    absence: facts?.absence ?? null,
    booking_status: facts?.booking?.status ?? null,
    booking_starts_at: facts?.booking?.startsAt ?? null,
    booking_ends_at: facts?.booking?.endsAt ?? null,
    starts_at: identity.startsAt,
  };
}

function findingColumns(finding: Finding, keepsChanging: boolean): object {
  return { code: finding.code, fields: finding.fields.join(), keeps_changing: keepsChanging };
}

/** What was accepted is no longer so, or no longer there. */
function lapsing(id: number | null, pairId: number, { at }: { at: number }): IssueRecord {
  return { id, pair_id: pairId, state: 'resolved', reason: 'lapsed', at, reopens: 0 };
}

function closing(
  id: number | null,
  pairId: number,
  { at, outcome }: { at: number; outcome: string },
): IssueRecord {
  return {
    id,
    pair_id: pairId,
    state: 'resolved',
    reason: `closed_${outcome}`,
    at,
    resolved_at: at,
    outcome,
    reopens: 0,
  };
}
