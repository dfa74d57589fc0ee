/** Whom and what a card is about: customer, service, time, how it was found, where the company's own record is. Pure. */
import { appointmentLiveness, type Instant } from '../domain/appointment.ts';
import type { Attendee } from '../domain/booking.ts';
import type { Fact } from '../domain/card.ts';
import { establishedInWords } from '../domain/established.ts';
import { maskContacts, maskEmail, maskPhone } from '../domain/masking.ts';
import { finalStatus } from '../domain/pair-state.ts';
import {
  absenceInWords,
  sayInstant,
  saySpan,
  sayZone,
  statusIcon,
  statusLabel,
  type Wording,
} from '../domain/wording.ts';
import { isUnsolved, type Phase } from './card-phase.ts';
import { showsComparison } from './compare-sides.ts';
import type { Subject } from './outbox.ts';
import { safeText } from './safe-text.ts';

export interface CardWording extends Wording {
  /** A link to the company's own record, in which `{id}` stands for the appointment. */
  readonly appointmentUrl: string | undefined;
}

type Line = readonly [label: string, value: string | null, moment?: Instant];

export function composeFacts(
  subject: Subject,
  { phase, attendee, now }: { phase: Phase; attendee: Attendee | null; now: Instant },
  wording: CardWording,
): Fact[] {
  const status = finalStatus(subject.finding.code);
  const state: Line[] = [
    ['Status', `${statusIcon(status)} ${statusLabel(status)}`],
    ['Reason', subject.finding.code === 'VERIFICATION_ERROR' ? reasonOf(subject) : null],
    ['Found', foundInWords(subject, now, wording)],
  ];
  const service = subject.appointment?.service ?? null;
  return filled([
    ['Customer', customerInWords(subject, attendee)],
    ['Service', service && maskContacts(service)],
    timeOf(subject, phase, wording),
    ...(isUnsolved(phase) ? state : []),
    ['Record', recordOf(subject, wording)],
  ]);
}

/** Of a row what the row says, also where it says nothing. */
function customerInWords({ appointment: row }: Subject, attendee: Attendee | null): string {
  const { name, email, phone } = row
    ? { name: row.customerName, email: row.customerEmail, phone: row.customerPhone }
    : (attendee ?? { name: null, email: null, phone: null });
  const contact = [email && maskEmail(email), phone && maskPhone(phone)].filter(Boolean).join(', ');
  return [name && maskContacts(name), contact && `(${contact})`].filter(Boolean).join(' ');
}

/** What the two sides do not agree about stands in the comparison alone. */
function timeOf(subject: Subject, phase: Phase, wording: Wording): Line {
  const { startsAt, endsAt } = standingSide(subject);
  const { fields } = subject.finding;
  const compared = showsComparison(subject, phase);
  if (compared && fields.includes('startsAt')) return ['Time', null];
  const startOnly = endsAt === null || (compared && fields.includes('endsAt'));
  const time = startOnly ? sayInstant(startsAt, wording) : saySpan(startsAt, endsAt, wording);
  return [startOnly ? 'Start' : 'Time', `${time}, ${sayZone(wording)}`, startsAt];
}

/** The side that is still to be kept: a cancelled row says nothing about when the customer comes. */
function standingSide({ appointment, booking, startsAt }: Subject): {
  startsAt: Instant;
  endsAt: Instant | null;
} {
  const rowStands = appointment !== null && appointmentLiveness(appointment.status) !== 'dead';
  return (rowStands ? appointment : (booking ?? appointment)) ?? { startsAt, endsAt: null };
}

function foundInWords(subject: Subject, now: Instant, wording: Wording): string | null {
  const { absence, heldBy, candidateUid, finding, established } = subject;
  const isContinued = !absence && heldBy && finding.fields.includes('status');
  const parts = [
    absence ? absenceInWords(absence, heldBy) : null,
    isContinued ? `continued as appointment #${heldBy}` : null,
    established ? establishedInWords(established, now, wording) : null,
    candidateUid ? 'a booking that fits can be linked' : null,
  ];
  return parts.filter(Boolean).join('; ') || null;
}

function reasonOf(subject: Subject): string | null {
  return subject.trouble ? safeText(subject.trouble, subject) : null;
}

function recordOf({ appointmentId }: Subject, { appointmentUrl }: CardWording): string | null {
  if (appointmentId === null) return null;
  return appointmentUrl?.replaceAll('{id}', encodeURIComponent(appointmentId)) ?? null;
}

function filled(lines: readonly Line[]): Fact[] {
  return lines.flatMap(([label, value, moment]) =>
    value ? [{ label, value, ...(moment !== undefined && { moment }) }] : [],
  );
}
