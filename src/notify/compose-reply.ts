/** What a reply in a card's thread says: one or two lines, true at the moment they are sent. Pure. */
import type { Instant } from '../domain/appointment.ts';
import type { Card } from '../domain/card.ts';
import { codeMeaning, sayInstant, sayOrdinal, type Wording } from '../domain/wording.ts';
import type { Subject } from './outbox.ts';
import type { ReplyFacts } from './reply.ts';

export interface ReplyContext {
  readonly subject: Subject;
  readonly now: Instant;
}

type Said = Pick<Card, 'icon' | 'title' | 'tone'> & { readonly text: string };

/** Undefined when it is not true any more: the card shows what is. */
export function composeReply(
  facts: ReplyFacts,
  { subject, now }: ReplyContext,
  wording: Wording,
): Card | undefined {
  const isOpen = subject.state === 'open';
  if (isOpen === (facts.kind === 'closed')) return undefined;
  if (facts.kind === 'reminder' && subject.startsAt <= now) return undefined;
  const { text, ...head } = say(facts, { subject, now }, wording);
  return { ...head, sections: [{ kind: 'text', text }], footer: [`Issue #${subject.id}`] };
}

function say(facts: ReplyFacts, { subject, now }: ReplyContext, wording: Wording): Said {
  const { finding, reopened, startsAt } = subject;
  const what = `${codeMeaning(finding.code)} · ${finding.code}.`;
  switch (facts.kind) {
    case 'reopened':
      return warning('⚠️', 'Open again', `${what} For the ${sayOrdinal(reopened + 1)} time.`);
    case 'changed':
      return warning('🔀', 'It differs in another way now', what);
    case 'values':
      return warning('🔀', 'The values have changed', valuesOf(subject, wording));
    case 'closed':
      return { icon: '✅', title: 'Solved', tone: 'good', text: CLOSED[facts.outcome] ?? 'It is over.' };
    case 'reminder':
      return warning('⏰', `Starts in ${wordsOf(startsAt - now)} and still differs`, what);
    case 'awake':
      return warning('💤', 'The snooze is over, and it is still open', what);
  }
}

function warning(icon: string, title: string, text: string): Said {
  return { icon, title, tone: 'warning', text };
}

/** Nobody has clicked. */
const CLOSED: Readonly<Record<string, string>> = {
  agreed: 'Both sides agree again, without anybody’s click.',
  superseded: 'The booking belongs to another appointment now.',
  gone: 'Both sides are gone.',
};

function valuesOf({ appointment, booking, candidateUid }: Subject, wording: Wording): string {
  const sides = [
    ...(appointment
      ? [`Database: ${sayInstant(appointment.startsAt, wording)}, ${appointment.status}.`]
      : []),
    ...(booking ? [`Cal.com: ${sayInstant(booking.startsAt, wording)}, ${booking.status}.`] : []),
    ...(candidateUid ? ['A booking that fits can be linked.'] : []),
  ];
  return [...sides, 'The buttons of the card act on what it shows now.'].join(' ');
}

/** `3 hours`, `2 hours 40 minutes`, `12 minutes`. */
function wordsOf(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  const parts = [
    [Math.floor(minutes / 60), 'hour'],
    [minutes % 60, 'minute'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ');
}
