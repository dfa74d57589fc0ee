/** A Card as text: with tables and colours for a terminal, as plain lines for a pipe. */
import { styleText } from 'node:util';
import stringWidth from 'string-width';
import type { Card, CardItem, Chart, Fact, Section, Tile } from '../../domain/card.ts';
import { chartLines, textChart } from '../text-chart.ts';
import { renderTable } from './render-table.ts';
import { renderTiles } from './render-tiles.ts';
import { glued, hangingText, padEnd, withoutGlue, withSteadyIcons, wrapText } from './wrap-text.ts';

export interface TerminalStyle {
  /** False: plain lines, one fact each, cells apart by tabs. */
  readonly rich: boolean;
  /** Columns; only looked at when rich. */
  readonly width: number;
}

export function renderCard(card: Card, { rich, width }: TerminalStyle): string {
  const {
    icon,
    title,
    tone,
    sections,
    actions = [],
    footer = [],
  } = mapTexts(card, rich ? (text) => withSteadyIcons(clean(text)) : clean);
  const head = `${icon} ${title}`;
  const labels = actions.map(({ label }) => `[${label}]`);
  const row = rich ? wrapText(labels.map(glued).join(' '), width).join('\n') : labels.join(' ');
  const foot = [...(labels.length > 0 ? [row] : []), ...footer];
  const lines = rich
    ? [
        styled(['bold', colourOf(tone)], head),
        ...sections.map((section) => renderRich(section, width)),
        ...foot,
      ]
    : [head, ...sections.map(renderPlain), ...foot];
  return rich ? withoutGlue(`${lines.join('\n\n')}\n`) : `${lines.join('\n')}\n`;
}

function renderPlain(section: Section): string {
  switch (section.kind) {
    case 'text':
      return section.text;
    case 'tiles':
      return section.tiles.map(tileLine).join('\n');
    case 'facts':
      return titled(
        section.title,
        section.facts.map(({ label, value }) => `${label}: ${value}`),
      );
    case 'comparison':
      return section.rows
        .map(
          ({ label, values }) =>
            `${label}: ${section.sides.map((side, at) => `${side} ${values[at]}`).join(', ')}`,
        )
        .join('\n');
    case 'table':
      return titled(
        section.title,
        section.rows.map((row) => row.join('\t')),
      );
    case 'list':
      return titled(section.title, section.lines);
    case 'items':
      return titled(section.title, section.items.map(itemLine));
    case 'chart':
      return titled(section.title, chartLines(section));
  }
}

function renderRich(section: Section, width: number): string {
  switch (section.kind) {
    case 'text':
      return wrapText(section.text, width).join('\n');
    case 'tiles':
      return renderTiles(section.tiles, width);
    case 'facts':
      return titled(bold(section.title), alignedFacts(section.facts, width));
    case 'comparison':
      return renderTable(
        ['', ...section.sides],
        section.rows.map(({ label, values }) => [label, ...values]),
        width,
      );
    case 'table':
      return titled(bold(section.title), [renderTable(section.columns, section.rows, width)]);
    case 'list':
      return titled(
        bold(section.title),
        section.lines.map((line) => `  ${hangingText(line, { width, indent: 4 })}`),
      );
    case 'items':
      return titled(
        bold(section.title),
        section.items.map((item) => `  ${hangingText(itemLine(item), { width, indent: 4 })}`),
      );
    case 'chart':
      return titled(bold(section.title), chart(section, width));
  }
}

function itemLine({ text, actions }: CardItem): string {
  return [text, ...actions.map(({ label }) => `[${label}]`)].join(' ');
}

/** Drawn where there is room for it. */
function chart(section: Chart, width: number): string[] {
  const drawn = textChart(section, ({ icon }) => icon).map((line) => `  ${line}`);
  const fits = drawn.every((line) => stringWidth(line) <= width);
  return fits ? drawn : chartLines(section).map((line) => `  ${hangingText(line, { width, indent: 4 })}`);
}

function alignedFacts(facts: readonly Fact[], width: number): string[] {
  const widest = Math.max(...facts.map(({ label }) => label.length)) + 1;
  const indent = widest + 4;
  return facts.map(
    ({ label, value }) => `  ${padEnd(`${label}:`, widest)}  ${hangingText(value, { width, indent })}`,
  );
}

function titled(title: string | null, lines: readonly string[]): string {
  return (title === null ? lines : [title, ...lines]).join('\n');
}

function tileLine({ icon, label, value, note }: Tile): string {
  return `${icon} ${label}: ${value}${note ? ` (${note})` : ''}`;
}

function bold(title: string | null): string | null {
  return title === null ? null : styled(['bold'], title);
}

function styled(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { validateStream: false });
}

function colourOf(tone: Card['tone']): 'green' | 'yellow' | 'red' | 'cyan' {
  switch (tone) {
    case 'good':
      return 'green';
    case 'warning':
      return 'yellow';
    case 'bad':
      return 'red';
    case 'neutral':
      return 'cyan';
  }
}

function mapTexts(card: Card, change: (text: string) => string): Card {
  const changed = (_: string, value: unknown) => (typeof value === 'string' ? change(value) : value);
  return JSON.parse(JSON.stringify(card, changed)) as Card;
}

/** Names come from customers: control and direction characters could rewrite what stands on the screen. */
function clean(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028-\u202E\u2066-\u2069]+/gu, ' ');
}
