import { expect, test } from 'vitest';
import type { Ack } from '../../src/sandbox/slack/envelope.ts';
import type { SlackSandbox } from '../../src/sandbox/slack/start-slack.ts';
import { aCard } from '../unit/surfaces/slack/cards.ts';
import {
  aDesk,
  aWorkspace,
  BEN,
  CHANNEL,
  connectedSlack,
  GROUP,
  isConnected,
  MIA,
  NEVER,
  type OpenedSlack,
  onlyMessage,
  privateAnswers,
  saying,
} from './slack-surface-fixture.ts';

test('a press reaches the desk, is acknowledged, and is answered to the presser alone', async () => {
  const desk = aDesk();
  await using slack = await aWorkspace();
  await using chat = await connectedSlack(slack, { desk });

  const ack = await pressed(slack, chat, MIA);

  expect(ack).toMatchObject({ acknowledged: true, late: false });
  expect(await privateAnswers(slack, MIA, 1)).toEqual([expect.stringContaining('heard act:retry:3:abc')]);
  expect(desk.asked).toEqual([
    {
      what: 'act:retry:3:abc',
      person: { surface: 'slack', id: MIA, name: 'Mia Novak', admin: true },
    },
  ]);
  expect(slack.as(BEN).messages(CHANNEL)).toHaveLength(1);
  expect(onlyMessage(slack).text).toContain('Cal.com Sync Issue');
});

test('a button with an id of long ago is answered too', async () => {
  const desk = aDesk();
  await using slack = await aWorkspace();
  await using chat = await connectedSlack(slack, { desk });
  const action = { id: 'something\nelse', label: 'Old', style: 'plain', confirm: null } as const;
  await chat.surface.post(aCard({ actions: [action] }), 'key-1', NEVER);

  const ack = await slack.as(MIA).press(onlyMessage(slack), 'Old');

  expect(ack.acknowledged).toBe(true);
  expect(await privateAnswers(slack, MIA, 1)).toHaveLength(1);
});

test('a press is acknowledged in time while the desk is slow, and answered when the desk is done', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await using slack = await aWorkspace();
  await using chat = await connectedSlack(slack, { desk: aDesk(() => promise) });

  const ack = await pressed(slack, chat, MIA);
  resolve();

  expect(ack).toMatchObject({ acknowledged: true, late: false });
  expect(ack.afterMs).toBeGreaterThan(1_000);
  expect(await privateAnswers(slack, MIA, 1)).toHaveLength(1);
});

test('a press that only asks is acknowledged before its answer is known', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await using slack = await aWorkspace();
  await using chat = await connectedSlack(slack, { desk: aDesk(() => promise) });
  const details = { id: 'review:3', label: 'Details', style: 'plain', confirm: null } as const;
  await chat.surface.post(aCard({ actions: [details] }), 'key-1', NEVER);

  const ack = await slack.as(MIA).press(onlyMessage(slack), 'Details');
  resolve();

  expect(ack.acknowledged).toBe(true);
  expect(ack.afterMs).toBeLessThan(2_000);
  await expect
    .poll(() => JSON.stringify(slack.as(MIA).modal()?.blocks ?? []), { timeout: 10_000 })
    .toContain('heard');
});

test('a press is acknowledged in time while Slack does not tell who is in the group', async () => {
  const desk = aDesk();
  await using slack = await aWorkspace();
  slack.faults.add({ when: { method: 'usergroups.users.list' }, fault: { kind: 'hang' } });
  await using chat = await connectedSlack(slack, { desk, adminIds: [GROUP] });

  const ack = await pressed(slack, chat, MIA);

  expect(ack).toMatchObject({ acknowledged: true, late: false });
  await privateAnswers(slack, MIA, 1);
  expect(desk.asked[0]?.person.admin).toBe(false);
});

test('a desk that fails against its promise is acknowledged and answered', async () => {
  await using slack = await aWorkspace();
  await using chat = await connectedSlack(slack, { desk: aDesk(() => Promise.reject(new Error('broken'))) });

  const ack = await pressed(slack, chat, MIA);

  expect(ack.acknowledged).toBe(true);
  expect(await privateAnswers(slack, MIA, 1)).toEqual([expect.stringContaining('did not work')]);
});

