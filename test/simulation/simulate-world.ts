/** One world from its seed: two sides that move while they are read, a Cal.com that fails, a process that dies. */
import { hash } from 'node:crypto';
import { wireApp, type App } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { hearOnce } from '../../src/reconcile/keep-hearing.ts';
import { verifyChanges } from '../../src/reconcile/verify-changes.ts';
import { verifyPairs } from '../../src/reconcile/verify-pairs.ts';
import { verifyWindow } from '../../src/reconcile/verify-window.ts';
import type { RunReport } from '../../src/reconcile/run-report.ts';
import { startCalcom, type CalcomSandbox } from '../../src/sandbox/calcom/start-calcom.ts';
import { releaseStop } from '../../src/store/bulletin-store.ts';
import type { Database } from '../../src/store/database.ts';
import { webhookStore } from '../../src/store/webhook-store.ts';
import { createRandom, type Random } from '../support/known-truth/random.ts';
import { MORNING, salonClock, type SalonClock } from '../support/salon.ts';
import { abandonable, Abandoned, abandonmentAfter, type Abandonment } from './abandonment.ts';
import { companyInDatabase, type Company } from './company.ts';
import { SCOPE } from './event-types.ts';
import { pickFault, type PickedFault } from './faults.ts';
import { pickMove } from './moves.ts';
import type { Webhook } from './moves/stage.ts';
import { createRandomWorld } from './random-world.ts';
import type { Kind, Occurred } from './tally.ts';
import { verdictsOf, watchTransitions } from './transitions.ts';
import { createWitness, REBOOK_GRACE_MS, type Witness } from './witness.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Real time, as a connection that hangs is one; everything else waits on the world's own clock. */
const HANGING_MS = 700;
const STEPS = 14;

export interface SimulatedWorld {
  readonly seed: number;
  /** Why it failed; null: it held. */
  readonly failure: string | null;
  readonly occurred: Occurred;
  /** The same for the same seed. */
  readonly trace: string;
}

export interface World {
  readonly random: Random;
  readonly clock: SalonClock;
  readonly calcom: CalcomSandbox;
  readonly company: Company;
  readonly database: Database;
  readonly witness: Witness;
  readonly config: ReturnType<typeof readConfig>;
  readonly rescheduleRequests: Map<string, number>;
  readonly names: Record<Kind, Set<string>>;
  readonly log: string[];
  /** Of the process that lives now. */
  life: { readonly app: App; readonly abandonment: Abandonment };
  /** How many more requests until the world moves by itself; Infinity: it stands still. */
  movesIn: number;
  faults: PickedFault[];
  /** Something is made to fail, or has failed, during this Run. */
  trouble: boolean;
}

