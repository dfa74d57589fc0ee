/** The wiring: each part built once from the configuration, disposed in reverse. */
import { createCalcomClient, type CalcomClient, type CalcomClientOptions } from './calcom/calcom-client.ts';
import { platformsOf } from './cli/platforms.ts';
import { requireCalcomKey, type Config } from './config.ts';
import type { SurfaceName } from './notify/surface.ts';
import type { ReconcilePolicy, ReconcilePorts } from './reconcile/ports.ts';
import { RESOLUTION_STEPS } from './resolve/carry-out-steps.ts';
import type { ResolutionLog } from './resolve/ports.ts';
import { savedState, type BreakerState } from './runtime/circuit-breaker.ts';
import { rememberCircuit } from './runtime/circuit-memory.ts';
import type { Clock } from './runtime/clock.ts';
import type { LeaseBook } from './runtime/lease.ts';
import type { Log } from './runtime/logger.ts';
import { createRequestBudget, type Priority } from './runtime/request-budget.ts';
import { inSteps, plainStep, type RunsStep } from './runtime/step.ts';
import { appointmentStore } from './store/appointment-store.ts';
import { budgetLedger } from './store/budget-ledger.ts';
import { circuitStore } from './store/circuit-store.ts';
import { openDatabase, type Database } from './store/database.ts';
import { leaseStore } from './store/lease-store.ts';
import { migrate } from './store/migrate.ts';
import { pairStore } from './store/pair-store.ts';
import { resolutionStore } from './store/resolution-store.ts';
import { rowChangesStore } from './store/row-changes-store.ts';
import { runHistoryStore } from './store/run-history-store.ts';
import { runStore } from './store/run-store.ts';
import { scheduleStore } from './store/schedule-store.ts';
import { webhookStore } from './store/webhook-store.ts';

export interface App extends AsyncDisposable {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly step: RunsStep;
  readonly database: Database;
  readonly leases: LeaseBook;
  readonly schedules: ReturnType<typeof scheduleStore>;
  readonly policy: ReconcilePolicy;
  /** Where people are told. */
  readonly surfaces: readonly SurfaceName[];
  readonly resolutions: ResolutionLog;
  /** Connects to Cal.com on first use; throws a UserError when there is no key. */
  calcom(): CalcomClient;
  /** Of this process, or as the last one left it. */
  circuitState(): Promise<BreakerState>;
  /** What finding works with; a person's question goes before a sweep's. */
  reconcile(priority?: Priority): ReconcilePorts;
}

/** What surrounds the app; the way Cal.com is asked may be set for a simulation. */
export interface Wiring extends Pick<App, 'clock' | 'log'> {
  /** Default true. */
  readonly readAhead?: boolean;
  /** Default: runs it, and nothing more. */
  readonly step?: RunsStep;
  readonly asking?: Pick<CalcomClientOptions, 'timeouts' | 'random'> & { readonly inFlight?: number };
}

/** Opens the database and brings its schema up to date. Throws a UserError when that cannot be done. */
export async function openApp(config: Config, wiring: Wiring): Promise<App> {
  await using parts = new AsyncDisposableStack();
  const database = parts.use(await openDatabase(config.database));
  const applied = await migrate(database);
  if (applied.length > 0) wiring.log('info', 'schema migrated', { applied });
  const app = parts.use(await wireApp(config, database, wiring));
  const held = parts.move();
  return { ...app, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

/** On a database that is open already, and stays open. */
export async function wireApp(config: Config, database: Database, wiring: Wiring): Promise<App> {
  await using parts = new AsyncDisposableStack();
  const { clock, log, step = plainStep } = wiring;
  const surfaces = surfacesOf(config);
  const memory = circuitStore(database, surfaces);
  const saved = await memory.load();
  const calcom = parts.use(
    onFirstUse(() => {
      const client = connectCalcom(config, { ...wiring, database }, saved);
      return { client, written: rememberCircuit(client.breaker, { memory, clock, log }) };
    }),
  );
  const held = parts.move();
  return {
    ...storesOf(database, surfaces, step),
    config,
    clock,
    log,
    step,
    database,
    surfaces,
    policy: policyOf(config, wiring),
    calcom: () => calcom.get(),
    circuitState: async () => calcom.found()?.breaker.state() ?? savedState(await memory.load(), clock.now()),
    reconcile: (priority = 'sweep') => ({
      ...reconcileStoresOf(database, surfaces),
      bookings: calcom.get().withPriority(priority),
      clock,
    }),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

function policyOf({ verification, calcom }: Config, { readAhead = true }: Wiring): ReconcilePolicy {
  const { eventTypeIds, listMode, webhookSecret } = calcom;
  return { ...verification, eventTypeIds, listMode, expectsWebhooks: webhookSecret !== undefined, readAhead };
}

function storesOf(database: Database, surfaces: readonly SurfaceName[], step: RunsStep) {
  const { sql } = database;
  return {
    leases: leaseStore(sql),
    schedules: scheduleStore(sql),
    resolutions: inSteps(resolutionStore(database, surfaces), RESOLUTION_STEPS, step),
  };
}

function reconcileStoresOf(
  database: Database,
  surfaces: readonly SurfaceName[],
): Omit<ReconcilePorts, 'bookings' | 'clock'> {
  const { sql } = database;
  return {
    appointments: appointmentStore(sql),
    memory: pairStore(sql),
    runs: runStore(database, surfaces),
    history: runHistoryStore(sql),
    rowChanges: rowChangesStore(sql),
    webhooks: webhookStore(sql),
  };
}

/** Connects on first use: some commands need no Cal.com. `written`: waits until what happened is written down. */
function onFirstUse(connect: () => { client: CalcomClient; written: () => Promise<void> }) {
  let connected: ReturnType<typeof connect> | undefined;
  return {
    get: () => (connected ??= connect()).client,
    found: () => connected?.client,
    async [Symbol.asyncDispose]() {
      await connected?.client[Symbol.asyncDispose]();
      await connected?.written();
    },
  };
}

/** Where nothing is set up, the terminal is read. */
function surfacesOf(config: Config): SurfaceName[] {
  const names = platformsOf(config).map(({ name }) => name);
  return names.length > 0 ? names : ['terminal'];
}

function connectCalcom(
  config: Config,
  { clock, log, database, asking = {} }: Wiring & Pick<App, 'database'>,
  savedCircuit: unknown,
): CalcomClient {
  const { url, requestsPerMinute } = config.calcom;
  const { inFlight, ...how } = asking;
  const pace = { requestsPerMinute, ...(inFlight !== undefined && { inFlight }) };
  const budget = createRequestBudget({ ledger: budgetLedger(database.sql), clock, ...pace });
  return createCalcomClient({
    url,
    apiKey: requireCalcomKey(config),
    budget,
    clock,
    breaker: savedCircuit,
    ...how,
    log: (event) => log('debug', 'asked Cal.com', { ...event }),
  });
}
