/** What people press and type on Discord reaches the desk, and only they see the answer. */
import { expect, test } from 'vitest';
import type { Message } from '../../src/sandbox/discord/stored-message.ts';
import { problemCard } from '../../src/surfaces/private-cards.ts';
import { aCard, anAction, CREATE } from '../unit/surfaces/discord/cards.ts';
import { answerTo, aStage, newest, SIGNAL, textOf, until, type Stage } from './discord-fixture.ts';

const RETRY = anAction('retry', 'Retry Verification');

/** The public card, as Ana sees it. */
async function aPostedCard({ chat, ana, channelId }: Stage): Promise<Message> {
  await chat.surface.post(aCard(), 'key', SIGNAL);
  return newest(ana, channelId);
}

test.each([
  ['status', 'status'],
  ['verify', 'verify'],
  ['verify full:true dry-run:true', 'verify --full --dry-run'],
  ['verify appointment:"A 12"', 'verify --appointment "A 12"'],
  ['issues', 'issues'],
  ['issues kind:failed csv:true', 'issues failed --csv'],
  ['review 3', 'review 3'],
  ['retry #3', 'retry #3'],
  ['create a:1236', 'create a:1236'],
  ['create target:3 yes:true', 'create 3 --yes'],
  ['link 3', 'link 3'],
  ['use 3 database', 'use 3 database'],
  ['use target:3 side:calcom yes:true', 'use 3 calcom --yes'],
  ['resolve target:3 note:"agreed by phone"', 'resolve 3 --note "agreed by phone"'],
  ['cancel 3', 'cancel 3'],
  ['help', 'help'],
  ['help verify', 'help verify'],
])('/calsync %s reaches the desk as %s', async (typed, text) => {
  await using stage = await aStage();
  const { ana, channelId, desk } = stage;

  const ack = await ana.command(`/calsync ${typed}`, channelId);
  const answer = await answerTo(ana, channelId);

  expect(ack).toMatchObject({ acknowledged: true, kind: 'deferred_reply', ephemeral: true });
  expect(desk.commands).toMatchObject([{ text, person: { surface: 'discord', name: 'Ana', admin: true } }]);
  expect(textOf(answer)).toContain('Answer to');
  expect(stage.ben.messages(channelId)).toEqual([]);
});

test('a press reaches the desk and is answered to the presser alone', async () => {
  await using stage = await aStage();
  const card = await aPostedCard(stage);

  const ack = await stage.ana.press(card, 'Retry Verification');
  const answer = await answerTo(stage.ana, stage.channelId);

  expect(ack).toMatchObject({ acknowledged: true, kind: 'reply', ephemeral: true });
  expect(stage.desk.presses).toMatchObject([{ actionId: RETRY.id, person: { name: 'Ana', admin: true } }]);
  expect(textOf(answer)).toContain('Answer to act:retry:3');
  expect(stage.ben.messages(stage.channelId)).toHaveLength(1);
});

test('a slow desk is promised to answer within the three seconds, and does', async () => {
  await using stage = await aStage();
  const card = await aPostedCard(stage);
  const slow = Promise.withResolvers<void>();
  stage.desk.answer = async () => {
    await slow.promise;
    return problemCard('The database is slow.');
  };

  const ack = await stage.ana.press(card, 'Retry Verification');
  slow.resolve();
  const answer = await answerTo(stage.ana, stage.channelId);

  expect(ack).toMatchObject({ acknowledged: true, kind: 'deferred_reply', ephemeral: true });
  expect(ack.afterMs).toBeLessThan(2_500);
  expect(textOf(answer)).toContain('The database is slow.');
});

/** Create was pressed, and asks. */
async function aQuestion(stage: Stage): Promise<Message> {
  const card = await aPostedCard(stage);
  stage.desk.answer = (asked) =>
    asked.startsWith('create') ? aCard({ title: 'Create?' }) : problemCard(`Done: ${asked}`);
  await stage.ana.press(card, 'Create in Cal.com');
  return answerTo(stage.ana, stage.channelId);
}

test('what has to be confirmed is asked in private first, and not done yet', async () => {
  await using stage = await aStage();

  const question = await aQuestion(stage);

  expect(question.ephemeral).toBe(true);
  expect(textOf(question)).toContain('The customer notices: Cal.com sends a confirmation.');
  expect(stage.desk.commands).toMatchObject([{ text: 'create 3' }]);
  expect(stage.desk.presses).toEqual([]);
});

test('yes does it, and the question turns into the answer', async () => {
  await using stage = await aStage();
  const question = await aQuestion(stage);

  const ack = await stage.ana.press(question, 'Create in Cal.com');
  await until(() => textOf(newest(stage.ana, stage.channelId)).includes('Done'));

  expect(ack).toMatchObject({ acknowledged: true, kind: 'update' });
  expect(stage.desk.presses).toMatchObject([{ actionId: CREATE.id }]);
  expect(newest(stage.ana, stage.channelId)).toMatchObject({ id: question.id, ephemeral: true });
  expect(textOf(newest(stage.ana, stage.channelId))).not.toContain('No, leave it');
});

