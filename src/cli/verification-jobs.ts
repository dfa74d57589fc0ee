/** The three schedules of verification, and when the next of them comes. */
import type { Config } from '../config.ts';
import type { ReconcilePolicy, ReconcilePorts, RunOptions } from '../reconcile/ports.ts';
import type { RunReport } from '../reconcile/run-report.ts';
import { verifyChanges } from '../reconcile/verify-changes.ts';
import { verifyWindow } from '../reconcile/verify-window.ts';
import { nextTime } from '../runtime/schedule.ts';

const SOON_MS = 48 * 60 * 60_000;

export interface VerificationJob {
  readonly name: 'daily' | 'pending' | 'near';
  readonly title: string;
  readonly cron: string;
  readonly includes?: readonly string[];
  readonly verify: (
    ports: ReconcilePorts,
    policy: ReconcilePolicy,
    options: RunOptions,
  ) => Promise<RunReport>;
}

/** The larger first: what it covers need not be done again by the smaller ones of the same hour. */
export function verificationJobs({ schedule }: Config): VerificationJob[] {
  return [
    {
      name: 'daily',
      title: 'Daily Comprehensive Check',
      cron: schedule.daily,
      includes: ['pending', 'near'],
      verify: verifyWindow,
    },
    {
      name: 'pending',
      title: 'Verification Cycle',
      cron: schedule.pending,
      includes: ['near'],
      verify: (ports, policy, options) => verifyChanges(ports, policy, { ...options, doubts: true }),
    },
    {
      name: 'near',
      title: 'Check of the next 48 hours',
      cron: schedule.near,
      verify: (ports, policy, options) => verifyChanges(ports, policy, { ...options, soonMs: SOON_MS }),
    },
  ];
}

export function nextCheck(config: Config, now: number): { name: string; at: number } | null {
  const times = verificationJobs(config).flatMap(({ title, cron }) => {
    const at = nextTime(cron, config.timeZone, now);
    return at === undefined ? [] : [{ name: title, at }];
  });
  return times.toSorted((one, other) => one.at - other.at)[0] ?? null;
}
