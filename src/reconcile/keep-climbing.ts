/** Makes the attempts that the ladder has set, when they are due. */
import { isStandingStill } from './is-standing-still.ts';
import type { ReconcilePolicy, ReconcilePorts } from './ports.ts';
import type { RunReport } from './run-report.ts';
import { windowAt } from '../domain/window.ts';
import { pageSizeOf } from './read-span.ts';
import { verifyEverything } from './verify-changes.ts';
import { verifyPairs } from './verify-pairs.ts';

const LOOK_EVERY_MS = 500;
/** As many Pairs as one Run verifies. */
const AT_ONCE = 50;
/** When attempts could not be made at all (Cal.com down, key refused), they are not asked for again at once. */
const BACK_OFF_MS = 30_000;

export interface Climbing {
  readonly signal: AbortSignal;
  /** Wraps a Run, so that only one replica makes it; answers false when another one does. */
  readonly exclusively: (work: (signal: AbortSignal) => Promise<void>) => Promise<boolean>;
  /** The same for a Run over the whole window. */
  readonly exclusivelyWhole: (work: (signal: AbortSignal) => Promise<void>) => Promise<boolean>;
  readonly onRun: (report: RunReport) => void;
  readonly onError: (error: unknown) => void;
}

/** Runs until the signal is aborted; then it ends after the Run under way. */
export async function keepClimbing(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  climbing: Climbing,
): Promise<void> {
  while (!climbing.signal.aborted) {
    const wait = await climbOnce(ports, policy, climbing).catch((error: unknown) => {
      climbing.onError(error);
      return BACK_OFF_MS;
    });
    await ports.clock.sleep(wait, climbing.signal).catch(() => undefined);
  }
}

/** How long to wait before looking again, in ms. */
async function climbOnce(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  climbing: Climbing,
): Promise<number> {
  const due = await ports.memory.recallDue(ports.clock.now(), AT_ONCE);
  if (due.length === 0) return LOOK_EVERY_MS;
  if (await isStandingStill(ports.history)) return BACK_OFF_MS;
  if (due.length === AT_ONCE && (await isWholeCheaper(ports, policy)))
    return climbAll(ports, policy, climbing);
  const pairIds = due.map(({ id }) => id);
  const ours = await climbing.exclusively(async (signal) => {
    climbing.onRun(await verifyPairs(ports, policy, { signal, targets: { pairIds } }));
  });
  if (!ours) return LOOK_EVERY_MS;
  const left = await ports.memory.recallDue(ports.clock.now(), AT_ONCE);
  const versions = new Map(left.map(({ id, version }) => [id, version]));
  return due.every(({ id, version }) => versions.get(id) === version) ? BACK_OFF_MS : LOOK_EVERY_MS;
}

/** One by one they cost a request each, at least. */
async function isWholeCheaper({ memory, clock }: ReconcilePorts, policy: ReconcilePolicy): Promise<boolean> {
  const now = clock.now();
  const pairs = await memory.countIn(windowAt(now, policy));
  return (await memory.countDue(now)) > pairs / pageSizeOf(policy.listMode) + AT_ONCE;
}

async function climbAll(ports: ReconcilePorts, policy: ReconcilePolicy, climbing: Climbing): Promise<number> {
  let outcome: RunReport['result']['outcome'] | undefined;
  await climbing.exclusivelyWhole(async (signal) => {
    const report = await verifyEverything(ports, policy, { signal });
    outcome = report.result.outcome;
    climbing.onRun(report);
  });
  // Another process reads the whole window at this moment, and makes these attempts too.
  return outcome === 'complete' || outcome === 'partial' ? LOOK_EVERY_MS : BACK_OFF_MS;
}
