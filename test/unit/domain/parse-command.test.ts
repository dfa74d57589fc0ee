import { describe, expect, test } from 'vitest';
import { COMMANDS, usageOf } from '../../../src/domain/grammar.ts';
import { parseCommand } from '../../../src/domain/parse-command.ts';
import { parseTarget } from '../../../src/domain/target.ts';

const parse = (line: string) => parseCommand(line === '' ? [] : line.split(' '));

describe('a line of words', () => {
  test.for([
    ['verify', { name: 'verify', words: [], options: {} }],
    ['verify --full --json', { name: 'verify', words: [], options: { full: true, json: true } }],
    ['verify --appointment 12', { name: 'verify', words: [], options: { appointment: '12' } }],
    ['verify --appointment=a=b', { name: 'verify', words: [], options: { appointment: 'a=b' } }],
    ['verify --booking=--x', { name: 'verify', words: [], options: { booking: '--x' } }],
    ['review #3 --json', { name: 'review', words: ['#3'], options: { json: true } }],
    ['review --json #3', { name: 'review', words: ['#3'], options: { json: true } }],
    ['issues failed --accepted', { name: 'issues', words: ['failed'], options: { accepted: true } }],
    ['pause 1h we need help', { name: 'pause', words: ['1h', 'we', 'need', 'help'], options: {} }],
    ['pause moving', { name: 'pause', words: ['moving'], options: {} }],
    ['snooze #3 2026-11-30 09:00', { name: 'snooze', words: ['#3', '2026-11-30', '09:00'], options: {} }],
  ] as const)('"%s" is understood', ([line, command]) => {
    expect(parse(line)).toEqual({ kind: 'command', command });
  });

  test.for([
    ['', []],
    ['help', []],
    ['-h', []],
    ['--help', []],
    ['help verify', ['verify']],
    ['verify --help', ['verify']],
    ['verify --nonsense -h', ['verify']],
    ['pause help', ['pause']],
    ['snooze 3 --help', ['snooze']],
  ] as const)('"%s" asks for help', ([line, words]) => {
    expect(parse(line)).toEqual({ kind: 'command', command: { name: 'help', words, options: {} } });
  });

  test.for([
    ['statis', 'There is no command "statis". Did you mean "status"?'],
    ['reconcile', 'There is no command "reconcile". See "help" for all commands.'],
    ['review', 'review: TARGET is missing. Usage: review TARGET'],
    ['review 1 2', 'review: "2" is too much. Usage: review TARGET'],
    ['pause', 'pause: REASON is missing. Usage: pause [TIME] REASON'],
    ['snooze 3', 'snooze: UNTIL is missing. Usage: snooze TARGET UNTIL'],
    ['status --accepted', 'status: there is no option --accepted. Usage: status'],
    ['stauts', expect.stringContaining('Did you mean "status"?')],
    ['issues --acepted', expect.stringContaining('there is no option --acepted; did you mean --accepted?')],
    ['verify --appointment', expect.stringContaining('--appointment needs ID')],
    ['verify --appointment --full', expect.stringContaining('--appointment needs ID')],
    ['verify --appointment=', expect.stringContaining('--appointment needs ID')],
    ['verify --full=yes', expect.stringContaining('--full takes no value')],
    ['verify --__proto__', expect.stringContaining('there is no option --__proto__')],
  ])('"%s" is wrong, and it is said why', ([line, message]) => {
    expect(parse(line as string)).toEqual({ kind: 'wrong', message });
  });
});

test('every command is understood by its own usage', () => {
  for (const spec of COMMANDS) {
    const words = usageOf(spec)
      .split(' ')
      .filter((word) => !word.startsWith('[') && !word.endsWith(']'))
      .map((word) => word.split('|')[0] ?? word);

    expect(parseCommand(words)).toMatchObject({ kind: 'command', command: { name: spec.name } });
  }
});

describe('a target', () => {
  test.for([
    ['3', { kind: 'issue', id: 3 }],
    ['#3', { kind: 'issue', id: 3 }],
    ['a:1236', { kind: 'appointment', id: '1236' }],
    ['a:a:b c', { kind: 'appointment', id: 'a:b c' }],
    ['##3', undefined],
    ['3.5', undefined],
    ['-1', undefined],
    ['1234567890', undefined],
    ['a:', undefined],
    ['', undefined],
  ] as const)('"%s" is %o', ([text, target]) => {
    expect(parseTarget(text)).toEqual(target);
  });
});
