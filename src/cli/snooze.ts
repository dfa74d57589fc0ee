/** `calsync snooze`: an Issue is kept quiet until then, or woken. */
import type { App } from '../app.ts';
import type { Card } from '../domain/card.ts';
import { UserError } from '../domain/errors.ts';
import type { Command } from '../domain/parse-command.ts';
import { parseUntil } from '../domain/until.ts';
import { sayInstant } from '../domain/wording.ts';
import type { Asker } from '../resolve/resolution.ts';
import { issueStore } from '../store/query-store.ts';
import { snoozeIssue } from '../store/snooze-store.ts';
import { sayCard } from '../surfaces/private-cards.ts';
import { answer, openAppFor, type CommandContext, type ExitCode } from './command-context.ts';
import { readTarget } from './read-target.ts';
import { whoAsks } from './who-asks.ts';

const LONGEST_MS = 366 * 24 * 60 * 60_000;

export async function snooze(context: CommandContext): Promise<ExitCode> {
  await using app = await openAppFor(context);
  const done = await snoozeTarget(app, context.command, whoAsks());
  answer(context, done, snoozeCard(done, app));
  return 0;
}

/** For the chats. */
export async function snoozeFor(app: App, command: Command, { id, name, surface }: Asker): Promise<Card> {
  return snoozeCard(await snoozeTarget(app, command, { id, name, surface }), app);
}

interface Snoozed {
  readonly issueId: number;
  /** Null: awake. */
  readonly snoozedUntil: number | null;
}

async function snoozeTarget(app: App, { words }: Command, by: Asker): Promise<Snoozed> {
  const [word = '', ...rest] = words;
  const target = readTarget(word);
  const until = readUntil(rest.join(' '), app);
  const { database, surfaces, clock } = app;
  const issueId =
    target.kind === 'issue' ? target.id : (await issueStore(database.sql).findPair(target))?.issueId;
  const told = { surfaces, at: clock.now() };
  if (issueId == null || !(await snoozeIssue(database, { issueId, until, by }, told))) {
    const what = until === null ? 'is not snoozed' : 'has no open issue';
    throw new UserError('not_open', `${word} ${what}. See "issues" for those that are open.`);
  }
  return { issueId, snoozedUntil: until };
}

/** Null for `off`. Throws a UserError for what is no time ahead. */
function readUntil(text: string, { clock, config }: App): number | null {
  if (text.toLowerCase() === 'off') return null;
  const now = clock.now();
  const until = parseUntil(text, now, config.timeZone);
  if (until !== undefined && until > now && until - now <= LONGEST_MS) return until;
  const problem =
    until === undefined ? 'is no time' : until <= now ? 'is over already' : 'is more than a year ahead';
  throw new UserError(
    'wrong_usage',
    `snooze: "${text}" ${problem}. Say 2h, 1d, tomorrow, 2026-11-30 or 2026-11-30T09:00, or off.`,
  );
}

function snoozeCard({ issueId, snoozedUntil }: Snoozed, { config }: App): Card {
  if (snoozedUntil === null)
    return sayCard('🔔', `Issue #${issueId} is awake`, [
      { kind: 'text', text: 'What changes about it is told again.' },
    ]);
  const text = `Until ${sayInstant(snoozedUntil, config)} nothing new is said about it; its card still shows how it stands.`;
  return sayCard('💤', `Issue #${issueId} is snoozed`, [{ kind: 'text', text }]);
}
