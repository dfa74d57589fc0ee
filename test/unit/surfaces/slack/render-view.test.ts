import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CardField } from '../../../../src/domain/card.ts';
import { checkMessage, checkView } from '../../../../src/sandbox/slack/check-blocks.ts';
import { renderCard } from '../../../../src/surfaces/slack/render-card.ts';
import { readEntered } from '../../../../src/surfaces/slack/render-fields.ts';
import { renderHome, renderWindow } from '../../../../src/surfaces/slack/render-view.ts';
import { aCard, everySection } from './cards.ts';

const NOTE: CardField = { kind: 'note', label: 'Note' };
const retry = { id: 'act:retry:3:abc', label: 'Retry', style: 'plain', confirm: null } as const;

function choice(count: number): CardField {
  const options = Array.from({ length: count }, (_, n) => ({ value: `${n}`, label: `Haircut ${n}` }));
  return { kind: 'choice', label: 'Event type', options };
}

test('a window has a title, a way out and the card’s own title', () => {
  const view = renderWindow(aCard());

  expect(view).toMatchObject({ type: 'modal', title: { text: 'calsync' }, close: { text: 'Close' } });
  expect(JSON.stringify(view.blocks[0])).toContain('Appointment #1236');
  expect(view.submit).toBeUndefined();
});

test('what is to be filled in stands above the buttons, and a window with it can be sent', () => {
  const view = renderWindow(aCard({ fields: [NOTE, choice(2)] }));

  expect(view.blocks.map(({ type }) => type).slice(-4)).toEqual(['input', 'input', 'actions', 'context']);
  expect(view.submit).toBeDefined();
  expect(checkView(view)).toEqual([]);
});

test.each([renderCard, renderWindow, renderHome])('%o takes any fields', (render) => {
  const fields: CardField[] = [NOTE, NOTE, choice(0), choice(130), { ...NOTE, label: ' '.repeat(300) }];

  const rendered = render(aCard({ fields }));

  expect('text' in rendered ? checkMessage(rendered) : checkView(rendered)).toEqual([]);
});

test('an option twice, or one that Slack would not take, is left out', () => {
  const options = ['10', '10', '', 'x'.repeat(200), '11'].map((value) => ({ value, label: 'Haircut' }));

  const view = renderWindow(aCard({ fields: [{ kind: 'choice', label: 'Event type', options }] }));

  expect(checkView(view)).toEqual([]);
  expect(JSON.stringify(view).match(/"value":"1[01]"/g)).toHaveLength(2);
});

test('one button in several places has a name of its own in each, and the same value', () => {
  const items = [1, 2].map((n) => ({ text: `line ${n}`, actions: [retry] }));
  const { blocks } = renderCard(aCard({ sections: [{ kind: 'items', title: null, items }] }));

  const text = JSON.stringify(blocks);

  expect(text.match(/"action_id":"[^"]+"/g)).toEqual([
    '"action_id":"act:retry:3:abc"',
    '"action_id":"act:retry:3:abc~2"',
    '"action_id":"act:retry:3:abc~3"',
    '"action_id":"act:cancel:3:abc"',
  ]);
  expect(text.match(/"value":"act:retry:3:abc"/g)).toHaveLength(3);
});

test('a list of many lines with two buttons each leaves room for the rest of a message', () => {
  const actions = [retry, { ...retry, id: 'review:3', label: 'Details' }];
  const items = Array.from({ length: 200 }, (_, n) => ({ text: `issue ${n}`, actions }));

  const message = renderCard(aCard({ sections: [{ kind: 'items', title: 'Open', items }] }));

  expect(checkMessage(message)).toEqual([]);
  expect(JSON.stringify(message.blocks)).toContain('and 180 more');
});

test('any text makes a view that Slack takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const label = `${text}x`;
      const field: CardField = { kind: 'choice', label: text, options: [{ value: '1', label: text }] };
      const card = aCard({ title: text, sections: everySection(label, 30), fields: [NOTE, field] });
      for (const view of [renderWindow(card), renderHome(card)]) expect(checkView(view)).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test('what was filled in is read, and what was not is nothing', () => {
  const values = {
    'field:note': { note: { value: '  agreed by phone ' } },
    'field:choice': { choice: { selected_option: { value: '10' } } },
  };

  expect(readEntered(values)).toEqual({ note: 'agreed by phone', choice: '10' });
  expect(readEntered({ 'field:note': { note: { value: '  ' } } })).toEqual({ note: null, choice: null });
  expect(readEntered()).toEqual({ note: null, choice: null });
});
