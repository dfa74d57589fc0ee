/** Two admins, one on Slack and one on Discord, press different buttons of one Issue at the same moment, a hundred times. */
import { expect } from 'vitest';
import { until } from '../support/calsync-process.ts';
import { test, untoldNotices, type Salon, type ShownCard, type TwoChats } from '../support/two-chats.ts';

const HOUR = 60 * 60_000;
const IN_THREE_DAYS = Math.floor(Date.now() / HOUR) * HOUR + 72 * HOUR;
const ROUNDS = Array.from({ length: 100 }, (_, at) => at + 1);
/** A hundred at once are no mistake here; what was found at the start is all that there is. */
const SETTINGS = { CALSYNC_MASS_CHANGE: '1000,100%', CALSYNC_NEAR_CRON: '0 0 1 1 *' };

const CREATE = 'Create in Cal.com';
const RESOLVE = 'Mark as Resolved';
const CANCEL = 'Cancel Appointment';
const LABELS: Record<string, string> = { create: 'Create', resolve: RESOLVE, cancel: CANCEL };

/** What each presses; whatever comes first ends the Issue. On Discord all but the last is asked about before. */
function buttonsOf(round: number): { ada: string; dora: string } {
  const other = round % 2 === 0 ? CREATE : CANCEL;
  return round % 5 === 0 ? { ada: RESOLVE, dora: other } : { ada: other, dora: RESOLVE };
}

const isOver = ({ text }: ShownCard) => /^\S* ?(Solved|Accepted)/.test(text);

/** Who, where, what and when: the line that tells how it ended. */
function storyOf(card: ShownCard | undefined): string | undefined {
  return card?.text.split('\n').find((line) => / by (Ada|Dora) on (Slack|Discord)/.test(line));
}

/** All that stand, read at once. */
function cardsByIssue(chats: TwoChats): Map<number, ShownCard[]> {
  const ofIssues = chats.cards().filter(({ text }) => /^.*#\d+:/.test(text));
  return Map.groupBy(ofIssues, ({ text }) => Number(/#(\d+):/.exec(text)?.[1]));
}

/** Found by one Run, and each told by its card on both, as if they had come one by one. */
async function aHundredIssues({ company, chats }: Salon): Promise<void> {
  const count = async (statement: string) => (await company.sql(statement)).length;
  await until(
    async () => (await count('select id from calsync.issue')) === ROUNDS.length,
    'a hundred issues',
  );
  await company.sql(`update calsync.issue set announced = 'card', summary_id = null`);
  await company.sql(`insert into calsync.notification (issue_id, surface, reason, state, created_at, due_at)
    select i.id, s.surface, 'open', 'due', now(), now() from calsync.issue i, (values ('slack'), ('discord')) as s (surface)`);
  const standing = 'select from calsync.card where issue_id is not null and message_id is not null';
  await until(async () => (await count(standing)) === 2 * ROUNDS.length, 'two hundred cards');
  await chats.connected();
}

type Click = () => Promise<unknown>;

/** Both clicks of a round, one step before they are made; where the messages stand is read once. */
function pressing(chats: TwoChats): (round: number) => Promise<Click[]> {
  const { slack, slackChannel, discordChannel, ada, dora } = chats;
  if (ada.chat !== 'slack' || dora.chat !== 'discord') throw new Error('Ada reads Slack, and Dora Discord');
  const onSlack = new Map(slack.channel(slackChannel).messages.map((message) => [message.ts, message]));
  const standing = cardsByIssue(chats);
  return async (round) => {
    const buttons = buttonsOf(round);
    const cards = standing.get(round) ?? [];
    const message = onSlack.get(cards.find(({ chat }) => chat === 'slack')?.id ?? '');
    const id = cards.find(({ chat }) => chat === 'discord')?.id;
    if (!message || id === undefined) throw new Error(`Cannot find both cards of issue #${round}`);
    const asked = buttons.dora !== RESOLVE && (await chats.prepare(dora, round, buttons.dora));
    return [
      () => ada.human.press(message, buttons.ada),
      asked || (() => dora.human.press({ id, channelId: discordChannel }, buttons.dora)),
    ];
  };
}

/** Everything that was asked for is done, looked at and told. */
async function allIsTold({ company, chats }: Salon): Promise<Map<number, ShownCard[]>> {
  const open = `select from calsync.issue where state = 'open'`;
  const due = `select from calsync.notification where state = 'due'`;
  const nothing = async (statement: string) => (await company.sql(statement)).length === 0;
  // Each is waited for by itself: on a busy machine all of them together take long.
  for (const left of [75, 50, 25, 0])
    await until(async () => (await company.sql(open)).length <= left, `no more than ${left} open issues`);
  await until(async () => (await nothing(open)) && (await nothing(due)), 'the end of every issue');
  return cardsByIssue(chats);
}

test('different buttons of one issue, pressed at the same moment on Slack and on Discord, are one action and one story, a hundred times', {
  timeout: 240_000,
}, async ({ salon }) => {
  const { company, chats } = salon;
  for (const n of ROUNDS)
    company.calcom.world.remove(await company.agree(String(n), IN_THREE_DAYS + n * HOUR));
  await salon.start(SETTINGS, { requestsPerMinute: 60_000 });
  await aHundredIssues(salon);

  const press = pressing(chats);
  for (const round of ROUNDS) {
    const clicks = await press(round);
    await Promise.all((round % 2 === 0 ? clicks : clicks.toReversed()).map((click) => click()));
  }
  const endings = await allIsTold(salon);

  const done = await company.sql<{ id: number; action: string; name: string; place: string; state: string }>(
    `select issue_id as id, action, requested_name as name, initcap(requested_on) as place, state
     from calsync.resolution order by issue_id`,
  );
  expect(done.map(({ id, state }) => ({ id, state }))).toEqual(ROUNDS.map((id) => ({ id, state: 'done' })));
  for (const { id, action, name, place } of done) {
    const cards = endings.get(id) ?? [];
    expect(cards.map(isOver)).toEqual([true, true]);
    expect(storyOf(cards[0])).toContain(`${LABELS[action]} by ${name} on ${place}`);
    expect(storyOf(cards[1])).toBe(storyOf(cards[0]));
  }
  const answers = [chats.ada, chats.dora].map((who) => chats.toldInPrivate(who));
  const begun = answers.map((texts) => texts.filter((text) => text.includes('It is being done')).length);
  const faster = answers.map(
    (texts) => texts.filter((text) => / by (Ada|Dora) on (Slack|Discord)/.test(text)).length,
  );
  expect(begun).toEqual(['Ada', 'Dora'].map((who) => done.filter(({ name }) => name === who).length));
  expect(faster).toEqual(['Dora', 'Ada'].map((who) => done.filter(({ name }) => name === who).length));
  expect(await untoldNotices(company, 'issue')).toEqual([]);
});
