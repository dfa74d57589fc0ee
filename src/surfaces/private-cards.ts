/** Short answers that only the asker sees. */
import type { Card, Section } from '../domain/card.ts';
import type { Action } from '../domain/offers.ts';
import { actionLabel, surfaceLabel } from '../domain/wording.ts';
import type { PastResolution, RequestOutcome } from '../resolve/resolution.ts';

export function sayCard(icon: string, title: string, sections: readonly Section[]): Card {
  return { icon, title, tone: 'neutral', sections };
}

export function problemCard(text: string): Card {
  return { icon: '⚠️', title: 'Not done', tone: 'warning', sections: [{ kind: 'text', text }] };
}

/** What became of a click. */
export function outcomeCard(
  outcome: RequestOutcome,
  { action, issueId }: { action: Action; issueId: number },
): Card {
  switch (outcome.kind) {
    case 'recorded':
      return sayCard('⏳', `${actionLabel(action)}: issue #${issueId}`, [
        { kind: 'text', text: 'It is being done; the card shows how it ends.' },
      ]);
    case 'busy':
      return problemCard(`Someone was faster: ${doneBy(outcome.last)} is under way.`);
    case 'closed':
      return problemCard(
        outcome.last ? `It is over already: ${doneBy(outcome.last)}.` : 'It is over already.',
      );
    case 'changed':
      return problemCard(
        'What the card showed has changed meanwhile: nothing was done. Look at the new card.',
      );
    case 'no_issue':
      return problemCard(`There is no issue #${issueId} any more.`);
  }
}

function doneBy(last: PastResolution | null): string {
  return last
    ? `"${actionLabel(last.action)}" by ${last.byName} on ${surfaceLabel(last.surface)}`
    : 'another action';
}
