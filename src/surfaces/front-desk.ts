/** Answers people on any chat: the same words, the same rules, the same sentences everywhere. */
import type { Card, Confirmation } from '../domain/card.ts';
import { UserError } from '../domain/errors.ts';
import { COMMANDS, usageOf, type CommandSpec } from '../domain/grammar.ts';
import type { Action } from '../domain/offers.ts';
import { parseCommand, type Command } from '../domain/parse-command.ts';
import { parsePress } from '../domain/press.ts';
import { parseTarget, type Target } from '../domain/target.ts';
import { NOTHING_ENTERED, type Desk, type Entered, type Person } from './desk.ts';
import { outcomeCard, problemCard, sayCard } from './private-cards.ts';
import { splitWords } from './split-words.ts';
import type { RequestOutcome, ResolutionRequest } from '../resolve/resolution.ts';

/** What the desk hands on; each may throw a UserError. */
export interface DeskPorts {
  readonly status: () => Promise<Card>;
  readonly issues: (command: Command) => Promise<Card>;
  readonly review: (target: Target) => Promise<Card>;
  readonly verify: (command: Command) => Promise<Card>;
  readonly why: (target: Target) => Promise<Card>;
  readonly health: () => Promise<Card>;
  /** Everything is checked again as soon as possible. */
  readonly lookAgain: () => Promise<Card>;
  /** `changes`: as many as the person saw; null: whatever is shown now. */
  readonly release: (changes: number | null, by: Person) => Promise<Card>;
  /** The Issue that an action is about, with its button; throws when it has none for it. */
  readonly offer: (target: Target, action: Action) => Promise<Offered>;
  readonly request: (request: ResolutionRequest) => Promise<RequestOutcome>;
  readonly onError: (error: unknown) => void;
}

export interface Offered {
  readonly issueId: number;
  readonly factsHash: string;
  /** The plan, with the one button that does it. */
  readonly card: Card;
  /** Asked before it is done; null for what can do no harm. */
  readonly confirm: Confirmation | null;
}

/** A database that does not take one insert within this time is said to be slow, rather than the click to be lost. */
const INSERT_WITHIN_MS = 1_500;

export function frontDesk(ports: DeskPorts): Desk {
  return {
    command: (text, person) => safely(ports, () => answerCommand(ports, text, person)),
    press: (actionId, person, entered = NOTHING_ENTERED) =>
      safely(ports, () => answerPress(ports, actionId, { person, entered })),
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
  if (spec?.adminsOnly && !person.admin) return notAllowed(person);
  switch (command.name) {
    case 'status':
      return ports.status();
    case 'issues':
      return ports.issues(command);
    case 'review':
      return ports.review(readTarget(command));
    case 'why':
      return ports.why(readTarget(command));
    case 'health':
      return ports.health();
    case 'release':
      return ports.release(null, person);
    case 'verify':
      return person.admin ? ports.verify(command) : notAllowed(person);
    case 'retry':
    case 'create':
    case 'link':
    case 'resolve':
    case 'cancel':
      return act(ports, command.name, { command, person });
    case 'use':
      return act(ports, sideOf(command), { command, person });
    case 'help':
      return help();
    case 'start':
    case 'migrate':
    case 'doctor':
    case 'demo':
      return problemCard(`"${command.name}" is a command of the terminal, where calsync runs.`);
  }
}

function sideOf({ words }: Command): Action {
  return words[1]?.toLowerCase() === 'database' ? 'use_database' : 'use_calcom';
}

/** What a customer would notice is asked about once more, with the plan. */
async function act(
  ports: DeskPorts,
  action: Action,
  { command, person }: { command: Command; person: Person },
): Promise<Card> {
  const offered = await ports.offer(readTarget(command), action);
  if (offered.confirm && !command.options['yes']) return offered.card;
  const { note } = command.options;
  return request(ports, { ...offered, action, note: typeof note === 'string' ? note : null }, person);
}

async function answerPress(
  ports: DeskPorts,
  actionId: string,
  { person, entered }: { person: Person; entered: Entered },
): Promise<Card> {
  const press = parsePress(actionId);
  if (!press) return problemCard('This button is not known any more: look at the newest card.');
  if (!person.admin) return notAllowed(person);
  switch (press.kind) {
    case 'review':
      return ports.review({ kind: 'issue', id: press.issueId });
    case 'look_again':
      return ports.lookAgain();
    case 'release':
      return ports.release(press.changes, person);
    case 'act':
      return request(ports, { ...press, note: entered.note }, person);
  }
}

async function request(
  ports: DeskPorts,
  { issueId, action, factsHash, note }: Omit<ResolutionRequest, 'by'>,
  { id, name, surface }: Person,
): Promise<Card> {
  const late = Symbol('late');
  const asked = ports.request({ issueId, action, factsHash, note, by: { id, name, surface } });
  const outcome = await Promise.race([asked, timeOut(INSERT_WITHIN_MS, late)]);
  if (typeof outcome === 'symbol') {
    asked.catch(ports.onError);
    return problemCard(
      'The database is slow: it is not sure that your click was taken. Look at the card, and click again if it has not changed.',
    );
  }
  return outcomeCard(outcome, { action, issueId });
}

function timeOut<T>(ms: number, answer: T): Promise<T> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms, answer).unref();
  });
}

function readTarget({ name, words }: Command): Target {
  const target = parseTarget(words[0] ?? '');
  if (target) return target;
  throw new UserError(
    'wrong_usage',
    `${name}: "${words[0]}" is neither an issue (3 or #3) nor an appointment (a:1236).`,
  );
}

function notAllowed({ surface }: Person): Card {
  const where = surface === 'slack' ? 'SLACK_ADMIN_IDS' : 'DISCORD_ADMIN_ROLE_IDS';
  return problemCard(`Only calsync’s admins may do that. Whoever runs calsync can add you (${where}).`);
}

function help(): Card {
  const specs: readonly CommandSpec[] = COMMANDS;
  const lines = specs
    .filter(({ terminalOnly }) => !terminalOnly)
    .map((spec) => `/calsync ${usageOf(spec)} · ${spec.summary}`);
  return sayCard('ℹ️', 'calsync commands', [{ kind: 'list', title: null, lines }]);
}
