/** Reads a typed slash command by its registered definition; what Discord's client would not send is an error. */
import { assignWords } from './assign-words.ts';
import { type JsonObject, objectsIn, textOf } from './json.ts';
import { OPTION } from './option-types.ts';
import { parseOption } from './parse-option.ts';
import { isAllowed } from './permissions.ts';
import { mergeResolved } from './resolve-names.ts';
import type { Member, World } from './world.ts';

interface Parsed {
  options: JsonObject[];
  resolved: JsonObject[];
}

const NESTED: readonly unknown[] = [OPTION.subcommand, OPTION.subcommandGroup];

/** The `data` of the interaction. */
export function parseCommand(world: World, member: Member, text: string): JsonObject {
  const [head = '', ...words] = wordsOf(text);
  const command = findCommand(world, head);
  checkPermissions(command, member);
  const { options, resolved } = parseLevel(world, command, words);
  return {
    id: command['id'],
    name: command['name'],
    type: command['type'],
    ...(command['guild_id'] !== undefined && { guild_id: command['guild_id'] }),
    ...(options.length > 0 && { options }),
    ...(resolved.length > 0 && { resolved: mergeResolved(resolved) }),
  };
}

/** Words in double quotes stay together. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/[^\s":]+:"([^"]*)"|"([^"]*)"|\S+/g)].map(([whole, , quoted]) =>
    quoted === undefined ? whole.replaceAll('"', '') : quoted,
  );
}

function findCommand({ guildCommands, globalCommands }: World, head: string): JsonObject {
  const commands = [...guildCommands, ...globalCommands];
  const found = commands.find(({ name }) => head === `/${textOf(name)}`);
  if (found) return found;
  const known = commands.map(({ name }) => `/${textOf(name)}`).join(', ') || 'none';
  throw new Error(`Cannot find the command "${head}": registered are ${known}`);
}

/** Without them the client does not even show the command. */
function checkPermissions(command: JsonObject, { name, permissions }: Member): void {
  const needed = command['default_member_permissions'];
  if (typeof needed !== 'string') return;
  const bits = BigInt(needed);
  // Zero stands for administrators only.
  const allowed = bits === 0n ? isAllowed(permissions, ~0n) : isAllowed(permissions, bits);
  if (!allowed)
    throw new Error(`Cannot show /${textOf(command['name'])} to ${name}: default_member_permissions`);
}

function parseLevel(world: World, level: JsonObject, words: readonly string[]): Parsed {
  const options = objectsIn(level['options']);
  return options.some(({ type }) => NESTED.includes(type))
    ? parseNested(world, level, words)
    : parseFlat(world, options, words);
}

function parseNested(world: World, level: JsonObject, [name = '', ...words]: readonly string[]): Parsed {
  const options = objectsIn(level['options']);
  const found = options.find((option) => option['name'] === name);
  if (!found) {
    const known = options.map((option) => textOf(option['name'])).join(', ');
    throw new Error(`Cannot find "${name}" below ${textOf(level['name'])}: there are ${known}`);
  }
  const inner = parseLevel(world, found, words);
  return { options: [{ type: found['type'], name, options: inner.options }], resolved: inner.resolved };
}

function parseFlat(world: World, options: readonly JsonObject[], words: readonly string[]): Parsed {
  const typed = assignWords(options, words);
  const missing = options.filter(({ name, required }) => required === true && !typed.has(textOf(name)));
  if (missing.length > 0) {
    throw new Error(
      `Cannot send the command: ${missing.map(({ name }) => textOf(name)).join(', ')} required`,
    );
  }
  const parsed = options.flatMap((option) => {
    const text = typed.get(textOf(option['name']));
    return text === undefined ? [] : [{ option, ...parseOption(world, option, text) }];
  });
  return {
    options: parsed.map(({ option: { name, type }, value }) => ({ name, type, value })),
    resolved: parsed.flatMap(({ resolved }) => (resolved ? [resolved] : [])),
  };
}
