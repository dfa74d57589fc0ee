/** A Card as a Slack message: blocks, and a plain text for notifications and screen readers. Pure. */
import { type types } from '@slack/bolt';
import type { Card, Section } from '../../domain/card.ts';
import { chartLines } from '../text-chart.ts';
import { countCharacters } from './fit.ts';
import {
  CONTEXT_ELEMENTS,
  CONTEXT_TEXT,
  FALLBACK_TEXT,
  HEADER_TEXT,
  MESSAGE_BLOCKS,
  MESSAGE_CHARACTERS,
  MESSAGE_CHARTS,
} from './limits.ts';
import { plainText, renderActions } from './render-actions.ts';
import { chartInLetters, nativeChart, type DrawChart, type SlackBlock } from './render-chart.ts';
import { renderFields } from './render-fields.ts';
import { renderSection } from './render-section.ts';
import { paragraph, richText, word } from './rich-text.ts';
import { mrkdwn, oneLine } from './text.ts';
import { withUniqueIds } from './unique-ids.ts';

export interface SlackMessage {
  text: string;
  blocks: SlackBlock[];
}

/** One long section leaves room for the others. */
const SECTION_ROOM = 6_000;
/** Less is not worth beginning a section in. */
const LEAST_ROOM = 250;

/** How much there is room for, and how charts are drawn there. */
export interface Room {
  readonly characters: number;
  readonly blocks: number;
  readonly drawChart: DrawChart;
}

const MESSAGE = { characters: MESSAGE_CHARACTERS, blocks: MESSAGE_BLOCKS };

export function renderCard(card: Card, drawChart: DrawChart = nativeChart): SlackMessage {
  return {
    text: mrkdwn(fallback(card), FALLBACK_TEXT),
    blocks: renderBlocks(card, { ...MESSAGE, drawChart }).blocks,
  };
}

/** Title, sections, fields, buttons and small print: the sections are cut first. */
export function renderBlocks(
  card: Card,
  most: Room,
): { readonly blocks: SlackBlock[]; readonly hasFields: boolean } {
  const title = `${card.icon} ${card.title}`;
  const header: types.HeaderBlock = { type: 'header', text: plainText(oneLine(title, HEADER_TEXT)) };
  const fields = renderFields(card.fields ?? []);
  const end = [...fields, ...renderActions(card.actions ?? []), ...renderFooter(card.footer ?? [])];
  const characters = most.characters - countCharacters([header, end]);
  const body = renderBody(card.sections, { ...most, characters, blocks: most.blocks - 1 - end.length });
  return { blocks: withUniqueIds([header, ...body, ...end]), hasFields: fields.length > 0 };
}

function renderBody(sections: readonly Section[], most: Room): SlackBlock[] {
  const body: SlackBlock[] = [];
  let room = most.characters;
  for (const section of sections) {
    const charts = body.filter(({ type }) => type === 'data_visualization').length;
    const drawChart = charts < MESSAGE_CHARTS ? most.drawChart : chartInLetters;
    const blocks =
      room < LEAST_ROOM
        ? []
        : renderSection(section, Math.min(room - LEAST_ROOM / 2, SECTION_ROOM), drawChart);
    if (room < LEAST_ROOM || body.length + blocks.length > most.blocks - 1) {
      return [...body, richText([paragraph([word('… the rest does not fit in here')])])];
    }
    body.push(...blocks);
    room -= countCharacters(blocks);
  }
  return body;
}

function renderFooter(footer: readonly string[]): types.ContextBlock[] {
  const elements = footer
    .filter((line) => line.trim() !== '')
    .slice(0, CONTEXT_ELEMENTS)
    .map((line) => plainText(oneLine(line, CONTEXT_TEXT)));
  return elements.length === 0 ? [] : [{ type: 'context', elements }];
}

function fallback({ icon, title, sections }: Card): string {
  return [`${icon} ${title}`, ...sections.flatMap(linesOf)].join('\n');
}

function linesOf(section: Section): readonly string[] {
  switch (section.kind) {
    case 'text':
      return [section.text];
    case 'tiles':
      return section.tiles.map(({ icon, label, value }) => `${icon} ${label}: ${value}`);
    case 'facts':
      return section.facts.map(({ label, value }) => `${label}: ${value}`);
    case 'comparison':
      return section.rows.map(
        ({ label, values }) =>
          `${label}: ${section.sides.map((side, at) => `${side} ${values[at]}`).join(', ')}`,
      );
    case 'table':
      return section.rows.map((row) => row.join(' · '));
    case 'list':
      return section.lines;
    case 'items':
      return section.items.map(({ text }) => text);
    case 'chart':
      return chartLines(section);
  }
}
