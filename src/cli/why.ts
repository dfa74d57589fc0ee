/** `calsync why TARGET`: how a finding was established. */
import type { App } from '../app.ts';
import type { Target } from '../domain/target.ts';
import { composeExplanation, readExplanation, type Explanation } from '../query/why.ts';
import { evidenceStore } from '../store/evidence-store.ts';
import { issueStore, statusStore } from '../store/query-store.ts';
import { answer, openAppFor, type CommandContext, type ExitCode } from './command-context.ts';
import { readTarget } from './read-target.ts';

export async function why(context: CommandContext): Promise<ExitCode> {
  const target = readTarget(context.command.words[0]);
  await using app = await openAppFor(context);
  const explanation = await readExplanationOf(app, target);
  answer(context, explanation, composeExplanation(explanation, app.policy, app.config));
  return 0;
}

export function readExplanationOf({ database, clock }: App, target: Target): Promise<Explanation> {
  const { sql } = database;
  const ports = { issues: issueStore(sql), evidence: evidenceStore(sql), runs: statusStore(sql) };
  return readExplanation(target, ports, clock.now());
}
