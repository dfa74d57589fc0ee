/** One section of a card as blocks, in at most `room` characters. Pure. */
import { type types } from '@slack/bolt';
import type { Instant } from '../../domain/appointment.ts';
import type { CardAction, CardItem, Section, Tile } from '../../domain/card.ts';
import { andMore, countCharacters, fit } from './fit.ts';
import { FIELD_TEXT, SECTION_FIELDS, SECTION_TEXT } from './limits.ts';
import { renderActions } from './render-actions.ts';
import { type DrawChart, type SlackBlock } from './render-chart.ts';
import { renderTable } from './render-table.ts';
import {
  bold,
  bullets,
  link,
  monospace,
  OWN_TIME,
  ownTime,
  paragraph,
  richText,
  titleOf,
  word,
} from './rich-text.ts';
import { mrkdwn, oneLine, plain, sinceThen } from './text.ts';

const TITLE = 150;
const LABEL = 100;
const VALUE = 1_000;
const LINE = 500;
/** Of "… and 40 more" and the like. */
const NOTE = 25;
/** Each takes two blocks of a message's fifty. */
const ITEMS = 20;

export function renderSection(section: Section, room: number, drawChart: DrawChart): SlackBlock[] {
  switch (section.kind) {
    case 'text':
      return section.text.trim() === ''
        ? []
        : [richText([paragraph([word(plain(section.text, Math.min(room, SECTION_TEXT)))])])];
    case 'tiles':
      return renderTiles(section.tiles, room);
    case 'facts':
      return section.facts.length === 0 ? [] : [renderFacts(section, room)];
    case 'comparison':
      return section.rows.length === 0 ? [] : [renderComparison(section, room)];
    case 'table':
      return [renderTitled(section.title, room, (left) => renderTable(section.columns, section.rows, left))];
    case 'list':
      return section.lines.length === 0 ? [] : [renderList(section, room)];
    case 'items':
      return renderItems(section, room);
    case 'chart':
      return drawChart(section, room);
  }
}

/** Beside each other, as many rows of them as it takes; one that can be pressed has a row of its own. */
function renderTiles(tiles: readonly Tile[], room: number): types.SectionBlock[] {
  const most = Math.min(FIELD_TEXT, Math.floor(room / Math.max(1, tiles.length)));
  const fields = tiles.filter(({ action }) => !action).map((tile) => tileField(tile, most));
  const rows = Math.ceil(fields.length / SECTION_FIELDS);
  const still = Array.from(
    { length: rows },
    (_, row): types.SectionBlock => ({
      type: 'section',
      fields: fields.slice(row * SECTION_FIELDS, (row + 1) * SECTION_FIELDS),
    }),
  );
  const pressable = tiles.flatMap((tile): types.SectionBlock[] =>
    tile.action ? [withButtons(tileField(tile, most), [tile.action])[0]] : [],
  );
  return [...still, ...pressable];
}

function tileField({ icon, label, value, note }: Tile, most: number): types.MrkdwnElement {
  const share = Math.max(1, Math.floor(most / 3) - 3);
  const lines = [
    `*${mrkdwn(label, share)}*`,
    `${icon} ${mrkdwn(value, share)}`,
    ...(note ? [mrkdwn(note, share)] : []),
  ];
  return field(lines.join('\n'));
}

function renderFacts(
  { title, facts }: Extract<Section, { kind: 'facts' }>,
  room: number,
): types.RichTextBlock {
  const lines = facts.map(({ label, value, moment }) => ({
    label: oneLine(label, LABEL),
    value: oneLine(value, VALUE),
    moment,
  }));
  const { kept, left } = fit(
    lines,
    room - TITLE - NOTE,
    ({ label, value }) => label.length + value.length + 3,
  );
  const elements = kept.flatMap((fact, at) => [
    ...factLine(fact),
    ...(at < kept.length - 1 ? [word('\n')] : []),
  ]);
  const more = left > 0 ? [word(`\n${andMore(left)}`)] : [];
  return richText([...titleOf(cutTitle(title)), paragraph([...elements, ...more])]);
}