export async function simulateWorld(
  seed: number,
  database: Database,
  inspect: (world: World) => Promise<void> = async () => undefined,
): Promise<SimulatedWorld> {
  await using parts = new AsyncDisposableStack();
  const world = await openWorld(seed, database, parts);
  const failure = await play(world).then(
    () => null,
    (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  if (failure !== null) await inspect(world);
  await endLife(world);
  const trace = hash('sha256', world.log.join('\n'), 'hex').slice(0, 16);
  return { seed, failure, occurred: world.names, trace };
}

async function openWorld(seed: number, database: Database, parts: AsyncDisposableStack): Promise<World> {
  const random = createRandom(seed);
  const clock = salonClock();
  await emptyTables(database);
  const calcom = parts.use(await startCalcom({ clock, requestsPerMinute: Infinity, seed }));
  const company = companyInDatabase(database.sql);
  await createRandomWorld({ random, calcom: calcom.world, company, now: MORNING });
  const listMode = random.once(3) ? 'cursor' : 'offset';
  const config = readConfig({
    DATABASE_URL: 'postgres://unused@127.0.0.1/unused',
    CALCOM_API_URL: calcom.url,
    CALCOM_API_KEY: calcom.apiKey,
    CALCOM_LIST_MODE: listMode,
    CALCOM_REQUESTS_PER_MINUTE: '1000',
    CALCOM_EVENT_TYPE_IDS: [...SCOPE].join(','),
    CALCOM_WEBHOOK_SECRET: 'a-secret-of-the-simulation',
    CALSYNC_MASS_CHANGE: '1000000,100%',
    CALSYNC_REBOOK_GRACE: `${REBOOK_GRACE_MS / HOUR}h`,
    CALSYNC_TIME_ZONE: 'Europe/Berlin',
    CALSYNC_LOG_LEVEL: 'silent',
  });
  const rescheduleRequests = new Map<string, number>();
  const witness = createWitness({
    company,
    calcom,
    sql: database.sql,
    now: () => clock.now(),
    rescheduleRequests,
  });
  const names = {
    fault: new Set<string>(),
    move: new Set<string>(),
    verdict: new Set<string>(),
    transition: new Set<string>(),
    step: new Set([`${listMode} mode`]),
  };
  const world: World = {
    ...{ random, clock, calcom, company, database, witness, config, rescheduleRequests, names },
    log: [],
    life: await beginLife({ random, clock, database, config }, Infinity),
    movesIn: Infinity,
    faults: [],
    trouble: false,
  };
  calcom.onRequest(async (_n, { path, query }) => {
    world.log.push(`${clock.now()} ${path}?${query.toString()}`);
    clock.pass(1 + random.below(2_000));
    world.life.abandonment.notice();
    if (--world.movesIn > 0) return;
    await move(world);
    world.movesIn = 1 + random.below(12);
  });
  return world;
}

type Beginning = Pick<World, 'random' | 'clock' | 'database' | 'config'>;

/** A process begins, and is gone at the n-th outside call. */
async function beginLife(
  { random, clock, database, config }: Beginning,
  calls: number,
): Promise<World['life']> {
  const abandonment = abandonmentAfter(calls);
  const app = await wireApp(config, abandonable(database, abandonment), {
    clock,
    log: () => undefined,
    asking: {
      inFlight: 1,
      timeouts: { read: HANGING_MS, listing: HANGING_MS },
      random: () => random.below(1000) / 1000,
    },
  });
  return { app, abandonment };
}

async function endLife({ life }: Pick<World, 'life'>): Promise<void> {
  try {
    await life.app[Symbol.asyncDispose]();
  } catch (error) {
    if (!isAbandoned(error)) throw error;
  }
}

async function play(world: World): Promise<void> {
  const { random, clock, witness } = world;
  const transitions = watchTransitions(world.database.sql);
  for (let step = 0; step < STEPS; step++) {
    await disturb(world);
    witness.beginRun();
    const name = await act(world);
    world.names.step.add(name);
    await witness.judgeRun(world.trouble);
    for (const one of await transitions.look()) world.names.transition.add(one);
    calmDown(world);
    if (random.once(4)) await accept(world);
    clock.pass(random.pick([MINUTE, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR]));
  }
  await settle(world, transitions);
  if (random.once(5)) await outlast(world, transitions);
  for (const verdict of await verdictsOf(world.database.sql)) world.names.verdict.add(verdict);
  const held = await world.database.sql(`select id from calsync.pair_history where event = 'held' limit 1`);
  if (held.length > 0) world.names.verdict.add('held');
}

/** Before a step: what will go wrong in it. */
async function disturb(world: World): Promise<void> {
  const { random, calcom } = world;
  world.trouble = false;
  world.movesIn = random.once(3) ? 1 + random.below(12) : Infinity;
  for (let more = random.below(3); more > 0; more--) await move(world);
  if (random.once(3)) {
    const fault = pickFault({ random, faults: calcom.faults });
    world.faults.push(fault);
    world.names.fault.add(fault.name);
    world.trouble = true;
  }
  if (random.once(8)) {
    await endLife(world);
    world.life = await beginLife(world, 5 + random.below(60));
  }
}

function calmDown(world: World): void {
  world.movesIn = Infinity;
  for (const fault of world.faults.splice(0)) fault.remove();
}

/** Something happens on either side, or both; its webhooks arrive, or get lost. */
async function move(world: World): Promise<void> {
  const { random, company, calcom, clock, names, witness } = world;
  const moved = pickMove({ random, company, calcom: calcom.world, now: clock.now() });
  if (!moved) return;
  names.move.add(moved.name);
  world.log.push(`${clock.now()} ${moved.name}`);
  const before = new Set(company.rows.values());
  const webhooks = await moved.apply();
  for (const row of company.rows.values()) if (!before.has(row)) before.add(row);
  for (const webhook of webhooks) if (!random.once(4)) await deliver(world, webhook);
  witness.look();
}

async function deliver(world: World, { uid, trigger, requestReschedule }: Webhook): Promise<void> {
  const receivedAt = world.clock.now();
  if (requestReschedule) world.rescheduleRequests.set(uid, receivedAt);
  const digest = `${uid} ${trigger} ${receivedAt}`;
  const webhook = { digest, receivedAt, trigger, bookingUid: uid, requestReschedule };
  for (let copies = world.random.once(6) ? 2 : 1; copies > 0; copies--)
    await webhookStore(world.database.sql).record(webhook);
}

/** One step of the process; a process that is gone is followed by another. */
async function act(world: World): Promise<string> {
  const [name, run] = world.random.pick([
    ['full Run', fullRun],
    ['full Run', fullRun],
    ['pending cycle', pendingCycle],
    ['near cycle', nearCycle],
    ['ladder', ladder],
    ['ladder', ladder],
    ['webhooks heard', hear],
  ] as const);
  try {
    await run(world);
    return name;
  } catch (error) {
    if (!isAbandoned(error)) throw error;
    await endLife(world);
    world.life = await beginLife(world, Infinity);
    return 'abandoned';
  }
}

/** The ORM wraps what a statement throws. */
function isAbandoned(error: unknown): boolean {
  return (
    error instanceof Abandoned ||
    (error instanceof Error && error.cause !== undefined && isAbandoned(error.cause))
  );
}

function note({ names, log, clock }: World, { result }: RunReport): void {
  names.step.add(result.outcome);
  log.push(`${clock.now()} ${result.outcome} ${JSON.stringify(result.counts)} ${result.apiRequests}`);
}

async function fullRun(world: World): Promise<void> {
  const { app, abandonment } = world.life;
  note(world, await verifyWindow(app.reconcile(), app.policy, { signal: abandonment.signal }));
}

async function pendingCycle(world: World): Promise<void> {
  const { app, abandonment } = world.life;
  note(world, await verifyChanges(app.reconcile(), app.policy, { signal: abandonment.signal, doubts: true }));
}

async function nearCycle(world: World): Promise<void> {
  const { app, abandonment } = world.life;
  note(
    world,
    await verifyChanges(app.reconcile(), app.policy, { signal: abandonment.signal, soonMs: 2 * DAY }),
  );
}

/** Every attempt that has come. */
async function ladder(world: World): Promise<void> {
  const { app, abandonment } = world.life;
  const ports = app.reconcile();
  const due = await ports.memory.recallDue(world.clock.now(), 50);
  if (due.length === 0) return;
  const pairIds = due.map(({ id }) => id);
  note(world, await verifyPairs(ports, app.policy, { signal: abandonment.signal, targets: { pairIds } }));
}

async function hear(world: World): Promise<void> {
  const { app, abandonment } = world.life;
  await hearOnce(app.reconcile(), app.policy, {
    webhooks: webhookStore(app.database.sql),
    signal: abandonment.signal,
    async exclusively(work) {
      await work(abandonment.signal);
      return true;
    },
    onRun: (report) => note(world, report),
    onError(error) {
      throw error;
    },
  });
}

/** A person takes an open Issue as it is. */
async function accept({ database, clock }: World): Promise<void> {
  await database.sql(
    `update calsync.issue set state = 'accepted', outcome = 'accepted', resolved_at = to_timestamp(?)
     where id = (select id from calsync.issue where state = 'open' order by id limit 1)`,
    [clock.now() / 1000],
  );
}

/** Nothing moves and nothing fails any more: the Issues become the truth. */
async function settle(world: World, transitions: ReturnType<typeof watchTransitions>): Promise<void> {
  const { clock, witness } = world;
  world.calcom.faults.clear();
  world.trouble = false;
  await endLife(world);
  world.life = await beginLife(world, Infinity);
  for (let round = 0; round < 12; round++) {
    clock.pass(round < 6 ? 10 * MINUTE : DAY / 4);
    await calmly(world, transitions, round % 3 === 0 ? fullRun : ladder);
    await releaseIfStopped(world);
  }
  await calmly(world, transitions, fullRun);
  await witness.judgeRest();
}

/** Much later: what is over is closed, and never called solved. */
async function outlast(world: World, transitions: ReturnType<typeof watchTransitions>): Promise<void> {
  world.clock.pass(30 * DAY);
  await calmly(world, transitions, fullRun);
}

async function calmly(
  world: World,
  transitions: ReturnType<typeof watchTransitions>,
  run: (world: World) => Promise<void>,
): Promise<void> {
  world.witness.beginRun();
  await run(world);
  await world.witness.judgeRun(false);
  for (const one of await transitions.look()) world.names.transition.add(one);
}

async function releaseIfStopped({ database, clock }: World): Promise<void> {
  const by = { by: 'Ada', surface: 'slack', at: clock.now(), surfaces: [] };
  await releaseStop(database, { ...by, changes: null });
}

async function emptyTables({ sql }: Database): Promise<void> {
  const tables = await sql<{ name: string }>(
    `select format('calsync.%I', tablename) as name from pg_tables where schemaname = 'calsync' and tablename <> 'migration'`,
  );
  await sql(`truncate ${tables.map(({ name }) => name).join(', ')} restart identity cascade`);
}
