/** Every command once: what the terminal and the chats understand, and what their help says. */

export interface OptionSpec {
  readonly name: string;
  /** The word for its value; without one it is a switch. */
  readonly value?: string;
  readonly summary: string;
}

export interface CommandSpec {
  readonly name: string;
  /** Words that follow the name; in brackets when they may be left out. */
  readonly words: readonly string[];
  readonly options: readonly OptionSpec[];
  readonly summary: string;
  /** Commands that only make sense where the process runs. */
  readonly terminalOnly?: boolean;
}

/** Understood after every command on the terminal. */
export const JSON_OPTION: OptionSpec = { name: 'json', summary: 'print one JSON object' };

export const COMMANDS = [
  {
    name: 'start',
    words: [],
    options: [],
    summary: 'keep verifying on schedule, until stopped',
    terminalOnly: true,
  },
  {
    name: 'verify',
    words: [],
    options: [
      { name: 'full', summary: 'everything in the window, as the daily check does' },
      { name: 'appointment', value: 'ID', summary: 'only this appointment' },
      { name: 'booking', value: 'UID', summary: 'only this booking' },
      { name: 'wait', summary: 'make the later attempts too, until nothing is undecided' },
      { name: 'dry-run', summary: 'read and compare, write nothing' },
    ],
    summary: 'compare the database with Cal.com now',
  },
  { name: 'status', words: [], options: [], summary: 'counts, last and next check, health' },
  {
    name: 'issues',
    words: ['[KIND]'],
    options: [
      { name: 'accepted', summary: 'those that were accepted as they are' },
      { name: 'csv', summary: 'as a table for a spreadsheet' },
    ],
    summary: 'what needs a person: orphaned_local, orphaned_calcom, data_mismatch, failed',
  },
  {
    name: 'review',
    words: ['TARGET'],
    options: [],
    summary: 'everything about one issue (3) or appointment (a:1236)',
  },
  {
    name: 'migrate',
    words: [],
    options: [],
    summary: 'bring the database schema up to date',
    terminalOnly: true,
  },
  {
    name: 'demo',
    words: [],
    options: [],
    summary: 'see it work on a made-up salon, without any account',
    terminalOnly: true,
  },
  { name: 'help', words: ['[COMMAND]'], options: [], summary: 'how to use a command' },
] as const satisfies readonly CommandSpec[];

export type CommandName = (typeof COMMANDS)[number]['name'];

/** `verify [--full] [--appointment ID]` */
export function usageOf(spec: CommandSpec): string {
  const options = spec.options.map(({ name, value }) => `[--${name}${value ? ` ${value}` : ''}]`);
  return [spec.name, ...spec.words, ...options].join(' ');
}