test('yes to a slow desk is promised in time, and answered in the same place', async () => {
  await using stage = await aStage();
  const question = await aQuestion(stage);
  const slow = Promise.withResolvers<void>();
  stage.desk.answer = async () => {
    await slow.promise;
    return problemCard('At last.');
  };

  const ack = await stage.ana.press(question, 'Create in Cal.com');
  slow.resolve();
  await until(() => textOf(newest(stage.ana, stage.channelId)).includes('At last'));

  expect(ack).toMatchObject({ acknowledged: true, kind: 'deferred_update' });
  expect(newest(stage.ana, stage.channelId).id).toBe(question.id);
});

test('no does nothing, and says so', async () => {
  await using stage = await aStage();
  const question = await aQuestion(stage);

  await stage.ana.press(question, 'No, leave it');

  expect(stage.desk.presses).toEqual([]);
  expect(textOf(newest(stage.ana, stage.channelId))).toContain('Nothing was done.');
});

test('after a new login a question of before can still be answered', async () => {
  await using stage = await aStage();
  const question = await aQuestion(stage);
  stage.discord.gateway.close(4004);
  await until(() => stage.discord.gateway.identifies === 2);
  await until(() => stage.logs.filter((line) => line.includes('Discord is connected')).length === 2);

  await stage.ana.press(question, 'Create in Cal.com');

  expect(stage.desk.presses).toMatchObject([{ actionId: CREATE.id }]);
});

test('somebody without an admin role is no admin to the desk', async () => {
  await using stage = await aStage();
  const card = await aPostedCard(stage);

  await stage.ben.press(card, 'Retry Verification');
  await stage.ben.command('/calsync issues', stage.channelId);
  await until(() => stage.desk.commands.length === 1);

  expect(stage.desk.presses).toMatchObject([{ person: { name: 'Ben', admin: false } }]);
  expect(stage.desk.commands).toMatchObject([{ person: { name: 'Ben', admin: false } }]);
});

test('a role that is given or taken counts from the next press on', async () => {
  await using stage = await aStage();
  const card = await aPostedCard(stage);
  const eve = stage.discord.addMember({ name: 'Eve' });

  await stage.discord.as(eve.id).press(card, 'Retry Verification');
  eve.roleIds.push(stage.adminRoleId);
  await stage.discord.as(eve.id).press(card, 'Retry Verification');
  eve.roleIds.pop();
  await stage.discord.as(eve.id).press(card, 'Retry Verification');

  expect(stage.desk.presses.map(({ person }) => person.admin)).toEqual([false, true, false]);
});

test('with no admin roles configured nobody is one', async () => {
  await using stage = await aStage({ config: { adminRoleIds: [] } });
  const card = await aPostedCard(stage);

  await stage.ana.press(card, 'Retry Verification');

  expect(stage.desk.presses).toMatchObject([{ person: { admin: false } }]);
});

test('people of another server are turned away by the desk, which does nothing else', async () => {
  await using stage = await aStage({ config: { guildId: '1000000000000000009' }, online: false });
  await until(() => stage.logs.some((line) => line.includes('Discord is connected')));
  const card = await aPostedCard(stage);

  const ack = await stage.ana.press(card, 'Retry Verification');

  expect(ack).toMatchObject({ acknowledged: true, ephemeral: true });
  expect(textOf(newest(stage.ana, stage.channelId))).toContain('Turned away: act:');
  expect(stage.desk.presses).toEqual([]);
});

test.each([
  [404, 10062],
  [400, 40060],
])('a first answer that is refused (%i, %i) is logged, and the next press works', async (status, code) => {
  await using stage = await aStage();
  const card = await aPostedCard(stage);
  const rule = { when: { path: /\/callback$/ }, fault: { kind: 'error', status, code } } as const;
  stage.discord.faults.add(rule);
  const lost = stage.ana.press(card, 'Retry Verification');
  await until(() => stage.logs.some((line) => line.includes('Discord answer not given')));

  const ack = await stage.ana.press(card, 'Retry Verification');

  expect(ack.acknowledged).toBe(true);
  expect((await lost).acknowledged).toBe(false);
});

test('a command whose promise was refused is not carried out', async () => {
  await using stage = await aStage();
  stage.discord.faults.add({
    when: { path: /\/callback$/ },
    fault: { kind: 'error', status: 404, code: 10062 },
  });

  await stage.ana.command('/calsync create target:3 yes:true', stage.channelId);

  expect(stage.desk.commands).toEqual([]);
});
