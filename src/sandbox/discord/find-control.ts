/** Finds what a person wants to press or choose from, wherever it stands in a message. */
import { isObject, type JsonObject, textOf } from './json.ts';
import { COMPONENT, walkComponents } from './walk-components.ts';

const SELECTS: readonly unknown[] = [
  COMPONENT.stringSelect,
  COMPONENT.userSelect,
  COMPONENT.roleSelect,
  COMPONENT.mentionableSelect,
  COMPONENT.channelSelect,
];
const LINK = 5;

/** By label or custom id; a link or a greyed-out button is none that can be pressed. */
export function findButton(components: readonly JsonObject[], wanted: string): JsonObject {
  const buttons = nodesOf(components).filter(({ type }) => type === COMPONENT.button);
  const found = pick(buttons, wanted, 'label');
  if (!found) throw new Error(`Cannot press "${wanted}": the message has ${namesOf(buttons, 'label')}`);
  if (found['style'] === LINK) throw new Error(`Cannot press "${wanted}": it is a link`);
  if (found['disabled'] === true) throw new Error(`Cannot press "${wanted}": it is disabled`);
  return found;
}

/** By placeholder or custom id. */
export function findSelect(components: readonly JsonObject[], wanted: string): JsonObject {
  const selects = nodesOf(components).filter(({ type }) => SELECTS.includes(type));
  const found = pick(selects, wanted, 'placeholder');
  if (!found)
    throw new Error(`Cannot choose from "${wanted}": the message has ${namesOf(selects, 'placeholder')}`);
  if (found['disabled'] === true) throw new Error(`Cannot choose from "${wanted}": it is disabled`);
  return found;
}

function pick(nodes: readonly JsonObject[], wanted: string, shown: string): JsonObject | undefined {
  const byName = nodes.filter((node) => nameOf(node, shown) === wanted);
  if (byName.length > 1)
    throw new Error(`Cannot tell which "${wanted}" is meant: there are ${byName.length}`);
  return byName[0] ?? nodes.find((node) => node['custom_id'] === wanted);
}

function namesOf(nodes: readonly JsonObject[], shown: string): string {
  return nodes.map((node) => `"${nameOf(node, shown) || textOf(node['custom_id'])}"`).join(', ') || 'none';
}

/** A button without a label shows its emoji. */
function nameOf(node: JsonObject, shown: string): string {
  const { emoji } = node;
  return textOf(node[shown]) || (isObject(emoji) ? textOf(emoji['name']) : '');
}

function nodesOf(components: readonly JsonObject[]): JsonObject[] {
  return walkComponents(components).map(({ node }) => node);
}
