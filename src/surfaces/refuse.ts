/** What is said to those who may not, and that it is noted. */
import type { Card } from '../domain/card.ts';
import { UserError } from '../domain/errors.ts';
import { parsePress, type Press } from '../domain/press.ts';
import type { RefusedClick } from '../resolve/resolution.ts';
import type { Elsewhere, Person } from './desk.ts';
import { problemCard } from './private-cards.ts';

export interface RefusalPorts {
  /** Kept at most once a minute for each person and Issue. */
  readonly refused: (click: RefusedClick) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** What it was about, as it is noted. */
export interface Attempt {
  readonly asked: string;
  readonly issueId: number | null;
}

/** Longer than every command; what is longer was made to be. */
const MAX_DETAIL = 120;

export async function refuse(
  { refused, onError }: RefusalPorts,
  { asked, issueId }: Attempt,
  { person, why }: { readonly person: Person; readonly why: string },
): Promise<void> {
  const { id, name, surface } = person;
  const detail = `${storable(asked)}: ${why}`;
  // That it could not be noted changes nothing about the refusal.
  await refused({ by: { id, name, surface }, issueId, detail }).catch(onError);
}

/** As text that every database takes: no half of a character, and no NUL. */
function storable(asked: string): string {
  return asked.slice(0, MAX_DETAIL).toWellFormed().replaceAll('\0', '\uFFFD');
}

/** What an admin's press is refused for is noted too: who only clicks what stands there seldom gets so far. */
export async function notingRefusal(
  ports: RefusalPorts,
  { attempt, person }: { readonly attempt: Attempt; readonly person: Person },
  work: () => Promise<Card>,
): Promise<Card> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError)
      await refuse(ports, attempt, { person, why: error.code.replaceAll('_', ' ') });
    throw error;
  }
}

export async function refuseMember(ports: RefusalPorts, attempt: Attempt, person: Person): Promise<Card> {
  await refuse(ports, attempt, { person, why: 'not an admin' });
  const setting = ADMIN_SETTINGS[person.surface];
  const where = setting === undefined ? '' : ` (${setting})`;
  return problemCard(`Only calsync’s admins may do that. Whoever runs calsync can add you${where}.`);
}

/** Where they stand; without one it is said without. */
const ADMIN_SETTINGS: Readonly<Record<string, string | undefined>> = {
  slack: 'SLACK_ADMIN_IDS',
  discord: 'DISCORD_ADMIN_ROLE_IDS',
};

export async function refuseStranger(
  ports: RefusalPorts,
  asked: string,
  { person, from }: { readonly person: Person; readonly from: Elsewhere },
): Promise<Card> {
  const press = parsePress(asked);
  const attempt = press ? attemptOf(press) : { asked, issueId: null };
  await refuse(ports, attempt, { person, why: WHENCE[from] });
  return problemCard(TURNED_AWAY[from]);
}

const WHENCE: Readonly<Record<Elsewhere, string>> = {
  workspace: 'from another workspace',
  channel: 'from another channel',
  address: 'to be answered elsewhere',
};

const TURNED_AWAY: Readonly<Record<Elsewhere, string>> = {
  workspace: 'calsync answers only in the place that it is set up for: nothing was done.',
  channel: 'calsync’s cards stand in another channel: nothing was done. Look at the newest card there.',
  address: 'That did not come as Slack sends it: nothing was done.',
};

export function attemptOf(press: Press): Attempt {
  const issueId = 'issueId' in press ? press.issueId : null;
  return { asked: 'action' in press ? `${press.kind} ${press.action}` : press.kind, issueId };
}