test('a press that Slack delivers again is done and answered once', async () => {
  const desk = aDesk();
  await using slack = await aWorkspace();
  await using chat = await connectedSlack(slack, { desk });
  slack.loseAcks(1);

  const ack = await pressed(slack, chat, MIA);

  expect(ack.acknowledged).toBe(true);
  await privateAnswers(slack, MIA, 1);
  await slack.as(MIA).command('/calsync status', CHANNEL);
  expect(await privateAnswers(slack, MIA, 2)).toHaveLength(2);
  expect(desk.asked.map(({ what }) => what)).toEqual(['act:retry:3:abc', 'status']);
});

test('a button on a private answer works like any other', async () => {
  const heard: string[] = [];
  const desk = {
    command: () => Promise.resolve(aCard()),
    press: (id: string) => Promise.resolve(saying(`pressed ${heard.push(id)}`)),
    turnAway: () => Promise.reject(new Error('Nobody is turned away')),
  };
  await using slack = await aWorkspace();
  await using open = new AsyncDisposableStack();
  open.use(await connectedSlack(slack, { desk }));
  await slack.as(MIA).command('/calsync cancel 3', CHANNEL);
  await privateAnswers(slack, MIA, 1);
  const [plan] = slack.as(MIA).messages(CHANNEL);

  const ack = plan && (await slack.as(MIA).press(plan, 'Cancel Appointment'));

  expect(ack).toMatchObject({ acknowledged: true, late: false });
  expect(await privateAnswers(slack, MIA, 2)).toContainEqual(expect.stringContaining('pressed 1'));
  expect(heard).toEqual(['act:cancel:3:abc']);
});

test('two presses of one person are two', async () => {
  const desk = aDesk();
  await using slack = await aWorkspace();
  await using chat = await connectedSlack(slack, { desk });

  await pressed(slack, chat, MIA);
  await slack.as(MIA).press(onlyMessage(slack), 'Retry');

  expect(await privateAnswers(slack, MIA, 2)).toHaveLength(2);
  expect(desk.asked).toHaveLength(2);
});

test('who is no admin is no admin at the desk', async () => {
  const desk = aDesk();
  await using slack = await aWorkspace();
  await using chat = await connectedSlack(slack, { desk });

  await pressed(slack, chat, BEN);

  await privateAnswers(slack, BEN, 1);
  expect(desk.asked[0]?.person).toMatchObject({ id: BEN, admin: false });
});

test('members of a user group are admins, asked for once a minute', async () => {
  const desk = aDesk();
  await using slack = await aWorkspace();
  await using chat = await connectedSlack(slack, { desk, adminIds: [GROUP] });

  await pressed(slack, chat, MIA);
  await slack.as(BEN).press(onlyMessage(slack), 'Retry');

  await privateAnswers(slack, BEN, 1);
  expect(desk.asked.map(({ person }) => person.admin)).toEqual([true, false]);
  expect(slack.requests.filter(({ method }) => method === 'usergroups.users.list')).toHaveLength(1);
});

test('an admin’s first press waits for no question to Slack', async () => {
  await using slack = await aWorkspace();
  await using chat = await connectedSlack(slack, { adminIds: [GROUP] });
  await expect.poll(() => questionsAboutPeople(slack)).toBe(2);

  await pressed(slack, chat, MIA);

  await privateAnswers(slack, MIA, 1);
  expect(questionsAboutPeople(slack)).toBe(2);
});

test('a group that cannot be read makes nobody an admin, and is complained of once', async () => {
  const desk = aDesk();
  await using slack = await aWorkspace();
  const fault = { kind: 'error', error: 'missing_scope' } as const;
  slack.faults.add({ when: { method: 'usergroups.users.list' }, times: Infinity, fault });
  await using chat = await connectedSlack(slack, { desk, adminIds: [GROUP] });

  await pressed(slack, chat, MIA);
  await slack.as(MIA).press(onlyMessage(slack), 'Retry');

  await privateAnswers(slack, MIA, 2);
  expect(desk.asked.map(({ person }) => person.admin)).toEqual([false, false]);
  expect(chat.logged.filter(({ message }) => message === 'slack admins unknown')).toHaveLength(1);
});

test('nobody is an admin where none is configured', async () => {
  const desk = aDesk();
  await using slack = await aWorkspace();
  await using chat = await connectedSlack(slack, { desk, adminIds: [] });

  await pressed(slack, chat, MIA);

  await privateAnswers(slack, MIA, 1);
  expect(desk.asked[0]?.person.admin).toBe(false);
});

