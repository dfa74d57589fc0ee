/** `calsync issues`: what needs a person, soonest first. */
import type { App } from '../app.ts';
import type { Card } from '../domain/card.ts';
import { UserError } from '../domain/errors.ts';
import type { SyncStatus } from '../domain/pair-state.ts';
import type { Command } from '../domain/parse-command.ts';
import { STATUSES } from '../domain/wording.ts';
import { composeIssues, ISSUE_COLUMNS, issueRow } from '../query/issues.ts';
import type { RecordedIssue } from '../query/sources.ts';
import { issueStore } from '../store/query-store.ts';
import { answer, openAppFor, type CommandContext, type ExitCode } from './command-context.ts';
import { csvOf } from './csv.ts';

export async function issues(context: CommandContext): Promise<ExitCode> {
  const { command, stdout } = context;
  if (command.options['csv'] && command.options['json'])
    throw new UserError(
      'wrong_usage',
      'issues: --csv and --json are two shapes of one answer; leave one out.',
    );
  await using app = await openAppFor(context);
  const { found, state } = await listIssues(app, command);
  if (command.options['csv']) {
    const rows = [ISSUE_COLUMNS, ...found.map((issue) => issueRow(issue, app.config))];
    stdout.write(csvOf(rows));
    return 0;
  }
  answer(context, { issues: found }, composeIssues(found, state === 'accepted', app.config));
  return 0;
}

/** The list as a card, for the chats. */
export async function issuesCard(app: App, command: Command): Promise<Card> {
  const { found, state } = await listIssues(app, command);
  return composeIssues(found, state === 'accepted', app.config);
}

async function listIssues(
  app: App,
  { words, options }: Command,
): Promise<{ found: RecordedIssue[]; state: 'open' | 'accepted' }> {
  const kind = readKind(words[0]);
  const state = options['accepted'] ? 'accepted' : 'open';
  const filter = { state, ...(kind ? { statuses: [kind] } : {}) } as const;
  return { found: await issueStore(app.database.sql).listIssues(filter), state };
}

/** The grammar lets no other word through. */
function readKind(word: string | undefined): SyncStatus | undefined {
  return STATUSES.find((status) => status === word?.toLowerCase());
}
