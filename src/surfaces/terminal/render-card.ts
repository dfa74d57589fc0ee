/** A Card as text: with tables and colours for a terminal, as plain lines for a pipe. */
import { styleText } from 'node:util';
import type { Card, Section, Tile } from '../../domain/card.ts';
import { padEnd, renderTable } from './render-table.ts';

export interface TerminalStyle {
  /** False: plain lines, one fact each, cells apart by tabs. */
  readonly rich: boolean;
  /** Columns; only looked at when rich. */
  readonly width: number;
}

export function renderCard(card: Card, style: TerminalStyle): string {
  const title = `${card.icon} ${card.title}`;
  const head = style.rich
    ? styleText(['bold', colourOf(card.tone)], title, { validateStream: false })
    : title;
  return (
    [head, ...card.sections.map((section) => renderSection(section, style))].join(
      style.rich ? '\n\n' : '\n',
    ) + '\n'
  );
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

function renderSection(section: Section, style: TerminalStyle): string {
  switch (section.kind) {
    case 'text':
      return section.text;
    case 'tiles':
      return style.rich ? renderTiles(section.tiles, style.width) : section.tiles.map(tileLine).join('\n');
    case 'facts':
      return titled(section.title, renderFacts(section.facts, style), style);
    case 'table':
      return titled(section.title, renderRows(section.columns, section.rows, style), style);
    case 'list':
      return titled(
        section.title,
        section.lines.map((line) => (style.rich ? `  ${line}` : line)).join('\n'),
        style,
      );
  }
}

function titled(title: string | null, body: string, { rich }: TerminalStyle): string {
  if (title === null) return body;
  return `${rich ? styleText('bold', title, { validateStream: false }) : title}\n${body}`;
}

function renderFacts(facts: readonly { label: string; value: string }[], { rich }: TerminalStyle): string {
  if (!rich) return facts.map(({ label, value }) => `${label}: ${value}`).join('\n');
  const widest = Math.max(...facts.map(({ label }) => label.length));
  return facts.map(({ label, value }) => `  ${padEnd(`${label}:`, widest + 1)}  ${value}`).join('\n');
}

function renderRows(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  style: TerminalStyle,
): string {
  if (style.rich) return renderTable(columns, rows, style.width);
  return rows.map((row) => row.join('\t')).join('\n');
}

/** The dashboard's tiles, as many beside each other as fit. */
function renderTiles(tiles: readonly Tile[], width: number): string {
  const inside = 16;
  const perRow = Math.max(1, Math.floor(width / (inside + 4)));
  const lines: string[] = [];
  for (let at = 0; at < tiles.length; at += perRow) {
    const row = tiles.slice(at, at + perRow);
    lines.push(
      row.map(() => `┌${'─'.repeat(inside)}┐`).join('  '),
      row.map((tile) => `│ ${padEnd(tile.label.toUpperCase(), inside - 1)}│`).join('  '),
      row.map((tile) => `│ ${padEnd(`${tile.icon} ${tile.value}`, inside - 1)}│`).join('  '),
      row.map((tile) => `│ ${padEnd(tile.note ?? '', inside - 1)}│`).join('  '),
      row.map(() => `└${'─'.repeat(inside)}┘`).join('  '),
    );
  }
  return lines.join('\n');
}

function tileLine({ icon, label, value, note }: Tile): string {
  return `${icon} ${label}: ${value}${note ? ` (${note})` : ''}`;
}
