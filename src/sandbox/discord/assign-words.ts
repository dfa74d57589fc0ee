/** Gives the words behind a slash command to its options: `name:value`, or one after the other. */
import { type JsonObject, textOf } from './json.ts';
import { OPTION } from './option-types.ts';

/** By option name, what was typed for it. A last free text takes all the words that are left. */
export function assignWords(options: readonly JsonObject[], words: readonly string[]): Map<string, string> {
  const { typed, loose } = takeNamed(options, words);
  const open = options.filter(({ name }) => !typed.has(textOf(name)));
  open.forEach((option, index) => {
    const takesRest = index === open.length - 1 && isFreeText(option);
    const own = takesRest ? loose.splice(0) : loose.splice(0, 1);
    if (own.length > 0) typed.set(textOf(option['name']), own.join(' '));
  });
  if (loose.length > 0) throw new Error(`Cannot enter "${loose.join(' ')}": the command takes no more`);
  return typed;
}

/** What follows `name:` belongs to it until the next name. */
function takeNamed(
  options: readonly JsonObject[],
  words: readonly string[],
): { typed: Map<string, string>; loose: string[] } {
  const names = new Set(options.map(({ name }) => textOf(name)));
  const typed = new Map<string, string>();
  const loose: string[] = [];
  let current: string | undefined;
  for (const word of words) {
    const [, name = '', rest = ''] = /^([^:\s]+):(.*)$/s.exec(word) ?? [];
    if (names.has(name)) {
      current = name;
      typed.set(name, rest);
    } else if (current === undefined) loose.push(word);
    else typed.set(current, `${typed.get(current)} ${word}`.trim());
  }
  return { typed, loose };
}

function isFreeText({ type, choices }: JsonObject): boolean {
  return type === OPTION.string && !(Array.isArray(choices) && choices.length > 0);
}
