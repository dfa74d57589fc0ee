/** Understands what a person typed, on any surface. */
import { nearestWord } from './edit-distance.ts';
import {
  COMMANDS,
  JSON_OPTION,
  usageOf,
  wordUsage,
  type CommandName,
  type CommandSpec,
  type OptionSpec,
} from './grammar.ts';

/** A command with its words and options; switches are `true`. */
export interface Command {
  readonly name: CommandName;
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | true>>;
}

export type Parsed =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'wrong'; readonly message: string };

/** `words` as a shell splits them; nothing at all asks for help. */
export function parseCommand(words: readonly string[]): Parsed {
  const [word = 'help', ...rest] = words;
  const first = isHelpOption(word) ? 'help' : word;
  const spec = COMMANDS.find(({ name }) => name === first);
  if (!spec) return wrong(unknownCommand(first));
  if (asksForHelp(spec, rest))
    return { kind: 'command', command: { name: 'help', words: [spec.name], options: {} } };
  return parseRest(spec, rest);
}

function isHelpOption(word: string): boolean {
  return word === '-h' || word === '--help';
}

/** Where any words may follow, "help" may be one of them. */
function asksForHelp(spec: CommandSpec, rest: readonly string[]): boolean {
  const [first] = rest;
  return (
    rest.some(isHelpOption) || (spec.words.at(-1)?.rest === true ? first === 'help' : rest.includes('help'))
  );
}

function parseRest(spec: CommandSpec & { name: CommandName }, rest: readonly string[]): Parsed {
  const known = [...spec.options, JSON_OPTION];
  const options: Record<string, string | true> = {};
  const words: string[] = [];
  const queue = [...rest];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (!word.startsWith('--')) {
      words.push(word);
      continue;
    }
    const [name = '', inline] = word.slice(2).split(/=(.*)/s);
    const option = known.find((candidate) => candidate.name === name);
    if (!option) return wrong(unknownOption(spec, name, known));
    const value = option.value ? (inline ?? nextValue(queue)) : true;
    if (!value || (option.value === undefined && inline !== undefined))
      return wrong(usage(spec, misuseOf(option)));
    options[name] = value;
  }
  const problem = misworded(spec, words);
  return problem
    ? wrong(usage(spec, problem))
    : { kind: 'command', command: { name: spec.name, words, options } };
}

/** Not the next option: one that really begins so is written `--name=--value`. */
function nextValue(queue: string[]): string | undefined {
  return queue[0]?.startsWith('--') ? undefined : queue.shift();
}

function misworded(spec: CommandSpec, words: readonly string[]): string | undefined {
  const missing = spec.words.filter(({ optional }) => !optional)[words.length];
  if (missing) return `${wordUsage(missing)} is missing`;
  if (words.length > spec.words.length && !spec.words.at(-1)?.rest)
    return `"${words[spec.words.length]}" is too much`;
  const at = words.findIndex(
    (word, position) => spec.words[position]?.choices?.includes(word.toLowerCase()) === false,
  );
  return at < 0 ? undefined : `"${words[at]}" is none of ${spec.words[at]?.choices?.join(', ')}`;
}

function misuseOf({ name, value }: OptionSpec): string {
  return value ? `--${name} needs ${value}` : `--${name} takes no value`;
}

function unknownCommand(word: string): string {
  const meant = nearestWord(
    word,
    COMMANDS.map(({ name }) => name),
  );
  return `There is no command "${word}". ${meant ? `Did you mean "${meant}"?` : 'See "help" for all commands.'}`;
}

function unknownOption(spec: CommandSpec, name: string, known: readonly OptionSpec[]): string {
  const meant = nearestWord(
    name,
    known.map((option) => option.name),
  );
  return usage(
    spec,
    meant ? `there is no option --${name}; did you mean --${meant}?` : `there is no option --${name}`,
  );
}

function usage(spec: CommandSpec, problem: string): string {
  return `${spec.name}: ${problem}. Usage: ${usageOf(spec)}`;
}

function wrong(message: string): Parsed {
  return { kind: 'wrong', message };
}
