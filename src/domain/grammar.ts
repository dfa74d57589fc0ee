/** Every command once: what the terminal and the chats understand, and what their help says. */

export interface OptionSpec {
  readonly name: string;
  /** The word for its value; without one it is a switch. */
  readonly value?: string;
  readonly summary: string;
}

/** A word that follows the command's name. */
export interface WordSpec {
  readonly name: string;
  readonly summary: string;
  readonly optional?: boolean;
  /** The only words that are understood here. */
  readonly choices?: readonly string[];
  /** Takes all words that follow. */
  readonly rest?: boolean;
}

export interface CommandSpec {
  readonly name: string;
  readonly words: readonly WordSpec[];
  readonly options: readonly OptionSpec[];
  readonly summary: string;
  /** Only admins may: it acts, or shows customers' data. */
  readonly adminsOnly?: boolean;
  /** Commands that only make sense where the process runs. */
  readonly terminalOnly?: boolean;
}

/** Understood after every command on the terminal. */
export const JSON_OPTION: OptionSpec = { name: 'json', summary: 'print one JSON object' };

const TARGET: WordSpec = { name: 'TARGET', summary: 'an issue (3 or #3) or an appointment (a:1236)' };
const YES: OptionSpec = { name: 'yes', summary: 'do not ask again' };
const EVENT_TYPE: OptionSpec = {
  name: 'event-type',
  value: 'ID',
  summary: 'of Cal.com, for a booking that is made, where nobody has said which',
};
const NOTE: OptionSpec = { name: 'note', value: 'TEXT', summary: 'why, for those who look it up later' };

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
    name: 'dashboard',
    words: [{ name: 'OFF', summary: 'take it down again', optional: true, choices: ['off'] }],
    options: [],
    summary: 'how everything stands, in one message that is kept up to date',
    adminsOnly: true,
  },
  {
    name: 'issues',
    words: [
      {
        name: 'KIND',
        summary: 'only these',
        optional: true,
        choices: ['orphaned_local', 'orphaned_calcom', 'data_mismatch', 'failed'],
      },
    ],
    options: [
      { name: 'accepted', summary: 'those that were accepted as they are' },
      { name: 'csv', summary: 'as a table for a spreadsheet' },
    ],
    summary: 'what needs a person, soonest first',
    adminsOnly: true,
  },
  {
    name: 'review',
    words: [TARGET],
    options: [],
    summary: 'everything about one issue or appointment',
    adminsOnly: true,
  },
  {
    name: 'why',
    words: [TARGET],
    options: [],
    summary: 'the evidence: what each attempt saw on both sides, and what its check could prove',
    adminsOnly: true,
  },
  { name: 'retry', words: [TARGET], options: [], summary: 'read both sides again now', adminsOnly: true },
  {
    name: 'create',
    words: [TARGET],
    options: [EVENT_TYPE, YES],
    summary: 'make what is missing on the other side',
    adminsOnly: true,
  },
  {
    name: 'link',
    words: [TARGET],
    options: [],
    summary: 'take the booking that fits as the appointment’s own',
    adminsOnly: true,
  },
  {
    name: 'use',
    words: [TARGET, { name: 'SIDE', summary: 'the side that is right', choices: ['database', 'calcom'] }],
    options: [EVENT_TYPE, YES],
    summary: 'bring the other side in line with this one',
    adminsOnly: true,
  },
  { name: 'resolve', words: [TARGET], options: [NOTE], summary: 'accept it as it is', adminsOnly: true },
  {
    name: 'cancel',
    words: [TARGET],
    options: [YES],
    summary: 'cancel the side that still stands',
    adminsOnly: true,
  },
  {
    name: 'claim',
    words: [TARGET],
    options: [{ name: 'take-over', summary: 'also where somebody else has it' }],
    summary: 'say that you are on it',
    adminsOnly: true,
  },
  {
    name: 'snooze',
    words: [
      TARGET,
      {
        name: 'UNTIL',
        summary: '2h, 1d, tomorrow, 2026-11-30 or 2026-11-30T09:00 (the company’s time); off ends it',
        rest: true,
      },
    ],
    options: [],
    summary: 'keep an issue quiet until then; its card still shows how it stands',
    adminsOnly: true,
  },
  {
    name: 'pause',
    words: [
      { name: 'TIME', summary: 'how long, such as 1h or 1d; else until "resume"', optional: true },
      { name: 'REASON', summary: 'why, for everybody to read', rest: true },
    ],
    options: [],
    summary: 'hold new cards and refuse everything that would write; checks go on',
    adminsOnly: true,
  },
  {
    name: 'resume',
    words: [],
    options: [],
    summary: 'end the pause, and tell what it held back',
    adminsOnly: true,
  },
  {
    name: 'release',
    words: [],
    options: [],
    summary: 'after a stop: check everything once more, and take as many changes as were shown',
    adminsOnly: true,
  },
  {
    name: 'metrics',
    words: [{ name: 'DAYS', summary: 'of how many days, 1 to 400; 30 when left out', optional: true }],
    options: [],
    summary: 'how much is in sync, how long checks take, what was resolved, and the trend',
  },
  {
    name: 'health',
    words: [],
    options: [],
    summary: 'what the checks can prove, and what is wrong with calsync itself',
  },
  {
    name: 'audit',
    words: [{ ...TARGET, optional: true }],
    options: [{ name: 'csv', summary: 'all of it, as a table for a spreadsheet' }],
    summary: 'who did what, where and when; every write, and every click that was refused',
    adminsOnly: true,
  },
  {
    name: 'migrate',
    words: [],
    options: [],
    summary: 'bring the database schema up to date',
    terminalOnly: true,
  },
  {
    name: 'doctor',
    words: [],
    options: [{ name: 'test-message', summary: 'also post a message wherever people are told' }],
    summary: 'check the configuration, the database, Cal.com and the chats, and say what to mend',
    terminalOnly: true,
  },
  {
    name: 'demo',
    words: [],
    options: [],
    summary: 'see it work on a made-up salon, without any account',
    terminalOnly: true,
  },
  {
    name: 'help',
    words: [{ name: 'COMMAND', summary: 'only this one', optional: true }],
    options: [],
    summary: 'how to use a command',
  },
] as const satisfies readonly CommandSpec[];

export type CommandName = (typeof COMMANDS)[number]['name'];

/** `verify [--full] [--appointment ID]` */
export function usageOf(spec: CommandSpec): string {
  const options = spec.options.map(({ name, value }) => `[--${name}${value ? ` ${value}` : ''}]`);
  return [spec.name, ...spec.words.map(wordUsage), ...options].join(' ');
}

export function wordUsage({ name, optional, choices }: WordSpec): string {
  const shown = choices && !optional ? choices.join('|') : name;
  return optional ? `[${shown}]` : shown;
}
