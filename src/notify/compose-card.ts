/** What an Issue's card says: the facts, the two sides where they differ, and the buttons of its kind. Pure. */
import type { Instant } from '../domain/appointment.ts';
import type { Attendee } from '../domain/booking.ts';
import type { Card, CardAction, ComparisonRow, Fact, Section } from '../domain/card.ts';
import { maskEmail, maskPhone } from '../domain/masking.ts';
import { offerButton } from '../domain/offer-button.ts';
import { offersFor } from '../domain/offers.ts';
import { finalStatus } from '../domain/pair-state.ts';
import { pressId } from '../domain/press.ts';
import {
  absenceInWords,
  actionLabel,
  codeMeaning,
  sayInstant,
  saySpan,
  statusIcon,
  statusLabel,
  surfaceLabel,
  type Wording,
} from '../domain/wording.ts';
import type { Subject, SubjectResolution } from './outbox.ts';

export interface CardWording extends Wording {
  /** A link to the company's own record, in which `{id}` stands for the appointment. */
  readonly appointmentUrl: string | undefined;
}

export interface CardFacts {
  readonly subject: Subject;
  /** The customer as Cal.com knows them, where there is no row. */
  readonly attendee: Attendee | null;
  readonly now: Instant;
}

export function composeCard({ subject, attendee, now }: CardFacts, wording: CardWording): Card {
  const phase = phaseOf(subject);
  const sections: Section[] = [
    { kind: 'text', text: headline(subject, phase) },
    { kind: 'facts', title: null, facts: details(subject, attendee, wording) },
    ...comparison(subject, wording),
    ...report(subject, phase, wording),
  ];
  return {
    icon: ICONS[phase] ?? statusIcon(finalStatus(subject.finding.code)),
    title: titleOf(subject, phase),
    tone: TONES[phase],
    sections,
    actions: phase === 'open' ? buttons(subject, now) : [],
    footer: footer(subject, wording),
  };
}

type Phase = 'open' | 'working' | 'accepted' | 'resolved' | 'passed';

const ICONS: Partial<Record<Phase, string>> = { working: '⏳', accepted: '✅', resolved: '✅', passed: '🕘' };
const TONES: Record<Phase, Card['tone']> = {
  open: 'warning',
  working: 'neutral',
  accepted: 'good',
  resolved: 'good',
  passed: 'neutral',
};

function phaseOf({ state, outcome, resolution }: Subject): Phase {
  if (state === 'accepted') return 'accepted';
  if (state === 'resolved') return outcome === 'passed' ? 'passed' : 'resolved';
  return resolution && isActive(resolution) ? 'working' : 'open';
}

function isActive({ state, verifying }: SubjectResolution): boolean {
  return verifying || state === 'requested' || state === 'running' || state === 'unknown';
}

function titleOf({ id, appointmentId }: Subject, phase: Phase): string {
  const what = appointmentId === null ? 'Booking without appointment' : `Appointment #${appointmentId}`;
  const state = phase === 'open' || phase === 'working' ? 'Cal.com Sync Issue' : 'Solved';
  return `${phase === 'passed' ? 'Passed' : state} #${id}: ${what}`;
}

function headline({ finding, keepsChanging, reopened }: Subject, phase: Phase): string {
  const again = reopened > 0 ? ` (for the ${reopened + 1}. time)` : '';
  const changing = keepsChanging ? ' It keeps changing.' : '';
  const verb = phase === 'open' || phase === 'working' ? '' : 'It was: ';
  return `${verb}${codeMeaning(finding.code)}${again} · ${finding.code}.${changing}`;
}

function details(subject: Subject, attendee: Attendee | null, wording: CardWording): Fact[] {
  const { appointment, appointmentId, startsAt, booking } = subject;
  const endsAt = appointment?.endsAt ?? booking?.endsAt;
  const name = appointment ? appointment.customerName : (attendee?.name ?? null);
  const email = appointment ? appointment.customerEmail : (attendee?.email ?? null);
  const phone = appointment ? appointment.customerPhone : (attendee?.phone ?? null);
  const contact = [email && maskEmail(email), phone && maskPhone(phone)].filter(Boolean).join(', ');
  const url =
    appointmentId === null
      ? undefined
      : wording.appointmentUrl?.replaceAll('{id}', encodeURIComponent(appointmentId));
  return filled([
    ['Customer', [name, contact && `(${contact})`].filter(Boolean).join(' ')],
    ['Service', appointment?.service ?? null],
    ['Time', endsAt === undefined ? sayInstant(startsAt, wording) : saySpan(startsAt, endsAt, wording)],
    [
      'Status',
      `${statusIcon(finalStatus(subject.finding.code))} ${statusLabel(finalStatus(subject.finding.code))}`,
    ],
    ['Found', established(subject)],
    ['Record', url ?? null],
  ]);
}

