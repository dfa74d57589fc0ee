import type { Card, Section } from '../domain/card.ts';

/** For a reader whose clock is the company's: no time is said twice. */
export function withoutOwnTimes(card: Card): Card {
  return { ...card, sections: card.sections.map(strip) };
}

function strip(section: Section): Section {
  if (section.kind === 'facts')
    return { ...section, facts: section.facts.map(({ label, value }) => ({ label, value })) };
  if (section.kind === 'comparison')
    return { ...section, rows: section.rows.map(({ label, values }) => ({ label, values })) };
  return section;
}