test('an event of another workspace is refused', async () => {
  const desk = aDesk();
  const ours = await aWorkspace();
  const port = Number(new URL(ours.url).port);
  await using open = new AsyncDisposableStack();
  open.use(await connectedSlack(ours, { desk }));
  await ours[Symbol.asyncDispose]();
  await using theirs = await aWorkspace({ port, teamId: 'T0OTHER' });
  await isConnected(theirs);

  const ack = await theirs.as(MIA).command('/calsync status', CHANNEL);

  expect(ack.acknowledged).toBe(true);
  expect(await privateAnswers(theirs, MIA, 1)).toEqual([expect.stringContaining('turned away')]);
  expect(desk.asked).toEqual([
    { what: 'turned away: status', person: { surface: 'slack', id: MIA, name: 'mia', admin: false } },
  ]);
});

test('a command comes to the desk as it was typed, and is answered in private', async () => {
  const desk = aDesk();
  await using slack = await aWorkspace();
  await using open = new AsyncDisposableStack();
  open.use(await connectedSlack(slack, { desk }));

  const ack = await slack.as(MIA).command('/calsync resolve #3 —note “it’s fine &amp; known”', CHANNEL);

  expect(ack).toMatchObject({ acknowledged: true, late: false });
  await privateAnswers(slack, MIA, 1);
  expect(desk.asked[0]?.what).toBe('resolve #3 —note “it’s fine & known”');
  expect(slack.channel(CHANNEL).messages).toEqual([]);
});

test('a command is acknowledged at once, however long its answer takes', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await using slack = await aWorkspace();
  await using open = new AsyncDisposableStack();
  open.use(await connectedSlack(slack, { desk: aDesk(() => promise) }));

  const ack = await slack.as(MIA).command('/calsync verify', CHANNEL);
  resolve();

  expect(ack.afterMs).toBeLessThan(1_000);
  expect(await privateAnswers(slack, MIA, 1)).toHaveLength(1);
});

test('an answer whose address does not work any more is brought another way', async () => {
  await using slack = await aWorkspace();
  await using open = new AsyncDisposableStack();
  open.use(await connectedSlack(slack));
  slack.faults.add({ when: { method: 'response_url' }, fault: { kind: 'status', status: 500 } });

  await slack.as(MIA).command('/calsync status', CHANNEL);

  expect(await privateAnswers(slack, MIA, 1)).toEqual([expect.stringContaining('heard status')]);
});

test('an answer that cannot be brought is logged, and the next one comes', async () => {
  await using slack = await aWorkspace();
  await using chat = await connectedSlack(slack);
  slack.faults.add({ when: { method: /response_url|chat.postEphemeral/ }, times: 2, fault: { kind: 'cut' } });

  await slack.as(MIA).command('/calsync status', CHANNEL);
  await expect
    .poll(() => chat.logged.map(({ message }) => message))
    .toContain('private answer not delivered');
  await slack.as(MIA).command('/calsync status', CHANNEL);

  expect(await privateAnswers(slack, MIA, 1)).toHaveLength(1);
});

test('a long answer with customers of any name is one that Slack takes', async () => {
  const lines = Array.from({ length: 500 }, () => '<!everyone> *Bob* `x` 👩‍👩‍👧');
  const list = { ...saying('all'), sections: [{ kind: 'list', title: null, lines } as const] };
  const listing = () => Promise.resolve(list);
  const desk = { command: listing, press: listing, turnAway: listing };
  await using slack = await aWorkspace();
  await using open = new AsyncDisposableStack();
  open.use(await connectedSlack(slack, { desk }));

  await slack.as(MIA).command('/calsync issues', CHANNEL);

  const [answer] = await privateAnswers(slack, MIA, 1);
  expect(answer).not.toMatch(/[<>]/);
});

/** Retry, on a card that was just posted. */
async function pressed(slack: SlackSandbox, chat: OpenedSlack, userId: string): Promise<Ack> {
  await chat.surface.post(aCard(), 'key-1', NEVER);
  return slack.as(userId).press(onlyMessage(slack), 'Retry');
}

function questionsAboutPeople({ requests }: SlackSandbox): number {
  return requests.filter(({ method }) => method.startsWith('user')).length;
}
