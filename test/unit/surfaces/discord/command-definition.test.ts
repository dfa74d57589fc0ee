import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCommand } from '../../../../src/domain/parse-command.ts';
import { COMMANDS, type CommandSpec } from '../../../../src/domain/grammar.ts';
import { checkCommands } from '../../../../src/sandbox/discord/check-commands.ts';
import { commandDefinition, commandText } from '../../../../src/surfaces/discord/command-definition.ts';
import { splitWords } from '../../../../src/surfaces/split-words.ts';

function understood(name: string, filled: Parameters<typeof commandText>[1]) {
  const parsed = parseCommand(splitWords(commandText(name, filled)));
  return parsed.kind === 'command' ? parsed.command : parsed.message;
}

test('Discord takes the definition', () => {
  expect(checkCommands([commandDefinition()])).toEqual([]);
});

test('every command that is not for the terminal alone is a subcommand', () => {
  const specs: readonly CommandSpec[] = COMMANDS;

  const names = commandDefinition().options?.map(({ name }) => name);

  expect(names).toEqual(specs.filter(({ terminalOnly }) => !terminalOnly).map(({ name }) => name));
});

test('words are required options with their choices, switches are booleans', () => {
  const use = commandDefinition().options?.find(({ name }) => name === 'use');

  expect(use).toMatchObject({
    options: [
      { type: 3, name: 'target', required: true },
      {
        type: 3,
        name: 'side',
        required: true,
        choices: [
          { name: 'database', value: 'database' },
          { name: 'calcom', value: 'calcom' },
        ],
      },
      { type: 3, name: 'event-type', required: false },
      { type: 5, name: 'yes', required: false },
    ],
  });
});

test.each([
  ['status', [], 'status'],
  [
    'use',
    [
      { name: 'side', value: 'calcom' },
      { name: 'target', value: '#3' },
    ],
    'use #3 calcom',
  ],
  [
    'create',
    [
      { name: 'target', value: 'a:1236' },
      { name: 'yes', value: true },
    ],
    'create a:1236 --yes',
  ],
  [
    'create',
    [
      { name: 'target', value: '3' },
      { name: 'yes', value: false },
    ],
    'create 3',
  ],
  [
    'verify',
    [
      { name: 'full', value: true },
      { name: 'dry-run', value: true },
    ],
    'verify --full --dry-run',
  ],
  ['verify', [{ name: 'appointment', value: 'A 12' }], 'verify --appointment "A 12"'],
  ['issues', [{ name: 'kind', value: 'failed' }], 'issues failed'],
] as const)('%s with %j reads as %s', (name, filled, text) => {
  expect(commandText(name, filled)).toBe(text);
});

test('a word never becomes an option', () => {
  const command = understood('create', [{ name: 'target', value: '3 --yes' }]);

  expect(command).toMatchObject({ words: ['3 --yes'], options: {} });
});

test('a note arrives whole, with quotes of one kind', () => {
  const note = 'Tom said “no”, "really"';

  const command = understood('resolve', [
    { name: 'target', value: '3' },
    { name: 'note', value: note },
  ]);

  expect(command).toMatchObject({ words: ['3'], options: { note: `Tom said 'no', 'really'` } });
});

test('any note arrives as one option', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (note) => {
      const command = understood('resolve', [
        { name: 'target', value: '3' },
        { name: 'note', value: note },
      ]);

      expect(command).toMatchObject({ name: 'resolve', words: ['3'] });
    }),
  );
});
