/** One world from its seed, from its first instant to the day when nothing moves any more. */
import { hash } from 'node:crypto';
import { releaseStop } from '../../src/store/bulletin-store.ts';
import type { Database } from '../../src/store/database.ts';
import { pickFault, WITHHOLDING } from './faults.ts';
import { moveWorld } from './move-world.ts';
import { DAY, HOUR, MINUTE } from './slots.ts';
import { act, fullRun, ladder } from './steps.ts';
import type { Occurred } from './tally.ts';
import { verdictsOf, watchTransitions } from './transitions.ts';
import { beginLife, endLife, openWorld, type World } from './world.ts';

const STEPS = 14;

export interface SimulatedWorld {
  readonly seed: number;
  /** Why it failed; null: it held. */
  readonly failure: string | null;
  readonly occurred: Occurred;
  /** The same for the same seed. */
  readonly trace: string;
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

async function play(world: World): Promise<void> {
  const { random, clock, witness } = world;
  const transitions = watchTransitions(world.database.sql);
  for (let step = 0; step < STEPS; step++) {
    await disturb(world);
    witness.beginRun();
    const name = await act(world);
    await world.moving;
    world.names.step.add(name);
    await witness.judgeRun(world);
    for (const one of await transitions.look()) world.names.transition.add(one);
    calmDown(world);
    if (random.once(4)) await accept(world);
    clock.pass(random.pick([MINUTE, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR]));
  }
  await settle(world, transitions);
  if (random.once(3)) await outlast(world, transitions);
  for (const verdict of await verdictsOf(world.database.sql)) world.names.verdict.add(verdict);
  const held = await world.database.sql(`select id from calsync.pair_history where event = 'held' limit 1`);
  if (held.length > 0) world.names.verdict.add('held');
}

/** Before a step: what will go wrong in it. */
async function disturb(world: World): Promise<void> {
  const { random, calcom } = world;
  world.trouble = false;
  world.withheld = false;
  world.movesIn = random.once(3) ? 1 + random.below(12) : Infinity;
  for (let more = random.below(3); more > 0; more--) await moveWorld(world);
  if (random.once(3)) {
    const fault = pickFault({ random, faults: calcom.faults });
    world.faults.push(fault);
    world.names.fault.add(fault.name);
    world.trouble = true;
    world.withheld = WITHHOLDING.has(fault.name);
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
  const { clock } = world;
  world.calcom.faults.clear();
  world.trouble = false;
  world.withheld = false;
  await endLife(world);
  world.life = await beginLife(world, Infinity);
  for (let round = 0; round < 12; round++) {
    clock.pass(round < 6 ? 10 * MINUTE : DAY / 4);
    await calmly(world, transitions, round % 3 === 0 ? fullRun : ladder);
    await releaseIfStopped(world);
  }
  await comeToRest(world, transitions);
}

async function comeToRest(world: World, transitions: ReturnType<typeof watchTransitions>): Promise<void> {
  const { clock, witness } = world;
  const lastFullRun = clock.now();
  await calmly(world, transitions, fullRun);
  for (const wait of LADDER) {
    clock.pass(wait);
    await calmly(world, transitions, ladder);
  }
  await witness.judgeRest(lastFullRun);
}

/** A little more than the waits between the attempts. */
const LADDER = [2 * MINUTE, 6 * MINUTE];

/** Much later: what is over is closed, and never called solved; what was far ahead has come near. */
async function outlast(world: World, transitions: ReturnType<typeof watchTransitions>): Promise<void> {
  world.clock.pass(world.random.pick([30, 110, 110]) * DAY);
  await calmly(world, transitions, fullRun);
  await releaseIfStopped(world);
  await comeToRest(world, transitions);
}

async function calmly(
  world: World,
  transitions: ReturnType<typeof watchTransitions>,
  run: (world: World) => Promise<void>,
): Promise<void> {
  world.witness.beginRun();
  await run(world);
  await world.witness.judgeRun(world);
  for (const one of await transitions.look()) world.names.transition.add(one);
}

async function releaseIfStopped({ database, clock }: World): Promise<void> {
  const by = { id: 'U1', name: 'Ada', surface: 'slack' };
  await releaseStop(database, { by, changes: null, surfaces: [], at: clock.now() });
}
