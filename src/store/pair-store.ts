/** Reads what we remember of Pairs, past the unit of work. */
import type { Instant } from '../domain/appointment.ts';
import type { ErrorCode, Field } from '../domain/judge.ts';
import type { Finding, IssueRef, Ladder, PairState, SyncStatus } from '../domain/pair-state.ts';
import type { PairMemory, PairSelection } from '../reconcile/pair-memory.ts';
import { epochMs, INSTANT, TEXTS, type Sql, type SqlParameter } from './sql.ts';

const SELECT = `select p.id::float8 as id, p.version, p.appointment_id as "appointmentId", p.booking_uid as "bookingUid",
  p.seat_uid as "seatUid", p.row_uid as "rowUid", p.fingerprint, ${epochMs('p.starts_at')} as "startsAt",
  ${epochMs('p.ends_at')} as "endsAt", p.status, p.ladder_code as "ladderCode", p.ladder_fields as "ladderFields",
  p.equal_attempts as equal, p.troubled_attempts as troubled, p.attempts,
  ${epochMs('p.next_attempt_at')} as "nextAttemptAt", p.last_error as "lastError",
  i.id as "issueId", i.state as "issueState", i.code as "issueCode", i.fields as "issueFields",
  i.verdict_hash as "verdictHash", i.facts_hash as "factsHash", ${epochMs('i.resolved_at')} as "resolvedAt"
  from calsync.pair p left join calsync.issue i on i.id = p.issue_id`;

/** Of whichever side ends later. */
const LAST_END = 'greatest(p.ends_at, i.booking_ends_at)';

interface PairRow {
  id: number;
  version: number;
  appointmentId: string | null;
  bookingUid: string | null;
  seatUid: string | null;
  rowUid: string | null;
  fingerprint: string | null;
  startsAt: Instant;
  endsAt: Instant;
  status: SyncStatus;
  ladderCode: ErrorCode | null;
  ladderFields: string | null;
  equal: number;
  troubled: number;
  attempts: number;
  nextAttemptAt: Instant | null;
  lastError: string | null;
  issueId: number | null;
  issueState: IssueRef['state'];
  issueCode: ErrorCode;
  issueFields: string;
  verdictHash: string;
  factsHash: string;
  resolvedAt: Instant | null;
}

export function pairStore(sql: Sql): PairMemory {
  const select = async (rest: string, parameters: readonly SqlParameter[]) =>
    (await sql<PairRow>(`${SELECT} ${rest}`, parameters)).map(stateOf);
  return {
    recall: (selection) => recall(sql, selection),
    async sharedBookings() {
      const shared = await sql<{ uid: string }>(
        `select booking_uid as uid from calsync.pair where booking_uid is not null group by booking_uid having count(*) > 1`,
      );
      return shared.map(({ uid }) => uid);
    },
    recallDue: (now, limit) =>
      select(`where p.next_attempt_at <= ${INSTANT} order by p.starts_at limit ?`, [now, limit]),
    recallDoubts: ({ from, to }, now, limit) =>
      select(
        `where p.starts_at >= ${INSTANT} and p.starts_at < ${INSTANT} and (i.state = 'open'
           or p.next_attempt_at <= ${INSTANT} or (p.status in ('failed', 'pending') and p.next_attempt_at is null))
         order by p.starts_at limit ?`,
        [from, to, now, limit],
      ),
    recallOpenBeyond: ({ from, to }, endingAfter) =>
      select(
        `where i.state = 'open' and ${LAST_END} >= ${INSTANT} and not (p.starts_at >= ${INSTANT} and p.starts_at < ${INSTANT})`,
        [endingAfter, from, to],
      ),
    countIn: ({ from, to }) => count(sql, `starts_at >= ${INSTANT} and starts_at < ${INSTANT}`, [from, to]),
    countDue: (now) => count(sql, `next_attempt_at <= ${INSTANT}`, [now]),
    recallPassed: (endedBefore) =>
      select(`where i.state <> 'resolved' and ${LAST_END} < ${INSTANT}`, [endedBefore]),
  };
}

async function count(sql: Sql, where: string, parameters: readonly SqlParameter[]): Promise<number> {
  const [found] = await sql<{ pairs: number }>(
    `select count(*)::float8 as pairs from calsync.pair where ${where}`,
    parameters,
  );
  return found?.pairs ?? 0;
}

async function recall(sql: Sql, selection: PairSelection): Promise<PairState[]> {
  const { parts, parameters } = partsOf(selection);
  if (parts.length === 0) return [];
  // Alone it is read as it stands; a union of indexed reads is only made of several.
  if (parts.length === 1) return (await sql<PairRow>(`${SELECT} where ${parts[0]}`, parameters)).map(stateOf);
  const ids = parts.map((where) => `select p.id from calsync.pair p where ${where}`).join(' union ');
  return (await sql<PairRow>(`${SELECT} where p.id in (${ids})`, parameters)).map(stateOf);
}

function partsOf({ startingIn, bookingUids, appointmentIds, ids }: PairSelection): {
  parts: string[];
  parameters: SqlParameter[];
} {
  const parts: string[] = [];
  const parameters: SqlParameter[] = [];
  if (startingIn) {
    parts.push(`p.starts_at >= ${INSTANT} and p.starts_at < ${INSTANT}`);
    parameters.push(startingIn.from, startingIn.to);
  }
  for (const [column, values] of [
    ['p.booking_uid', bookingUids],
    ['p.appointment_id', appointmentIds],
    ['id', ids?.map(String)],
  ] as const) {
    if (!values || values.length === 0) continue;
    parts.push(
      column === 'id' ? `p.id in (select x::bigint from (${TEXTS}) as list (x))` : `${column} in (${TEXTS})`,
    );
    parameters.push(JSON.stringify(values));
  }
  return { parts, parameters };
}

function stateOf(row: PairRow): PairState {
  const { id, version, appointmentId, bookingUid, seatUid, rowUid, fingerprint, startsAt, endsAt, status } =
    row;
  const identity = { id, version, appointmentId, bookingUid, seatUid, rowUid, fingerprint, startsAt, endsAt };
  return { ...identity, status, ladder: ladderOf(row), issue: issueOf(row) };
}

function ladderOf(row: PairRow): Ladder | null {
  if (row.nextAttemptAt === null) return null;
  const { equal, troubled, attempts, nextAttemptAt, lastError } = row;
  const finding = row.ladderCode && findingOf(row.ladderCode, row.ladderFields ?? '');
  return { finding, equal, troubled, attempts, nextAttemptAt, lastError };
}

function issueOf(row: PairRow): IssueRef | null {
  if (row.issueId === null) return null;
  const { verdictHash, factsHash, resolvedAt } = row;
  return {
    id: row.issueId,
    state: row.issueState,
    finding: findingOf(row.issueCode, row.issueFields),
    verdictHash,
    factsHash,
    resolvedAt,
  };
}

/** Fields stand in one text, separated by commas. */
export function findingOf(code: ErrorCode, fields: string): Finding {
  return { code, fields: fields === '' ? [] : (fields.split(',') as Field[]) };
}
