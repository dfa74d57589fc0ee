/** `calsync issues`: what needs a person, soonest first. */
import { UserError } from '../domain/errors.ts';
import type { SyncStatus } from '../domain/pair-state.ts';
import { composeIssues, ISSUE_COLUMNS, issueRow } from '../query/issues.ts';
import { issueStore } from '../store/query-store.ts';
import { answer, openAppFor, type CommandContext, type ExitCode } from './command-context.ts';

const KINDS: readonly SyncStatus[] = ['orphaned_local', 'orphaned_calcom', 'data_mismatch', 'failed'];

export async function issues(context: CommandContext): Promise<ExitCode> {
  const { command, stdout } = context;
  const kind = readKind(command.words[0]);
  if (command.options['csv'] && command.options['json'])
    throw new UserError(
      'wrong_usage',
      'issues: --csv and --json are two shapes of one answer; leave one out.',
    );
  const state = command.options['accepted'] ? 'accepted' : 'open';
  await using app = await openAppFor(context);
  const found = await issueStore(app.database.sql).listIssues({
    state,
    ...(kind ? { statuses: [kind] } : {}),
  });
  if (command.options['csv']) {
    const rows = [ISSUE_COLUMNS, ...found.map((issue) => issueRow(issue, app.config))];
    stdout.write(rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join(''));
    return 0;
  }
  answer(context, { issues: found }, composeIssues(found, state === 'accepted', app.config));
  return 0;
}

function readKind(word: string | undefined): SyncStatus | undefined {
  if (word === undefined) return undefined;
  const kind = KINDS.find((one) => one === word.toLowerCase());
  if (kind) return kind;
  throw new UserError(
    'wrong_usage',
    `There is no kind "${word}" of issues: it is one of ${KINDS.join(', ')}.`,
  );
}

/** Quoted, and never taken for a formula by a spreadsheet. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
