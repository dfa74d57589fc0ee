/** What a card says, as texts that share the room of one message; a line with a button of its own stands beside it. Pure. */
import {
  ComponentType,
  type APIButtonComponentWithCustomId,
  type APISectionComponent,
  type APITextDisplayComponent,
} from 'discord.js';
import type { CardItem, Section } from '../../domain/card.ts';
import { fitLines } from './fit.ts';
import { button, isPressable } from './render-actions.ts';
import { itemLine, renderSection, say } from './render-section.ts';

export interface Room {
  readonly characters: number;
  readonly components: number;
  /** Ids of buttons that the message has already. */
  readonly taken: ReadonlySet<string>;
}

/** A text, and the button that stands beside it. */
interface Part {
  readonly content: string;
  readonly accessory?: APIButtonComponentWithCustomId;
}

/** Between sections that have to share a text. */
const GAP = '\n\n';
/** Of one list; the rest is told without. */
const LINES_WITH_BUTTONS = 10;
/** A text beside a button: both, and what holds them together. */
const BESIDE = 3;

export function renderBody(
  sections: readonly Section[],
  room: Room,
): (APITextDisplayComponent | APISectionComponent)[] {
  const parts = withinCharacters(sections, room.characters);
  return gathered(withFewButtons(parts, room), room.components).map(componentOf);
}

/** The first sections have the first claim on the room. */
function withinCharacters(sections: readonly Section[], characters: number): Part[] {
  let left = characters;
  return sections.flatMap((section) => {
    const parts = partsOf(section, left - GAP.length).filter(({ content }) => content.trim() !== '');
    left -= parts.reduce((sum, { content }) => sum + content.length + GAP.length, 0);
    return parts;
  });
}

function partsOf(section: Section, room: number): Part[] {
  if (section.kind !== 'items' || section.items.every(({ actions }) => actions.length === 0))
    return [{ content: renderSection(section, room) }];
  const { title, items } = section;
  const head = title === null ? '' : `**${say(title)}**`;
  let left = room - head.length - GAP.length;
  const lines: Part[] = [];
  for (const item of items.slice(0, LINES_WITH_BUTTONS)) {
    const content = itemLine(item);
    left -= content.length + GAP.length;
    if (left < 0) break;
    lines.push({ content, ...accessoryOf(item) });
  }
  const rest = fitLines(items.slice(lines.length).map(itemLine), Math.max(0, left));
  return [{ content: head }, ...lines, { content: rest }];
}

/** There is room for one beside a line: the last leads to all the others. */
function accessoryOf({ actions }: CardItem): Pick<Part, 'accessory'> {
  const last = actions.at(-1);
  const accessory = last && button(last);
  return accessory && isPressable(accessory) ? { accessory } : {};
}

/** The same button twice, or one component too many, would cost the whole card. */
function withFewButtons(parts: readonly Part[], { components, taken }: Room): Part[] {
  const ids = new Set(taken);
  let left = components - parts.length;
  return parts.map(({ content, accessory }) => {
    if (!accessory || ids.has(accessory.custom_id) || left < BESIDE - 1) return { content };
    ids.add(accessory.custom_id);
    left -= BESIDE - 1;
    return { content, accessory };
  });
}

/** Not more texts than there is room for: the last ones share one. */
function gathered(parts: readonly Part[], room: number): Part[] {
  if (parts.length <= room) return [...parts];
  const last = parts.slice(room - 1).map(({ content }) => content);
  return [...parts.slice(0, room - 1), { content: last.join(GAP) }];
}

function componentOf({ content, accessory }: Part): APITextDisplayComponent | APISectionComponent {
  const text = { type: ComponentType.TextDisplay, content } as const;
  return accessory ? { type: ComponentType.Section, components: [text], accessory } : text;
}
