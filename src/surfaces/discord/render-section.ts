/** One section of a card as Discord's markdown, within the room that is left. */
import type { Instant } from '../../domain/appointment.ts';
import type { CardItem, ComparisonRow, Fact, Section, Tile } from '../../domain/card.ts';
import { chartLines } from '../text-chart.ts';
import { escapeMarkdown, oneLine } from './escape-markdown.ts';
import { fit, fitLines } from './fit.ts';
import { renderTable } from './render-table.ts';

/** One text alone never takes the whole message. */
const MAX_PARAGRAPH = 2_000;
const MAX_VALUE = 500;

/** Never longer than `room`; empty where nothing fits. */
export function renderSection(section: Section, room: number): string {
  switch (section.kind) {
    case 'text':
      return fit(section.text.trim(), Math.min(room, MAX_PARAGRAPH), escapeMarkdown);
    case 'tiles':
      return fitLines(section.tiles.map(tileLine), room);
    case 'facts':
      return titled(section.title, room, (left) => fitLines(section.facts.map(factLine), left));
    case 'comparison':
      return fitLines(
        section.rows.map((row) => comparisonLines(row, section.sides)),
        room,
      );
    case 'table':
      return titled(section.title, room, (left) => renderTable(section.columns, section.rows, left));
    case 'list':
      return titled(section.title, room, (left) => fitLines(section.lines.map(listLine), left));
    case 'items':
      return titled(section.title, room, (left) => fitLines(section.items.map(itemLine), left));
    case 'chart':
      return titled(section.title, room, (left) => fitLines(chartLines(section).map(listLine), left));
  }
}

/** What is ours to format, on one line, within `max`. */
export function say(text: string, max = MAX_VALUE): string {
  return fit(oneLine(text), max, escapeMarkdown);
}

function titled(title: string | null, room: number, body: (room: number) => string): string {
  const head = title === null ? '' : `**${say(title)}**\n`;
  return head.length > room ? '' : (head + body(room - head.length)).trim();
}

function tileLine({ icon, label, value, note }: Tile): string {
  return `${icon} **${say(label)}:** ${say(value)}${note ? ` · ${say(note)}` : ''}`;
}

function factLine({ label, value, moment }: Fact): string {
  return `**${say(label)}:** ${isAddress(value) ? `<${value}>` : say(value)}${ownTime(moment)}`;
}

/** In the reader's own zone, and how far off it is, kept up by the client itself. */
function ownTime(moment: Instant | undefined): string {
  if (moment === undefined) return '';
  const seconds = Math.floor(moment / 1000);
  return ` (<t:${seconds}:F> for you, <t:${seconds}:R>)`;
}

/** A link to the company's own record, alone in its place; inside a text nothing is linked. */
function isAddress(value: string): boolean {
  return /^https?:\/\/[^\s<>]+$/.test(value) && value.length <= MAX_VALUE;
}

function comparisonLines(
  { label, values, moments }: ComparisonRow,
  sides: readonly [string, string],
): string {
  return [
    `**${say(label)}**`,
    `> ${say(sides[0])}: ${say(values[0])}${ownTime(moments?.[0])}`,
    `> ${say(sides[1])}: ${say(values[1])}${ownTime(moments?.[1])}`,
  ].join('\n');
}

export function itemLine({ text, moment }: CardItem): string {
  return `${listLine(text)}${moment === undefined ? '' : `, <t:${Math.floor(moment / 1000)}:R>`}`;
}

function listLine(line: string): string {
  return `• ${say(line)}`;
}
