/** Windows and the App Home of our Slack, against the stand-in. */
import { expect, test } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import type { HomeVisit } from '../../src/notify/homes.ts';
import type { OpenModal } from '../../src/sandbox/slack/open-modal.ts';
import type { SlackSandbox } from '../../src/sandbox/slack/start-slack.ts';
import type { Desk, Entered } from '../../src/surfaces/desk.ts';
import { aCard } from '../unit/surfaces/slack/cards.ts';
import {
  aDesk,
  aWorkspace,
  BEN,
  CHANNEL,
  connectedSlack,
  isConnected,
  MIA,
  NEVER,
  onlyMessage,
  privateAnswers,
  saying,
} from './slack-surface-fixture.ts';

const details = { id: 'review:3', label: 'Details', style: 'plain', confirm: null } as const;
const create = { id: 'act:create:3:abc', label: 'Create', style: 'primary', confirm: null } as const;
const CHOICE = {
  kind: 'choice',
  label: 'Event type',
  options: [
    { value: '10', label: 'Haircut' },
    { value: '11', label: 'Beard' },
  ],
} as const;
const REVIEW = aCard({
  title: 'Review',
  actions: [create],
  fields: [{ kind: 'note', label: 'Note' }, CHOICE],
});

type Entering = Desk & { readonly entered: (Entered | undefined)[] };

/** Answers the command and Details with a review, and anything else with what was entered. */
function aReviewingDesk(outcomes: () => Promise<void> = () => Promise.resolve()): Entering {
  const entered: (Entered | undefined)[] = [];
  return {
    entered,
    command: () => Promise.resolve(REVIEW),
    turnAway: () => Promise.resolve(REVIEW),
    async press(id, _person, filledIn): Promise<Card> {
      if (id === 'review:3') return REVIEW;
      entered.push(filledIn);
      await outcomes();
      return saying(`done ${entered.length}`);
    },
  };
}

/** Details, pressed on a card that was just posted; answers the window when it is filled. */
async function openedReview(
  slack: SlackSandbox,
  desk: Desk,
  parts: AsyncDisposableStack,
): Promise<OpenModal> {
  const chat = parts.use(await connectedSlack(slack, { desk }));
  await chat.surface.post(aCard({ actions: [details] }), 'key-1', NEVER);
  await slack.as(MIA).press(onlyMessage(slack), 'Details');
  return windowWith(slack, 'Review');
}

async function windowWith(slack: SlackSandbox, text: string, userId = MIA): Promise<OpenModal> {
  const read = () => slack.as(userId).modal();
  await expect.poll(() => JSON.stringify(read()?.blocks ?? []), { timeout: 10_000 }).toContain(text);
  const modal = read();
  if (!modal) throw new Error('Cannot read the window that was there');
  return modal;
}

const homeOf = (userId: string) => ({
  userId,
  shownHash: null,
  at: null,
  trouble: null,
  unwanted: false,
});

test('what is chosen and written in a window comes to the desk with the press', async () => {
  const desk = aReviewingDesk();
  await using slack = await aWorkspace();
  await using parts = new AsyncDisposableStack();
  const modal = await openedReview(slack, desk, parts);

  modal.fill('Event type', 'Beard');
  modal.fill('Note', 'agreed by phone');
  await slack.as(MIA).press(modal, 'Create');

  await windowWith(slack, 'done 1');
  expect(desk.entered).toEqual([{ note: 'agreed by phone', choice: '11' }]);
});

test('what is chosen below a private answer comes to the desk with the press, and another’s choice does not', async () => {
  const desk = aReviewingDesk();
  await using slack = await aWorkspace();
  await using parts = new AsyncDisposableStack();
  parts.use(await connectedSlack(slack, { desk, adminIds: [MIA, BEN] }));
  const people = [slack.as(MIA), slack.as(BEN)] as const;
  for (const human of people) await human.command('/calsync create 3', CHANNEL);
  await privateAnswers(slack, MIA, 1);
  await privateAnswers(slack, BEN, 1);

  const [mine, his] = people.map((human) => human.messages(CHANNEL)[0]);
  if (!mine || !his) throw new Error('Cannot find both private answers');
  people[1].fill(his, 'Event type', 'Haircut');
  await people[0].press(mine, 'Create');
  await people[1].press(his, 'Create');

  await privateAnswers(slack, BEN, 2);
  expect(desk.entered).toEqual([
    { note: null, choice: null },
    { note: null, choice: '10' },
  ]);
});

