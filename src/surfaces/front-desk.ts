/** Answers people on any chat: the same words, the same rules, the same sentences everywhere. */
import type { Card, CardOption, Confirmation } from '../domain/card.ts';
import { UserError } from '../domain/errors.ts';
import { COMMANDS, usageOf, wordUsage, type CommandName, type CommandSpec } from '../domain/grammar.ts';
import type { Action } from '../domain/offers.ts';
import { parseCommand, type Command } from '../domain/parse-command.ts';
import { parsePress, type Press } from '../domain/press.ts';
import { parseTarget, type Target } from '../domain/target.ts';
import type { ShowOutcome } from '../notify/bulletin.ts';
import type { SurfaceName } from '../notify/surface.ts';
import type { RequestOutcome, ResolutionRequest } from '../resolve/resolution.ts';
import { actInBulk, type BulkPorts } from './act-in-bulk.ts';
import { act, pressToAct } from './ask-to-act.ts';
import { claimIssue, takeOver, type ClaimPorts } from './claim-issue.ts';
import { NOTHING_ENTERED, type Desk, type Entered, type Person } from './desk.ts';
import { problemCard, sayCard } from './private-cards.ts';
import {
  attemptOf,
  notingRefusal,
  refuse,
  refuseMember,
  refuseStranger,
  type RefusalPorts,
} from './refuse.ts';
import { splitWords } from './split-words.ts';

/** What the desk hands on; each may throw a UserError. */
export interface DeskPorts extends RefusalPorts, ClaimPorts, BulkPorts {
  readonly status: () => Promise<Card>;
  readonly issues: (command: Command) => Promise<Card>;
  /** All that needs a person, each with its buttons. */
  readonly openIssues: () => Promise<Card>;
  readonly review: (target: Target) => Promise<Card>;
  readonly verify: (command: Command, by: Person) => Promise<Card>;
  readonly why: (target: Target) => Promise<Card>;
  readonly metrics: (command: Command) => Promise<Card>;
  readonly health: () => Promise<Card>;
  /** Where it stands, once it is there. */
  readonly dashboard: (command: Command, by: Person) => Promise<Card>;
  /** Everything is checked again as soon as possible. */
  readonly lookAgain: (by: Person) => Promise<Card>;
  /** `changes`: as many as the person saw; null: whatever is shown now. */
  readonly release: (changes: number | null, by: Person) => Promise<Card>;
  /** `snooze`, `pause` and `resume`. */
  readonly quieten: (command: Command, by: Person) => Promise<Card>;
  /** The Issue that an action is about, with its button; throws when it has none for it. */
  readonly offer: (target: Target, action: Action) => Promise<Offered>;
  /** The event types that a booking can be made as; undefined where none has to be chosen, or nothing would be done anyway. */
  readonly choices: (
    wanted: Pick<ResolutionRequest, 'issueId' | 'action' | 'factsHash'>,
  ) => Promise<readonly CardOption[] | undefined>;
  readonly request: (request: ResolutionRequest) => Promise<RequestOutcome>;
  /** A database that does not take a request in this time is said to be slow, rather than the click to be lost. */
  readonly insertWithinMs: number;
  /** The open Issue that a target means. */
  readonly issueOf: (target: Target) => Promise<number>;
  /** On the surface where it was asked for, at least. */
  readonly showCard: (issueId: number, surface: string) => Promise<ShowOutcome>;
  /** `target`: null for everything. */
  readonly audit: (target: Target | null) => Promise<Card>;
}

export interface Offered {
  readonly issueId: number;
  readonly factsHash: string;
  /** The plan, with the one button that does it. */
  readonly card: Card;
  /** Asked before it is done; null for what can do no harm. */
  readonly confirm: Confirmation | null;
}

export function frontDesk(ports: DeskPorts): Desk {
  return {
    command: (text, person) => safely(ports, () => answerCommand(ports, text, person)),
    press: (actionId, person, entered = NOTHING_ENTERED) =>
      safely(ports, () => answerPress(ports, actionId, { person, entered })),
    turnAway: (asked, person, from = 'workspace') =>
      safely(ports, () => refuseStranger(ports, asked, { person, from })),
  };
}

async function safely(ports: DeskPorts, work: () => Promise<Card>): Promise<Card> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) return problemCard(error.message);
    ports.onError(error);
    return problemCard(
      'That did not work, and it is not your fault. Please click or type it again in a moment.',
    );
  }
}

async function answerCommand(ports: DeskPorts, text: string, person: Person): Promise<Card> {
  const parsed = parseCommand(splitWords(text));
  if (parsed.kind === 'wrong') return problemCard(parsed.message);
  const { command } = parsed;
  const spec: CommandSpec | undefined = COMMANDS.find(({ name }) => name === command.name);
  const isForAdmins = spec?.adminsOnly === true || command.name === 'verify';
  if (isForAdmins && !person.admin) return refuseMember(ports, attemptedBy(command), person);
  return ANSWERS[command.name](ports, { command, person });
}

interface Asked {
  readonly command: Command;
  readonly person: Person;
}

type Answer = (ports: DeskPorts, asked: Asked) => Promise<Card>;

