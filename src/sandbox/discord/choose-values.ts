/** Turns what a person picks into the values that a select or a group sends. */
import { type JsonObject, objectsIn, textOf } from './json.ts';
import { type Kind, mergeResolved, resolveName } from './resolve-names.ts';
import { COMPONENT } from './walk-components.ts';
import type { World } from './world.ts';

export interface Chosen {
  values: string[];
  resolved?: JsonObject;
}

const KINDS = new Map<unknown, Kind>([
  [COMPONENT.userSelect, 'user'],
  [COMPONENT.roleSelect, 'role'],
  [COMPONENT.mentionableSelect, 'mentionable'],
  [COMPONENT.channelSelect, 'channel'],
]);

/** Of texts, `wanted` are labels or values; of people and places, names or ids. */
export function chooseValues(world: World, select: JsonObject, wanted: readonly string[]): Chosen {
  checkCount(select, wanted.length);
  const kind = KINDS.get(select['type']);
  if (!kind) return { values: wanted.map((text) => optionValue(select, text)) };
  const found = wanted.map((text) => resolveName(world, kind, text));
  return { values: found.map(({ id }) => id), resolved: mergeResolved(found.map(({ entry }) => entry)) };
}

function optionValue(select: JsonObject, wanted: string): string {
  const options = objectsIn(select['options']);
  const found =
    options.find(({ label }) => label === wanted) ?? options.find(({ value }) => value === wanted);
  if (found) return textOf(found['value']);
  const labels = options.map(({ label }) => `"${textOf(label)}"`).join(', ');
  throw new Error(`Cannot choose "${wanted}": the options are ${labels}`);
}

function checkCount(select: JsonObject, count: number): void {
  const { min_values: min = 1, max_values: max = defaultMost(select) } = select;
  if (count < Number(min) || count > Number(max)) {
    throw new Error(`Cannot choose ${count}: between ${String(min)} and ${String(max)} are allowed`);
  }
}

function defaultMost({ type, options }: JsonObject): number {
  return type === COMPONENT.checkboxGroup ? objectsIn(options).length : 1;
}
