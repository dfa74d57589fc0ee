/** Answers questions about what was found, past the unit of work. */
import type { Instant } from '../domain/appointment.ts';
import { finalStatus, type SyncStatus } from '../domain/pair-state.ts';
import type { ErrorCode } from '../domain/judge.ts';
import type { Target } from '../domain/target.ts';
import type {
  IssueSource,
  RecordedIssue,
  RecordedPair,
  RecordedRun,
  StatusSource,
} from '../query/sources.ts';
import { findingOf } from './pair-store.ts';
import { findPause } from './pause-store.ts';
import { epochMs, INSTANT, type Sql } from './sql.ts';

const RUN = `select id::float8 as id, kind, ${epochMs('started_at')} as "startedAt", ${epochMs('finished_at')} as "finishedAt",
  outcome, problem, appointments_read as "appointmentsRead", bookings_read as "bookingsRead", api_requests as "apiRequests",
  certificate from calsync.run`;

export function statusStore(sql: Sql): StatusSource {
  return {
    async countPairs({ from, to }) {
      const rows = await sql<{ status: SyncStatus; pairs: number }>(
        `select status, count(*)::float8 as pairs from calsync.pair
         where starts_at >= ${INSTANT} and starts_at < ${INSTANT} group by status`,
        [from, to],
      );
      return Object.fromEntries(rows.map(({ status, pairs }) => [status, pairs]));
    },
    countUnverified: ({ from, to }) =>
      count(
        sql,
        `select count(*)::float8 as found from calsync.appointment a where starts_at >= ${INSTANT} and starts_at < ${INSTANT}
         and not exists (select from calsync.pair p where p.appointment_id = a.id)`,
        [from, to],
      ),
    async countIssues() {
      const open = await count(
        sql,
        `select count(*)::float8 as found from calsync.issue where state = 'open'`,
      );
      const accepted = await count(
        sql,
        `select count(*)::float8 as found from calsync.issue where state = 'accepted'`,
      );
      return { open, accepted };
    },
    latestRuns: (limit) =>
      sql<RecordedRun>(`${RUN} where kind <> 'single' order by started_at desc, id desc limit ?`, [limit]),
    lastComplete: async () =>
      (
        await sql<RecordedRun>(
          `${RUN} where kind = 'full' and outcome = 'complete' order by started_at desc limit 1`,
        )
      )[0],
    findPause: (now) => findPause(sql, now),
  };
}

const ISSUE = `select i.id, i.pair_id::float8 as "pairId", i.state, i.code, i.fields, i.keeps_changing as "keepsChanging",
  i.appointment_id as "appointmentId", i.booking_uid as "bookingUid", i.seat_uid as "seatUid",
  i.candidate_uid as "candidateUid", i.held_by as "heldBy", i.absence, i.booking_status as "bookingStatus",
  ${epochMs('i.booking_starts_at')} as "bookingStartsAt", ${epochMs('i.booking_ends_at')} as "bookingEndsAt",
  ${epochMs('i.starts_at')} as "startsAt", i.facts_hash as "factsHash", ${epochMs('i.opened_at')} as "openedAt",
  ${epochMs('i.changed_at')} as "changedAt",
  ${epochMs('i.resolved_at')} as "resolvedAt", i.outcome, i.reopened,
  ${epochMs('i.snoozed_until')} as "snoozedUntil", i.snoozed_name as "snoozedName", a.customer_name as "customerName", a.service
  from calsync.issue i left join calsync.appointment a on a.id = i.appointment_id`;

interface IssueRow extends Omit<RecordedIssue, 'finding' | 'booking' | 'snooze'> {
  snoozedUntil: Instant | null;
  snoozedName: string | null;
  code: ErrorCode;
  fields: string;
  bookingStatus: string | null;
  bookingStartsAt: Instant;
  bookingEndsAt: Instant;
}

const PAIR = `select id::float8 as id, appointment_id as "appointmentId", booking_uid as "bookingUid", seat_uid as "seatUid",
  status, attempts, ${epochMs('next_attempt_at')} as "nextAttemptAt", last_error as "lastError",
  ${epochMs('changed_at')} as "changedAt", issue_id as "issueId" from calsync.pair`;

export function issueStore(sql: Sql): IssueSource {
  return {
    async listIssues({ state, statuses, limit = null }) {
      const rows = await sql<IssueRow>(
        `${ISSUE} where i.state = ? order by i.starts_at, i.id limit ?::integer`,
        [state, limit],
      );
      const issues = rows.map(issueOf);
      return statuses ? issues.filter(({ finding }) => statuses.includes(finalStatus(finding.code))) : issues;
    },
    findIssue: async (id) => (await sql<IssueRow>(`${ISSUE} where i.id = ?`, [id])).map(issueOf)[0],
    findPair: async (target) => (await sql<RecordedPair>(...pairQuery(target)))[0],
    history: (pairId) =>
      sql(
        `select ${epochMs('at')} as at, event, attempt, code, fields, detail, run_id::float8 as "runId" from calsync.pair_history where pair_id = ? order by id`,
        [pairId],
      ),
    findRun: async (id) => (await sql<RecordedRun>(`${RUN} where id = ?`, [id]))[0],
  };
}

function pairQuery(target: Target): [string, (string | number)[]] {
  return target.kind === 'issue'
    ? [`${PAIR} where id = (select pair_id from calsync.issue where id = ?)`, [target.id]]
    : [`${PAIR} where appointment_id = ?`, [target.id]];
}

function issueOf({
  code,
  fields,
  bookingStatus,
  bookingStartsAt,
  bookingEndsAt,
  snoozedUntil,
  snoozedName,
  ...issue
}: IssueRow): RecordedIssue {
  const booking =
    bookingStatus === null
      ? null
      : { status: bookingStatus, startsAt: bookingStartsAt, endsAt: bookingEndsAt };
  const snooze = snoozedUntil === null ? null : { until: snoozedUntil, by: snoozedName ?? 'somebody' };
  return { ...issue, finding: findingOf(code, fields), booking, snooze };
}

async function count(
  sql: Sql,
  statement: string,
  parameters: readonly (string | number)[] = [],
): Promise<number> {
  const [row] = await sql<{ found: number }>(statement, parameters);
  return row?.found ?? 0;
}
