/** `calsync help`: every command in a line, or one with its options. */
import { COMMANDS, JSON_OPTION, usageOf, wordUsage, type CommandSpec } from '../domain/grammar.ts';
import { nearestWord } from '../domain/edit-distance.ts';
import type { CommandContext, ExitCode } from './command-context.ts';

export async function help({ command, stdout, stderr }: CommandContext): Promise<ExitCode> {
  const [name] = command.words;
  const specs: readonly CommandSpec[] = COMMANDS;
  const spec = specs.find((candidate) => candidate.name === name);
  if (name !== undefined && !spec) {
    const meant = nearestWord(
      name,
      specs.map((candidate) => candidate.name),
    );
    stderr.write(`There is no command "${name}".${meant ? ` Did you mean "${meant}"?` : ''}\n`);
    return 64;
  }
  if (command.options['json']) stdout.write(`${JSON.stringify({ commands: spec ? [spec] : specs })}\n`);
  else stdout.write(spec ? describe(spec) : overview(specs));
  return 0;
}

function overview(specs: readonly CommandSpec[]): string {
  const lines = specs.map(
    (spec) => `  ${[spec.name, ...spec.words.map(wordUsage)].join(' ').padEnd(18)} ${spec.summary}`,
  );
  return [
    'calsync finds every place where your appointments and your Cal.com bookings disagree.',
    '',
    ...lines,
    '',
    'See "help COMMAND" for options. TARGET is an issue (3 or #3) or an appointment (a:1236).',
    '',
  ].join('\n');
}

function describe(spec: CommandSpec): string {
  const options = [...spec.options, JSON_OPTION].map(
    ({ name, value, summary }) => `  ${`--${name}${value ? ` ${value}` : ''}`.padEnd(18)} ${summary}`,
  );
  return [usageOf(spec), `  ${spec.summary}`, '', ...options, ''].join('\n');
}
