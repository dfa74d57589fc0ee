/** The linter of the stand-in Slack: each limit, just kept and just broken. */
import { expect, test } from 'vitest';
import { checkMessage, checkView } from '../../src/sandbox/slack/check-blocks.ts';
import { CARD, HOME, NOTE_MODAL, plain } from './sandbox-slack-fixture.ts';

const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) });
const words = (length: number) => plain('x'.repeat(length));
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const section = (length: number) => ({ type: 'section', text: mrkdwn(length) });
const fields = (count: number, length: number) => ({
  type: 'section',
  fields: many(count, () => mrkdwn(length)),
});
const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
const named = (index: number) => button({ action_id: `a${index}` });
const confirm = (title: number, text: number) =>
  button({ confirm: { title: words(title), text: mrkdwn(text) } });
const option = (text: number, value: string) => ({ text: words(text), value });
const menu = (type: string, count: number) =>
  actions({ type, options: many(count, (index) => option(5, `v${index}`)) });
const cell = (text: string) => ({ type: 'raw_text', text });
const input = (more: object) => ({
  type: 'input',
  label: words(5),
  element: { type: 'plain_text_input', multiline: true },
  ...more,
});
const table = (rows: number, columns: number, text = 'x') => ({
  type: 'table',
  rows: many(rows, () => many(columns, () => cell(text))),
});
const dataTable = (more: object) => ({ ...table(2, 2), type: 'data_table', caption: 'Issues', ...more });
const pie = (count: number, label = 'a', value = 1) => ({
  type: 'data_visualization',
  title: 'By kind',
  chart: { type: 'pie', segments: many(count, () => ({ label, value })) },
});
const lines = (series: number, categories: number, name = (index: number) => `s${index}`) => ({
  type: 'data_visualization',
  title: 'By day',
  chart: {
    type: 'line',
    axis_config: { categories: many(categories, (index) => `c${index}`) },
    series: many(series, (index) => ({
      name: name(index),
      data: many(categories, (at) => ({ label: `c${at}`, value: 0 })),
    })),
  },
});
const image = (more: object) => ({ type: 'image', alt_text: 'Chart', ...more });
const URL = { image_url: 'https://salon.example/a.png' };

