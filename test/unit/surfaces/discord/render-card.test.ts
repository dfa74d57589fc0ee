import { ButtonStyle, ComponentType, type APIButtonComponentWithCustomId } from 'discord.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Card, Section } from '../../../../src/domain/card.ts';
import { checkMessage } from '../../../../src/sandbox/discord/check-message.ts';
import { renderCard } from '../../../../src/surfaces/discord/render-card.ts';
import { aCard, anAction, aTable, CREATE } from './cards.ts';

function textsOf(card: Card): string[] {
  return renderCard(card).components[0].components.flatMap((component) =>
    component.type === ComponentType.TextDisplay ? [component.content] : [],
  );
}

function textOf(card: Card): string {
  return textsOf(card).join('\n');
}

function rowsOf(card: Card): APIButtonComponentWithCustomId[][] {
  return renderCard(card).components[0].components.flatMap((component) =>
    component.type === ComponentType.ActionRow
      ? [component.components as APIButtonComponentWithCustomId[]]
      : [],
  );
}

function aCardWith(...sections: Section[]): Card {
  return aCard({ sections });
}

test('an issue is a coloured container with title, facts, buttons and small print, and pings nobody', () => {
  const message = renderCard(aCard());

  expect(checkMessage(message)).toEqual([]);
  expect(message).toMatchObject({
    flags: 1 << 15,
    allowed_mentions: { parse: [] },
    components: [{ type: ComponentType.Container, accent_color: 0xe8a317 }],
  });
  expect(textsOf(aCard())).toEqual([
    '### ⚠️ Cal.com Sync Issue #3: Appointment #1236',
    'Appointment exists in database but not in Cal.com · ORPHANED_LOCAL.',
    '**Customer:** Tom Klein (t…@example.com, …89)\n**Time:** 13 Oct 2025, 10:00 - 10:45',
    '-# Issue #3 · since 11 Oct 2025, 14:30',
  ]);
});

test('what has to be confirmed is asked about, the rest is done at once', () => {
  const [buttons = []] = rowsOf(aCard());

  expect(buttons.map(({ label, style, custom_id }) => [label, style, custom_id])).toEqual([
    ['Retry Verification', ButtonStyle.Secondary, anAction('retry', '').id],
    ['Create in Cal.com', ButtonStyle.Primary, `ask:${CREATE.id}`],
  ]);
});

test('more than five buttons stand in more than one row', () => {
  const actions = Array.from({ length: 8 }, (_, at) => ({ ...CREATE, id: `one:${at}` }));

  const rows = rowsOf(aCard({ actions }));

  expect(rows.map((row) => row.length)).toEqual([5, 3]);
});

test('a button that Discord would refuse is left out, and the card is still shown', () => {
  const tooLong = { ...CREATE, id: 'x'.repeat(97) };
  const twice = [CREATE, CREATE];
  const nameless = { ...CREATE, id: 'nameless', label: ' ' };

  const message = renderCard(aCard({ actions: [tooLong, ...twice, nameless] }));

  expect(checkMessage(message)).toEqual([]);
  expect(rowsOf(aCard({ actions: [tooLong, ...twice, nameless] })).flat()).toHaveLength(1);
});

test('a comparison names both sides', () => {
  const card = aCardWith({
    kind: 'comparison',
    sides: ['Database', 'Cal.com'],
    rows: [{ label: 'Start', values: ['13 Oct 2025, 10:00', '13 Oct 2025, 11:00'] }],
  });

  expect(textOf(card)).toContain('**Start**\n> Database: 13 Oct 2025, 10:00\n> Cal.com: 13 Oct 2025, 11:00');
});

test('tiles say their number beside their name', () => {
  const card = aCardWith({
    kind: 'tiles',
    tiles: [
      { icon: '✅', label: 'Synced', value: '1,247', note: '98.7% sync' },
      { icon: '❌', label: 'Failed', value: '2', note: null },
    ],
  });

  expect(textOf(card)).toContain('✅ **Synced:** 1,247 · 98.7% sync\n❌ **Failed:** 2');
});

test('a list has one line for each', () => {
  const card = aCardWith({ kind: 'list', title: 'Sync history', lines: ['11.10 14:30 - failed', 'created'] });

  expect(textOf(card)).toContain('**Sync history**\n• 11.10 14:30 - failed\n• created');
});

test('a table is a code block whose columns line up with any script', () => {
  const card = aCardWith({
    kind: 'table',
    title: null,
    columns: ['ID', 'Customer', 'Status'],
    rows: [
      ['1', '山田太郎', 'Synced'],
      ['12', 'Max Müller', 'Failed'],
    ],
  });

  expect(textsOf(card)[1]).toBe(
    [
      '```',
      'ID  Customer    Status',
      '──────────────────────',
      '1   山田太郎    Synced',
      '12  Max Müller  Failed',
      '```',
    ].join('\n'),
  );
});

