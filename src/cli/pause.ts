/** `calsync pause`: new cards are held and nothing is written, until the time is up or someone resumes. */
import type { App } from '../app.ts';
import type { Card } from '../domain/card.ts';
import { UserError } from '../domain/errors.ts';
import type { Pause } from '../domain/pause.ts';
import { parseDuration } from '../domain/until.ts';
import type { Command } from '../domain/parse-command.ts';
import { sayInstant } from '../domain/wording.ts';
import type { Asker } from '../resolve/resolution.ts';
import { beginPause } from '../store/pause-store.ts';
import { sayCard } from '../surfaces/private-cards.ts';
import { answer, openAppFor, type CommandContext, type ExitCode } from './command-context.ts';
import { whoAsks } from './who-asks.ts';

/** Whoever needs longer pauses again. */
const LONGEST_MS = 31 * 24 * 60 * 60_000;

export async function pause(context: CommandContext): Promise<ExitCode> {
  const wanted = readPause(context.command);
  await using app = await openAppFor(context);
  const begun = await begin(app, wanted, whoAsks());
  answer(context, { paused: begun }, pauseCard(begun, app));
  return 0;
}

/** For the chats. */
export async function pauseFor(app: App, command: Command, { id, name, surface }: Asker): Promise<Card> {
  const begun = await begin(app, readPause(command), { id, name, surface });
  return pauseCard(begun, app);
}

interface WantedPause {
  readonly reason: string;
  /** Null: until someone resumes. */
  readonly lastsMs: number | null;
}

/** Throws a UserError when there is no reason, or the time is too long. */
function readPause({ words }: Command): WantedPause {
  const [first = '', ...rest] = words.flatMap((word) => word.split(/\s+/)).filter(Boolean);
  const lastsMs = parseDuration(first) ?? null;
  const reason = (lastsMs === null ? [first, ...rest] : rest).join(' ');
  if (reason === '')
    throw new UserError('wrong_usage', 'pause: REASON is missing. Usage: pause [TIME] REASON');
  if (lastsMs !== null && lastsMs > LONGEST_MS)
    throw new UserError('wrong_usage', `pause: "${first}" is too long; 31d is the most.`);
  return { reason, lastsMs };
}

async function begin(
  { database, surfaces, clock }: App,
  { reason, lastsMs }: WantedPause,
  by: Asker,
): Promise<Pause> {
  const at = clock.now();
  const until = lastsMs === null ? null : at + lastsMs;
  await beginPause(database, { reason, until, by }, { surfaces, at });
  return { by: by.name, surface: by.surface, reason, until };
}

function pauseCard({ reason, until }: Pause, { config }: App): Card {
  const end = until === null ? 'It ends with "resume".' : `It ends by itself ${sayInstant(until, config)}.`;
  const text = `${reason} - New cards are held, and nothing is written; checks go on. ${end}`;
  return sayCard('⏸️', 'Paused', [{ kind: 'text', text }]);
}
