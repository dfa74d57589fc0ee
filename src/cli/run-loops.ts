/** The loops of the daemon, side by side; nothing but the database is between them. */
import type { App } from '../app.ts';
import type { HomeSurface } from '../notify/homes.ts';
import { keepHomes } from '../notify/keep-homes.ts';
import { keepWatching } from '../notify/keep-watching.ts';
import type { Surface, SurfaceName } from '../notify/surface.ts';
import { keepClimbing } from '../reconcile/keep-climbing.ts';
import { keepHearing } from '../reconcile/keep-hearing.ts';
import { keepProbing } from '../reconcile/keep-probing.ts';
import type { RunReport } from '../reconcile/run-report.ts';
import { keepResolving } from '../resolve/keep-resolving.ts';
import { keepSchedules, type Job } from '../runtime/schedule.ts';
import { homeStore } from '../store/home-store.ts';
import { catchUpSurface } from '../store/late-surface.ts';
import { watchStore } from '../store/watch-store.ts';
import { webhookStore } from '../store/webhook-store.ts';
import { composeDashboardFor } from './compose-dashboard.ts';
import { keepDigesting } from './digest.ts';
import {
  DIGEST_LEASE,
  exclusivelyBy,
  LADDER_LEASE,
  RESOLUTION_LEASE,
  VERIFICATION_LEASE,
  WEBHOOK_LEASE,
} from './exclusively.ts';
import { keepTelling } from './keep-telling.ts';
import { resolvePorts } from './resolve-ports.ts';
import { verificationJobs, type VerificationJob } from './verification-jobs.ts';

export interface Loops {
  readonly surfaces: readonly Surface[];
  readonly homes?: readonly HomeSurface[];
  /** Nothing new is begun once it is aborted. */
  readonly stop: AbortSignal;
  /** Cuts short what is still under way. */
  readonly cut: AbortSignal;
}

/** Ends when everything that was under way has ended. */
export async function runLoops(app: App, loops: Loops): Promise<void> {
  for (const { name } of loops.surfaces) await catchUp(app, name);
  await Promise.all([
    keepVerifying(app, loops),
    keepRetrying(app, loops),
    keepListening(app, loops),
    keepAsking(app, loops),
    keepRepairing(app, loops),
    keepCalm(app, loops),
    keepSummingUp(app, loops),
    ...loops.surfaces.map((surface) => keepTelling(app, surface, loops)),
    ...(loops.homes ?? []).map((homes) => keepShowing(app, homes, loops)),
  ]);
}

/** What came to pass while this surface was not told is not told card by card. */
async function catchUp({ database, clock, log }: App, surface: SurfaceName): Promise<void> {
  const counted = await catchUpSurface(database, { surface, at: clock.now() });
  if (counted > 0) log('info', 'what was open before is told as one summary', { surface, issues: counted });
}

async function keepVerifying(app: App, { stop, cut }: Loops): Promise<void> {
  const { clock, schedules, config } = app;
  await keepSchedules(
    {
      jobs: verificationJobs(config).map((job) => jobOf(app, job)),
      timeZone: config.timeZone,
      clock,
      log: schedules,
      exclusively: exclusivelyBy(app, VERIFICATION_LEASE, cut),
      onError: (job, error) => app.log('error', 'schedule failed', { job, error }),
    },
    stop,
  );
}

function jobOf(app: App, { name, cron, includes = [], verify }: VerificationJob): Job {
  return {
    name,
    cron,
    includes,
    async run(signal) {
      app.log('info', 'verification began', { schedule: name });
      logRun(app, await verify(app.reconcile(), app.policy, { signal }));
    },
  };
}

async function keepRetrying(app: App, { stop, cut }: Loops): Promise<void> {
  await keepClimbing(app.reconcile(), app.policy, {
    signal: stop,
    exclusively: exclusivelyBy(app, LADDER_LEASE, cut),
    exclusivelyWhole: exclusivelyBy(app, VERIFICATION_LEASE, cut),
    onRun: (report) => logRun(app, report),
    onError: (error) => app.log('error', 'attempts failed', { error }),
  });
}

async function keepListening(app: App, { stop, cut }: Loops): Promise<void> {
  await keepHearing(app.reconcile(), app.policy, {
    webhooks: webhookStore(app.database.sql),
    signal: stop,
    exclusively: exclusivelyBy(app, WEBHOOK_LEASE, cut),
    onRun: (report) => logRun(app, report),
    onError: (error) => app.log('error', 'webhooks not heard', { error }),
  });
}

/** What an outage kept from being checked is checked as soon as Cal.com is back. */
async function keepAsking(app: App, { stop }: Loops): Promise<void> {
  const { clock, schedules } = app;
  const { history } = app.reconcile();
  await keepProbing({
    breaker: app.calcom().breaker,
    clock,
    signal: stop,
    ask: (signal) => app.calcom().me(signal),
    onRestored: async () => {
      const [last] = await history.lastFullOutcomes(1);
      await schedules.makeDue(last === 'incomplete' ? 'daily' : 'near');
    },
    onError: (error) => app.log('error', 'the schedules could not be made due', { error }),
  });
}

async function keepRepairing(app: App, { stop, cut }: Loops): Promise<void> {
  await keepResolving(resolvePorts(app), {
    signal: stop,
    exclusively: exclusivelyBy(app, RESOLUTION_LEASE, cut),
    onError: (error) => app.log('error', 'a resolution failed', { error }),
  });
}

async function keepSummingUp(app: App, { stop, cut }: Loops): Promise<void> {
  await keepDigesting(app, { stop, exclusively: exclusivelyBy(app, DIGEST_LEASE, cut) });
}

async function keepCalm(app: App, { stop }: Loops): Promise<void> {
  await keepWatching(
    {
      watch: watchStore(app.database, app.surfaces),
      clock: app.clock,
      onError: (error) => app.log('error', 'the watch failed', { error }),
    },
    stop,
  );
}

async function keepShowing(app: App, homes: HomeSurface, { stop, cut }: Loops): Promise<void> {
  await keepHomes(
    {
      book: homeStore(app.database.sql),
      homes,
      clock: app.clock,
      compose: (reader) => composeDashboardFor(app, reader, homes.name),
      log: (message, fields) => app.log('warn', message, fields),
      exclusively: exclusivelyBy(app, `homes on ${homes.name}`, cut),
      onError: (error) => app.log('error', 'homes failed', { surface: homes.name, error }),
    },
    stop,
  );
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
