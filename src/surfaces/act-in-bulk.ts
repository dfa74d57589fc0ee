/** All Issues of a summary at once: asked about with their number first, then done, and told what was not. */
import type { Card } from '../domain/card.ts';
import { UserError } from '../domain/errors.ts';
import { pressId, type BulkAction, type Press } from '../domain/press.ts';
import type { BulkOutcome, BulkRequest } from '../resolve/bulk.ts';
import type { Person } from './desk.ts';
import { sayCard } from './private-cards.ts';

export interface BulkPorts {
  /** Issues of a summary that are open. */
  readonly countOpenIn: (bulletinId: number) => Promise<number>;
  readonly bulk: (request: BulkRequest) => Promise<BulkOutcome>;
}

type BulkPress = Press & { readonly kind: 'bulk' | 'bulk_yes' };

const WORDS: Record<BulkAction, { verb: string; plan: string; done: string }> = {
  retry: {
    verb: 'Retry',
    plan: 'Both sides of each are read again; what agrees by now is over. Nothing is written to either side, and no customer notices anything.',
    done: 'are being looked at again. The summary tells what became of those that stay',
  },
  resolve: {
    verb: 'Resolve',
    plan: 'Each is accepted as it is, and comes back when anything about it changes. Nothing is written to either side, and no customer notices anything.',
    done: 'are accepted as they are',
  },
};

export async function actInBulk(ports: BulkPorts, press: BulkPress, person: Person): Promise<Card> {
  if (press.kind === 'bulk') return question(press, await ports.countOpenIn(press.bulletinId));
  const { action, bulletinId, count } = press;
  const { id, name, surface } = person;
  const outcome = await ports.bulk({ action, bulletinId, count, by: { id, name, surface } });
  return bulkCard(outcome, action);
}

/** Of as many as there are now: those that came since the summary was drawn are said too. */
function question({ action, bulletinId }: BulkPress, open: number): Card {
  const { verb, plan } = WORDS[action];
  if (open === 0) throw noneOpen();
  const label = `${verb} ${issues(open)}`;
  const id = pressId({ kind: 'bulk_yes', action, bulletinId, count: open });
  return {
    ...sayCard('❓', `${label}?`, [{ kind: 'text', text: plan }]),
    actions: [{ id, label, style: 'primary', confirm: null }],
  };
}

function noneOpen(): UserError {
  return new UserError('not_open', 'None of them is open any more.');
}

function bulkCard(outcome: BulkOutcome, action: BulkAction): Card {
  switch (outcome.kind) {
    case 'none':
      throw noneOpen();
    case 'more':
      throw new UserError('more_by_now', `By now they are ${outcome.open}: nothing was done. Press again.`);
    case 'never_shown':
      throw new UserError(
        'never_shown',
        'There were never so many: nothing was done. Look at the newest card.',
      );
    case 'done': {
      const { verb, done } = WORDS[action];
      const lines = outcome.skipped.map(({ issueId, byName }) => `#${issueId}: ${byName} is at it`);
      const text = `${issues(outcome.done)} ${done}.`;
      return sayCard('✅', `${verb}: ${outcome.done} of ${outcome.done + lines.length}`, [
        { kind: 'text', text },
        ...(lines.length > 0 ? [{ kind: 'list', title: 'Left alone', lines } as const] : []),
      ]);
    }
  }
}

function issues(count: number): string {
  return count === 1 ? '1 issue' : `${count} issues`;
}
