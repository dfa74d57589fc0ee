/** What the dashboard lists, past the unit of work. */
import type { Instant } from '../domain/appointment.ts';
import type { DashboardSource, RecentNotice, UpcomingAppointment } from '../query/dashboard-source.ts';
import { epochMs, INSTANT, type Sql } from './sql.ts';

export function dashboardStore(sql: Sql): DashboardSource {
  return {
    async lastWhole() {
      const [run] = await sql<{ at: Instant }>(
        `select ${epochMs('started_at')} as at from calsync.run
         where outcome = 'complete' and kind <> 'single' order by started_at desc limit 1`,
      );
      return run?.at;
    },
    upcoming: (now, limit) => upcoming(sql, now, limit),
    recentNotices: (surface, limit) => recentNotices(sql, surface, limit),
  };
}

interface UpcomingRow extends Omit<UpcomingAppointment, 'issue'> {
  issueId: number | null;
  factsHash: string;
  code: NonNullable<UpcomingAppointment['issue']>['code'];
}

/** The rows first, then what is remembered of them: by their index, whatever the company's view looks like. */
async function upcoming(sql: Sql, now: Instant, limit: number): Promise<UpcomingAppointment[]> {
  const rows = await sql<UpcomingRow>(
    `with ahead as (
       select id, customer_name, starts_at, status from calsync.appointment
       where starts_at >= ${INSTANT} order by starts_at, id limit ?::integer)
     select a.id, a.customer_name as "customerName", ${epochMs('a.starts_at')} as "startsAt", a.status,
       p.status as "syncStatus", p.last_error as "lastError", i.id as "issueId", i.facts_hash as "factsHash", i.code
     from ahead a left join calsync.pair p on p.appointment_id = a.id
       left join calsync.issue i on i.id = p.issue_id and i.state = 'open'
     order by a.starts_at, a.id`,
    [now, limit],
  );
  return rows.map(({ issueId, factsHash, code, ...row }) => ({
    ...row,
    issue: issueId === null ? null : { id: issueId, factsHash, code },
  }));
}

interface NoticeRow {
  at: Instant;
  reason: string;
  issue: Omit<Extract<RecentNotice['about'], { kind: 'issue' }>, 'kind'> | null;
  bulletin: Omit<Extract<RecentNotice['about'], { kind: 'bulletin' }>, 'kind'>;
}

async function recentNotices(sql: Sql, surface: string, limit: number): Promise<RecentNotice[]> {
  const rows = await sql<NoticeRow>(
    `with latest as (
       select id, issue_id, bulletin_id, reason, created_at, finished_at from calsync.notification
       where surface = ? and state = 'delivered' and reply_id is null
       order by created_at desc, id desc limit ?::integer)
     select ${epochMs('n.finished_at')} as at, n.reason,
       case when i.id is not null then jsonb_build_object('id', i.id, 'state', i.state, 'outcome', i.outcome,
         'code', i.code, 'appointmentId', i.appointment_id, 'customerName', a.customer_name,
         'startsAt', ${epochMs('i.starts_at')}) end as issue,
       jsonb_build_object('id', b.id, 'bulletin', b.kind, 'facts', b.facts, 'isOver', b.ended_at is not null) as bulletin
     from latest n left join calsync.issue i on i.id = n.issue_id left join calsync.bulletin b on b.id = n.bulletin_id
       left join calsync.appointment a on a.id = i.appointment_id
     order by n.created_at desc, n.id desc`,
    [surface, limit],
  );
  return rows.map(({ at, reason, issue, bulletin }) => ({
    at,
    reason,
    about: issue ? { kind: 'issue', ...issue } : { kind: 'bulletin', ...bulletin },
  }));
}
