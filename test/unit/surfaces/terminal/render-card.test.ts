import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import type { Card, Section } from '../../../../src/domain/card.ts';
import { renderCard } from '../../../../src/surfaces/terminal/render-card.ts';

const card = (...sections: Section[]): Card => ({ icon: '⚠️', title: 'Review', tone: 'warning', sections });
const plain = (...sections: Section[]) => renderCard(card(...sections), { rich: false, width: 0 });
const rich = (width: number, ...sections: Section[]) =>
  stripVTControlCharacters(renderCard(card(...sections), { rich: true, width }));

const TABLE: Section = {
  kind: 'table',
  title: null,
  columns: ['ID', 'Customer', 'What'],
  rows: [
    ['1236', 'Tom Klein', '⚠️ its booking is not found in Cal.com'],
    ['1237', '王小明', '✅ fine'],
  ],
};

/** Label, value and note, as wide as the real ones. */
const tile = (label: string) => ({ icon: '⚠️', label, value: '1,247', note: '98.7% sync' });
const TILES: Section = {
  kind: 'tiles',
  tiles: [
    'Synced',
    'Pending',
    'Verifying',
    'Review',
    'Failed',
    'Orphaned Local',
    'Orphaned Cal.com',
    'Data Mismatch',
  ].map(tile),
};

const FACTS: Section = {
  kind: 'facts',
  title: 'Database Information',
  facts: [
    { label: 'Customer', value: 'Tom Klein' },
    { label: 'Error', value: 'Appointment exists in database but not in Cal.com: its booking is not found' },
  ],
};

const coloured = (tone: Card['tone']) => renderCard({ ...card(), tone }, { rich: true, width: 80 });

/** How wide the lines that touch a border are. */
const bordered = (text: string) =>
  text
    .split('\n')
    .filter((line) => /^[┌│├└]/.test(line))
    .map((line) => stringWidth(line));

describe('in a pipe', () => {
  test('a card is one line for each fact, with cells apart by tabs and nothing drawn', () => {
    expect(plain(FACTS, TABLE)).toBe(
      [
        '⚠️ Review',
        'Database Information',
        'Customer: Tom Klein',
        'Error: Appointment exists in database but not in Cal.com: its booking is not found',
        '1236\tTom Klein\t⚠️ its booking is not found in Cal.com',
        '1237\t王小明\t✅ fine',
        '',
      ].join('\n'),
    );
  });

  test('a tile is its name and its number', () => {
    expect(plain(TILES)).toContain('⚠️ Synced: 1,247 (98.7% sync)\n');
  });
});

describe('on a terminal', () => {
  test('a table lines up with wide letters and emoji', () => {
    const lines = rich(100, TABLE).split('\n').slice(2, -1);

    expect(lines).toEqual([
      '┌──────┬───────────┬────────────────────────────────────────┐',
      '│ ID   │ Customer  │ What                                   │',
      '├──────┼───────────┼────────────────────────────────────────┤',
      '│ 1236 │ Tom Klein │ ⚠  its booking is not found in Cal.com │',
      '│ 1237 │ 王小明    │ ✅ fine                                │',
      '└──────┴───────────┴────────────────────────────────────────┘',
    ]);
  });

  test('a table that is too wide goes on in further lines of its row, broken between words', () => {
    const lines = rich(48, TABLE).split('\n').slice(5, 7);

    expect(lines).toEqual([
      '│ 1236 │ Tom Klein │ ⚠  its booking is not     │',
      '│      │           │ found in Cal.com          │',
    ]);
  });

  test('a word that is wider than its column is cut into pieces, none is lost', () => {
    const uid = 'jnokAWVCViV9Kjk7kFCXQC';
    const text = rich(20, { kind: 'table', title: null, columns: ['Booking'], rows: [[uid]] });

    expect(text.replaceAll(/[^a-zA-Z0-9]/g, '')).toContain(uid);
    expect(Math.max(...bordered(text))).toBeLessThanOrEqual(20);
  });

  test.for([
    [100, 4],
    [72, 3],
    [40, 1],
  ] as const)('%d columns hold %d tiles beside each other, all of one size', ([width, beside]) => {
    const text = rich(width, TILES);

    expect(
      text
        .split('\n')
        .find((line) => line.startsWith('┌'))
        ?.match(/┌/g),
    ).toHaveLength(beside);
    expect(Math.max(...bordered(text))).toBeLessThanOrEqual(width);
    expect(text).toContain('│ ORPHANED CAL.COM │');
  });

  test('long facts, lists and texts go on below where they began', () => {
    const text = 'Every disagreement is looked at twice more before anybody is told about it';

    const lines = rich(
      40,
      FACTS,
      { kind: 'list', title: 'Options', lines: [text] },
      { kind: 'text', text },
    ).split('\n');

    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(40);
    expect(lines).toContain('  Customer:  Tom Klein');
    expect(lines).toContain('  Error:     Appointment exists in');
    expect(lines).toContain('             database but not in');
    expect(lines).toContain('    twice more before anybody is told');
  });

  test('every line of a table has the same width, and fits where the columns can be narrow enough', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 30 });
    const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 5 });

    fc.assert(
      fc.property(rows, fc.integer({ min: 40, max: 120 }), (cells, width) => {
        const text = rich(width, {
          kind: 'table',
          title: null,
          columns: ['ID', 'Customer', 'What'],
          rows: cells,
        });

        const widths = text
          .split('\n')
          .slice(2, -1)
          .map((line) => stringWidth(line));
        expect(new Set(widths).size).toBe(1);
        expect(widths[0]).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('the title has the colour of its tone', () => {
    expect(coloured('good')).toContain('\u001B[32m');
    expect(coloured('warning')).toContain('\u001B[33m');
    expect(coloured('bad')).toContain('\u001B[31m');
    expect(coloured('neutral')).toContain('\u001B[36m');
  });
});

test.for([true, false])(
  'a name that carries control characters cannot move the cursor or begin a line (rich: %s)',
  (isRich) => {
    const name = 'Tom\u001B[2J\u009B1A\r\nKlein\t\u202E';
    const sections: Section[] = [
      { kind: 'facts', title: name, facts: [{ label: 'Customer', value: name }] },
      { kind: 'table', title: null, columns: ['Customer'], rows: [[name]] },
      { kind: 'list', title: null, lines: [name] },
      { kind: 'text', text: name },
    ];

    const text = renderCard({ ...card(...sections), title: name }, { rich: isRich, width: 80 });

    const shown = stripVTControlCharacters(text).replaceAll(/[\n\t]/g, '');
    expect(shown).not.toMatch(/\p{Cc}|\u202E/u);
    expect(shown).toContain('[2J');
    expect(text).not.toContain('\nKlein');
  },
);
