/** From a command or a button to one recorded Resolution, or to the question that has to be answered before. */
import type { Card, CardOption, Section } from '../domain/card.ts';
import { UserError } from '../domain/errors.ts';
import type { Action } from '../domain/offers.ts';
import type { Command } from '../domain/parse-command.ts';
import type { Target } from '../domain/target.ts';
import { pressId, type Press } from '../domain/press.ts';
import type { RequestOutcome, ResolutionRequest } from '../resolve/resolution.ts';
import type { Entered, Person } from './desk.ts';
import type { DeskPorts, Offered } from './front-desk.ts';
import { outcomeCard, problemCard } from './private-cards.ts';
import { refuse } from './refuse.ts';

/** As many as the field of a card takes. */
const LONGEST_NOTE = 3_000;

/** What a customer would notice is asked about once more, with the plan. */
export async function act(
  ports: DeskPorts,
  { action, target }: { action: Action; target: Target },
  { command: { options }, person }: { command: Command; person: Person },
): Promise<Card> {
  const offered = await ports.offer(target, action);
  const { note } = options;
  const eventTypeId = readEventTypeId(options['event-type']);
  const wanted = { ...offered, action, eventTypeId, note: readNote(typeof note === 'string' ? note : null) };
  const question = await eventTypeQuestion(ports, wanted);
  if (question) return question;
  if (offered.confirm && !options['yes']) return withEventType(offered, action, eventTypeId);
  return request(ports, wanted, person);
}

export async function pressToAct(
  ports: DeskPorts,
  press: Press & { readonly kind: 'act' },
  { person, entered: { note, choice } }: { person: Person; entered: Entered },
): Promise<Card> {
  const { issueId, action, factsHash } = press;
  const eventTypeId = press.eventTypeId ?? (choice === null ? null : readEventTypeId(choice));
  const wanted = { issueId, action, factsHash, note: readNote(note), eventTypeId };
  return (await eventTypeQuestion(ports, wanted)) ?? request(ports, wanted, person);
}

/** Throws a UserError for what is no id. */
export function readEventTypeId(text: string | true | undefined): number | null {
  if (text === undefined) return null;
  if (typeof text === 'string' && /^\d{1,9}$/.test(text)) return Number(text);
  throw new UserError('wrong_usage', `"${String(text)}" is no id of an event type.`);
}

/** Throws a UserError for what nobody could write into the field of a card. */
function readNote(note: string | null): string | null {
  if (note === null || (note.length <= LONGEST_NOTE && !note.includes('\0'))) return note;
  throw new UserError(
    'wrong_usage',
    `A note has at most ${LONGEST_NOTE} characters, and none without a sign.`,
  );
}

type Wanted = Omit<ResolutionRequest, 'by'>;

/** Undefined where nothing has to be chosen. */
async function eventTypeQuestion(
  ports: DeskPorts,
  { issueId, action, factsHash, eventTypeId, note }: Wanted,
): Promise<Card | undefined> {
  if (eventTypeId !== null) return undefined;
  const options = await ports.choices({ issueId, action, factsHash });
  if (!options) return undefined;
  const { card } = await ports.offer({ kind: 'issue', id: issueId }, action);
  return withSelect(card, options, note);
}

const ASK: Section = {
  kind: 'text',
  text: 'Nobody has said which Cal.com event type this service is. Fill in event_type_id or CALSYNC_EVENT_TYPE_MAP, and this is not asked again.',
};

/** As many as the menus of every chat take: Discord has room for three of 25. */
const MOST_OPTIONS = 75;

/** A note that was typed before the question goes on to the answer. */
function withSelect(card: Card, options: readonly CardOption[], note: string | null): Card {
  const choice = { kind: 'choice', label: 'Event type', options: options.slice(0, MOST_OPTIONS) } as const;
  const typed = note === null ? [] : [{ kind: 'note', label: 'Note', value: note } as const];
  const sections = [...card.sections, ASK, ...leftOut(options)];
  return { ...card, sections, fields: [choice, ...typed] };
}

function leftOut({ length }: readonly CardOption[]): Section[] {
  if (length <= MOST_OPTIONS) return [];
  const text = `Of ${length} event types ${MOST_OPTIONS} are listed here; the command takes any of them: \`--event-type ID\`.`;
  return [{ kind: 'text', text }];
}

/** The button says what was chosen, so that nothing is remembered between the two. */
function withEventType(
  { card, issueId, factsHash }: Offered,
  action: Action,
  eventTypeId: number | null,
): Card {
  if (eventTypeId === null) return card;
  const id = pressId({ kind: 'act', action, issueId, factsHash, eventTypeId });
  return { ...card, actions: (card.actions ?? []).map((button) => ({ ...button, id })) };
}

async function request(ports: DeskPorts, wanted: Wanted, person: Person): Promise<Card> {
  const { issueId, action, factsHash, note, eventTypeId } = wanted;
  const { id, name, surface } = person;
  const late = Symbol('late');
  const asked = ports.request({
    issueId,
    action,
    factsHash,
    note,
    eventTypeId,
    by: { id, name, surface },
  });
  const outcome = await Promise.race([asked, timeOut(ports.insertWithinMs, late)]);
  if (typeof outcome === 'symbol') {
    asked.catch(ports.onError);
    return problemCard(
      'The database is slow: it is not sure that your click was taken. Look at the card, and click again if it has not changed.',
    );
  }
  const why = WHY_NOT[outcome.kind];
  if (why !== undefined) await refuse(ports, { asked: action, issueId }, { person, why });
  return outcomeCard(outcome, { action, issueId });
}

/** Who was only slower than another is answered, and not noted. */
const WHY_NOT: Partial<Record<RequestOutcome['kind'], string>> = {
  changed: 'the card showed something else',
  closed: 'the issue is not open any more',
  no_issue: 'there is no such issue',
};

function timeOut<T>(ms: number, answer: T): Promise<T> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms, answer).unref();
  });
}
