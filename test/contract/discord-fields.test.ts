/** What people write and choose on Discord goes along with the button: a note in a form, a choice from a menu. */
import { expect, test } from 'vitest';
import type { Card, CardField } from '../../src/domain/card.ts';
import type { Message } from '../../src/sandbox/discord/stored-message.ts';
import type { OpenModal } from '../../src/sandbox/discord/open-modal.ts';
import { problemCard } from '../../src/surfaces/private-cards.ts';
import { aCard, anAction, CREATE } from '../unit/surfaces/discord/cards.ts';
import { answerTo, aStage, newest, SIGNAL, textOf, until, type Stage } from './discord-fixture.ts';

const NOTE: CardField = { kind: 'note', label: 'Note' };
const RETRY = anAction('retry', 'Retry Verification');
const LABEL = 'Create in Cal.com';
const choiceOf = (count: number): CardField => ({
  kind: 'choice',
  label: 'Event type',
  options: Array.from({ length: count }, (_, at) => ({ value: `${at + 1}`, label: `Type ${at + 1}` })),
});

const REVIEW = aCard({ title: 'Review', fields: [NOTE] });
/** What the desk answers to "create 3": the plan with its one button. */
const planWith = (fields: readonly CardField[]): Card =>
  aCard({
    title: 'Create?',
    sections: [{ kind: 'text', text: 'Cal.com sends a confirmation.' }],
    actions: [{ ...CREATE, confirm: null }],
    fields,
  });

/** The private review, with the note beside its buttons. */
async function theReview(stage: Stage): Promise<Message> {
  stage.desk.answer = () => REVIEW;
  await stage.ana.command('/calsync review 3', stage.channelId);
  return answerTo(stage.ana, stage.channelId);
}

function formOf({ ana }: Stage): OpenModal {
  const form = ana.modal();
  if (!form) throw new Error('Cannot find a form');
  return form;
}

test('a button beside a note opens a form, and the note reaches the desk with the press', async () => {
  await using stage = await aStage();
  const review = await theReview(stage);
  stage.desk.answer = (asked) => problemCard(`Done: ${asked}`);

  const opened = await stage.ana.press(review, 'Retry Verification');
  const form = formOf(stage);
  form.fill('Note', ' agreed by phone ');
  const sent = await form.submit();

  expect(opened).toMatchObject({ acknowledged: true, kind: 'modal' });
  expect(form.title).toBe('Retry Verification');
  expect(sent).toMatchObject({ acknowledged: true, kind: 'reply', ephemeral: true });
  expect(stage.desk.presses).toMatchObject([
    { actionId: RETRY.id, person: { name: 'Ana', admin: true }, entered: { note: 'agreed by phone' } },
  ]);
  expect(textOf(newest(stage.ana, stage.channelId))).toContain('Done');
});

test('an empty note is none, and a form that is closed does nothing', async () => {
  await using stage = await aStage();
  const review = await theReview(stage);

  await stage.ana.press(review, 'Retry Verification');
  formOf(stage).close();
  await stage.ana.press(review, 'Retry Verification');
  await formOf(stage).submit();

  expect(stage.desk.presses).toMatchObject([{ entered: { note: null, choice: null } }]);
});

test('a form says what the customer will notice before it is sent, and takes the choice as well', async () => {
  await using stage = await aStage();
  const review = await theReview(stage);
  stage.desk.answer = () => planWith([choiceOf(2)]);

  await stage.ana.press(review, LABEL);
  const form = formOf(stage);
  form.fill('Event type', 'Type 2');
  form.fill('Note', 'agreed');
  await form.submit();

  expect(JSON.stringify(form.components)).toContain('Cal.com sends a confirmation.');
  expect(stage.desk.commands.at(-1)).toMatchObject({ text: 'create 3' });
  expect(stage.desk.presses).toMatchObject([
    { actionId: CREATE.id, entered: { note: 'agreed', choice: '2' } },
  ]);
});

