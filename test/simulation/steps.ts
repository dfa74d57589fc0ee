/** What the process does in a simulated world, one thing at a time. */
import { hearOnce } from '../../src/reconcile/keep-hearing.ts';
import type { RunReport } from '../../src/reconcile/run-report.ts';
import { verifyChanges } from '../../src/reconcile/verify-changes.ts';
import { verifyPairs } from '../../src/reconcile/verify-pairs.ts';
import { verifyWindow } from '../../src/reconcile/verify-window.ts';
import { webhookStore } from '../../src/store/webhook-store.ts';
import { DAY } from './slots.ts';
import { beginLife, endLife, isAbandoned, type World } from './world.ts';

/** One step of the process; a process that is gone is followed by another. */
export async function act(world: World): Promise<string> {
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

function note({ names, log, clock }: World, { result }: RunReport): void {
  names.step.add(result.outcome);
  log.push(`${clock.now()} ${result.outcome} ${JSON.stringify(result.counts)} ${result.apiRequests}`);
}

export async function fullRun(world: World): Promise<void> {
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
export async function ladder(world: World): Promise<void> {
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
