/** A card's section as HTML. Pure. */
import type { Fact, Section, Tile } from '../../domain/card.ts';
import { chartLines } from '../text-chart.ts';
import { element, escapeHtml, type Html } from './html.ts';
import { STYLES } from './styles.ts';

export function sectionHtml(section: Section): Html {
  switch (section.kind) {
    case 'text':
      return element('p', STYLES.text, escapeHtml(section.text));
    case 'tiles':
      return factsHtml(section.tiles.map(tileFact));
    case 'facts':
      return heading(section.title) + factsHtml(section.facts);
    case 'comparison':
      return tableHtml(
        ['', ...section.sides],
        section.rows.map(({ label, values }) => [label, ...values]),
      );
    case 'table':
      return heading(section.title) + tableHtml(section.columns, section.rows);
    case 'list':
      return heading(section.title) + listHtml(section.lines);
    case 'items':
      return heading(section.title) + listHtml(section.items.map(({ text }) => text));
    case 'chart':
      return heading(section.title) + listHtml(chartLines(section));
  }
}

function heading(title: string | null): Html {
  return title === null ? '' : element('h2', STYLES.heading, escapeHtml(title));
}

function factsHtml(facts: readonly Pick<Fact, 'label' | 'value'>[]): Html {
  return table(
    facts.map(
      ({ label, value }) =>
        `<th scope="row" style="${STYLES.label}">${escapeHtml(label)}</th>${element('td', STYLES.value, escapeHtml(value))}`,
    ),
  );
}

function tableHtml(columns: readonly string[], rows: readonly (readonly string[])[]): Html {
  const head = columns.map((column) => element('th', STYLES.column, escapeHtml(column))).join('');
  return table([
    head,
    ...rows.map((row) => row.map((cell) => element('td', STYLES.cell, escapeHtml(cell))).join('')),
  ]);
}

function table(rows: readonly Html[]): Html {
  return element('table', STYLES.table, rows.map((row) => `<tr>${row}</tr>`).join(''));
}

function listHtml(lines: readonly string[]): Html {
  const items = lines.map((line) => element('li', STYLES.line, escapeHtml(line)));
  return element('ul', STYLES.list, items.join(''));
}

function tileFact({ icon, label, value, note }: Tile): Pick<Fact, 'label' | 'value'> {
  return { label: `${icon} ${label}`, value: note ? `${value} (${note})` : value };
}
