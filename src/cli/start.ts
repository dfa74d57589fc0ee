/** `calsync start`: the daemon. Verifies on schedule, makes the ladder's attempts, and stops cleanly. */
import type { App } from '../app.ts';
import { requireCalcomKey } from '../config.ts';
import { keepClimbing } from '../reconcile/keep-climbing.ts';
import type { RunReport } from '../reconcile/run-report.ts';
import { verifyWindow } from '../reconcile/verify-window.ts';
import { withLease } from '../runtime/lease.ts';
import { keepSchedules, type Job } from '../runtime/schedule.ts';
import { configOf, openAppFor, type CommandContext, type ExitCode } from './command-context.ts';
import { LADDER_LEASE, VERIFICATION_LEASE } from './exclusively.ts';
import { verificationJobs, type VerificationJob } from './verification-jobs.ts';

/** What is under way when the process is told to stop may end by itself for so long; then it is cut short. */
const GRACE_MS = 7_000;

export async function start(context: CommandContext): Promise<ExitCode> {
  const config = configOf();
  requireCalcomKey(config);
  await using app = await openAppFor(context, config);
  app.log('info', 'calsync started', { database: app.database.kind, timeZone: config.timeZone });
  const work = afterGrace(context);
  await Promise.all([keepVerifying(app, context.signal, work), keepRetrying(app, context.signal, work)]);
  app.log('info', 'calsync stopped');
  return 0;
}

/** Aborted a while after the process was told to stop. */
function afterGrace({ signal }: CommandContext): AbortSignal {
  const cut = new AbortController();
  signal.addEventListener('abort', () => setTimeout(() => cut.abort(signal.reason), GRACE_MS).unref(), {
    once: true,
  });
  return cut.signal;
}

async function keepVerifying(app: App, stop: AbortSignal, work: AbortSignal): Promise<void> {
  const { clock, schedules, config } = app;
  await keepSchedules(
    {
      jobs: verificationJobs(config).map((job) => jobOf(app, job)),
      timeZone: config.timeZone,
      clock,
      log: schedules,
      exclusively: exclusivelyBy(app, VERIFICATION_LEASE, work),
      onError: (job, error) => app.log('error', 'schedule failed', { job, error }),
    },
    stop,
  );
}

function jobOf(app: App, { name, cron, kind, withinMs, includes = [] }: VerificationJob): Job {
  const reach = withinMs === undefined ? {} : { withinMs };
  return {
    name,
    cron,
    includes,
    async run(signal) {
      app.log('info', 'verification began', { schedule: name });
      logRun(app, await verifyWindow(app.reconcile(), app.policy, { kind, signal, ...reach }));
    },
  };
}

async function keepRetrying(app: App, stop: AbortSignal, work: AbortSignal): Promise<void> {
  await keepClimbing(app.reconcile(), app.policy, {
    signal: stop,
    exclusively: exclusivelyBy(app, LADDER_LEASE, work),
    onRun: (report) => logRun(app, report),
    onError: (error) => app.log('error', 'attempts failed', { error }),
  });
}

function exclusivelyBy({ leases, clock }: App, name: string, signal: AbortSignal) {
  return async (work: (signal: AbortSignal) => Promise<void>): Promise<boolean> =>
    (await withLease({ book: leases, clock, name, signal }, work)).held;
}

function logRun({ log }: App, { id, start: { kind }, result, discrepancies }: RunReport): void {
  const { outcome, problem, apiRequests, counts } = result;
  const level = outcome === 'complete' ? 'info' : 'warn';
  log(level, 'verification ended', {
    run: id,
    kind,
    outcome,
    problem,
    apiRequests,
    counts,
    disagreements: discrepancies.length,
  });
}
