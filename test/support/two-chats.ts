/** Slack and Discord side by side, with people in front of both, and the daemon that talks to them. */
import { openApp, type App } from '../../src/app.ts';
import { deskPorts } from '../../src/cli/desk-ports.ts';
import { readMessage } from '../../src/cli/demo/read-message.ts';
import { openChats } from '../../src/cli/open-chats.ts';
import { runLoops } from '../../src/cli/run-loops.ts';
import { readConfig } from '../../src/config.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import type { Human as DiscordHuman } from '../../src/sandbox/discord/human.ts';
import { startDiscord, type DiscordSandbox } from '../../src/sandbox/discord/start-discord.ts';
import type { Human as SlackHuman } from '../../src/sandbox/slack/human.ts';
import { startSlack, type SlackSandbox } from '../../src/sandbox/slack/start-slack.ts';
import { frontDesk } from '../../src/surfaces/front-desk.ts';
import { openCompany, until, type Company } from './calsync-process.ts';
import { test as base } from './database.ts';

/** Everybody in front of a chat; `name` is what others see. */
export type Person =
  | { readonly chat: 'slack'; readonly name: string; readonly human: SlackHuman }
  | { readonly chat: 'discord'; readonly name: string; readonly human: DiscordHuman };

/** A card as it stands in its channel now. */
export interface ShownCard {
  readonly chat: Person['chat'];
  /** The message's own id: the same as long as it is only edited. */
  readonly id: string;
  readonly text: string;
  readonly buttons: readonly string[];
}

export interface TwoChats {
  readonly slack: SlackSandbox;
  readonly discord: DiscordSandbox;
  readonly slackChannel: string;
  readonly discordChannel: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Admins on Slack. */
  readonly ada: Person;
  readonly bo: Person;
  /** Admins on Discord. */
  readonly dora: Person;
  readonly emil: Person;
  /** No admins. */
  readonly guest: Person;
  readonly visitor: Person;
  /** All of one Issue, or of all, in the order in which they were posted. */
  cards(issueId?: number): ShownCard[];
  /** Presses a button on the Issue's card and says yes where it is asked. */
  press(who: Person, issueId: number, label: string): Promise<unknown>;
  /** Presses it, and answers how to say yes to the question that comes. */
  prepare(who: Person, issueId: number, label: string): Promise<() => Promise<unknown>>;
  /** What only this person has been told, newest last, without questions. */
  toldInPrivate(who: Person): string[];
  /** Both connections stand, so that clicks arrive. */
  connected(): Promise<void>;
}

const SERVICE = 'Hairstyling - Herrenschnitt';

/** Each second looked at, three attempts within half a second, and the company's one service known. */
const QUICK = {
  CALSYNC_DAILY_CRON: '0 0 1 1 *',
  CALSYNC_PENDING_CRON: '0 0 1 1 *',
  CALSYNC_NEAR_CRON: '* * * * * *',
  CALSYNC_RETRY_LADDER: '0,200ms,200ms',
  CALSYNC_EVENT_TYPE_MAP: `${SERVICE}=10`,
};

/** A company whose people are on both chats. */
export interface Salon {
  readonly company: Company;
  readonly chats: TwoChats;
  /** The daemon in this process, until the end of the test or earlier. */
  start(changed?: Record<string, string>, pace?: Pace): Promise<Daemon>;
}

interface Pace {
  /** To Cal.com: more than any setting allows, where a test asks it very often. */
  readonly requestsPerMinute?: number;
  /** Between two sends to a chat; as it asks for, or in no time at all. */
  readonly sends?: 'at_its_pace' | 'at_once';
}

/** Each test has a salon of its own. */
export const test = base.extend<{ salon: Salon }>({
  salon: async ({ databases }, use) => {
    await using parts = new AsyncDisposableStack();
    const chats = await openTwoChats(parts);
    const company = await openCompany({ parts, databases }, { ...QUICK, ...chats.settings });
    await use({
      company,
      chats,
      start: async (changed, pace) => parts.use(await startDaemon({ ...company.settings, ...changed }, pace)),
    });
  },
});

