/** A company for tests: a real database, a stand-in Cal.com, and calsync between them. */
import { wireApp, type App } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Targets } from '../../src/reconcile/read-targets.ts';
import { verifyPairs } from '../../src/reconcile/verify-pairs.ts';
import { verifyWindow } from '../../src/reconcile/verify-window.ts';
import type { RunReport } from '../../src/reconcile/run-report.ts';
import type { Clock } from '../../src/runtime/clock.ts';
import { startCalcom, type CalcomSandbox } from '../../src/sandbox/calcom/start-calcom.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { Sql } from '../../src/store/sql.ts';
import { eraseAll } from './erase.ts';

/** A Thursday morning; tests that need the real time pass their own clock. */
export const MORNING = Date.UTC(2026, 9, 8, 8, 0);
export const HOUR = 60 * 60_000;

export interface Salon extends AsyncDisposable {
  readonly app: App;
  readonly calcom: CalcomSandbox;
  readonly clock: SalonClock;
  readonly sql: Sql;
  /** Writes rows as the company's own software would. */
  enter(...rows: RowSeed[]): Promise<void>;
  verify(options?: { dryRun?: boolean }): Promise<RunReport>;
  verifyOnly(targets: Targets): Promise<RunReport>;
}

export interface RowSeed {
  readonly id: string;
  readonly startsAt: number;
  readonly endsAt?: number;
  readonly status?: string;
  readonly bookingUid?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly name?: string;
  readonly service?: string;
  readonly eventTypeId?: number | null;
  readonly createdAt?: number;
}

/** Time that stands still until a test moves it; waiting takes no time at all. */
export interface SalonClock extends Clock {
  at: number;
  pass(ms: number): void;
}

export function salonClock(start = MORNING): SalonClock {
  return {
    at: start,
    now() {
      return this.at;
    },
    pass(ms) {
      this.at += ms;
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      this.at += ms;
    },
  };
}

export async function openSalon(
  databaseUrl: string,
  settings: Record<string, string> = {},
  clock = salonClock(),
): Promise<Salon> {
  const calcom = await startCalcom({ clock, requestsPerMinute: Infinity, seed: 7 });
  calcom.world.addEventType({ id: 10, slug: 'haircut', lengthInMinutes: 30 });
  calcom.world.addEventType({ id: 11, slug: 'class', lengthInMinutes: 60, seatsPerTimeSlot: 5 });
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    CALCOM_API_URL: calcom.url,
    CALCOM_API_KEY: calcom.apiKey,
    CALCOM_REQUESTS_PER_MINUTE: '1000',
    CALCOM_EVENT_TYPE_IDS: '10,11',
    CALSYNC_LOG_LEVEL: 'silent',
    CALSYNC_TIME_ZONE: 'Europe/Berlin',
    CALSYNC_HTTP_PORT: '0',
    ...settings,
  });
  const database = await openDatabase(config.database);
  const { sql } = database;
  // Before calsync opens, which remembers an outage of the test before.
  await eraseAll(sql);
  const app = await wireApp(config, database, { clock, log: () => undefined });
  const signal = new AbortController().signal;
  return {
    app,
    calcom,
    clock,
    sql,
    enter: (...rows) => enter(sql, rows),
    verify: (options) => verifyWindow(app.reconcile(), app.policy, { signal, ...options }),
    verifyOnly: (targets) => verifyPairs(app.reconcile(), app.policy, { signal, targets }),
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
      await calcom[Symbol.asyncDispose]();
    },
  };
}

/** The same database with the Runs that `before` has made, and a Cal.com and a scope of its own. */
export async function openSalonOn(
  databaseUrl: string,
  before: Salon,
  settings: Record<string, string> = {},
): Promise<Salon> {
  const runs = await before.sql<{ run: object }>('select to_jsonb(r) as run from calsync.run r');
  const salon = await openSalon(databaseUrl, settings);
  for (const [at, { run }] of runs.entries())
    await salon.sql(
      'insert into calsync.run select * from jsonb_populate_record(null::calsync.run, ?::jsonb)',
      [JSON.stringify({ ...run, id: 1000 + at })],
    );
  return salon;
}

async function enter(sql: Sql, rows: readonly RowSeed[]): Promise<void> {
  const records = rows.map((row) => ({
    status: 'scheduled',
    ...row,
    endsAt: row.endsAt ?? row.startsAt + HOUR / 2,
    createdAt: row.createdAt ?? MORNING - 24 * HOUR,
  }));
  await sql(
    `insert into calsync.appointment (id, customer_name, customer_email, customer_phone, service, starts_at, ends_at,
       status, event_type_id, calcom_booking_uid, created_at)
     select id, name, email, phone, service, to_timestamp("startsAt" / 1000), to_timestamp("endsAt" / 1000), status,
       "eventTypeId", "bookingUid", to_timestamp("createdAt" / 1000)
     from jsonb_to_recordset(?::jsonb) as r (id text, name text, email text, phone text, service text, "startsAt" float8,
       "endsAt" float8, status text, "eventTypeId" integer, "bookingUid" text, "createdAt" float8)`,
    [JSON.stringify(records)],
  );
}