const ANSWERS: Readonly<Record<CommandName, Answer>> = {
  status: (ports) => ports.status(),
  issues: (ports, { command }) => ports.issues(command),
  review: (ports, { command }) => ports.review(readTarget(command)),
  why: (ports, { command }) => ports.why(readTarget(command)),
  metrics: (ports, { command }) => ports.metrics(command),
  health: (ports) => ports.health(),
  dashboard: (ports, { command, person }) => ports.dashboard(command, person),
  release: (ports, { person }) => ports.release(null, person),
  verify: (ports, { command, person }) => ports.verify(command, person),
  retry: actBy('retry'),
  create: actBy('create'),
  link: actBy('link'),
  resolve: actBy('resolve'),
  cancel: actBy('cancel'),
  use: (ports, asked) => actBy(sideOf(asked.command))(ports, asked),
  claim: claimCommand,
  snooze: quieten,
  pause: quieten,
  resume: quieten,
  audit: (ports, { command }) => ports.audit(command.words.length === 0 ? null : readTarget(command)),
  help: (_, { command }) => Promise.resolve(help(command.words[0])),
  start: onTerminal,
  migrate: onTerminal,
  doctor: onTerminal,
  demo: onTerminal,
};

function quieten(ports: DeskPorts, { command, person }: Asked): Promise<Card> {
  return ports.quieten(command, person);
}

function actBy(action: Action): Answer {
  return (ports, asked) => act(ports, { action, target: readTarget(asked.command) }, asked);
}

function onTerminal(_: DeskPorts, { command: { name } }: Asked): Promise<Card> {
  return Promise.resolve(problemCard(`"${name}" is a command of the terminal, where calsync runs.`));
}

function attemptedBy({ name, words }: Command): { asked: string; issueId: number | null } {
  const target = parseTarget(words[0] ?? '');
  return { asked: [name, ...words].join(' '), issueId: target?.kind === 'issue' ? target.id : null };
}

async function claimCommand(ports: DeskPorts, { command, person }: Asked): Promise<Card> {
  const issueId = await ports.issueOf(readTarget(command));
  return command.options['take-over']
    ? takeOver(ports, issueId, person)
    : claimIssue(ports, { issueId, from: null }, person);
}

function sideOf({ words }: Command): Action {
  return words[1]?.toLowerCase() === 'database' ? 'use_database' : 'use_calcom';
}

async function answerPress(
  ports: DeskPorts,
  actionId: string,
  { person, entered }: { person: Person; entered: Entered },
): Promise<Card> {
  const press = parsePress(actionId);
  if (!press) {
    await refuse(ports, { asked: 'a button', issueId: null }, { person, why: 'it is not known' });
    return problemCard('This button is not known any more: look at the newest card.');
  }
  const attempt = attemptOf(press);
  if (!person.admin) return refuseMember(ports, attempt, person);
  return notingRefusal(ports, { attempt, person }, () => answerKnown(ports, press, { person, entered }));
}

function answerKnown(
  ports: DeskPorts,
  press: Press,
  { person, entered }: { person: Person; entered: Entered },
): Promise<Card> {
  switch (press.kind) {
    case 'review':
      return ports.review({ kind: 'issue', id: press.issueId });
    case 'look_again':
      return ports.lookAgain(person);
    case 'open_issues':
      return ports.openIssues();
    case 'verify_doubts':
      return ports.verify({ name: 'verify', words: [], options: {} }, person);
    case 'release':
      return ports.release(press.changes, person);
    case 'act':
      return pressToAct(ports, press, { person, entered });
    case 'claim':
      return claimIssue(ports, { issueId: press.issueId, from: press.from ?? null }, person);
    case 'show':
      return showCard(ports, press.issueId, person.surface);
    case 'bulk':
    case 'bulk_yes':
      return actInBulk(ports, press, person);
  }
}

async function showCard(ports: DeskPorts, issueId: number, surface: SurfaceName): Promise<Card> {
  switch (await ports.showCard(issueId, surface)) {
    case 'shown':
      return sayCard('👀', `Issue #${issueId}`, [{ kind: 'text', text: 'Its card comes into the channel.' }]);
    case 'has_card':
      return problemCard(`Issue #${issueId} has its card already: look for it in the channel.`);
    case 'not_open':
      throw new UserError('not_open', `There is no open issue #${issueId}.`);
  }
}

function readTarget({ name, words }: Command): Target {
  const target = parseTarget(words[0] ?? '');
  if (target) return target;
  throw new UserError(
    'wrong_usage',
    `${name}: "${words[0]}" is neither an issue (3 or #3) nor an appointment (a:1236).`,
  );
}

/** `name`: only this one. */
function help(name: string | undefined): Card {
  const specs: readonly CommandSpec[] = COMMANDS;
  const onChats = specs.filter(({ terminalOnly }) => !terminalOnly);
  const spec = onChats.find((known) => known.name === name?.toLowerCase());
  if (!spec) {
    const lines = onChats.map((one) => `/calsync ${usageOf(one)} · ${one.summary}`);
    return sayCard('ℹ️', 'calsync commands', [{ kind: 'list', title: null, lines }]);
  }
  const words = spec.words.map((word) => `${wordUsage(word)} · ${word.summary}`);
  const options = spec.options.map((option) => `--${option.name} · ${option.summary}`);
  return sayCard('ℹ️', `/calsync ${usageOf(spec)}`, [
    { kind: 'text', text: spec.summary },
    { kind: 'list', title: null, lines: [...words, ...options] },
  ]);
}
