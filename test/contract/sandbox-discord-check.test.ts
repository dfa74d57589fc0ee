/** The limits that the stand-in holds messages, modals and commands to. */
import { expect, test } from 'vitest';
import { checkCommands } from '../../src/sandbox/discord/check-commands.ts';
import { checkMessage } from '../../src/sandbox/discord/check-message.ts';
import { checkModal } from '../../src/sandbox/discord/check-modal.ts';
import { errorsTree } from '../../src/sandbox/discord/errors-tree.ts';

type Part = Record<string, unknown>;

const V2 = 1 << 15;
const long = (length: number): string => 'x'.repeat(length);
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const button = (part: Part = {}): Part => ({
  type: 2,
  style: 1,
  label: 'Retry',
  custom_id: 'retry',
  ...part,
});
const buttons = (count: number): Part[] => times(count, (i) => button({ custom_id: `b${i}` }));
const row = (...components: Part[]): Part => ({ type: 1, components });
const text = (content: string): Part => ({ type: 10, content });
const container = (...components: Part[]): Part => ({ type: 17, components });
const option = (i: number, part: Part = {}): Part => ({ label: `L${i}`, value: `v${i}`, ...part });
const select = (part: Part = {}): Part => ({ type: 3, custom_id: 's', options: times(3, option), ...part });
const embed = (part: Part): Part => ({ embeds: [{ title: 'Card', ...part }] });
const field = (part: Part = {}): Part => ({ name: 'Start', value: '9:00', ...part });
const section = (part: Part = {}): Part => ({
  type: 9,
  components: [text('a')],
  accessory: button(),
  ...part,
});

test('a message at every limit passes', () => {
  const card = {
    content: long(2_000),
    nonce: long(25),
    embeds: [{ title: long(256), description: long(4_096), color: 0xffffff, footer: { text: long(100) } }],
    components: [
      ...times(4, (i) => row(...times(5, (j) => button({ custom_id: `${i}-${j}`, label: long(80) })))),
      row(select()),
    ],
  };

  expect(checkMessage(card)).toEqual([]);
});

test('a message of Components V2 at its limits passes', () => {
  const texts = times(3, () => text(long(1_000)));
  const card = {
    flags: V2,
    components: [
      { ...container(...texts, section(), { type: 14, spacing: 2 }, row(...buttons(5))), accent_color: 0 },
      { type: 12, items: [{ media: { url: 'https://example.com/a.png' } }] },
      { type: 13, file: { url: 'attachment://issues.csv' } },
      ...times(24, () => ({ type: 14 })),
    ],
  };

  expect(checkMessage(card)).toEqual([]);
});