test('a second press before the first is answered does not hide the answer to the first', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const desk = aReviewingDesk(() => promise);
  await using slack = await aWorkspace();
  await using parts = new AsyncDisposableStack();
  const modal = await openedReview(slack, desk, parts);

  const presses = [slack.as(MIA).press(modal, 'Create'), slack.as(MIA).press(modal, 'Create')];
  await expect.poll(() => desk.entered.length, { timeout: 10_000 }).toBe(2);
  resolve();
  await Promise.all(presses);
  await expect.poll(() => slack.requests.filter(({ error }) => error === 'hash_conflict').length).toBe(1);

  expect(JSON.stringify(slack.as(MIA).modal()?.blocks)).toContain('done 2');
  expect(slack.requests.filter(({ method }) => method === 'chat.postEphemeral')).toEqual([]);
});

test('how an action began is told in a line when its window was closed meanwhile', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const desk = aReviewingDesk(() => promise);
  await using slack = await aWorkspace();
  await using parts = new AsyncDisposableStack();
  const modal = await openedReview(slack, desk, parts);

  const press = slack.as(MIA).press(modal, 'Create');
  await expect.poll(() => desk.entered.length, { timeout: 10_000 }).toBe(1);
  await modal.close();
  resolve();

  expect((await press).acknowledged).toBe(true);
  expect(await privateAnswers(slack, MIA, 1)).toEqual([expect.stringContaining('done 1')]);
});

test('Done closes a window in which nothing was written, and keeps one in which something was', async () => {
  await using slack = await aWorkspace();
  await using parts = new AsyncDisposableStack();
  const modal = await openedReview(slack, aReviewingDesk(), parts);

  modal.fill('Note', 'do not lose this');
  await modal.submit();
  const kept = slack.as(MIA).modal();
  kept?.fill('Note', '');
  await kept?.submit();

  expect(Object.values(kept?.errors ?? {})).toEqual([expect.stringContaining('Nothing is done yet')]);
  expect(slack.as(MIA).modal()).toBeUndefined();
});

test('a button of the App Home is answered in a window, for whoever presses it', async () => {
  const desk = aDesk();
  await using slack = await aWorkspace();
  await using parts = new AsyncDisposableStack();
  const chat = parts.use(await connectedSlack(slack, { desk }));
  for (const userId of [MIA, BEN])
    await chat.home?.publish(homeOf(userId), aCard({ actions: [create] }), NEVER);

  for (const userId of [MIA, BEN]) {
    const human = slack.as(userId);
    const home = human.home();
    const ack = home && (await human.press(home, 'Create'));
    expect(ack).toMatchObject({ acknowledged: true, late: false });
  }

  for (const userId of [MIA, BEN]) await windowWith(slack, 'heard act:create:3:abc', userId);
  expect(desk.asked.map(({ person }) => person.admin)).toEqual([true, false]);
  expect(slack.channel(CHANNEL).messages).toEqual([]);
});

test('who opens the App Home is noted, and whether there is something in it', async () => {
  const visits: HomeVisit[] = [];
  await using slack = await aWorkspace();
  await using parts = new AsyncDisposableStack();
  const onHomeOpened = async (visit: HomeVisit): Promise<void> => void visits.push(visit);
  const chat = parts.use(await connectedSlack(slack, { onHomeOpened }));

  const ack = await slack.as(MIA).openHome();
  await expect.poll(() => visits.length).toBe(1);
  await chat.home?.publish(homeOf(MIA), aCard(), NEVER);
  await slack.as(MIA).openHome();
  await expect.poll(() => visits.length).toBe(2);

  expect(ack).toMatchObject({ acknowledged: true, late: false });
  expect(visits).toEqual([
    { userId: MIA, empty: true },
    { userId: MIA, empty: false },
  ]);
});

test('who opens the App Home of another workspace is not noted', async () => {
  const visits: HomeVisit[] = [];
  const ours = await aWorkspace();
  const port = Number(new URL(ours.url).port);
  await using parts = new AsyncDisposableStack();
  const onHomeOpened = async (visit: HomeVisit): Promise<void> => void visits.push(visit);
  const chat = parts.use(await connectedSlack(ours, { onHomeOpened }));
  await ours[Symbol.asyncDispose]();
  await using theirs = await aWorkspace({ port, teamId: 'T0OTHER' });
  await isConnected(theirs);

  await theirs.as(MIA).openHome();

  await expect
    .poll(() => chat.logged.map(({ message }) => message))
    .toContain('slack event of another workspace refused');
  expect(visits).toEqual([]);
});

test('an App Home for nobody, or in an app without one, fails in plain words', async () => {
  await using slack = await aWorkspace();
  await using chat = await connectedSlack(slack);
  const fault = { kind: 'error', error: 'not_enabled' } as const;
  slack.faults.add({ when: { method: 'views.publish' }, fault });

  const off = chat.home?.publish(homeOf(MIA), aCard(), NEVER);
  await expect(off).rejects.toThrow(/App Home is switched off/);
  const gone = chat.home?.publish(homeOf('U0GONE'), aCard(), NEVER);

  await expect(gone).rejects.toMatchObject({ problem: 'message_gone' });
});
