/** What can be done about an Issue at this moment: its plan with one button, and what has to be chosen before. */
import type { App } from '../app.ts';
import type { CardOption } from '../domain/card.ts';
import { CalcomError, UserError } from '../domain/errors.ts';
import { findEventTypeId } from '../domain/known-event-type.ts';
import { booksAnew, offersFor, type Action } from '../domain/offers.ts';
import type { Target } from '../domain/target.ts';
import { actionLabel } from '../domain/wording.ts';
import { composeCard } from '../notify/compose-card.ts';
import type { Subject } from '../notify/outbox.ts';
import { minutesOf, whyNotBookable } from '../resolve/bookable.ts';
import type { OfferedEventType } from '../resolve/ports.ts';
import type { ResolutionRequest } from '../resolve/resolution.ts';
import { findSubject } from '../store/outbox-store.ts';
import { findPause } from '../store/pause-store.ts';
import { issueStore } from '../store/query-store.ts';
import type { Offered } from '../surfaces/front-desk.ts';

/** Throws a UserError when there is no open Issue, or nothing of the kind can be done about it. */
export async function findOffer(app: App, target: Target, action: Action): Promise<Offered> {
  const subject = await getOpen(app, target);
  const now = app.clock.now();
  const offer = offersFor(subject, now).find((one) => one.action === action);
  if (!offer) throw notOffered(action, subject.id);
  const card = composeCard({ subject, attendee: null, now }, app.config);
  const button = card.actions?.find(({ id }) => id.startsWith(`act:${action}:`));
  const confirm = button?.confirm ?? null;
  // The card itself asks: its button must not ask once more.
  const actions = button ? [{ ...button, confirm: null }] : [];
  const sections = [...card.sections, { kind: 'text', text: confirm?.text ?? offer.plan } as const];
  return { issueId: subject.id, factsHash: subject.factsHash, card: { ...card, sections, actions }, confirm };
}

/** Throws a UserError when it is not open. */
export async function issueOf(app: App, target: Target): Promise<number> {
  return (await getOpen(app, target)).id;
}

async function getOpen({ database: { sql } }: App, target: Target): Promise<Subject> {
  const issueId = target.kind === 'issue' ? target.id : (await issueStore(sql).findPair(target))?.issueId;
  const subject = issueId == null ? undefined : await findSubject(sql, issueId);
  if (subject?.state === 'open') return subject;
  const what = target.kind === 'issue' ? `Issue #${target.id}` : `Appointment ${target.id}`;
  throw new UserError('not_open', `${what} has no open issue. See "issues" for those that are open.`);
}

function notOffered(action: Action, issueId: number): UserError {
  return new UserError(
    'not_offered',
    `"${actionLabel(action)}" cannot be done about issue #${issueId}. See "review ${issueId}" for what can.`,
  );
}

/** As many as a menu of Slack takes, and as long as it takes them. */
const MOST_OPTIONS = 100;
const LONGEST_LABEL = 75;

/**
 * The event types that a booking can be made as. Undefined where somebody has said which it is, and where the request
 * would be declined anyway. Throws a UserError when there are none.
 */
export async function eventTypeChoices(
  app: App,
  { issueId, action, factsHash }: Pick<ResolutionRequest, 'issueId' | 'action' | 'factsHash'>,
  signal: AbortSignal,
): Promise<readonly CardOption[] | undefined> {
  if (action !== 'create' && action !== 'use_database') return undefined;
  const subject = await findSubject(app.database.sql, issueId);
  if (!subject || subject.state !== 'open' || subject.factsHash !== factsHash) return undefined;
  const { appointment } = subject;
  if (!appointment || !booksAnew(action, subject)) return undefined;
  if (findEventTypeId(appointment, app.config.eventTypeMap) !== undefined) return undefined;
  if (await findPause(app.database.sql, app.clock.now())) return undefined;
  const types = await readEventTypes(app, signal);
  const bookable = types.filter((type) => whyNotBookable(type, appointment) === undefined);
  if (bookable.length > 0) return bookable.slice(0, MOST_OPTIONS).map(optionOf);
  throw new UserError(
    'no_event_type',
    `Nobody has said which Cal.com event type "${appointment.service ?? ''}" is, and none of the key’s offers ${minutesOf(appointment)} minutes: book it in Cal.com itself, or change the length.`,
  );
}

async function readEventTypes(app: App, signal: AbortSignal): Promise<OfferedEventType[]> {
  try {
    return await app.calcom().withPriority('person').eventTypes(signal);
  } catch (error) {
    if (!(error instanceof CalcomError)) throw error;
    throw new UserError(
      'event_types_unread',
      `Nothing was done: nobody has said which event type it is, and Cal.com could not be asked which there are: ${error.message}`,
      { cause: error },
    );
  }
}

function optionOf({ id, title, lengths }: OfferedEventType): CardOption {
  const minutes = ` (${lengths.join(', ')} min)`.slice(0, LONGEST_LABEL / 2);
  const room = LONGEST_LABEL - minutes.length;
  const name = title.length > room ? `${title.slice(0, room - 1)}…` : title;
  return { value: String(id), label: `${name}${minutes}` };
}
