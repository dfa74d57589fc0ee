/** Components nest: rows and containers hold children, a section has an accessory, a label its one field. */
import { isObject, type JsonObject, objectsIn } from './json.ts';

export const COMPONENT = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  upload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;

export interface PlacedComponent {
  /** Such as `components[0].components[2]`. */
  path: string;
  node: JsonObject;
}

/** Every component, each before those that it holds. */
export function walkComponents(list: unknown, path = 'components'): PlacedComponent[] {
  return objectsIn(list).flatMap((node, index) => walkComponent({ path: `${path}[${index}]`, node }));
}

function walkComponent(placed: PlacedComponent): PlacedComponent[] {
  const { path, node } = placed;
  const children = walkComponents(node['components'], `${path}.components`);
  const only = ['accessory', 'component'].flatMap((key) => {
    const child = node[key];
    return isObject(child) ? walkComponent({ path: `${path}.${key}`, node: child }) : [];
  });
  return [placed, ...children, ...only];
}

/** A copy in which every component carries the number that Discord gives it. */
export function numberComponents(components: readonly JsonObject[]): JsonObject[] {
  const copy = structuredClone([...components]);
  walkComponents(copy).forEach(({ node }, index) => {
    node['id'] ??= index + 1;
  });
  return copy;
}