test.each<[string, Part, string]>([
  ['content', { content: long(2_001) }, 'content'],
  ['a nonce', { nonce: long(26) }, 'nonce'],
  ['too many embeds', { embeds: times(11, () => ({ title: 'x' })) }, 'embeds'],
  ['an embed with nothing', { embeds: [{ color: 1 }] }, 'embeds[0]'],
  ['an embed title', embed({ title: long(257) }), 'embeds[0].title'],
  ['a description', embed({ description: long(4_097) }), 'embeds[0].description'],
  ['too many fields', embed({ fields: times(26, () => field()) }), 'embeds[0].fields'],
  ['a field name', embed({ fields: [field({ name: long(257) })] }), 'embeds[0].fields[0].name'],
  ['an empty field name', embed({ fields: [field({ name: '' })] }), 'embeds[0].fields[0].name'],
  ['a field value', embed({ fields: [field({ value: long(1_025) })] }), 'embeds[0].fields[0].value'],
  [
    'a field value of spaces',
    embed({ fields: [field(), field({ value: '  ' })] }),
    'embeds[0].fields[1].value',
  ],
  ['a footer', embed({ footer: { text: long(2_049) } }), 'embeds[0].footer.text'],
  ['a colour', embed({ color: 0x1000000 }), 'embeds[0].color'],
  ['a timestamp', embed({ timestamp: 'yesterday' }), 'embeds[0].timestamp'],
  ['a link of an embed', embed({ url: 'javascript:alert(1)' }), 'embeds[0].url'],
  ['6,000 characters over all', { embeds: times(2, () => ({ description: long(3_001) })) }, 'embeds'],
  ['a sixth row', { components: times(6, (i) => row(button({ custom_id: `b${i}` }))) }, 'components'],
  ['a sixth button', { components: [row(...buttons(6))] }, 'components[0].components'],
  ['an empty row', { components: [row()] }, 'components[0].components'],
  ['a label', { components: [row(button({ label: long(81) }))] }, 'components[0].components[0].label'],
  ['a button without a face', { components: [row(button({ label: '' }))] }, 'components[0].components[0]'],
  [
    'a long custom id',
    { components: [row(button({ custom_id: long(101) }))] },
    'components[0].components[0].custom_id',
  ],
  [
    'an empty custom id',
    { components: [row(button({ custom_id: '' }))] },
    'components[0].components[0].custom_id',
  ],
  [
    'a link with a custom id',
    { components: [row(button({ style: 5, url: 'https://x.example' }))] },
    'components[0].components[0].custom_id',
  ],
  [
    'a second use of a custom id',
    { components: [row(button()), row(button())] },
    'components[1].components[0].custom_id',
  ],
  ['a button beside a select', { components: [row(select(), button())] }, 'components[0].components'],
  [
    'a 26th option',
    { components: [row(select({ options: times(26, option) }))] },
    'components[0].components[0].options',
  ],
  ['no option', { components: [row(select({ options: [] }))] }, 'components[0].components[0].options'],
  [
    'an option twice',
    { components: [row(select({ options: [option(1), option(1)] }))] },
    'components[0].components[0].options[1].value',
  ],
  [
    'an option label',
    { components: [row(select({ options: [option(1, { label: long(101) })] }))] },
    'components[0].components[0].options[0].label',
  ],
  [
    'a placeholder',
    { components: [row(select({ placeholder: long(151) }))] },
    'components[0].components[0].placeholder',
  ],
  ['a container without the flag', { components: [container(text('a'))] }, 'components[0].type'],
  ['content beside V2', { flags: V2, content: 'x', components: [text('a')] }, 'content'],
  ['embeds beside V2', { flags: V2, embeds: [{ title: 'x' }], components: [text('a')] }, 'embeds'],
  ['a 41st component', { flags: V2, components: [container(...times(40, () => text('a')))] }, 'components'],
  [
    '4,000 characters of text',
    { flags: V2, components: [text(long(2_000)), text(long(2_001))] },
    'components',
  ],
  ['an empty text', { flags: V2, components: [text('')] }, 'components[0].content'],
  [
    'a container in a container',
    { flags: V2, components: [container(container(text('a')))] },
    'components[0].components[0].type',
  ],
  ['a bare button', { flags: V2, components: [button()] }, 'components[0].type'],
  [
    'a section without accessory',
    { flags: V2, components: [section({ accessory: undefined })] },
    'components[0].accessory',
  ],
  [
    'a fourth text',
    { flags: V2, components: [section({ components: times(4, () => text('a')) })] },
    'components[0].components',
  ],
  [
    'a select beside a section',
    { flags: V2, components: [section({ accessory: select() })] },
    'components[0].accessory.type',
  ],
  ['a gallery of nothing', { flags: V2, components: [{ type: 12, items: [] }] }, 'components[0].items'],
  [
    'a picture without address',
    { flags: V2, components: [{ type: 12, items: [{}] }] },
    'components[0].items[0].media.url',
  ],
  [
    'a file from afar',
    { flags: V2, components: [{ type: 13, file: { url: 'https://x.example' } }] },
    'components[0].file.url',
  ],
  [
    'an accent colour',
    { flags: V2, components: [{ ...container(text('a')), accent_color: -1 }] },
    'components[0].accent_color',
  ],
  ['a twofold mention', { allowed_mentions: { parse: ['users'], users: ['1'] } }, 'allowed_mentions'],
])('%s over its limit is named by its path', (_name, payload, path) => {
  const problems = checkMessage(payload);

  expect(problems.map((problem) => problem.split(': ')[0])).toContain(path);
});

const input = (part: Part = {}): Part => ({ type: 4, custom_id: 'note', style: 2, ...part });
const label = (component: Part, part: Part = {}): Part => ({ type: 18, label: 'Note', component, ...part });
const modal = (part: Part): Part => ({
  title: 'Accept',
  custom_id: 'resolve',
  components: [label(input())],
  ...part,
});

