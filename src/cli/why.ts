/** `calsync why TARGET`: how a finding was established. */
import type { App } from '../app.ts';
import type { Target } from '../domain/target.ts';
import { composeEvidence, readEvidence, type Evidence } from '../query/why.ts';
import { issueStore, statusStore } from '../store/query-store.ts';
import { answer, openAppFor, type CommandContext, type ExitCode } from './command-context.ts';
import { readTarget } from './read-target.ts';

export async function why(context: CommandContext): Promise<ExitCode> {
  const target = readTarget(context.command.words[0]);
  await using app = await openAppFor(context);
  const evidence = await readEvidenceOf(app, target);
  answer(context, evidence, composeEvidence(evidence, app.policy, app.config));
  return 0;
}

export function readEvidenceOf({ database, clock }: App, target: Target): Promise<Evidence> {
  const { sql } = database;
  return readEvidence(target, { issues: issueStore(sql), runs: statusStore(sql) }, clock.now());
}
