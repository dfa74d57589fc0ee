/** `calsync dashboard`: printed on a terminal; on Discord one pinned message that is kept up to date. */
import type { App } from '../app.ts';
import type { Card } from '../domain/card.ts';
import { UserError } from '../domain/errors.ts';
import type { Command } from '../domain/parse-command.ts';
import { EVERYBODY, type StandingHome } from '../notify/homes.ts';
import { composeDashboard } from '../query/dashboard.ts';
import { homeStore } from '../store/home-store.ts';
import type { Person } from '../surfaces/desk.ts';
import { problemCard, sayCard } from '../surfaces/private-cards.ts';
import { answer, openAppFor, type CommandContext, type ExitCode } from './command-context.ts';
import { readDashboardFor } from './compose-dashboard.ts';

export async function dashboard(context: CommandContext): Promise<ExitCode> {
  if (context.command.words.length > 0)
    throw new UserError('wrong_usage', 'dashboard: only on Discord there is one that can be taken down.');
  await using app = await openAppFor(context);
  const [surface = 'terminal'] = app.surfaces;
  const read = await readDashboardFor(app, 'admin', surface);
  answer(context, read, composeDashboard(read, app.config));
  return 0;
}

/** On the chats, for admins. */
export async function dashboardOnChat(app: App, command: Command, { surface }: Person): Promise<Card> {
  if (surface !== 'discord') return IN_THE_APP_HOME;
  const book = homeStore(app.database.sql);
  if (command.words.length > 0) {
    await book.unwanted(surface, EVERYBODY, app.clock.now());
    return TAKEN_DOWN;
  }
  await book.opened(surface, { userId: EVERYBODY, empty: true }, app.clock.now());
  const home = await shownOrNot(app);
  return home?.shownHash == null ? notThere(home) : shownCard(app, home);
}

const IN_THE_APP_HOME = say(
  'Your dashboard is the App Home: open calsync under Apps, and there the tab Home. It is kept up to date.',
);
const TAKEN_DOWN = say('The dashboard is taken down. "/calsync dashboard" posts it again.');

const LOOK_EVERY_MS = 200;
const ANSWER_WITHIN_MS = 8_000;

/** Whichever replica keeps it has noted how it went. */
async function shownOrNot({ database, clock }: App): Promise<StandingHome | undefined> {
  const book = homeStore(database.sql);
  for (const giveUpAt = clock.now() + ANSWER_WITHIN_MS; ; ) {
    const home = await book.find('discord', EVERYBODY);
    const isDecided = home?.shownHash != null || home?.trouble != null;
    if (isDecided || clock.now() > giveUpAt) return home;
    await clock.sleep(LOOK_EVERY_MS);
  }
}

function notThere(home: StandingHome | undefined): Card {
  if (home?.trouble != null) return problemCard(`The dashboard is not there yet: ${home.trouble}`);
  return say('The dashboard comes as soon as Discord takes it.');
}

function shownCard({ config }: App, { at, trouble }: StandingHome): Card {
  const guildId = config.discord?.guildId ?? '@me';
  const address = `https://discord.com/channels/${guildId}/${at?.channelId}/${at?.messageId}`;
  const text =
    trouble ??
    'It is pinned, and kept up to date. Everybody in the channel reads it; no customer stands there.';
  return {
    icon: trouble === null ? '🗓️' : '⚠️',
    title: 'The dashboard is posted',
    tone: trouble === null ? 'neutral' : 'warning',
    sections: [
      { kind: 'text', text },
      { kind: 'facts', title: null, facts: [{ label: 'Dashboard', value: address }] },
    ],
  };
}

function say(text: string): Card {
  return sayCard('🗓️', 'Dashboard', [{ kind: 'text', text }]);
}
