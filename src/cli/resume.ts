/** `calsync resume`: ends the pause; what it held back is told. */
import type { App } from '../app.ts';
import type { Card } from '../domain/card.ts';
import { UserError } from '../domain/errors.ts';
import type { Asker } from '../resolve/resolution.ts';
import { resume as endPause } from '../store/pause-store.ts';
import { sayCard } from '../surfaces/private-cards.ts';
import { answer, openAppFor, type CommandContext, type ExitCode } from './command-context.ts';
import { whoAsks } from './who-asks.ts';

export async function resume(context: CommandContext): Promise<ExitCode> {
  await using app = await openAppFor(context);
  const card = await resumeFor(app, whoAsks());
  answer(context, { paused: null }, card);
  return 0;
}

/** For the chats too. Throws a UserError when nothing is paused. */
export async function resumeFor(app: App, { id, name, surface }: Asker): Promise<Card> {
  const { database, surfaces, clock } = app;
  const ended = await endPause(database, { id, name, surface }, { surfaces, at: clock.now() });
  if (!ended) throw new UserError('not_paused', 'Nothing is paused: there is nothing to resume.');
  return sayCard('▶️', 'Resumed', [{ kind: 'text', text: 'What was held back is told now.' }]);
}
