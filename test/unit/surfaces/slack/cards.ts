import type { Card, ChartPoint, Section } from '../../../../src/domain/card.ts';

export const HOSTILE = '<!channel> *Bob* & <https://evil.example|click>';

/** An Issue's card, as it is told. */
export function aCard(fields: Partial<Card> = {}): Card {
  return {
    icon: '⚠️',
    title: 'Cal.com Sync Issue #3: Appointment #1236',
    tone: 'warning',
    sections: [
      { kind: 'text', text: 'Appointment exists in database but not in Cal.com · ORPHANED_LOCAL.' },
      { kind: 'facts', title: null, facts: [{ label: 'Customer', value: 'Tom Klein' }] },
    ],
    actions: [
      { id: 'act:retry:3:abc', label: 'Retry', style: 'plain', confirm: null },
      {
        id: 'act:cancel:3:abc',
        label: 'Cancel Appointment',
        style: 'danger',
        confirm: { title: 'Cancel Appointment?', text: 'The customer is told.', yes: 'Cancel Appointment' },
      },
    ],
    footer: ['Issue #3 · since 13.10. 10:00'],
    ...fields,
  };
}

/** One section of each kind, each `times` as big as need be, all saying `text`. */
export function everySection(text: string, times: number): Section[] {
  const many = <T>(one: T): T[] => Array.from({ length: times }, () => one);
  return [
    { kind: 'text', text: `${text} `.repeat(times) },
    { kind: 'tiles', tiles: many({ icon: '✅', label: text, value: '1,247', note: text }) },
    { kind: 'facts', title: text, facts: many({ label: text, value: text }) },
    { kind: 'comparison', sides: [text, text], rows: many({ label: text, values: [text, text] }) },
    { kind: 'table', title: text, columns: [text, text, ''], rows: many([text, '', text]) },
    { kind: 'list', title: text, lines: many(text) },
    { kind: 'chart', title: text, measure: text, unit: '%', points: points(text, times) },
  ];
}

/** Every other one without a value; labels are as unlike as their text lets them be. */
function points(text: string, times: number): ChartPoint[] {
  return Array.from({ length: times }, (_, at) => ({
    label: `${at} ${text}`,
    value: at % 2 === 0 ? 100 - at / 10 : null,
    said: text,
    icon: '✅',
    tone: 'good',
  }));
}
