import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Section } from '../../../../src/domain/card.ts';
import { checkMessage } from '../../../../src/sandbox/slack/check-blocks.ts';
import { renderCard } from '../../../../src/surfaces/slack/render-card.ts';
import { chartInLetters, pictureOf } from '../../../../src/surfaces/slack/render-chart.ts';
import { aChart, FAILED, NO_CHECK } from '../charts.ts';
import { aCard, everySection, HOSTILE } from './cards.ts';

test('a card shows its title, its facts, its buttons and its small print', () => {
  const { text, blocks } = renderCard(aCard());

  expect(blocks.map(({ type }) => type)).toEqual(['header', 'rich_text', 'rich_text', 'actions', 'context']);
  expect(JSON.stringify(blocks)).toContain('Tom Klein');
  expect(text).toContain('Customer: Tom Klein');
});

test('a button carries its id, and its dialog the words of the card', () => {
  const actions = renderCard(aCard()).blocks.find(({ type }) => type === 'actions');

  expect(actions).toMatchObject({
    elements: [
      { action_id: 'act:retry:3:abc', text: { text: 'Retry' } },
      {
        action_id: 'act:cancel:3:abc',
        style: 'danger',
        confirm: {
          title: { text: 'Cancel Appointment?' },
          text: { text: 'The customer is told.' },
          confirm: { text: 'Cancel Appointment' },
          deny: { text: 'Not now' },
        },
      },
    ],
  });
});

test('a card without actions has no empty row of buttons', () => {
  const { blocks } = renderCard(aCard({ actions: [], footer: [] }));

  expect(blocks.map(({ type }) => type)).toEqual(['header', 'rich_text', 'rich_text']);
});

test('a comparison names both sides beside each other', () => {
  const section: Section = {
    kind: 'comparison',
    sides: ['Database', 'Cal.com'],
    rows: [{ label: 'Start', values: ['10:00', '11:00'] }],
  };

  const { blocks } = renderCard(aCard({ sections: [section] }));

  expect(blocks[1]).toMatchObject({
    type: 'section',
    fields: [{ text: '*Database*\nStart: 10:00' }, { text: '*Cal.com*\nStart: 11:00' }],
  });
});

test('a table of 60 rows is cut, and says how many are left out', () => {
  const rows = Array.from({ length: 60 }, (_, at) => [`#${at}`, 'Tom Klein']);

  const { blocks } = renderCard(
    aCard({ sections: [{ kind: 'table', title: null, columns: ['Issue', 'Customer'], rows }] }),
  );

  const shown = JSON.stringify(blocks);
  expect(shown).toContain('#19 ');
  expect(shown).not.toContain('#20 ');
  expect(shown).toContain('… and 40 more');
});

test('a table with wide letters lines up', () => {
  const section: Section = {
    kind: 'table',
    title: null,
    columns: ['Customer', 'Time'],
    rows: [
      ['山田太郎', '10:00'],
      ['Tom', '11:00'],
    ],
  };

  const [, block] = renderCard(aCard({ sections: [section] })).blocks;

  expect(JSON.stringify(block)).toContain('山田太郎  10:00\\nTom       11:00');
});

test('the link to the company’s own record can be clicked', () => {
  const facts = [{ label: 'Record', value: 'https://crm.example/appointments/1236' }];

  const { blocks } = renderCard(aCard({ sections: [{ kind: 'facts', title: null, facts }] }));

  expect(JSON.stringify(blocks)).toContain('"type":"link","url":"https://crm.example/appointments/1236"');
});

test('a hostile name pings nobody and formats nothing, wherever it stands', () => {
  const card = aCard({ title: HOSTILE, sections: everySection(HOSTILE, 2), footer: [HOSTILE] });

  const { text, blocks } = renderCard(card);

  const formatted = [text, ...mrkdwnIn(blocks)];
  expect(formatted.length).toBe(5);
  for (const one of formatted) {
    expect(one).not.toMatch(/<|>/);
    expect(one).not.toMatch(/\*Bob\*/);
  }
});

test.each([1, 3, 40, 400])('sections of every kind, %i times as big, stay within the limits', (times) => {
  for (const text of ['', 'x', HOSTILE, 'äöü&<>'.repeat(200), '👩‍👩‍👧'.repeat(100)]) {
    const card = aCard({ title: text, sections: everySection(text, times), footer: [text] });

    expect(checkMessage(renderCard(card))).toEqual([]);
  }
});

