/** Reads what a person typed for one option of a slash command, as Discord's client would let them. */
import { type JsonObject, objectsIn, textOf } from './json.ts';
import { OPTION } from './option-types.ts';
import { type Kind, resolveName } from './resolve-names.ts';
import type { World } from './world.ts';

export interface ParsedOption {
  value: string | number | boolean;
  resolved?: JsonObject;
}

const KINDS = new Map<unknown, Kind>([
  [OPTION.user, 'user'],
  [OPTION.channel, 'channel'],
  [OPTION.role, 'role'],
  [OPTION.mentionable, 'mentionable'],
]);

export function parseOption(world: World, option: JsonObject, typed: string): ParsedOption {
  const choices = objectsIn(option['choices']);
  if (choices.length > 0) return { value: choiceOf(option, choices, typed) };
  const kind = KINDS.get(option['type']);
  if (kind) {
    const { id, entry } = resolveName(world, kind, typed);
    return { value: id, resolved: entry };
  }
  switch (option['type']) {
    case OPTION.string:
      return { value: checkText(option, typed) };
    case OPTION.integer:
    case OPTION.number:
      return { value: checkNumber(option, typed) };
    case OPTION.boolean:
      return { value: checkBoolean(option, typed) };
    default:
      return refuse(option, typed, 'this stand-in does not know its type');
  }
}

function choiceOf(option: JsonObject, choices: readonly JsonObject[], typed: string): string | number {
  const found =
    choices.find(({ name }) => name === typed) ?? choices.find(({ value }) => String(value) === typed);
  if (found) return found['value'] as string | number;
  return refuse(option, typed, `the choices are ${choices.map(({ name }) => textOf(name)).join(', ')}`);
}

function checkText(option: JsonObject, typed: string): string {
  const { min_length: min = 0, max_length: max = 6_000 } = option;
  if (typed.length >= Number(min) && typed.length <= Number(max)) return typed;
  return refuse(option, typed, `it takes ${String(min)} to ${String(max)} characters`);
}

function checkNumber(option: JsonObject, typed: string): number {
  const shape = option['type'] === OPTION.integer ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/;
  if (!shape.test(typed)) return refuse(option, typed, 'it takes a number');
  const { min_value: min = -(2 ** 53), max_value: max = 2 ** 53 } = option;
  const value = Number(typed);
  if (value >= Number(min) && value <= Number(max)) return value;
  return refuse(option, typed, `it takes ${String(min)} to ${String(max)}`);
}

function checkBoolean(option: JsonObject, typed: string): boolean {
  if (/^(true|false)$/i.test(typed)) return typed.toLowerCase() === 'true';
  return refuse(option, typed, 'it takes true or false');
}

function refuse(option: JsonObject, typed: string, why: string): never {
  throw new Error(`Cannot enter "${typed}" for ${textOf(option['name'])}: ${why}`);
}
