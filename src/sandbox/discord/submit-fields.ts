/** What a modal's form sends when it is submitted, or why Discord's client would not let it. */
import { chooseValues } from './choose-values.ts';
import type { FieldValue } from './field-value.ts';
import { isObject, type JsonObject, objectsIn, textOf } from './json.ts';
import { COMPONENT, numberComponents } from './walk-components.ts';
import type { World } from './world.ts';

interface Submitted {
  components: JsonObject[];
  resolved: JsonObject[];
}

interface Field {
  node: JsonObject;
  label: string;
  value: FieldValue | undefined;
}

const SINGLE: readonly unknown[] = [COMPONENT.radioGroup];

/** `values` are by custom id; what is not filled in keeps its default. */
export function submitFields(
  world: World,
  modal: JsonObject,
  values: ReadonlyMap<string, FieldValue>,
): Submitted {
  const resolved: JsonObject[] = [];
  const components = numberComponents(objectsIn(modal['components'])).map((part) => submitPart(part));
  return { components, resolved };

  function submitPart({ type, id, label, component, components: row }: JsonObject): JsonObject {
    if (isObject(component)) return { type, id, component: submitNode(component, textOf(label)) };
    if (!Array.isArray(row)) return { type, id };
    return { type, id, components: objectsIn(row).map((node) => submitNode(node, textOf(node['label']))) };
  }

  function submitNode(node: JsonObject, label: string): JsonObject {
    const { type, id, custom_id } = node;
    const { resolved: names, ...sent } = submitField(world, {
      node,
      label,
      value: values.get(textOf(custom_id)),
    });
    if (isObject(names)) resolved.push(names);
    return { type, id, custom_id, ...sent };
  }
}

function submitField(world: World, field: Field): JsonObject {
  const { node, value } = field;
  switch (node['type']) {
    case COMPONENT.textInput:
      return { value: checkText(field, typeof value === 'string' ? value : textOf(node['value'])) };
    case COMPONENT.checkbox:
      return { value: typeof value === 'boolean' ? value : node['default'] === true };
    case COMPONENT.upload:
      return { values: [] };
    default:
      return submitChoice(world, field);
  }
}

function checkText({ node, label }: Field, text: string): string {
  const { required = true, min_length: min = 0, max_length: max = 4_000 } = node;
  if (text === '' && required !== true) return text;
  if (text === '') throw new Error(`Cannot submit: "${label}" is required`);
  if (text.length >= Number(min) && text.length <= Number(max)) return text;
  throw new Error(`Cannot submit: "${label}" takes ${String(min)} to ${String(max)} characters`);
}

function submitChoice(world: World, { node, label, value }: Field): JsonObject {
  const single = SINGLE.includes(node['type']);
  const wanted = value === undefined ? defaultsOf(node) : [value].flat().map(String);
  if (wanted.length === 0) {
    if (node['required'] !== false) throw new Error(`Cannot submit: "${label}" is required`);
    return single ? { value: null } : { values: [] };
  }
  const { values, resolved } = chooseValues(world, node, wanted);
  return { ...(single ? { value: values[0] } : { values }), ...(resolved && { resolved }) };
}

function defaultsOf({ options }: JsonObject): string[] {
  return objectsIn(options)
    .filter((option) => option['default'] === true)
    .map(({ value }) => textOf(value));
}
