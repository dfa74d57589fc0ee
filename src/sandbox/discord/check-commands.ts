/** Everything Discord refuses in slash commands: https://discord.com/developers/docs/interactions/application-commands */
import { checkList, checkOneOf, checkText, duplicatesOf } from './check-value.ts';
import { type JsonObject, objectsIn, textOf } from './json.ts';
import { OPTION } from './option-types.ts';

const MAX_COMMANDS = 100;
const MAX_OPTIONS = 25;
const MAX_DESCRIPTION = 100;
const MAX_CHOICE = 100;
const MAX_TOTAL = 8_000;
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const CHAT_INPUT = 1;

/** The body of a bulk overwrite; each problem is `path: what is wrong`, the first key being the index. */
export function checkCommands(commands: unknown): string[] {
  const twice = duplicatesOf(objectsIn(commands).map(({ name }) => name));
  return [
    ...checkList('commands', commands, { max: MAX_COMMANDS }),
    ...objectsIn(commands).flatMap((command, index) => [
      ...checkCommand(`[${index}]`, command),
      ...(twice.has(command['name']) ? [`[${index}].name: Application command names must be unique`] : []),
    ]),
  ];
}

function checkCommand(path: string, command: JsonObject): string[] {
  const { type = CHAT_INPUT, name } = command;
  if (type !== CHAT_INPUT) return checkText(`${path}.name`, name, { max: 32, required: true });
  const size = sizeOf(command);
  return [
    ...checkNamed(path, command),
    ...checkOptions(path, command['options'], [OPTION.subcommandGroup, OPTION.subcommand]),
    ...(size > MAX_TOTAL ? [`${path}: Command exceeds maximum size (${MAX_TOTAL})`] : []),
  ];
}

function checkNamed(path: string, { name, description }: JsonObject): string[] {
  const fits = NAME.test(textOf(name)) && textOf(name) === textOf(name).toLowerCase();
  return [
    ...(fits ? [] : [`${path}.name: Command name is invalid`]),
    ...checkText(`${path}.description`, description, { max: MAX_DESCRIPTION, required: true }),
  ];
}

/** `deeper`: which kinds may here hold options of their own. */
function checkOptions(path: string, value: unknown, deeper: readonly number[]): string[] {
  const options = objectsIn(value);
  const twice = duplicatesOf(options.map(({ name }) => name));
  return [
    ...checkList(`${path}.options`, value, { max: MAX_OPTIONS }),
    ...checkMixture(path, options),
    ...checkOrder(path, options),
    ...options.flatMap((option, index) => [
      ...checkOption(`${path}.options[${index}]`, option, deeper),
      ...(twice.has(option['name']) ? [`${path}.options[${index}].name: Option name is not unique`] : []),
    ]),
  ];
}

function checkMixture(path: string, options: readonly JsonObject[]): string[] {
  const nested = options.filter(isNested).length;
  return nested > 0 && nested < options.length
    ? [
        `${path}.options: Sub-command and sub-command group option types are mutually exclusive to all other types`,
      ]
    : [];
}

function checkOrder(path: string, options: readonly JsonObject[]): string[] {
  return options.flatMap((option, index) =>
    option['required'] === true && index > 0 && options[index - 1]?.['required'] !== true
      ? [`${path}.options[${index}]: Required options must be placed before non-required options`]
      : [],
  );
}

function checkOption(path: string, option: JsonObject, deeper: readonly number[]): string[] {
  const type = option['type'] as number;
  if (!isNested(option)) {
    const plain = Object.values(OPTION).filter((known) => known > OPTION.subcommandGroup);
    return [
      ...checkOneOf(`${path}.type`, type, plain),
      ...checkNamed(path, option),
      ...checkChoices(path, option),
    ];
  }
  const inside = type === OPTION.subcommandGroup ? [OPTION.subcommand] : [];
  return [
    ...checkOneOf(`${path}.type`, type, deeper),
    ...checkNamed(path, option),
    ...checkOptions(path, option['options'], inside),
  ];
}

function checkChoices(path: string, option: JsonObject): string[] {
  const choices = objectsIn(option['choices']);
  return [
    ...checkList(`${path}.choices`, option['choices'], { max: MAX_OPTIONS }),
    ...(choices.length > 0 && option['autocomplete'] === true
      ? [`${path}.autocomplete: Autocomplete and choices are mutually exclusive`]
      : []),
    ...choices.flatMap((choice, index) => checkChoice(`${path}.choices[${index}]`, choice, option['type'])),
  ];
}

function checkChoice(path: string, { name, value }: JsonObject, type: unknown): string[] {
  const named = checkText(`${path}.name`, name, { max: MAX_CHOICE, required: true });
  if (type === OPTION.string)
    return [...named, ...checkText(`${path}.value`, value, { max: MAX_CHOICE, required: true })];
  return typeof value === 'number' ? named : [...named, `${path}.value: Value is not a number.`];
}

function isNested({ type }: JsonObject): boolean {
  return type === OPTION.subcommand || type === OPTION.subcommandGroup;
}

function sizeOf(part: JsonObject): number {
  const own = [part['name'], part['description'], part['value']].map((text) => textOf(text).length);
  const inner = [...objectsIn(part['options']), ...objectsIn(part['choices'])].map(sizeOf);
  return [...own, ...inner].reduce((sum, size) => sum + size, 0);
}
