/** The wiring: each part built once from the configuration, disposed in reverse. */
import { createCalcomClient, type CalcomClient } from './calcom/calcom-client.ts';
import { requireCalcomKey, type Config } from './config.ts';
import type { SurfaceName } from './notify/surface.ts';
import type { ReconcilePolicy, ReconcilePorts } from './reconcile/ports.ts';
import type { ResolutionLog } from './resolve/ports.ts';
import type { Clock } from './runtime/clock.ts';
import type { LeaseBook } from './runtime/lease.ts';
import type { Log } from './runtime/logger.ts';
import { createRequestBudget, type Priority } from './runtime/request-budget.ts';
import { appointmentStore } from './store/appointment-store.ts';
import { budgetLedger } from './store/budget-ledger.ts';
import { openDatabase, type Database } from './store/database.ts';
import { leaseStore } from './store/lease-store.ts';
import { migrate } from './store/migrate.ts';
import { pairStore } from './store/pair-store.ts';
import { resolutionStore } from './store/resolution-store.ts';
import { runStore } from './store/run-store.ts';
import { scheduleStore } from './store/schedule-store.ts';

export interface App extends AsyncDisposable {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly database: Database;
  readonly leases: LeaseBook;
  readonly schedules: ReturnType<typeof scheduleStore>;
  readonly policy: ReconcilePolicy;
  /** Where people are told. */
  readonly surfaces: readonly SurfaceName[];
  readonly resolutions: ResolutionLog;
  /** Connects to Cal.com on first use; throws a UserError when there is no key. */
  calcom(): CalcomClient;
  /** What finding works with; a person's question goes before a sweep's. */
  reconcile(priority?: Priority): ReconcilePorts;
}

/** Opens the database and brings its schema up to date. Throws a UserError when that cannot be done. */
export async function openApp(config: Config, { clock, log }: Pick<App, 'clock' | 'log'>): Promise<App> {
  await using parts = new AsyncDisposableStack();
  const database = parts.use(await openDatabase(config.database));
  const applied = await migrate(database);
  if (applied.length > 0) log('info', 'schema migrated', { applied });
  const { sql } = database;
  let client: CalcomClient | undefined;
  const calcom = () => (client ??= connectCalcom(config, { clock, log, database }));
  parts.defer(async () => client?.[Symbol.asyncDispose]());
  const held = parts.move();
  const surfaces = surfacesOf(config);
  return {
    config,
    clock,
    log,
    database,
    leases: leaseStore(sql),
    schedules: scheduleStore(sql),
    surfaces,
    resolutions: resolutionStore(database, surfaces),
    policy: {
      ...config.verification,
      eventTypeIds: config.calcom.eventTypeIds,
      listMode: config.calcom.listMode,
    },
    calcom,
    reconcile: (priority = 'sweep') => ({
      appointments: appointmentStore(sql),
      bookings: calcom().withPriority(priority),
      memory: pairStore(sql),
      runs: runStore(database, surfaces),
      clock,
    }),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** Where no chat is set up, the terminal is read. */
function surfacesOf({ slack, discord }: Config): SurfaceName[] {
  if (!slack && !discord) return ['terminal'];
  return [...(slack ? (['slack'] as const) : []), ...(discord ? (['discord'] as const) : [])];
}

function connectCalcom(
  config: Config,
  { clock, log, database }: Pick<App, 'clock' | 'log' | 'database'>,
): CalcomClient {
  const { url, requestsPerMinute } = config.calcom;
  const budget = createRequestBudget({ ledger: budgetLedger(database.sql), clock, requestsPerMinute });
  return createCalcomClient({
    url,
    apiKey: requireCalcomKey(config),
    budget,
    clock,
    log: (event) => log('debug', 'asked Cal.com', { ...event }),
  });
}
