/** `calsync claim TARGET`: says that whoever runs it is on it. */
import { claimCard } from '../surfaces/claim-issue.ts';
import { answer, openAppFor, type CommandContext, type ExitCode } from './command-context.ts';
import { deskPorts } from './desk-ports.ts';
import { readTarget } from './read-target.ts';
import { whoAsks } from './who-asks.ts';

export async function claim(context: CommandContext): Promise<ExitCode> {
  const target = readTarget(context.command.words[0]);
  await using app = await openAppFor(context);
  const ports = deskPorts(app, context.signal);
  const request = { issueId: await ports.issueOf(target), by: whoAsks() };
  const first = await ports.claim({ ...request, from: null });
  const takesOver = first.kind === 'held' && context.command.options['take-over'] === true;
  const outcome = takesOver ? await ports.claim({ ...request, from: first.claim.at }) : first;
  const card = claimCard(outcome, request.issueId);
  answer(context, outcome, { ...card, ...(outcome.kind === 'held' && { footer: [HOW] }), actions: [] });
  return outcome.kind === 'claimed' || outcome.kind === 'yours' ? 0 : 1;
}

const HOW = 'To take it over, say --take-over.';
