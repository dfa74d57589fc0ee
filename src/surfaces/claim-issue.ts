/** "I'm on it": the answers to whoever takes an Issue, or finds it taken. */
import type { Card } from '../domain/card.ts';
import { pressId } from '../domain/press.ts';
import { surfaceLabel } from '../domain/wording.ts';
import type { ClaimOutcome, ClaimRequest } from '../resolve/claim.ts';
import type { Person } from './desk.ts';
import { problemCard, sayCard } from './private-cards.ts';

export interface ClaimPorts {
  readonly claim: (request: ClaimRequest) => Promise<ClaimOutcome>;
}

/** `from`: when the one took it who is to be replaced; null asks first. */
export async function claimIssue(
  { claim }: ClaimPorts,
  { issueId, from }: Pick<ClaimRequest, 'issueId' | 'from'>,
  { id, name, surface }: Person,
): Promise<Card> {
  return claimCard(await claim({ issueId, from, by: { id, name, surface } }), issueId);
}

/** Also where somebody else has it. */
export async function takeOver(ports: ClaimPorts, issueId: number, person: Person): Promise<Card> {
  const { id, name, surface } = person;
  const first = await ports.claim({ issueId, from: null, by: { id, name, surface } });
  if (first.kind !== 'held') return claimCard(first, issueId);
  return claimIssue(ports, { issueId, from: first.claim.at }, person);
}

export function claimCard(outcome: ClaimOutcome, issueId: number): Card {
  switch (outcome.kind) {
    case 'claimed':
      return says(`You are on issue #${issueId}`, 'The card says so, and nobody is reminded of it any more.');
    case 'yours':
      return says(`You are on issue #${issueId}`, 'You had it already.');
    case 'not_open':
      return problemCard(`There is no open issue #${issueId}.`);
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
