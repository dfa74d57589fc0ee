/** A full Run: everything that starts in the window, on both sides. */
import type { Instant } from '../domain/appointment.ts';
import type { Pair } from '../domain/pair.ts';
import { isInWindow, windowAt } from '../domain/window.ts';
import type { Findings } from './findings.ts';
import { findInWindow, type Sample } from './find-in-window.ts';
import { findRelease } from './guard-findings.ts';
import { describeCollapse, findCollapse, MassChange, type Side } from './mass-change.ts';
import { mergeChanges } from './merge-findings.ts';
import type { Pass } from './pass.ts';
import type { PairChange } from './pair-change.ts';
import { planPassed } from './plan-strangers.ts';
import type { ReconcilePolicy, ReconcilePorts, RunOptions } from './ports.ts';
import type { WindowReading } from './read-window.ts';
import { readTargets } from './read-targets.ts';
import { recordRun } from './record-run.ts';
import type { Sides } from './run-history.ts';
import type { RunReport } from './run-report.ts';

/** An Issue closes by itself when its visit has been over for so long. */
const PASSED_AFTER_MS = 7 * 24 * 60 * 60_000;

/** Safe to repeat; never throws for what Cal.com answers: that is the report's `problem`. */
export async function verifyWindow(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  options: RunOptions,
): Promise<RunReport> {
  const now = ports.clock.now();
  const start = { kind: 'full', startedAt: now, window: windowAt(now, policy) } as const;
  return recordRun(ports, policy, { ...options, start, find });

  async function find(pass: Pass): Promise<Findings> {
    const released = (await findRelease(ports.history)) !== null;
    return findEverything(ports, pass, { released });
  }
}

/** Throws MassChange when a side has collapsed, before each of its Pairs is looked up. */
export async function findEverything(
  ports: ReconcilePorts,
  pass: Pass,
  { released }: { released: boolean } = { released: false },
): Promise<Findings> {
  const before = await ports.history.sidesBefore(pass.scope);
  const findings = await findInWindow(ports, pass, {
    span: pass.window,
    onPages: async (reading, sample) => {
      if (before && !released) await refuseCollapse(reading, before, sample);
    },
  });
  const over = Math.min(pass.now - PASSED_AFTER_MS, pass.window.from);
  const passed = await ports.memory.recallPassed(over);
  const beyond = await findBeyond(ports, pass, over);
  const more = [...beyond, ...passed.map((one) => planPassed(one, pass))];
  if (more.length === 0) return findings;
  return { ...findings, changes: mergeChanges([...findings.changes, ...more]) };
}

/** An Issue whose visit was moved out of the window is followed to its end; nothing else there is looked at. */
async function findBeyond(ports: ReconcilePorts, pass: Pass, over: Instant): Promise<readonly PairChange[]> {
  const known = await ports.memory.recallOpenBeyond(pass.window, over);
  if (known.length === 0) return [];
  const concerns = (pair: Pair) => !isInWindow(pair, pass.window);
  const { changes } = await readTargets(ports, pass, { targets: {}, known, concerns });
  return changes;
}

/** A listing that left out what exists is not to be trusted; one that fits what exists is for a person to look at. */
async function refuseCollapse(
  { rowsInWindow, bookingsRead, remainder }: WindowReading,
  before: Sides,
  sample: Sample,
): Promise<void> {
  const now = { appointments: rowsInWindow, bookings: bookingsRead };
  const side = findCollapse(now, before);
  if (!side) return;
  if (side === 'bookings') await sample();
  const turning = TURNING[side];
  const many = side === 'bookings' ? remainder.rows.size : remainder.bookings.size;
  throw new MassChange({
    reason: describeCollapse(side, now, before),
    turnedBad: { [turning]: many },
    closing: 0,
    changes: many,
    released: null,
  });
}

/** What the Pairs of the side that is left would be called. */
const TURNING: Record<Side, 'ORPHANED_LOCAL' | 'ORPHANED_CALCOM'> = {
  bookings: 'ORPHANED_LOCAL',
  appointments: 'ORPHANED_CALCOM',
};
