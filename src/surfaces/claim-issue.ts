/** "I'm on it": the answers to whoever takes an Issue, or finds it taken. */
import type { Card } from '../domain/card.ts';
import { UserError } from '../domain/errors.ts';
import { pressId } from '../domain/press.ts';
import { surfaceLabel } from '../domain/wording.ts';
import type { ClaimOutcome, ClaimRequest } from '../resolve/claim.ts';
import type { Person } from './desk.ts';
import { sayCard } from './private-cards.ts';
import { refuse, type RefusalPorts } from './refuse.ts';

export interface ClaimPorts {
  readonly claim: (request: ClaimRequest) => Promise<ClaimOutcome>;
}

/** `from`: when the one took it who is to be replaced; null asks first. */
export async function claimIssue(
  ports: ClaimPorts & RefusalPorts,
  { issueId, from }: Pick<ClaimRequest, 'issueId' | 'from'>,
  person: Person,
): Promise<Card> {
  const { id, name, surface } = person;
  const outcome = await ports.claim({ issueId, from, by: { id, name, surface } });
  // Who was only slower than another is answered, and not noted; a time that no card ever showed is.
  if (outcome.kind === 'held' && from !== null && from > outcome.claim.at)
    await refuse(ports, { asked: 'claim', issueId }, { person, why: 'nobody took it then' });
  return claimCard(outcome, issueId);
}

/** Also where somebody else has it. */
export async function takeOver(
  ports: ClaimPorts & RefusalPorts,
  issueId: number,
  person: Person,
): Promise<Card> {
  const { id, name, surface } = person;
  const first = await ports.claim({ issueId, from: null, by: { id, name, surface } });
  if (first.kind !== 'held') return claimCard(first, issueId);
  return claimIssue(ports, { issueId, from: first.claim.at }, person);
}

/** Throws a UserError where there is nothing to be had. */
export function claimCard(outcome: ClaimOutcome, issueId: number): Card {
  switch (outcome.kind) {
    case 'claimed':
      return says(`You are on issue #${issueId}`, 'The card says so, and nobody is reminded of it any more.');
    case 'yours':
      return says(`You are on issue #${issueId}`, 'You had it already.');
    case 'not_open':
      throw new UserError('not_open', `There is no open issue #${issueId}.`);
    case 'held': {
      const { byName, surface, at } = outcome.claim;
      const id = pressId({ kind: 'claim', issueId, from: at });
      return {
        ...says(`${byName} is on issue #${issueId}`, `On ${surfaceLabel(surface)}. You can take it over.`),
        actions: [{ id, label: 'Take over', style: 'plain', confirm: null }],
      };
    }
  }
}

function says(title: string, text: string): Card {
  return sayCard('🙋', title, [{ kind: 'text', text }]);
}