test('a chart is drawn by Slack, without the days that have no value; why they have none stands below', () => {
  const message = renderCard(aCard({ sections: [aChart()], actions: [], footer: [] }));

  expect(checkMessage(message)).toEqual([]);
  expect(message.blocks.slice(1)).toEqual([
    {
      type: 'data_visualization',
      title: 'Trend (Last 7 Days)',
      chart: {
        type: 'bar',
        series: [
          {
            name: 'in sync',
            data: [
              { label: 'Sat', value: 98.7 },
              { label: 'Sun', value: 99.3 },
              { label: 'Mon', value: 100 },
              { label: 'Wed', value: 99.1 },
              { label: 'Thu', value: 94 },
            ],
          },
        ],
        axis_config: { categories: ['Sat', 'Sun', 'Mon', 'Wed', 'Thu'], y_label: '% in sync' },
      },
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [{ type: 'text', text: '⚠️ Tue: no complete check\n– Fri: no full check' }],
        },
      ],
    },
  ]);
  expect(message.text).toContain('✅ Mon: 100%\n⚠️ Tue: no complete check');
});

test('a chart without any value is words, and the third chart of a message letters', () => {
  const empty = renderCard(aCard({ sections: [aChart([NO_CHECK, FAILED])] }));
  const three = renderCard(aCard({ sections: [aChart(), aChart(), aChart()] }));

  for (const message of [empty, three]) expect(checkMessage(message)).toEqual([]);
  expect(empty.blocks.map(({ type }) => type)).not.toContain('data_visualization');
  expect(JSON.stringify(empty.blocks)).toContain('– Fri: no full check');
  expect(three.blocks.filter(({ type }) => type === 'data_visualization')).toHaveLength(2);
  expect(JSON.stringify(three.blocks)).toContain('└────');
});

test('a chart as a picture says everything to those who cannot see it, and in letters it is complete', () => {
  const card = aCard({ sections: [aChart()] });
  const picture = renderCard(card, (chart) => [pictureOf(chart, 'F0TREND')]);
  const letters = renderCard(card, chartInLetters);

  for (const message of [picture, letters]) expect(checkMessage(message)).toEqual([]);
  expect(picture.blocks[1]).toMatchObject({
    slack_file: { id: 'F0TREND' },
    alt_text: expect.stringMatching(/^Trend .*% in sync.*✅ Sat: 98.7%; .*⚠️ Tue: no complete check/),
  });
  expect(JSON.stringify(letters.blocks[1])).toMatch(/100% ┤.*●.*▲.*Tue: no complete check/);
});

test('very many sections and buttons stay within the limits', () => {
  const actions = Array.from({ length: 40 }, (_, at) => ({
    id: `act:retry:${at}:abc`,
    label: 'Retry'.repeat(30),
    style: 'primary' as const,
    confirm: { title: 'Sure?'.repeat(60), text: 'Really? '.repeat(90), yes: 'Yes'.repeat(30) },
  }));
  const sections = Array.from({ length: 120 }, () => everySection('Tom Klein', 2)).flat();

  const message = renderCard(aCard({ actions, sections }));

  expect(checkMessage(message)).toEqual([]);
  expect(JSON.stringify(message.blocks)).toContain('the rest does not fit');
});

test('an id that stands twice costs one button and not the message', () => {
  const [action] = aCard().actions ?? [];

  const { blocks } = renderCard(aCard({ actions: action ? [action, { ...action, label: 'Again' }] : [] }));

  expect(checkMessage({ text: 'x', blocks })).toEqual([]);
  expect(JSON.stringify(blocks)).toContain('Retry');
});

test('the plain text can always be edited', () => {
  const { text } = renderCard(aCard({ sections: everySection('山&', 500) }));

  expect(Buffer.byteLength(text)).toBeLessThan(4_000);
});

test('any text makes a message that Slack takes', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.integer({ min: 0, max: 30 }),
      (text, times) => {
        const card = aCard({ title: text, sections: everySection(text, times), footer: [text] });
        return checkMessage(renderCard(card)).length === 0;
      },
    ),
  );
});

function mrkdwnIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'mrkdwn' && 'text' in value) return [String(value.text)];
  return Object.values(value).flatMap(mrkdwnIn);
}
