import { expect, test } from 'vitest';
import { pressId } from '../../../../src/domain/press.ts';
import type { Desk, Person } from '../../../../src/surfaces/desk.ts';
import { ask } from '../../../../src/surfaces/discord/ask.ts';
import {
  buttonId,
  fillId,
  readButtonId,
  withChoice,
  yesId,
} from '../../../../src/surfaces/discord/button-id.ts';
import { problemCard } from '../../../../src/surfaces/private-cards.ts';
import { aCard, CREATE, FACTS_HASH } from './cards.ts';

const ANA: Person = { surface: 'discord', id: '7', name: 'Ana', admin: true };
const PLAN = aCard({
  sections: [{ kind: 'text', text: 'Make the booking.' }],
  actions: [
    {
      id: pressId({ kind: 'act', action: 'create', issueId: 3, factsHash: 'newer' }),
      label: 'Create in Cal.com',
      style: 'primary',
      confirm: null,
    },
  ],
});

function aDesk(answer = PLAN): Desk & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    command: (text) => {
      asked.push(text);
      return Promise.resolve(answer);
    },
    press: () => Promise.reject(new Error('Nothing was confirmed')),
    turnAway: () => Promise.reject(new Error('Nobody is turned away')),
  };
}

test.each([
  ['create', 'create 3'],
  ['use_database', 'use 3 database'],
  ['use_calcom', 'use 3 calcom'],
  ['cancel', 'cancel 3'],
] as const)('%s is asked about by the command that asks: %s', async (action, command) => {
  const desk = aDesk();

  await ask(pressId({ kind: 'act', action, issueId: 3, factsHash: FACTS_HASH }), { desk, person: ANA });

  expect(desk.asked).toEqual([command]);
});

test('the question shows the plan, and its yes is bound to the facts of the pressed card', async () => {
  const question = await ask(CREATE.id, { desk: aDesk(), person: ANA });

  expect(question.sections).toEqual(PLAN.sections);
  expect(question.actions?.map(({ id, label }) => [id, label])).toEqual([
    [`yes:${CREATE.id}`, 'Create in Cal.com'],
    ['no', 'No, leave it'],
  ]);
});

test('a refusal of the desk is shown without a yes', async () => {
  const refusal = problemCard('Only calsync’s admins may do that.');

  const answer = await ask(CREATE.id, { desk: aDesk(refusal), person: ANA });

  expect(answer).toEqual(refusal);
});

test.each([pressId({ kind: 'act', action: 'retry', issueId: 3, factsHash: FACTS_HASH }), 'unknown'])(
  'what no command asks about gets a plain question, and nothing is done: %s',
  async (actionId) => {
    const desk = aDesk();

    const question = await ask(actionId, { desk, person: ANA });

    expect(desk.asked).toEqual([]);
    expect(question.actions?.[0]?.id).toBe(`yes:${actionId}`);
  },
);

test('a custom id is read back as what it was made of', () => {
  const actionId = CREATE.id;
  const nothing = { actionId, choice: null };

  expect(readButtonId(buttonId(CREATE))).toEqual({ kind: 'ask', ...nothing });
  expect(readButtonId(buttonId({ ...CREATE, confirm: null }))).toEqual({ kind: 'do', ...nothing });
  expect(readButtonId(fillId(CREATE))).toEqual({ kind: 'fill', ...nothing });
  expect(readButtonId(yesId(actionId))).toEqual({ kind: 'yes', ...nothing });
  expect(readButtonId('no')).toEqual({ kind: 'no' });
});

test('a choice goes along with a button, and the last one counts', () => {
  const first = withChoice(yesId(CREATE.id), 'a: b');

  expect(readButtonId(first)).toEqual({ kind: 'yes', actionId: CREATE.id, choice: 'a: b' });
  expect(readButtonId(withChoice(first, '20'))).toMatchObject({ kind: 'yes', choice: '20' });
  expect(withChoice('no', '20')).toBe('no');
});