/** Only a value that is an address and nothing else can be clicked. */
function factLine({ label, value, moment }: FactLine): types.RichTextElement[] {
  const isAddress = /^https?:\/\/\S+[^…]$/.test(value) && URL.canParse(value);
  const own = moment === undefined ? [] : [word(' ('), ownTime(moment, value), word(' for you)')];
  return [bold(`${label}: `), isAddress ? link(value) : word(value), ...own];
}

interface FactLine {
  readonly label: string;
  readonly value: string;
  readonly moment: Instant | undefined;
}

/** Each line with its buttons. */
function renderItems(
  { title, items }: Extract<Section, { kind: 'items' }>,
  room: number,
): types.KnownBlock[] {
  const sizeOf = (item: CardItem): number => countCharacters(renderItem(item));
  const { kept } = fit(items.slice(0, ITEMS), room - TITLE - NOTE, sizeOf);
  const left = items.length - kept.length;
  const more = left > 0 ? [richText([paragraph([word(andMore(left))])])] : [];
  const head = title === null ? [] : [richText(titleOf(cutTitle(title)))];
  return [...head, ...kept.flatMap(renderItem), ...more];
}

function renderItem({ text, moment, actions }: CardItem): types.KnownBlock[] {
  const said = mrkdwn(oneLine(text, LINE), LINE);
  const ago = moment === undefined ? '' : ` · ${sinceThen(moment)}`;
  return withButtons(field(`${said}${ago}`), actions);
}

/** A single button stands beside the text, several stand below it. */
function withButtons(
  text: types.MrkdwnElement,
  actions: readonly CardAction[],
): [types.SectionBlock, ...types.ActionsBlock[]] {
  const rows = renderActions(actions);
  const [only, ...others] = rows.flatMap(({ elements }) => elements);
  if (only?.type === 'button' && others.length === 0) return [{ type: 'section', text, accessory: only }];
  return [{ type: 'section', text }, ...rows];
}

/** One field for each side: beside each other on a screen, one after the other on a phone. */
function renderComparison(
  { sides, rows }: Extract<Section, { kind: 'comparison' }>,
  room: number,
): types.SectionBlock {
  const most = Math.min(FIELD_TEXT, Math.floor(room / 2));
  const side = (at: 0 | 1): types.MrkdwnElement => {
    const lines = rows.map(({ label, values, moments }) => {
      const [name, value = ''] = [label, values[at]].map((text) => mrkdwn(oneLine(text, VALUE), LINE));
      return `${name}: ${value}${moments ? ` (${ownTimeInMrkdwn(moments[at], value)} for you)` : ''}`;
    });
    const { kept, left } = fit(lines, most - LABEL - NOTE, (line) => line.length + 1);
    const more = left > 0 ? [andMore(left)] : [];
    return field([`*${mrkdwn(sides[at], LABEL - 2)}*`, ...kept, ...more].join('\n'));
  };
  return { type: 'section', fields: [side(0), side(1)] };
}

/** Written as Slack's command for it; `fallback` is escaped already. */
function ownTimeInMrkdwn(at: Instant, fallback: string): string {
  return `<!date^${Math.floor(at / 1000)}^${OWN_TIME}|${fallback.replaceAll('|', '¦')}>`;
}

function renderList({ title, lines }: Extract<Section, { kind: 'list' }>, room: number): types.RichTextBlock {
  const all = lines.map((line) => oneLine(line, LINE));
  const { kept, left } = fit(all, room - TITLE - NOTE, (line) => line.length);
  const more = left > 0 ? [paragraph([word(andMore(left))])] : [];
  return richText([...titleOf(cutTitle(title)), ...(kept.length > 0 ? [bullets(kept)] : []), ...more]);
}

function renderTitled(
  title: string | null,
  room: number,
  write: (room: number) => string,
): types.RichTextBlock {
  return richText([...titleOf(cutTitle(title)), monospace(write(room - TITLE))]);
}

function cutTitle(title: string | null): string | null {
  return title === null ? null : oneLine(title, TITLE);
}

/** Verbatim: Slack looks for no names, channels or addresses in it. */
function field(text: string): types.MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}