async function openTwoChats(parts: AsyncDisposableStack): Promise<TwoChats> {
  const slack = parts.use(await startSlack());
  const discord = parts.use(await startDiscord());
  const slackChannel = slack.addChannel({ name: 'appointments' }).id;
  const discordChannel = discord.addChannel({ name: 'appointments' }).id;
  const role = discord.addRole({ name: 'calsync admin' });
  const onSlack = (name: string) => slack.addUser({ name: name.toLowerCase(), realName: name });
  const onDiscord = (name: string, roleIds: string[]) => discord.addMember({ name, roleIds });
  const users = ['Ada', 'Bo', 'Gus'].map(onSlack);
  const members = [onDiscord('Dora', [role.id]), onDiscord('Emil', [role.id]), onDiscord('Vera', [])];
  const [ada, bo, guest] = users.map(
    ({ id, realName }): Person => ({ chat: 'slack', name: realName, human: slack.as(id) }),
  ) as [Person, Person, Person];
  const [dora, emil, visitor] = members.map(
    ({ id, name }): Person => ({ chat: 'discord', name, human: discord.as(id) }),
  ) as [Person, Person, Person];
  const place = { slack, discord, slackChannel, discordChannel };
  return {
    ...place,
    settings: {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_CHANNEL_ID: slackChannel,
      SLACK_ADMIN_IDS: users
        .slice(0, 2)
        .map(({ id }) => id)
        .join(),
      SLACK_API_URL: slack.url,
      DISCORD_TOKEN: discord.token,
      DISCORD_GUILD_ID: discord.guildId,
      DISCORD_CHANNEL_ID: discordChannel,
      DISCORD_ADMIN_ROLE_IDS: role.id,
      DISCORD_API_URL: discord.url,
    },
    ada,
    bo,
    guest,
    dora,
    emil,
    visitor,
    cards: (issueId) => cardsOf(place).filter(({ text }) => issueId === undefined || isAbout(text, issueId)),
    async press(who, issueId, label) {
      const sayYes = await prepare(place, who, { issueId, label });
      return sayYes();
    },
    prepare: (who, issueId, label) => prepare(place, who, { issueId, label }),
    toldInPrivate: (who) =>
      privateMessages(place, who)
        .filter(({ buttons }) => !buttons.includes('No, leave it'))
        .map(({ text }) => text),
    async connected() {
      await until(() => slack.connections > 0, 'the connection to Slack');
      await until(() => discord.commands().length > 0 && discord.gateway.connections > 0, 'Discord');
    },
  };
}

type Place = Pick<TwoChats, 'slack' | 'discord' | 'slackChannel' | 'discordChannel'>;

function cardsOf({ slack, discord, slackChannel, discordChannel }: Place): ShownCard[] {
  const onSlack = slack
    .channel(slackChannel)
    .messages.filter(({ ephemeral, deleted }) => !ephemeral && !deleted);
  const onDiscord = discord
    .channel(discordChannel)
    .messages.filter(({ deleted, reference }) => !deleted && !reference);
  return [
    ...onSlack.map(({ ts, blocks }) => shown('slack', ts, blocks)),
    ...onDiscord.map(({ id, components }) => shown('discord', id, components)),
  ];
}

function shown(chat: Person['chat'], id: string, parts: readonly unknown[]): ShownCard {
  const { lines, buttons } = readMessage(parts);
  return { chat, id, text: lines.join('\n'), buttons };
}

function isAbout(text: string, issueId: number): boolean {
  return text.split('\n')[0]?.includes(`#${issueId}:`) ?? false;
}

async function prepare(
  place: Place,
  who: Person,
  { issueId, label }: { issueId: number; label: string },
): Promise<() => Promise<unknown>> {
  const card = await until(
    () =>
      cardsOf(place).find(
        (one) => one.chat === who.chat && isAbout(one.text, issueId) && one.buttons.includes(label),
      ),
    () => `the button "${label}" of issue #${issueId} on ${who.chat}: ${JSON.stringify(cardsOf(place))}`,
  );
  if (who.chat === 'slack') {
    const message = place.slack.channel(place.slackChannel).messages.find(({ ts }) => ts === card.id);
    if (!message) throw new Error(`Cannot find the message "${card.id}"`);
    return async () => {
      const ack = await who.human.press(message, label);
      if (!ack.acknowledged || ack.late) throw new Error(`Cannot press "${label}": ${JSON.stringify(ack)}`);
    };
  }
  return prepareOnDiscord(place, who, { id: card.id, label });
}

