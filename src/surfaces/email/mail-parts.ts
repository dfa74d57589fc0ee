/** What an e-mail says besides its sections: where it leads, and that it does nothing by itself. Pure. */
import type { Card, Fact, Section } from '../../domain/card.ts';

export interface MailLink {
  readonly label: string;
  readonly url: string;
}

/** A fact whose value is an address is a link of the e-mail. */
function linkOf({ label, value }: Fact): MailLink | undefined {
  if (!/^https?:\/\/\S+$/.test(value)) return undefined;
  return { label: label === 'Record' ? 'Review Appointment' : label, url: value };
}

export function linksOf({ sections }: Card): MailLink[] {
  return sections.flatMap((section) =>
    section.kind === 'facts' ? section.facts.flatMap((fact) => linkOf(fact) ?? []) : [],
  );
}

/** Without the links, which stand by themselves; what is left empty is left out. */
export function withoutLinks({ sections }: Card): Section[] {
  return sections
    .map((section) =>
      section.kind === 'facts'
        ? { ...section, facts: section.facts.filter((fact) => !linkOf(fact)) }
        : section,
    )
    .filter((section) => section.kind !== 'facts' || section.facts.length > 0);
}

/** An e-mail has no buttons: many programs open each link of an e-mail before any person does. */
export function closingLine({ actions = [] }: Card): string[] {
  if (actions.length === 0) return [];
  return [
    'Please review and resolve this: in the chat where calsync is, or with "npx calsync". The links of this e-mail only show; they change nothing.',
  ];
}
