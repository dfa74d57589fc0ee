/** The slash command `/calsync`, derived from the one grammar, and back into the words that the desk understands. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { COMMANDS, type CommandSpec, type OptionSpec, type WordSpec } from '../../domain/grammar.ts';
import { fit } from './fit.ts';
import { MAX_DESCRIPTION } from './limits.ts';

/** What was filled in below a subcommand. */
export interface FilledOption {
  readonly name: string;
  readonly value?: string | number | boolean;
}

const SPECS: readonly CommandSpec[] = COMMANDS;

/** One subcommand for each command that makes sense away from the terminal. */
export function commandDefinition(): RESTPostAPIChatInputApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.ChatInput,
    name: 'calsync',
    description: 'Appointments and Cal.com bookings, compared',
    options: SPECS.filter(({ terminalOnly }) => !terminalOnly).map(subcommand),
  };
}

/** `use 3 calcom --yes`: words in their order, then the options. */
export function commandText(name: string, filled: readonly FilledOption[]): string {
  const spec = SPECS.find((known) => known.name === name);
  const valueOf = (option: string) => filled.find((one) => one.name === option)?.value;
  const words = (spec?.words ?? []).map((word) => valueOf(word.name.toLowerCase()));
  const options = (spec?.options ?? []).flatMap((option) => optionText(option, valueOf(option.name)));
  return [name, ...words.flatMap((word) => (isFilled(word) ? [quoted(String(word))] : [])), ...options].join(
    ' ',
  );
}

function subcommand({ name, summary, words, options }: CommandSpec): APIApplicationCommandSubcommandOption {
  // Discord wants what is required first.
  const fields = [...words.map(wordField), ...options.map(optionField)];
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name,
    description: described(summary),
    options: fields.toSorted((one, other) => Number(other.required) - Number(one.required)),
  };
}

function wordField({ name, summary, optional = false, choices }: WordSpec): APIApplicationCommandBasicOption {
  return {
    type: ApplicationCommandOptionType.String,
    name: name.toLowerCase(),
    description: described(summary),
    required: !optional,
    ...(choices && { choices: choices.map((choice) => ({ name: choice, value: choice })) }),
  };
}

function optionField({ name, value, summary }: OptionSpec): APIApplicationCommandBasicOption {
  const field = { name, description: described(summary), required: false };
  return value
    ? { type: ApplicationCommandOptionType.String, ...field }
    : { type: ApplicationCommandOptionType.Boolean, ...field };
}

function described(summary: string): string {
  return fit(summary, MAX_DESCRIPTION);
}

function optionText({ name, value: takesValue }: OptionSpec, value: FilledOption['value']): string[] {
  if (!isFilled(value)) return [];
  return takesValue ? [`--${name}`, quoted(String(value))] : [`--${name}`];
}

function isFilled(value: FilledOption['value']): boolean {
  return value !== undefined && value !== false && value !== '';
}

/** In quotes unless it is one plain word; quotes inside cannot be told from those around, so they become single. */
function quoted(value: string): string {
  return /^[\w#:.-]+$/.test(value) ? value : `"${value.replace(/["“”„]/g, "'")}"`;
}
