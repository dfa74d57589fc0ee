/** `calsync verify`: compares both sides now, and exits 0 when all is in sync, 1 when not, 2 when that could not be told. */
import type { App } from '../app.ts';
import { UserError } from '../domain/errors.ts';
import type { RunReport } from '../reconcile/run-report.ts';
import { verifyPairs } from '../reconcile/verify-pairs.ts';
import { verifyWindow } from '../reconcile/verify-window.ts';
import { climbToTheEnd } from './climb-to-the-end.ts';
import { composeRun } from './compose-run.ts';
import { answer, configOf, openAppFor, type CommandContext, type ExitCode } from './command-context.ts';
import { describeRun, failedRun, type RunDescription } from './describe-run.ts';
import { exclusively } from './exclusively.ts';

export async function verify(context: CommandContext): Promise<ExitCode> {
  const config = configOf();
  const description = await verifyNow(context, config).catch((error: unknown) => {
    if (!(error instanceof UserError) || error.code === 'wrong_usage') throw error;
    return failedRun(kindOf(context), error.message, context.clock.now());
  });
  answer(context, description, composeRun(description, config));
  return exitCodeOf(description);
}

async function verifyNow(
  context: CommandContext,
  config: ReturnType<typeof configOf>,
): Promise<RunDescription> {
  await using app = await openAppFor(context, config);
  const report = await run(app, context);
  if (!context.command.options['wait']) return describeRun(report);
  await climbToTheEnd(app, context.signal);
  return describeRun(await run(app, context));
}

async function run(app: App, context: CommandContext): Promise<RunReport> {
  const { command, signal } = context;
  const dryRun = command.options['dry-run'] === true;
  const ports = app.reconcile();
  const targets = targetsOf(context);
  if (targets) return verifyPairs(ports, app.policy, { signal, dryRun, targets });
  const kind = kindOf(context) === 'full' ? 'full' : 'pending';
  const window = (held: AbortSignal) => verifyWindow(ports, app.policy, { signal: held, dryRun, kind });
  return dryRun ? window(signal) : exclusively(app, signal, window);
}

function targetsOf({
  command,
}: CommandContext): { appointmentIds: string[]; bookingUids: string[] } | undefined {
  const { appointment, booking } = command.options;
  if (!appointment && !booking) return undefined;
  if (command.options['full'])
    throw new UserError(
      'wrong_usage',
      'verify: --full is everything; leave out --appointment and --booking.',
    );
  return {
    appointmentIds: appointment ? [String(appointment)] : [],
    bookingUids: booking ? [String(booking)] : [],
  };
}

function kindOf({ command }: CommandContext): 'full' | 'pending' | 'single' {
  if (command.options['appointment'] || command.options['booking']) return 'single';
  return command.options['full'] ? 'full' : 'pending';
}

function exitCodeOf({ run: { complete }, refused, discrepancies }: RunDescription): ExitCode {
  if (!complete || refused) return 2;
  return discrepancies.some(({ accepted }) => !accepted) ? 1 : 0;
}
