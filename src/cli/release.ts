/** `calsync release`: after a stop, everything is checked once more, and as many changes as were shown are taken. */
import type { App } from '../app.ts';
import { UserError } from '../domain/errors.ts';
import type { Asker } from '../resolve/resolution.ts';
import { verifyWindow } from '../reconcile/verify-window.ts';
import { releaseStop } from '../store/bulletin-store.ts';
import { composeRun } from './compose-run.ts';
import { answer, openAppFor, type CommandContext, type ExitCode } from './command-context.ts';
import { describeRun } from './describe-run.ts';
import { exclusively } from './exclusively.ts';
import { whoAsks } from './who-asks.ts';

export async function release(context: CommandContext): Promise<ExitCode> {
  await using app = await openAppFor(context);
  await requestRelease(app, { changes: null, by: whoAsks() });
  const report = await exclusively(app, context.signal, (signal) =>
    verifyWindow(app.reconcile(), app.policy, { signal }),
  );
  const description = describeRun(report);
  answer(context, description, composeRun(description, app.config));
  return report.result.outcome === 'complete' ? 0 : 1;
}

/** `changes`: as many as the person saw; null: whatever is shown now. Throws a UserError when it cannot be. */
export async function requestRelease(
  { database, surfaces, clock }: App,
  asked: { changes: number | null; by: Asker },
): Promise<number> {
  const outcome = await releaseStop(database, { ...asked, surfaces, at: clock.now() });
  switch (outcome.kind) {
    case 'released':
      return outcome.changes;
    case 'changed':
      throw new UserError(
        'stop_changed',
        'By now it is another number that would change: nothing was released. Look at the newest card.',
      );
    case 'nothing':
      throw new UserError('nothing_stopped', 'Nothing is stopped: there is nothing to release.');
  }
}
