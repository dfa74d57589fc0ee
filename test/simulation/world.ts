/** A simulated world: two sides that move while they are read, a Cal.com that fails, and a process that may die. */
import { wireApp, type App } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { startCalcom, type CalcomSandbox } from '../../src/sandbox/calcom/start-calcom.ts';
import type { Database } from '../../src/store/database.ts';
import { eraseAll } from '../support/erase.ts';
import { createRandom, type Random } from '../support/known-truth/random.ts';
import { MORNING, salonClock, type SalonClock } from '../support/salon.ts';
import { abandonable, Abandoned, abandonmentAfter, type Abandonment } from './abandonment.ts';
import { companyInDatabase, type Company } from './company.ts';
import { SCOPE } from './event-types.ts';
import type { PickedFault } from './faults.ts';
import { moveWorld } from './move-world.ts';
import { createRandomWorld } from './random-world.ts';
import type { Kind } from './tally.ts';
import { createWitness, REBOOK_GRACE_MS, type Witness } from './witness.ts';

const HOUR = 60 * 60_000;
/** Real time, as a connection that hangs is one; everything else waits on the world's own clock. */
const HANGING_MS = 700;

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
  /** What moves right now: a Run that gives up does not wait for it. */
  moving: Promise<void>;
  faults: PickedFault[];
  /** Something is made to fail, or has failed, during this Run. */
  trouble: boolean;
  /** A list may keep rows back during it. */
  withheld: boolean;
}

export async function openWorld(
  seed: number,
  database: Database,
  parts: AsyncDisposableStack,
): Promise<World> {
  const random = createRandom(seed);
  const clock = salonClock();
  await eraseAll(database.sql);
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
    random,
    clock,
    calcom,
    company,
    database,
    witness,
    config,
    rescheduleRequests,
    names,
    log: [],
    life: await beginLife({ random, clock, database, config }, Infinity),
    movesIn: Infinity,
    moving: Promise.resolve(),
    faults: [],
    trouble: false,
    withheld: false,
  };
  calcom.onRequest(async (_n, { path, query }) => {
    world.log.push(`${clock.now()} ${path}?${query.toString()}`);
    clock.pass(1 + random.below(2_000));
    world.life.abandonment.notice();
    if (--world.movesIn > 0) return;
    world.moving = moveAndGoOn(world);
    await world.moving;
  });
  return world;
}

async function moveAndGoOn(world: World): Promise<void> {
  await moveWorld(world);
  world.movesIn = 1 + world.random.below(12);
}

type Beginning = Pick<World, 'random' | 'clock' | 'database' | 'config'>;

/** A process begins, and is gone at the n-th outside call. */
export async function beginLife(
  { random, clock, database, config }: Beginning,
  calls: number,
): Promise<World['life']> {
  const abandonment = abandonmentAfter(calls);
  const app = await wireApp(config, abandonable(database, abandonment), {
    clock,
    log: () => undefined,
    readAhead: false,
    asking: {
      inFlight: 1,
      timeouts: { read: HANGING_MS, listing: HANGING_MS },
      random: () => random.below(1000) / 1000,
    },
  });
  return { app, abandonment };
}

export async function endLife({ life }: Pick<World, 'life'>): Promise<void> {
  try {
    await life.app[Symbol.asyncDispose]();
  } catch (error) {
    if (!isAbandoned(error)) throw error;
  }
}

/** The ORM wraps what a statement throws. */
export function isAbandoned(error: unknown): boolean {
  return (
    error instanceof Abandoned ||
    (error instanceof Error && error.cause !== undefined && isAbandoned(error.cause))
  );
}
