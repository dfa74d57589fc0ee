/** The three schedules of verification, and when the next of them comes. */
import type { Config } from '../config.ts';
import { nextTime } from '../runtime/schedule.ts';

const NEAR_MS = 48 * 60 * 60_000;

export interface VerificationJob {
  readonly name: 'daily' | 'pending' | 'near';
  readonly title: string;
  readonly cron: string;
  readonly kind: 'full' | 'pending';
  readonly withinMs?: number;
  readonly includes?: readonly string[];
}

/** The larger first: what it covers need not be done again by the smaller ones of the same hour. */
export function verificationJobs({ schedule }: Config): VerificationJob[] {
  return [
    {
      name: 'daily',
      title: 'Daily Comprehensive Check',
      cron: schedule.daily,
      kind: 'full',
      includes: ['pending', 'near'],
    },
    {
      name: 'pending',
      title: 'Verification Cycle',
      cron: schedule.pending,
      kind: 'pending',
      includes: ['near'],
    },
    {
      name: 'near',
      title: 'Check of the next 48 hours',
      cron: schedule.near,
      kind: 'pending',
      withinMs: NEAR_MS,
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
