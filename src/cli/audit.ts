/** `calsync audit [TARGET]`: who did what, where and when. */
import type { App } from '../app.ts';
import type { Card } from '../domain/card.ts';
import { UserError } from '../domain/errors.ts';
import type { Target } from '../domain/target.ts';
import { AUDIT_COLUMNS, auditRow, composeAudit, maskedAudit } from '../query/audit.ts';
import { auditStore } from '../store/audit-store.ts';
import { answer, openAppFor, type CommandContext, type ExitCode } from './command-context.ts';
import { csvOf } from './csv.ts';
import { readTarget } from './read-target.ts';

/** On a chat, and on a terminal. */
const SHOWN_IN_CHAT = 30;
const SHOWN = 200;
/** All that was kept, for those who take it elsewhere. */
const ALL = 1_000_000;

export async function audit(context: CommandContext): Promise<ExitCode> {
  const { command, stdout } = context;
  const { csv, json } = command.options;
  if (csv && json)
    throw new UserError(
      'wrong_usage',
      'audit: --csv and --json are two shapes of one answer; leave one out.',
    );
  const [word] = command.words;
  const target = word === undefined ? null : readTarget(word);
  await using app = await openAppFor(context);
  const lines = await auditStore(app.database.sql).list(target, csv || json ? ALL : SHOWN);
  if (csv) stdout.write(csvOf([AUDIT_COLUMNS, ...lines.map((line) => auditRow(line, app.config))]));
  else answer(context, { audit: lines.map(maskedAudit) }, composeAudit(lines, app.config));
  return 0;
}

export async function auditCard({ database, config }: App, target: Target | null): Promise<Card> {
  return composeAudit(await auditStore(database.sql).list(target, SHOWN_IN_CHAT), config);
}
