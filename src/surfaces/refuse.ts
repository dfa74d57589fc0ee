/** What is said to those who may not, and that it is noted. */
import type { Card } from '../domain/card.ts';
import { parsePress, type Press } from '../domain/press.ts';
import type { RefusedClick } from '../resolve/resolution.ts';
import type { Person } from './desk.ts';
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
  const detail = `${asked.slice(0, MAX_DETAIL)}: ${why}`;
  // That it could not be noted changes nothing about the refusal.
  await refused({ by: { id, name, surface }, issueId, detail }).catch(onError);
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

export async function refuseStranger(ports: RefusalPorts, asked: string, person: Person): Promise<Card> {
  const press = parsePress(asked);
  const attempt = press ? attemptOf(press) : { asked, issueId: null };
  await refuse(ports, attempt, { person, why: 'from another workspace' });
  return problemCard('calsync answers only in the place that it is set up for: nothing was done.');
}

export function attemptOf(press: Press): Attempt {
  const issueId = 'issueId' in press ? press.issueId : null;
  return { asked: 'action' in press ? `${press.kind} ${press.action}` : press.kind, issueId };
}
