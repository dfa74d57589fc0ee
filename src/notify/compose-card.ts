/** What an Issue's card says: how soon it matters, what is wrong, with whom, how it differs, what can be done. Pure. */
import type { Instant } from '../domain/appointment.ts';
import type { Attendee } from '../domain/booking.ts';
import type { Card, Section } from '../domain/card.ts';
import { sayInstant, type Wording } from '../domain/wording.ts';
import { composeButtons } from './card-buttons.ts';
import { composeFacts, type CardWording } from './card-facts.ts';
import { faceOf, headline, isUnsolved, phaseOf } from './card-phase.ts';
import { composeFlapping, composeReport, composeStanding } from './card-report.ts';
import { urgencyInWords } from './card-urgency.ts';
import { compareSides } from './compare-sides.ts';
import type { Subject } from './outbox.ts';
import { withoutOwnTimes } from './without-own-times.ts';

export interface CardFacts {
  readonly subject: Subject;
  /** The customer as Cal.com knows them, where there is no row. */
  readonly attendee: Attendee | null;
  readonly now: Instant;
  /** Of the one person who reads it, where that is known; a channel has readers in many. */
  readonly readerZone?: string;
}

export function composeCard({ subject, attendee, now, readerZone }: CardFacts, wording: CardWording): Card {
  const phase = phaseOf(subject);
  const unsolved = isUnsolved(phase);
  const report = composeReport(subject, phase, wording);
  const urgency = urgencyInWords(subject, now);
  const card: Card = {
    ...faceOf(subject, phase),
    sections: [
      ...(unsolved
        ? texts([...(urgency ? [urgency] : []), ...composeStanding(subject, now, wording)])
        : texts(report)),
      ...texts(composeFlapping(subject, wording)),
      ...texts([headline(subject, phase)]),
      { kind: 'facts', title: null, facts: composeFacts(subject, { phase, attendee, now }, wording) },
      ...compareSides(subject, phase, wording),
      ...(unsolved ? texts(report) : []),
    ],
    actions: phase === 'open' ? composeButtons(subject, now) : [],
    footer: footer(subject, wording),
  };
  return readerZone === wording.timeZone ? withoutOwnTimes(card) : card;
}

function texts(lines: readonly string[]): Section[] {
  return lines.map((text) => ({ kind: 'text', text }));
}

function footer({ openedAt, id }: Subject, wording: Wording): string[] {
  return [`Issue #${id} · since ${sayInstant(openedAt, wording)}`];
}
