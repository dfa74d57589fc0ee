/** `calsync demo`: a made-up salon whose Cal.com has drifted away, put right from Slack and Discord. */
import { composeStatus } from '../query/status.ts';
import type { RunReport } from '../reconcile/run-report.ts';
import { verifyWindow } from '../reconcile/verify-window.ts';
import { renderCard } from '../surfaces/terminal/render-card.ts';
import { styleOf, type CommandContext, type ExitCode } from './command-context.ts';
import { composeRun } from './compose-run.ts';
import { judgeEnd, judgeFindings } from './demo/judge.ts';
import { openStage, type Stage } from './demo/open-stage.ts';
import { playScript, type Say } from './demo/script.ts';
import { runShell } from './demo/shell.ts';
import { watchCards } from './demo/watch-cards.ts';
import { describeRun } from './describe-run.ts';
import { readStatusOf } from './status.ts';

/** Without a terminal it exits 0 only if everything was found, put right, and told on both platforms. */
export async function demo(context: CommandContext): Promise<ExitCode> {
  const { stdin, stdout } = context;
  const say: Say = (line) => void stdout.write(`${line}\n`);
  say('A salon, its Cal.com, a Slack and a Discord are being set up in this process …');
  await using stage = await openStage(context);
  const { salon, app } = stage;
  say(
    `The salon has ${salon.rows.length} appointments. Over the week, things went wrong ${salon.planted.length} times; calsync knows of none of them.\n`,
  );
  const first = await look(stage, context, { dryRun: true });
  const right = judgeFindings(stage, first, say);
  if (stdin.isTTY && stdout.isTTY) {
    await runShell(stage, context);
    return 0;
  }
  await playWatched(stage, context, say);
  const last = await look(stage, context, { dryRun: false });
  const status = composeStatus(await readStatusOf(app), app.config);
  stdout.write(`\n$ calsync status\n${renderCard(status, styleOf(stdout))}\n`);
  return (await judgeEnd(stage, last, say)) && right ? 0 : 1;
}

async function playWatched(stage: Stage, { signal, clock }: CommandContext, say: Say): Promise<void> {
  const over = new AbortController();
  const watching = watchCards(stage, clock, { signal: AbortSignal.any([signal, over.signal]), say });
  try {
    await playScript(stage, say);
  } finally {
    over.abort();
    await watching;
  }
}

async function look(
  { app }: Stage,
  { stdout, signal }: CommandContext,
  { dryRun }: { dryRun: boolean },
): Promise<RunReport> {
  const report = await verifyWindow(app.reconcile(), app.policy, { signal, dryRun });
  const card = composeRun(describeRun(report), app.config);
  stdout.write(
    `\n$ calsync verify --full${dryRun ? ' --dry-run' : ''}\n${renderCard(card, styleOf(stdout))}\n`,
  );
  return report;
}