/** Discord has no dialog: what is asked comes in private, with buttons of its own. */
async function prepareOnDiscord(
  place: Place,
  who: Person & { chat: 'discord' },
  { id, label }: { id: string; label: string },
): Promise<() => Promise<unknown>> {
  const channelId = place.discordChannel;
  const before = new Set(privateMessages(place, who).map((one) => one.id));
  const ack = await who.human.press({ id, channelId }, label);
  if (!ack.acknowledged) throw new Error(`Cannot press "${label}": ${JSON.stringify(ack)}`);
  const answer = await until(
    () => privateMessages(place, who).find((one) => !before.has(one.id)),
    `an answer to "${label}" on Discord`,
  );
  const [yes] = answer.buttons;
  if (!answer.buttons.includes('No, leave it') || yes === undefined) return () => Promise.resolve();
  return async () => {
    const said = await who.human.press({ id: answer.id, channelId }, yes);
    if (!said.acknowledged) throw new Error(`Cannot say yes to "${label}": ${JSON.stringify(said)}`);
  };
}

function privateMessages({ slackChannel, discordChannel }: Place, who: Person): ShownCard[] {
  if (who.chat === 'slack') {
    const messages = who.human.messages(slackChannel).filter(({ ephemeral }) => ephemeral);
    return messages.map(({ ts, blocks }) => shown('slack', ts, blocks));
  }
  const messages = who.human
    .messages(discordChannel)
    .filter(({ ephemeral, thinking }) => ephemeral && !thinking);
  return messages.map(({ id, components }) => shown('discord', id, components));
}

export interface Daemon extends AsyncDisposable {
  readonly app: App;
  readonly logged: { readonly message: string; readonly fields: Readonly<Record<string, unknown>> }[];
}

/** The daemon's loops in this process, which tell as fast as the stand-ins take it. */
async function startDaemon(
  settings: Record<string, string>,
  { sends = 'at_once', ...pace }: Pace = {},
): Promise<Daemon> {
  await using opening = new AsyncDisposableStack();
  const logged: Daemon['logged'] = [];
  const config = readConfig(settings);
  const app = opening.use(
    await openApp(
      { ...config, calcom: { ...config.calcom, ...pace } },
      {
        clock: systemClock,
        log: (_level, message, fields = {}) => void logged.push({ message, fields }),
      },
    ),
  );
  const over = new AbortController();
  const chats = opening.use(await openChats(app, frontDesk(deskPorts(app, over.signal))));
  const surfaces = chats.surfaces.map((surface) =>
    sends === 'at_once' ? { ...surface, paceMs: 10 } : surface,
  );
  const homes = chats.homes.map((home) => ({ ...home, paceMs: 10 }));
  const loops = runLoops(app, { surfaces, homes, stop: over.signal, cut: over.signal });
  opening.defer(async () => {
    over.abort(new Error('the test is over'));
    await loops;
  });
  const parts = opening.move();
  return { app, logged, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

/** By a message of its own, or by one that tells it together with what came later. */
const SERVED = new Set(['delivered', 'superseded']);

/** Waits until nothing is due any more, and answers each notice that no card shows, with the reason why not. */
export async function untoldNotices({ sql }: Company, about?: 'issue' | 'bulletin'): Promise<string[]> {
  const all = () =>
    sql<{ surface: string; state: string; detail: string | null; about: string }>(
      `select surface, state, detail, case when bulletin_id is null then 'issue' else 'bulletin' end as about
       from calsync.notification order by id`,
    );
  await until(async () => (await all()).every(({ state }) => state !== 'due'), 'an empty outbox');
  return (await all())
    .filter((notice) => about === undefined || notice.about === about)
    .filter(({ state, detail }) => !SERVED.has(state) && detail !== 'the card already shows it')
    .map(({ surface, state, detail }) => `${surface}: ${state}, ${detail}`);
}
