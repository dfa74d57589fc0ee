/** Cards for the tests of Discord. */
import type { Card, CardAction, Section } from '../../../../src/domain/card.ts';
import { pressId } from '../../../../src/domain/press.ts';

export const FACTS_HASH = 'a'.repeat(22);

export function aCard(card: Partial<Card> = {}): Card {
  return {
    icon: '⚠️',
    title: 'Cal.com Sync Issue #3: Appointment #1236',
    tone: 'warning',
    sections: [
      { kind: 'text', text: 'Appointment exists in database but not in Cal.com · ORPHANED_LOCAL.' },
      {
        kind: 'facts',
        title: null,
        facts: [
          { label: 'Customer', value: 'Tom Klein (t…@example.com, …89)' },
          { label: 'Time', value: '13 Oct 2025, 10:00 - 10:45' },
        ],
      },
    ],
    actions: [anAction('retry', 'Retry Verification'), CREATE],
    footer: ['Issue #3 · since 11 Oct 2025, 14:30'],
    ...card,
  };
}

export function anAction(
  action: 'retry' | 'create' | 'cancel' | 'use_database',
  label: string,
  confirm: CardAction['confirm'] = null,
): CardAction {
  return {
    id: pressId({ kind: 'act', action, issueId: 3, factsHash: FACTS_HASH }),
    label,
    style: 'plain',
    confirm,
  };
}

export const CREATE: CardAction = {
  ...anAction('create', 'Create in Cal.com', {
    title: 'Create in Cal.com?',
    text: 'Make the booking. The customer notices: Cal.com sends a confirmation.',
    yes: 'Create in Cal.com',
  }),
  style: 'primary',
};

export function aTable(rows: number): Section {
  return {
    kind: 'table',
    title: 'Open issues',
    columns: ['ID', 'Customer', 'Time'],
    rows: Array.from({ length: rows }, (_, at) => [`${at + 1}`, `Customer ${at + 1}`, '13 Oct 2025, 10:00']),
  };
}
