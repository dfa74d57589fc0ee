/** Runs jobs by their cron expressions, one at a time, and makes up once for those that were missed. */
import { Cron } from 'croner';
import type { Clock } from './clock.ts';

export interface Job {
  readonly name: string;
  readonly cron: string;
  /** Jobs that this one has done as well. */
  readonly includes?: readonly string[];
  run(signal: AbortSignal): Promise<void>;
}

/** When each job last started; survives restarts. */
export interface ScheduleLog {
  lastStart(name: string): Promise<number | undefined>;
  recordStart(name: string, at: number): Promise<void>;
}

export interface ScheduleOptions {
  /** The first of those that are due runs first. */
  readonly jobs: readonly Job[];
  readonly timeZone: string;
  readonly clock: Clock;
  readonly log: ScheduleLog;
  /** Wraps what is due, so that only one replica does it; answers false when another one does. */
  readonly exclusively: (work: (signal: AbortSignal) => Promise<void>) => Promise<boolean>;
  /** `all`: it could not be looked up what is due. */
  readonly onError: (job: string, error: unknown) => void;
}

/** The clock may be set, a machine may sleep: the time is looked at again at least this often. */
const LOOK_AGAIN_MS = 60_000;
/** When what is due could not even be looked up: the database may be back soon. */
const AFTER_TROUBLE_MS = 5_000;

/** Runs until the signal is aborted; then it ends after the job under way. */
export async function keepSchedules(options: ScheduleOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const wait = await lookOnce(options, signal).catch((error: unknown) => {
      options.onError('all', error);
      return AFTER_TROUBLE_MS;
    });
    await options.clock.sleep(Math.max(wait, 1_000), signal).catch(() => undefined);
  }
}

/** How long to wait before looking again, in ms. */
async function lookOnce(options: ScheduleOptions, signal: AbortSignal): Promise<number> {
  if ((await dueJobs(options)).length > 0) await options.exclusively((held) => runDue(options, held, signal));
  return Math.min(LOOK_AGAIN_MS, nextDueAt(options) - options.clock.now());
}

/** The next time a cron expression comes after `after`, epoch ms; undefined when it never does. */
export function nextTime(cron: string, timeZone: string, after: number): number | undefined {
  // Without the rule, an hour that a clock change leaves out would be skipped for lists such as "30 2,14".
  const pattern = new Cron(cron, { timezone: timeZone, paused: true, fixedTimeRule: 'no-wildcard' });
  return pattern.nextRun(new Date(after))?.getTime();
}

/** The last time a cron expression came, up to `at`, epoch ms; undefined when it never did. */
export function lastTime(cron: string, timeZone: string, at: number): number | undefined {
  const pattern = new Cron(cron, { timezone: timeZone, paused: true, fixedTimeRule: 'no-wildcard' });
  // What croner is asked for lies before what it is given.
  return pattern.previousRuns(1, new Date(at + 1))[0]?.getTime();
}

/** Looked up again once the work is ours: another replica may have done it meanwhile. */
async function runDue(options: ScheduleOptions, signal: AbortSignal, stop: AbortSignal): Promise<void> {
  for (let [job] = await dueJobs(options); job && !stop.aborted; [job] = await dueJobs(options)) {
    const at = options.clock.now();
    const { name } = job;
    await job.run(signal).catch((error: unknown) => options.onError(name, error));
    // A job that was stopped half-way counts as missed, and is made up at the next start.
    if (signal.aborted) return;
    for (const done of [name, ...(job.includes ?? [])]) await options.log.recordStart(done, at);
  }
}

async function dueJobs({ jobs, timeZone, clock, log }: ScheduleOptions): Promise<Job[]> {
  const due: Job[] = [];
  for (const job of jobs) {
    const last = await log.lastStart(job.name);
    const next = last === undefined ? -Infinity : nextTime(job.cron, timeZone, last);
    if (next !== undefined && next <= clock.now()) due.push(job);
  }
  return due;
}

function nextDueAt({ jobs, timeZone, clock }: ScheduleOptions): number {
  return Math.min(...jobs.map((job) => nextTime(job.cron, timeZone, clock.now()) ?? Infinity));
}