test('what cannot be done any more is said instead of opening a form', async () => {
  await using stage = await aStage();
  const review = await theReview(stage);
  stage.desk.answer = () => problemCard('It is over already.');

  const ack = await stage.ana.press(review, LABEL);

  expect(ack).toMatchObject({ acknowledged: true, kind: 'reply', ephemeral: true });
  expect(textOf(newest(stage.ana, stage.channelId))).toContain('It is over already.');
});

test('a plan that comes too late for a form is asked about in a message', async () => {
  await using stage = await aStage();
  const review = await theReview(stage);
  const slow = Promise.withResolvers<void>();
  stage.desk.answer = async (asked) => {
    if (asked.startsWith('create')) await slow.promise;
    return asked.startsWith('create') ? planWith([choiceOf(2)]) : problemCard(`Done: ${asked}`);
  };

  const ack = await stage.ana.press(review, LABEL);
  slow.resolve();
  await until(() => textOf(newest(stage.ana, stage.channelId)).includes('No, leave it'));
  const question = newest(stage.ana, stage.channelId);
  await stage.ana.choose(question, 'Event type', 'Type 1');
  await stage.ana.press(question, LABEL);

  expect(ack).toMatchObject({ acknowledged: true, kind: 'deferred_reply' });
  expect(stage.ana.modal()).toBeUndefined();
  expect(stage.desk.presses).toMatchObject([{ actionId: CREATE.id, entered: { choice: '1' } }]);
});

test('a choice stays in its menu and goes along with the button, also when it is changed', async () => {
  await using stage = await aStage();
  stage.desk.answer = () => planWith([choiceOf(30)]);
  await stage.ana.command('/calsync create 3', stage.channelId);
  const plan = await answerTo(stage.ana, stage.channelId);

  const chosen = await stage.ana.choose(plan, 'Event type', 'Type 2');
  await stage.ana.choose(plan, 'Event type, part 2', 'Type 30');
  const shown = textOf(newest(stage.ana, stage.channelId));
  await stage.ana.press(plan, LABEL);

  expect(chosen).toMatchObject({ acknowledged: true, kind: 'update' });
  expect(shown.match(/"default":true/g)).toHaveLength(1);
  expect(stage.desk.presses).toMatchObject([{ actionId: CREATE.id, entered: { choice: '30' } }]);
});

test('who is no admin any more when the form is sent is none to the desk', async () => {
  await using stage = await aStage();
  const eve = stage.discord.addMember({ name: 'Eve', roleIds: [stage.adminRoleId] });
  const human = stage.discord.as(eve.id);
  stage.desk.answer = () => REVIEW;
  await human.command('/calsync review 3', stage.channelId);
  await human.press(await answerTo(human, stage.channelId), 'Retry Verification');

  eve.roleIds.pop();
  await human.modal()?.submit();

  expect(stage.desk.presses).toMatchObject([{ person: { name: 'Eve', admin: false } }]);
});

test('the buttons of a list stand beside its lines, each once, and as many as Discord takes', async () => {
  await using stage = await aStage();
  const items = Array.from({ length: 40 }, (_, at) => ({
    text: `Issue ${at + 1}`,
    moment: 1_700_000_000_000,
    actions: [
      { ...RETRY, id: `act:retry:${at + 1}:facts` },
      { ...RETRY, id: `review:${at + 1}`, label: 'Details' },
    ],
  }));
  const tile = { icon: '⚠️', label: 'REVIEW', value: '40', note: null };
  const tiles = [{ ...tile, action: { ...RETRY, id: 'open_issues', label: 'View →' } }];

  await stage.chat.surface.post(
    aCard({
      sections: [
        { kind: 'tiles', tiles },
        { kind: 'items', title: 'Open Issues', items },
        { kind: 'items', title: 'Again', items: items.slice(0, 2) },
      ],
      actions: [],
    }),
    'key',
    SIGNAL,
  );
  const card = newest(stage.ana, stage.channelId);
  await stage.ana.press(card, 'review:7');
  await stage.ana.press(card, 'REVIEW: View →');

  expect(stage.desk.presses.map(({ actionId }) => actionId)).toEqual(['review:7', 'open_issues']);
  expect(textOf(card).match(/"custom_id":"review:/g)).toHaveLength(9);
  expect(textOf(card)).toContain('Issue 40, <t:1700000000:R>');
});
