/** Finds what a person means by a button's text, a menu's placeholder or an action id. */
import { asRecord, asText, type Json } from './json.ts';
import type { Block } from './message.ts';
import { elementsOf } from './view-state.ts';

export interface FoundElement {
  blockId: string;
  element: Json;
}

export function findButton(blocks: readonly Block[], name: string): FoundElement {
  return findElement(blocks, name, (element) => element['type'] === 'button');
}

export function findMenu(blocks: readonly Block[], name: string): FoundElement {
  return findElement(blocks, name, (element) => element['type'] !== 'button');
}

function findElement(blocks: readonly Block[], name: string, fits: (element: Json) => boolean): FoundElement {
  const all = blocks.flatMap((block) =>
    elementsOf(block).map((element) => ({ blockId: block.block_id, element })),
  );
  const fitting = all.filter(({ element }) => fits(element));
  const found = fitting.find(({ element }) => namesOf(element).includes(name));
  if (found) return found;
  const there = fitting.map(({ element }) => `"${namesOf(element)[0]}"`).join(', ');
  throw new Error(`Cannot find "${name}" to click on: there is ${there || 'nothing'}`);
}

function namesOf(element: Json): string[] {
  const texts = [element['text'], element['placeholder']].map((text) => asText(asRecord(text)['text']));
  return [...texts, asText(element['action_id'])].filter((text) => text !== '');
}