test('a modal with a text, selects and groups passes', () => {
  const components = [
    text('What happens'),
    label(input({ value: long(4_000) }), { label: long(45), description: long(100) }),
    label(select({ custom_id: 'side' })),
    label({ type: 21, custom_id: 'radio', options: times(2, option) }),
    label({ type: 22, custom_id: 'boxes', options: times(10, option) }),
  ];

  expect(checkModal(modal({ components, title: long(45) }))).toEqual([]);
});

test.each<[string, Part, string]>([
  ['a title', { title: long(46) }, 'title'],
  ['no custom id', { custom_id: '' }, 'custom_id'],
  ['no field', { components: [] }, 'components'],
  ['a sixth label', { components: times(6, (i) => label(input({ custom_id: `n${i}` }))) }, 'components'],
  ['a label', { components: [label(input(), { label: long(46) })] }, 'components[0].label'],
  ['a text', { components: [label(input({ value: long(4_001) }))] }, 'components[0].component.value'],
  ['a style', { components: [label(input({ style: 3 }))] }, 'components[0].component.style'],
  ['a button', { components: [label(button())] }, 'components[0].component.type'],
  ['a field twice', { components: [label(input()), label(input())] }, 'components[1].component.custom_id'],
  [
    'one radio button',
    { components: [label({ type: 21, custom_id: 'r', options: [option(1)] })] },
    'components[0].component.options',
  ],
])('of a modal, %s that does not fit is named by its path', (_name, part, path) => {
  const problems = checkModal(modal(part));

  expect(problems.map((problem) => problem.split(': ')[0])).toContain(path);
});

const command = (part: Part = {}): Part => ({ name: 'calsync', description: 'Appointments', ...part });
const given = (part: Part = {}): Part => ({ type: 3, name: 'target', description: 'Issue', ...part });
const sub = (...options: Part[]): Part => ({ type: 1, name: 'use', description: 'One side wins', options });

test('a command with groups, subcommands and choices passes', () => {
  const side = given({ name: 'side', choices: [{ name: 'Cal.com', value: 'calcom' }] });
  const group = {
    type: 2,
    name: 'group',
    description: 'More',
    options: [sub(given({ required: true }), side)],
  };

  expect(checkCommands([command({ options: [sub(given()), group] })])).toEqual([]);
});

test.each<[string, Part, string]>([
  ['a capital', { name: 'Calsync' }, '[0].name'],
  ['a long name', { name: long(33) }, '[0].name'],
  ['a description', { description: long(101) }, '[0].description'],
  ['no description', { description: '' }, '[0].description'],
  ['a 26th option', { options: times(26, (i) => given({ name: `o${i}` })) }, '[0].options'],
  ['an option twice', { options: [given(), given()] }, '[0].options[1].name'],
  ['an option beside a subcommand', { options: [sub(), given()] }, '[0].options'],
  ['a subcommand in a subcommand', { options: [sub(sub())] }, '[0].options[0].options[0].type'],
  [
    'a late required option',
    { options: [given(), given({ name: 'side', required: true })] },
    '[0].options[1]',
  ],
  [
    'a 26th choice',
    { options: [given({ choices: times(26, (i) => ({ name: `${i}`, value: `${i}` })) })] },
    '[0].options[0].choices',
  ],
  [
    'a choice of another type',
    { options: [given({ type: 4, choices: [{ name: 'one', value: '1' }] })] },
    '[0].options[0].choices[0].value',
  ],
  [
    '8,000 characters',
    {
      options: times(25, (i) =>
        given({ name: `o${i}`, choices: times(4, (j) => ({ name: long(99) + j, value: `${j}` })) }),
      ),
    },
    '[0]',
  ],
])('of a command, %s that does not fit is named by its path', (_name, part, path) => {
  const problems = checkCommands([command(part)]);

  expect(problems.map((problem) => problem.split(': ')[0])).toContain(path);
});

test('problems hang in a tree shaped like the form', () => {
  const tree = errorsTree(['embeds[0].title: Must be 256 or fewer in length.', 'embeds[0].title: Second']);

  expect(tree).toEqual({
    embeds: {
      0: {
        title: {
          _errors: [
            { code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 256 or fewer in length.' },
            { code: 'BASE_TYPE_INVALID', message: 'Second' },
          ],
        },
      },
    },
  });
});