test('a long table is cut to fit and says how many more there are', () => {
  const card = aCardWith(aTable(500));

  const text = textOf(card);

  expect(checkMessage(renderCard(card))).toEqual([]);
  const shown = text.match(/Customer \d+/g)?.length ?? 0;
  expect(text).toContain(`… and ${500 - shown} more`);
});

test('a long text is cut between characters', () => {
  const card = aCardWith({ kind: 'text', text: '👩‍👩‍👧'.repeat(1_000) });

  const text = textsOf(card)[1] ?? '';

  expect(checkMessage(renderCard(card))).toEqual([]);
  expect(text.replaceAll('👩‍👩‍👧', '')).toBe('…');
});

test('more sections than Discord has room for share a text', () => {
  const sections = Array.from({ length: 60 }, (_, at): Section => ({ kind: 'text', text: `Section ${at}` }));

  const card = aCardWith(...sections);

  expect(checkMessage(renderCard(card))).toEqual([]);
  expect(textOf(card)).toContain('Section 59');
});

test.each([
  '@everyone',
  '@here',
  '<@123456789012345678>',
  '<@&123456789012345678>',
  '<#123456789012345678>',
  '**Bob**',
  '__Bob__',
  '~~Bob~~',
  '||Bob||',
  '`Bob`',
  '```Bob```',
  '[Bob](https://evil.example)',
  'Bob https://evil.example/x',
  '<https://evil.example>',
  '</calsync:1>',
  '<t:1760000000:R>',
  String.raw`\*\*Bob\*\*`,
  '‮Bob',
])('a customer called %s formats nothing, links nothing and mentions nobody', (name) => {
  const card = aCardWith(
    { kind: 'text', text: name },
    { kind: 'facts', title: null, facts: [{ label: 'Customer', value: name }] },
  );

  const texts = textsOf(card).slice(1, 3);

  for (const text of texts.map((one) => one.replace('**Customer:**', ''))) {
    const plain = text.replaceAll(/\\./g, '');
    expect(plain).not.toMatch(/[*`~|<\u202e]|__|\]\(|:\/\/|@(everyone|here)/);
  }
});

test.each(['# Bob', '> Bob', '- Bob', '-# Bob', '1. Bob', 'Ann\n# Bob'])(
  'a text that begins with %j is no heading, quote or list',
  (text) => {
    const rendered = textsOf(aCardWith({ kind: 'text', text }))[1] ?? '';

    expect(rendered).not.toMatch(/^\s*([#>-]|\d+\.)/m);
  },
);

test('a customer cannot leave the code block of a table', () => {
  const card = aCardWith({
    kind: 'table',
    title: null,
    columns: ['Customer'],
    rows: [['``` **Bob** @everyone']],
  });

  expect(textOf(card).match(/`/g)).toHaveLength(6);
});

test('the link to the company’s own record stays a link', () => {
  const url = 'https://crm.example.com/a_b/1236_x';
  const card = aCardWith({ kind: 'facts', title: null, facts: [{ label: 'Record', value: url }] });

  expect(textOf(card)).toContain(`**Record:** <${url}>`);
});

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({
    unit: fc.constantFrom('*', '_', '`', '\n', '@everyone', '👩‍👩‍👧', '\\', ' '),
    maxLength: 3_000,
  }),
);
const anySection: fc.Arbitrary<Section> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: anyText }),
  fc.record({
    kind: fc.constant('facts' as const),
    title: fc.option(anyText),
    facts: fc.array(fc.record({ label: anyText, value: anyText })),
  }),
  fc.record({
    kind: fc.constant('comparison' as const),
    sides: fc.tuple(anyText, anyText),
    rows: fc.array(fc.record({ label: anyText, values: fc.tuple(anyText, anyText) })),
  }),
  fc.record({ kind: fc.constant('list' as const), title: fc.option(anyText), lines: fc.array(anyText) }),
  fc.record({
    kind: fc.constant('tiles' as const),
    tiles: fc.array(
      fc.record({ icon: fc.constant('✅'), label: anyText, value: anyText, note: fc.option(anyText) }),
    ),
  }),
  fc.record({
    kind: fc.constant('table' as const),
    title: fc.option(anyText),
    columns: fc.array(anyText, { minLength: 1, maxLength: 6 }),
    rows: fc.array(fc.array(anyText, { maxLength: 6 }), { maxLength: 20 }),
  }),
);
const anyCard: fc.Arbitrary<Card> = fc.record({
  icon: fc.constantFrom('⚠️', '✅', ''),
  title: anyText,
  tone: fc.constantFrom('good', 'warning', 'bad', 'neutral'),
  sections: fc.array(anySection, { maxLength: 45 }),
  actions: fc.array(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 100 }),
      label: anyText,
      style: fc.constantFrom('primary', 'danger', 'plain'),
      confirm: fc.option(fc.record({ title: anyText, text: anyText, yes: anyText })),
    }),
    { maxLength: 40 },
  ),
  footer: fc.array(anyText, { maxLength: 5 }),
});

test('whatever a card says, Discord takes it', () => {
  fc.assert(
    fc.property(anyCard, (card) => {
      expect(checkMessage(renderCard(card, 'a-key'))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
