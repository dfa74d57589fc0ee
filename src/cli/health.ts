/** `calsync health`: what the checks can prove, and what is wrong with calsync itself. */
import type { App } from '../app.ts';
import { composeHealth, readHealth, type HealthReport } from '../query/health.ts';
import { nextTime } from '../runtime/schedule.ts';
import { healthStore } from '../store/health-store.ts';
import { answer, openAppFor, type CommandContext, type ExitCode } from './command-context.ts';
import { readStatusOf } from './status.ts';
import { verificationJobs } from './verification-jobs.ts';

export async function health(context: CommandContext): Promise<ExitCode> {
  await using app = await openAppFor(context);
  const report = await readHealthOf(app);
  answer(context, report, composeHealth(report, app.policy, app.config));
  return report.health.state === 'healthy' && report.bulletins.length === 0 ? 0 : 1;
}

export async function readHealthOf(app: App): Promise<HealthReport> {
  const { config, clock } = app;
  const schedules = verificationJobs(config).map(({ name, title, cron }) => ({
    name,
    title,
    next: nextTime(cron, config.timeZone, clock.now()) ?? null,
  }));
  const circuit = await app.circuitState();
  return readHealth(healthStore(app.database.sql), { status: await readStatusOf(app), circuit, schedules });
}