function established({ absence, heldBy, candidateUid, finding }: Subject): string | null {
  const twin = candidateUid ? 'a booking that fits can be linked' : null;
  const why = absence ? absenceInWords(absence, heldBy) : null;
  const successor =
    !absence && heldBy && finding.fields.includes('status') ? `continued as appointment ${heldBy}` : null;
  return [why, successor, twin].filter(Boolean).join('; ') || null;
}

/** Only what differs. */
function comparison({ finding, appointment, booking }: Subject, wording: Wording): Section[] {
  if (!appointment || !booking || finding.fields.length === 0) return [];
  const times = (label: string, row: Instant, held: Instant): ComparisonRow => ({
    label,
    values: [sayInstant(row, wording), sayInstant(held, wording)],
  });
  const start = times('Start', appointment.startsAt, booking.startsAt);
  const rows = finding.fields.flatMap((field): ComparisonRow[] => {
    switch (field) {
      case 'startsAt':
        return [start];
      case 'endsAt':
        return [times('End', appointment.endsAt, booking.endsAt)];
      case 'status': {
        // What is cancelled or kept may be at another time by now: nobody is to act on a visit that the card hides.
        const elsewhere = start.values[0] === start.values[1] ? [] : [start];
        return [{ label: 'Status', values: [appointment.status, booking.status] }, ...elsewhere];
      }
    }
  });
  return [{ kind: 'comparison', sides: ['Database', 'Cal.com'], rows }];
}

/** What is being done, or was done, and by whom. */
function report(subject: Subject, phase: Phase, wording: Wording): Section[] {
  const { resolution, outcome } = subject;
  if (phase === 'working' && resolution) return [line(`⏳ Working: ${askedBy(resolution, wording)}`)];
  if (phase === 'open') return resolution ? lastTry(resolution, subject, wording) : [];
  const person =
    resolution && (phase === 'accepted' || resolution.state === 'done')
      ? ` ${askedBy(resolution, wording)}`
      : '';
  return [line(`${OUTCOMES[outcome ?? ''] ?? 'It is over.'}${person}`)];
}

const OUTCOMES: Readonly<Record<string, string>> = {
  agreed: '✅ Both sides agree again.',
  accepted: '✅ Accepted as it is.',
  superseded: '✅ The booking belongs to another appointment now.',
  gone: 'Both sides are gone.',
  passed: 'The appointment is over.',
};

function lastTry(resolution: SubjectResolution, { openedAt }: Subject, wording: Wording): Section[] {
  if (resolution.at < openedAt) return [];
  const asked = askedBy(resolution, wording);
  if (resolution.state === 'done') return [line(`${asked}: done, and the two sides still differ.`)];
  return [line(`⚠️ ${asked}: ${resolution.result ?? 'it was not done.'}`)];
}

function askedBy({ action, byName, surface, at }: SubjectResolution, wording: Wording): string {
  return `${actionLabel(action)} by ${byName} on ${surfaceLabel(surface)}, ${sayInstant(at, wording)}`;
}

function line(text: string): Section {
  return { kind: 'text', text };
}

function buttons(subject: Subject, now: Instant): CardAction[] {
  const offers = offersFor(subject, now).map((offer) => offerButton(offer, subject));
  return [
    ...offers,
    { id: pressId({ kind: 'review', issueId: subject.id }), label: 'Details', style: 'plain', confirm: null },
  ];
}

function footer({ openedAt, id }: Subject, wording: Wording): string[] {
  return [`Issue #${id} · since ${sayInstant(openedAt, wording)}`];
}

function filled(facts: readonly (readonly [string, string | null])[]): Fact[] {
  return facts.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}