test.each<[string, object[], object[]]>([
  ['50 blocks', many(50, () => section(1)), many(51, () => section(1))],
  ['3,000 characters in a section', [section(3_000)], [section(3_001)]],
  ['some text in a section', [section(1)], [section(0)]],
  ['10 fields', [fields(10, 1)], [fields(11, 1)]],
  ['whether an input is optional', [input({ optional: true })], [input({ optional: 'yes' })]],
  ['a label of an input', [input({})], [input({ label: undefined })]],
  ['2,000 characters in a field', [fields(1, 2_000)], [fields(1, 2_001)]],
  [
    '150 characters in a header',
    [{ type: 'header', text: words(150) }],
    [{ type: 'header', text: words(151) }],
  ],
  ['plain text in a header', [{ type: 'header', text: words(1) }], [{ type: 'header', text: mrkdwn(1) }]],
  ['25 elements in actions', [actions(...many(25, named))], [actions(...many(26, named))]],
  [
    '75 characters on a button',
    [actions(button({ text: words(75) }))],
    [actions(button({ text: words(76) }))],
  ],
  [
    '2,000 characters in a value',
    [actions(button({ value: 'x'.repeat(2_000) }))],
    [actions(button({ value: 'x'.repeat(2_001) }))],
  ],
  ['two styles', [actions(button({ style: 'danger' }))], [actions(button({ style: 'warning' }))]],
  ['100 characters in a confirm title', [actions(confirm(100, 1))], [actions(confirm(101, 1))]],
  ['300 characters in a confirm text', [actions(confirm(1, 300))], [actions(confirm(1, 301))]],
  ['a title in a confirm', [actions(confirm(1, 1))], [actions(button({ confirm: { text: mrkdwn(1) } }))]],
  [
    '10 elements in a context',
    [{ type: 'context', elements: many(10, () => mrkdwn(1)) }],
    [{ type: 'context', elements: many(11, () => mrkdwn(1)) }],
  ],
  [
    '255 characters in a block_id',
    [{ type: 'divider', block_id: 'x'.repeat(255) }],
    [{ type: 'divider', block_id: 'x'.repeat(256) }],
  ],
  [
    'a block_id once',
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'b' },
    ],
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ],
  ],
  ['an action_id once in a block', [actions(named(1)), actions(named(1))], [actions(named(1), named(1))]],
  ['5 options in an overflow', [menu('overflow', 5)], [menu('overflow', 6)]],
  ['100 options in a menu', [menu('static_select', 100)], [menu('static_select', 101)]],
  ['some options in a menu', [menu('static_select', 1)], [menu('static_select', 0)]],
  [
    '75 characters in an option',
    [actions({ type: 'static_select', options: [option(75, 'v')] })],
    [actions({ type: 'static_select', options: [option(76, 'v')] })],
  ],
  ['a text for an image', [image(URL)], [image({ ...URL, alt_text: undefined })]],
  [
    'one source of an image',
    [image({ slack_file: { id: 'F1' } })],
    [image({ ...URL, slack_file: { id: 'F1' } })],
  ],
  ['100 rows in a table', [table(100, 1)], [table(101, 1)]],
  ['20 columns in a table', [table(1, 20)], [table(1, 21)]],
  ['10,000 characters in a table', [table(100, 1, 'x'.repeat(100))], [table(100, 1, 'x'.repeat(101))]],
  ['no empty cell', [table(1, 1, ' ')], [table(1, 1, '')]],
  ['rows of one length', [table(2, 1)], [{ type: 'table', rows: [[cell('a')], [cell('a'), cell('b')]] }]],
  ['one table', [table(1, 1)], [table(1, 1), dataTable({})]],
  ['a caption on a data_table', [dataTable({})], [dataTable({ caption: undefined })]],
  [
    'a header row in a data_table',
    [dataTable({ rows: [[cell('a')], [{ type: 'raw_number', value: 1, text: '1' }]] })],
    [dataTable({ rows: [[{ type: 'raw_number', value: 1, text: '1' }]] })],
  ],
  ['6 segments in a pie', [pie(6)], [pie(7)]],
  ['segments above 0', [pie(1)], [pie(1, 'a', 0)]],
  ['20 characters in a label', [pie(1, 'x'.repeat(20))], [pie(1, 'x'.repeat(21))]],
  ['6 series', [lines(6, 1)], [lines(7, 1)]],
  ['20 categories', [lines(1, 20)], [lines(1, 21)]],
  ['series with names of their own', [lines(2, 1)], [lines(2, 1, () => 'same')]],
  ['2 charts', [pie(1), pie(1)], [pie(1), pie(1), pie(1)]],
  [
    '50 characters in a chart title',
    [{ ...pie(1), title: 'x'.repeat(50) }],
    [{ ...pie(1), title: 'x'.repeat(51) }],
  ],
  [
    '3 buttons on a card',
    [{ type: 'card', title: mrkdwn(1), actions: many(3, () => button()) }],
    [{ type: 'card', title: mrkdwn(1), actions: many(4, () => button()) }],
  ],
  [
    '10 blocks in a container',
    [{ type: 'container', title: plain('a'), child_blocks: many(10, () => section(1)) }],
    [{ type: 'container', title: plain('a'), child_blocks: many(11, () => section(1)) }],
  ],
  [
    '12,000 characters over all blocks',
    many(4, () => section(3_000)),
    [...many(4, () => section(3_000)), section(1)],
  ],
  ['known blocks', [section(1)], [{ type: 'marquee' }]],
  ['no alert in a message', [section(1)], [{ type: 'alert', text: words(1) }]],
])('a message takes %s, and no more than that', (_limit, kept, broken) => {
  const problems = [kept, broken].map((blocks) => checkMessage({ text: 'Hello', blocks }));

  expect(problems[0]).toEqual([]);
  expect(problems[1]?.length).toBeGreaterThan(0);
});

test.each<[string, object, object]>([
  ['100 blocks', { blocks: many(100, () => section(1)) }, { blocks: many(101, () => section(1)) }],
  ['24 characters in its title', { title: words(24) }, { title: words(25) }],
  ['24 characters on its button', { submit: words(24) }, { submit: words(25) }],
  ['24 characters to close it', { close: words(24) }, { close: words(25) }],
  ['a button where it asks', {}, { submit: undefined }],
  [
    '3,000 characters of its own',
    { private_metadata: 'x'.repeat(3_000) },
    { private_metadata: 'x'.repeat(3_001) },
  ],
  ['a callback_id of 255', { callback_id: 'x'.repeat(255) }, { callback_id: 'x'.repeat(256) }],
  ['an alert', { blocks: [{ type: 'alert', text: words(1) }] }, { blocks: [pie(1)] }],
  ['no table', {}, { blocks: [table(1, 1)] }],
])('a modal takes %s, and no more than that', (_limit, kept, broken) => {
  const problems = [kept, broken].map((more) => checkView({ ...NOTE_MODAL, ...more }));

  expect(problems[0]).toEqual([]);
  expect(problems[1]?.length).toBeGreaterThan(0);
});

test.each<[string, object]>([
  ['101 blocks', { blocks: many(101, () => section(1)) }],
  ['a table', { blocks: [table(1, 1)] }],
  ['a chart', { blocks: [pie(1)] }],
  ['no blocks at all', { blocks: undefined }],
])('an App Home with %s is refused', (_name, more) => {
  const problems = checkView({ ...HOME, ...more });

  expect(problems).not.toEqual([]);
});

test('a message has a plain text beside its blocks', () => {
  const problems = checkMessage({ blocks: CARD.blocks });

  expect(problems).toEqual(['a plain text must stand beside the blocks [json-pointer:/text]']);
});
