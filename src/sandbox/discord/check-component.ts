/** The limits of each kind of component: https://discord.com/developers/docs/components/reference */
import { checkButton } from './check-button.ts';
import { checkOptions, checkSelect } from './check-options.ts';
import { checkList, checkNumber, checkOneOf, checkText, checkUrl } from './check-value.ts';
import { isObject, type JsonObject, objectsIn } from './json.ts';
import { COMPONENT, type PlacedComponent } from './walk-components.ts';

type Check = (path: string, node: JsonObject) => string[];

const MAX = {
  text: 4_000,
  custom: 100,
  label: 45,
  described: 100,
  alternative: 1_024,
  inRow: 5,
  gallery: 10,
};
const ATTACHED = ['attachment'];
const SHOWN = ['http', 'https', 'attachment'];

const CHECKS = new Map<unknown, Check>([
  [COMPONENT.row, checkRow],
  [COMPONENT.button, checkButton],
  [COMPONENT.stringSelect, (path, node) => checkSelect(path, node, { min: 1, max: 25 })],
  [COMPONENT.userSelect, checkSelect],
  [COMPONENT.roleSelect, checkSelect],
  [COMPONENT.mentionableSelect, checkSelect],
  [COMPONENT.channelSelect, checkSelect],
  [COMPONENT.textInput, checkTextInput],
  [COMPONENT.section, checkSection],
  [
    COMPONENT.text,
    (path, node) => checkText(`${path}.content`, node['content'], { max: MAX.text, required: true }),
  ],
  [COMPONENT.thumbnail, checkMedia],
  [COMPONENT.gallery, checkGallery],
  [COMPONENT.file, (path, node) => checkUrl(`${path}.file.url`, urlOf(node['file']), ATTACHED)],
  [COMPONENT.separator, (path, node) => checkNumber(`${path}.spacing`, node['spacing'], { min: 1, max: 2 })],
  [COMPONENT.container, checkContainer],
  [COMPONENT.label, checkLabel],
  [COMPONENT.radioGroup, (path, node) => checkOptions(path, node, { min: 2, max: 10 })],
  [COMPONENT.checkboxGroup, checkCheckboxes],
]);

/** What is wrong with one component, apart from its place and its children. */
export function checkComponent({ path, node }: PlacedComponent): string[] {
  const custom = checkText(`${path}.custom_id`, node['custom_id'], {
    max: MAX.custom,
    required: needsCustomId(node['type']),
  });
  return [...custom, ...(CHECKS.get(node['type'])?.(path, node) ?? [])];
}

function needsCustomId(type: unknown): boolean {
  const { stringSelect, channelSelect, upload, checkbox } = COMPONENT;
  if (typeof type !== 'number') return false;
  return (type >= stringSelect && type <= channelSelect) || (type >= upload && type <= checkbox);
}

function checkRow(path: string, node: JsonObject): string[] {
  const children = objectsIn(node['components']);
  const alone = children.some(({ type }) => type !== COMPONENT.button);
  return [
    ...checkList(`${path}.components`, node['components'], { min: 1, max: MAX.inRow }),
    ...(alone && children.length > 1 ? [`${path}.components: A select takes the whole row`] : []),
  ];
}

function checkTextInput(path: string, node: JsonObject): string[] {
  return [
    ...checkOneOf(`${path}.style`, node['style'], [1, 2]),
    ...checkText(`${path}.value`, node['value'], { max: MAX.text, mayBeEmpty: true }),
    ...checkText(`${path}.placeholder`, node['placeholder'], { max: MAX.described, mayBeEmpty: true }),
    ...checkText(`${path}.label`, node['label'], { max: MAX.label, mayBeEmpty: true }),
    ...checkNumber(`${path}.min_length`, node['min_length'], { min: 0, max: MAX.text }),
    ...checkNumber(`${path}.max_length`, node['max_length'], { min: 1, max: MAX.text }),
  ];
}

function checkSection(path: string, node: JsonObject): string[] {
  return [
    ...checkList(`${path}.components`, node['components'], { min: 1, max: 3 }),
    ...(isObject(node['accessory']) ? [] : [`${path}.accessory: This field is required`]),
  ];
}

function checkGallery(path: string, node: JsonObject): string[] {
  return [
    ...checkList(`${path}.items`, node['items'], { min: 1, max: MAX.gallery }),
    ...objectsIn(node['items']).flatMap((item, index) => checkMedia(`${path}.items[${index}]`, item)),
  ];
}

function checkMedia(path: string, node: JsonObject): string[] {
  return [
    ...checkUrl(`${path}.media.url`, urlOf(node['media']), SHOWN),
    ...checkText(`${path}.description`, node['description'], { max: MAX.alternative, mayBeEmpty: true }),
  ];
}

function checkContainer(path: string, node: JsonObject): string[] {
  return [
    ...checkList(`${path}.components`, node['components'], { min: 1, max: 40 }),
    ...checkNumber(`${path}.accent_color`, node['accent_color'], { min: 0, max: 0xffffff }),
  ];
}

/** Unlike in a select, all may be ticked unless the group says otherwise. */
function checkCheckboxes(path: string, node: JsonObject): string[] {
  const all = objectsIn(node['options']).length;
  return checkOptions(path, { ...node, max_values: node['max_values'] ?? all }, { min: 1, max: 10 });
}

function checkLabel(path: string, node: JsonObject): string[] {
  return [
    ...checkText(`${path}.label`, node['label'], { max: MAX.label, required: true }),
    ...checkText(`${path}.description`, node['description'], { max: MAX.described, mayBeEmpty: true }),
    ...(isObject(node['component']) ? [] : [`${path}.component: This field is required`]),
  ];
}

function urlOf(value: unknown): unknown {
  return isObject(value) ? value['url'] : undefined;
}
