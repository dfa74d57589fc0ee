/** `calsync status`: counts, the last and next check, health. */
import type { App } from '../app.ts';
import { windowAt } from '../domain/window.ts';
import { composeStatus, readStatus, type StatusReport } from '../query/status.ts';
import { statusStore } from '../store/query-store.ts';
import { answer, openAppFor, type CommandContext, type ExitCode } from './command-context.ts';
import { VERIFICATION_LEASE } from './exclusively.ts';
import { nextCheck } from './verification-jobs.ts';

export async function status(context: CommandContext): Promise<ExitCode> {
  await using app = await openAppFor(context);
  const report = await readStatusOf(app);
  answer(context, report, composeStatus(report, app.config));
  return 0;
}

export async function readStatusOf(app: App): Promise<StatusReport> {
  const now = app.clock.now();
  const window = windowAt(now, app.policy);
  const lease = await app.leases.find(VERIFICATION_LEASE);
  return readStatus(statusStore(app.database.sql), {
    now,
    window,
    nextCheck: nextCheck(app.config, now),
    underWay: lease !== undefined && lease.until > now,
  });
}
