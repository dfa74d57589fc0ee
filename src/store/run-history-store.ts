/** Answers what earlier Runs tell to the one under way. */
import type { Instant } from '../domain/appointment.ts';
import type { OpenBulletins, RunHistory, Sides } from '../reconcile/run-history.ts';
import type { RunOutcome } from '../reconcile/run-log.ts';
import { epochMs, INSTANT, type Sql } from './sql.ts';

export function runHistoryStore(sql: Sql): RunHistory {
  return { ...runsOf(sql), ...standingOf(sql) };
}

type Runs = Pick<RunHistory, 'sidesBefore' | 'watermark' | 'lastFullOutcomes' | 'lastCompleteEnd'>;

function runsOf(sql: Sql): Runs {
  return {
    async sidesBefore(scope) {
      const [run] = await sql<Sides>(
        `select appointments_read as appointments, bookings_read as bookings from calsync.run
         where outcome = 'complete' and kind = 'full' and scope = ? order by started_at desc limit 1`,
        [scope],
      );
      return run;
    },
    async watermark(scope) {
      const [run] = await sql<{ at: Instant }>(
        `select ${epochMs('started_at')} as at from calsync.run
         where outcome = 'complete' and kind <> 'single' and scope = ? order by started_at desc limit 1`,
        [scope],
      );
      return run?.at;
    },
    async lastFullOutcomes(limit) {
      const runs = await sql<{ outcome: RunOutcome }>(
        `select outcome from calsync.run where kind = 'full' and outcome <> 'running' order by started_at desc, id desc limit ?`,
        [limit],
      );
      return runs.map(({ outcome }) => outcome);
    },
    async lastCompleteEnd() {
      const [run] = await sql<{ at: Instant }>(
        `select ${epochMs('finished_at')} as at from calsync.run
         where outcome = 'complete' and kind = 'full' order by started_at desc limit 1`,
      );
      return run?.at;
    },
  };
}

function standingOf(sql: Sql): Omit<RunHistory, keyof Runs> {
  return {
    async turnedBadSince(at) {
      const [found] = await sql<{ pairs: number }>(
        `select count(distinct h.pair_id)::float8 as pairs from calsync.pair_history h
         join calsync.run r on r.id = h.run_id join calsync.pair p on p.id = h.pair_id
         where h.at > ${INSTANT} and h.attempt = 1 and h.event in ('attempt', 'opened', 'reopened')
           and not r.exempt and p.status <> 'synced'`,
        [at],
      );
      return found?.pairs ?? 0;
    },
    async countPairs() {
      const [found] = await sql<{ pairs: number }>('select count(*)::float8 as pairs from calsync.pair');
      return found?.pairs ?? 0;
    },
    async unannounced() {
      const [found] = await sql<{ changed: number; since: Instant | null }>(
        `with last as (select max(received_at) as at from calsync.webhook)
         select coalesce(sum(r.unannounced), 0)::float8 as changed,
           ${epochMs('coalesce((select at from last), min(r.started_at))')} as since
         from calsync.run r where r.unannounced > 0 and r.started_at > coalesce((select at from last), '-infinity')`,
      );
      return found ?? { changed: 0, since: null };
    },
    async openBulletins() {
      const open = await sql<{ kind: keyof OpenBulletins; facts: object }>(
        `select kind, facts from calsync.bulletin where state = 'open'`,
      );
      return Object.fromEntries(open.map(({ kind, facts }) => [kind, facts]));
    },
  };
}
