/** What may stand in what, and that no two components answer to one name. */
import { checkOneOf, duplicatesOf } from './check-value.ts';
import { isObject, objectsIn } from './json.ts';
import { COMPONENT, type PlacedComponent, walkComponents } from './walk-components.ts';

export type Nesting = ReadonlyMap<unknown, readonly number[]>;

const { row, button, section, text, thumbnail, gallery, file, separator, container } = COMPONENT;
const SELECTS = [
  COMPONENT.stringSelect,
  COMPONENT.userSelect,
  COMPONENT.roleSelect,
  COMPONENT.mentionableSelect,
  COMPONENT.channelSelect,
];
const BLOCKS = [row, section, text, gallery, file, separator];
const FIELDS = [
  ...SELECTS,
  COMPONENT.textInput,
  COMPONENT.upload,
  COMPONENT.radioGroup,
  COMPONENT.checkboxGroup,
  COMPONENT.checkbox,
];

/** The key `top` stands for the message or modal itself, `accessory` for the side of a section. */
export const LEGACY_NESTING: Nesting = new Map<unknown, number[]>([
  ['top', [row]],
  [row, [button, ...SELECTS]],
]);

export const V2_NESTING: Nesting = new Map<unknown, number[]>([
  ['top', [...BLOCKS, container]],
  [row, [button, ...SELECTS]],
  [container, BLOCKS],
  [section, [text]],
  ['accessory', [button, thumbnail]],
]);

export const MODAL_NESTING: Nesting = new Map<unknown, number[]>([
  ['top', [COMPONENT.label, text, row]],
  [row, [COMPONENT.textInput]],
  [COMPONENT.label, FIELDS],
]);

export function checkNesting(components: unknown, nesting: Nesting): string[] {
  const top = objectsIn(components).flatMap((node, index) =>
    checkOneOf(`components[${index}].type`, node['type'], nesting.get('top') ?? []),
  );
  return [...top, ...walkComponents(components).flatMap((placed) => checkChildren(placed, nesting))];
}

function checkChildren({ path, node }: PlacedComponent, nesting: Nesting): string[] {
  const inside = nesting.get(node['type']) ?? [];
  const { accessory, component } = node;
  return [
    ...objectsIn(node['components']).flatMap((child, index) =>
      checkOneOf(`${path}.components[${index}].type`, child['type'], inside),
    ),
    ...(isObject(component) ? checkOneOf(`${path}.component.type`, component['type'], inside) : []),
    ...(isObject(accessory)
      ? checkOneOf(`${path}.accessory.type`, accessory['type'], nesting.get('accessory') ?? [])
      : []),
  ];
}

export function checkUnique(placed: readonly PlacedComponent[]): string[] {
  const names = duplicatesOf(placed.map(({ node }) => node['custom_id']));
  const numbers = duplicatesOf(placed.map(({ node }) => node['id'] || undefined));
  return placed.flatMap(({ path, node }) => [
    ...(names.has(node['custom_id']) ? [`${path}.custom_id: Component custom id cannot be duplicated`] : []),
    ...(numbers.has(node['id']) ? [`${path}.id: Component id cannot be duplicated`] : []),
  ]);
}
