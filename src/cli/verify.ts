/** `calsync verify`: compares both sides now, and exits 0 when all is in sync, 1 when not, 2 when that could not be told. */
import type { App } from '../app.ts';
import { UserError } from '../domain/errors.ts';
import type { RunReport } from '../reconcile/run-report.ts';
import { verifyChanges } from '../reconcile/verify-changes.ts';
import { verifyPairs } from '../reconcile/verify-pairs.ts';
import { verifyWindow } from '../reconcile/verify-window.ts';
import { climbToTheEnd } from './climb-to-the-end.ts';
import { composeRun } from './compose-run.ts';
import { answer, configOf, openAppFor, type CommandContext, type ExitCode } from './command-context.ts';
import { describeRun, failedRun, type RunDescription } from './describe-run.ts';
import { exclusively } from './exclusively.ts';
import { inFull } from './in-full.ts';
import { noteVerify, whatIsVerified } from './note-verify.ts';
import { whoAsks } from './who-asks.ts';

export async function verify(context: CommandContext): Promise<ExitCode> {
  refuseContradictions(context);
  const config = configOf();
  const description = await verifyNow(context, config).catch((error: unknown) =>
    failedRun(kindOf(context), problemOf(error, context), context.clock.now()),
  );
  answer(context, description, composeRun(description, config));
  return exitCodeOf(description);
}

async function verifyNow(
  context: CommandContext,
  config: ReturnType<typeof configOf>,
): Promise<RunDescription> {
  await using app = await openAppFor(context, config);
  if (!context.command.options['dry-run']) await noteVerify(app, whoAsks(), whatIsVerified(context.command));
  const report = await run(app, context);
  const { outcome } = report.result;
  // Without whole listings nothing was attempted, and nothing would be by waiting.
  if (!context.command.options['wait'] || outcome === 'incomplete' || outcome === 'refused')
    return describeRun(report);
  await climbToTheEnd(app, context.signal);
  return describeRun(await run(app, context));
}

async function run(app: App, context: CommandContext): Promise<RunReport> {
  const { command, signal } = context;
  const dryRun = command.options['dry-run'] === true;
  const ports = app.reconcile();
  const targets = targetsOf(context);
  if (targets) return verifyPairs(ports, app.policy, { signal, dryRun, targets });
  const window = (held: AbortSignal) => {
    const options = { signal: held, dryRun };
    return kindOf(context) === 'full'
      ? verifyWindow(ports, app.policy, options)
      : verifyChanges(ports, app.policy, { ...options, doubts: true });
  };
  return dryRun ? window(signal) : exclusively(app, signal, window);
}

export function targetsOf({
  command,
}: Pick<CommandContext, 'command'>): { appointmentIds: string[]; bookingUids: string[] } | undefined {
  const { appointment, booking } = command.options;
  if (!appointment && !booking) return undefined;
  return {
    appointmentIds: appointment ? [String(appointment)] : [],
    bookingUids: booking ? [String(booking)] : [],
  };
}

/** Throws a UserError when the options exclude each other. */
function refuseContradictions({ command: { options } }: CommandContext): void {
  if (options['full'] && (options['appointment'] || options['booking']))
    throw new UserError(
      'wrong_usage',
      'verify: --full is everything; leave out --appointment and --booking.',
    );
  if (options['dry-run'] && options['wait'])
    throw new UserError(
      'wrong_usage',
      'verify: --dry-run writes nothing, so no later attempt would come; leave out --wait.',
    );
}

/** In words safe to show; a bug is told whole on standard error. */
function problemOf(error: unknown, { signal, stderr }: CommandContext): string {
  if (error instanceof UserError) return error.message;
  if (signal.aborted) return 'calsync was stopped before the check was finished';
  stderr.write(`${inFull(error)}\n`);
  return 'calsync itself failed; what is on standard error tells its makers why';
}

function kindOf({ command }: CommandContext): 'full' | 'pending' | 'single' {
  if (command.options['appointment'] || command.options['booking']) return 'single';
  return command.options['full'] ? 'full' : 'pending';
}

function exitCodeOf({ run: { complete }, refused, discrepancies }: RunDescription): ExitCode {
  if (!complete || refused) return 2;
  return discrepancies.some(({ accepted }) => !accepted) ? 1 : 0;
}
