/** Everything about one Issue or appointment, as an admin needs it to decide. */
import type { Appointment, Instant } from '../domain/appointment.ts';
import type { Booking } from '../domain/booking.ts';
import type { Card, Fact, Section } from '../domain/card.ts';
import { UserError } from '../domain/errors.ts';
import { establishedInWords, type Established } from '../domain/established.ts';
import { offerButton } from '../domain/offer-button.ts';
import { offersFor, type Offer } from '../domain/offers.ts';
import { finalStatus } from '../domain/pair-state.ts';
import type { Target } from '../domain/target.ts';
import {
  absenceInWords,
  codeMeaning,
  sayInstant,
  saySpan,
  statusIcon,
  statusLabel,
  type Wording,
} from '../domain/wording.ts';
import type { HistoryLine, IssueSource, RecordedIssue, RecordedPair, RecordedRun } from './sources.ts';

/** The Booking as Cal.com shows it now, or why it could not be asked. */
export type LiveBooking =
  | { readonly kind: 'read'; readonly booking: Booking }
  | { readonly kind: 'absent' }
  | { readonly kind: 'not_read'; readonly why: string };

export interface Review {
  readonly at: Instant;
  readonly pair: RecordedPair | null;
  readonly issue: RecordedIssue | null;
  readonly appointment: Appointment | null;
  /** Null when there is no uid to ask for. */
  readonly live: LiveBooking | null;
  readonly history: readonly HistoryLine[];
  /** When both sides were last looked at, also if nothing had changed. */
  readonly lastCheck: Instant | null;
  readonly established: Established | null;
  readonly offers: readonly Offer[];
}

export interface ReviewPorts {
  readonly issues: IssueSource;
  readonly readAppointment: (id: string) => Promise<Appointment | undefined>;
  readonly readBooking: (uid: string) => Promise<LiveBooking>;
  readonly lastComplete: () => Promise<RecordedRun | undefined>;
  readonly findEstablished: (pairId: number) => Promise<Established | undefined>;
}

/** Throws a UserError when there is no such Issue or appointment. */
export async function readReview(target: Target, ports: ReviewPorts, now: Instant): Promise<Review> {
  const pair = await ports.issues.findPair(target);
  const issueId = target.kind === 'issue' ? target.id : (pair?.issueId ?? null);
  const issue = issueId === null ? undefined : await ports.issues.findIssue(issueId);
  const appointmentId =
    target.kind === 'appointment' ? target.id : (pair?.appointmentId ?? issue?.appointmentId ?? null);
  const appointment = appointmentId === null ? undefined : await ports.readAppointment(appointmentId);
  if (!issue && !appointment && !pair) throw unknownTarget(target);
  const uid = pair?.bookingUid ?? issue?.bookingUid ?? appointment?.bookingUid ?? null;
  const live = uid === null ? null : await ports.readBooking(uid);
  const lastComplete = pair ? await ports.lastComplete() : undefined;
  const established = pair ? await ports.findEstablished(pair.id) : undefined;
  return {
    at: now,
    lastCheck: pair ? Math.max(pair.changedAt, lastComplete?.startedAt ?? 0) : null,
    established: established ?? null,
    pair: pair ?? null,
    issue: issue ?? null,
    appointment: appointment ?? null,
    live,
    history: pair ? await ports.issues.history(pair.id) : [],
    offers: issue?.state === 'open' ? offersFor({ ...issue, appointment: appointment ?? null }, now) : [],
  };
}

function unknownTarget(target: Target): UserError {
  const what = target.kind === 'issue' ? `issue #${target.id}` : `appointment "${target.id}"`;
  return new UserError(
    'unknown_target',
    `There is no ${what}. See "issues" for the numbers, or name an appointment as a:ID.`,
  );
}

/** What may be written beside an action; it stands in the Resolution. */
const NOTE = { kind: 'note', label: 'Note' } as const;

export function composeReview(review: Review, wording: Wording): Card {
  const { issue, pair, appointment, offers } = review;
  const open = issue?.state === 'open';
  const status = open ? finalStatus(issue.finding.code) : (pair?.status ?? 'pending');
  const id = appointment?.id ?? pair?.appointmentId ?? null;
  const headline = open
    ? `${statusLabel(status).toUpperCase()} - Requires Manual Review`
    : statusLabel(status);
  return {
    icon: statusIcon(status),
    title: `Appointment Sync Review - ${id === null ? `Issue #${issue?.id}` : `ID #${id}`}`,
    tone: open ? 'warning' : 'neutral',
    sections: [
      {
        kind: 'text',
        text: `Status: ${statusIcon(status)} ${headline}${open ? ` (issue #${issue.id})` : ''}`,
      },
      databaseInformation(review, wording),
      calcomVerification(review, wording),
      syncHistory(review, wording),
      resolutionOptions(review),
    ],
    ...(issue &&
      offers.length > 0 && { fields: [NOTE], actions: offers.map((offer) => offerButton(offer, issue)) }),
  };
}

function databaseInformation({ appointment }: Review, wording: Wording): Section {
  const title = 'Database Information';
  if (!appointment) return { kind: 'text', text: `${title}: no appointment in the database` };
  const { createdAt, source } = appointment;
  const created =
    createdAt === null ? null : `${sayInstant(createdAt, wording)}${source ? ` (via ${source})` : ''}`;
  return {
    kind: 'facts',
    title,
    facts: filled([
      ['Customer', appointment.customerName],
      ['Phone', appointment.customerPhone],
      ['Email', appointment.customerEmail],
      ['Service', appointment.service],
      ['Date/Time', saySpan(appointment.startsAt, appointment.endsAt, wording), appointment.startsAt],
      ['Status', appointment.status],
      ['Created', created, createdAt],
      ['Booking ID', appointment.bookingUid],
    ]),
  };
}

function calcomVerification(review: Review, wording: Wording): Section {
  const { at, pair, issue, live, history, lastCheck, established } = review;
  const next = pair?.nextAttemptAt ?? null;
  const attempts = history.findLast(({ attempt }) => attempt !== null)?.attempt;
  return {
    kind: 'facts',
    title: 'Cal.com Verification',
    facts: filled([
      ['Status', bookingInWords(live, issue, wording)],
      ['Customer', live?.kind === 'read' ? attendeesOf(live.booking) : null],
      ['Last Check', lastCheck === null ? 'never' : sayInstant(lastCheck, wording), lastCheck],
      ['Attempts', attempts ? String(attempts) : null],
      ['Established', established && establishedInWords(established, at, wording)],
      ['Next Attempt', next === null ? null : sayInstant(next, wording), next],
      ['Error', pair?.lastError ?? (issue ? errorOf(issue) : null)],
    ]),
  };
}

function bookingInWords(live: LiveBooking | null, issue: RecordedIssue | null, wording: Wording): string {
  switch (live?.kind) {
    case 'read':
      return `${live.booking.status}, ${saySpan(live.booking.startsAt, live.booking.endsAt, wording)}`;
    case 'absent':
      return '❌ NOT FOUND';
    case 'not_read':
      return `not asked now: ${live.why}`;
    case undefined:
      return issue?.absence ? `❌ ${absenceInWords(issue.absence, issue.heldBy)}` : 'no booking';
  }
}

function attendeesOf({ attendees }: Booking): string | null {
  const people = attendees.map(({ name, email, phone }) => [name, email ?? phone].filter(Boolean).join(', '));
  return people.length > 0 ? people.join('; ') : null;
}

function errorOf({ finding, absence, heldBy }: RecordedIssue): string {
  const differing = finding.fields.length > 0 ? ` (${finding.fields.join(', ')})` : '';
  const why = absence ? `: ${absenceInWords(absence, heldBy)}` : '';
  return `${finding.code}${differing} - ${codeMeaning(finding.code)}${why}`;
}

function syncHistory({ history, appointment }: Review, wording: Wording): Section {
  const lines = history.toReversed().map((line) => `${sayInstant(line.at, wording)} - ${eventInWords(line)}`);
  if (appointment?.createdAt != null) {
    const source = appointment.source ? ` (${appointment.source})` : '';
    lines.push(`${sayInstant(appointment.createdAt, wording)} - Appointment created${source}`);
  }
  return { kind: 'list', title: 'Sync History', lines: lines.length > 0 ? lines : ['nothing yet'] };
}

function eventInWords({ event, attempt, code, fields, detail }: HistoryLine): string {
  const what = [code, fields ? `(${fields})` : null, detail].filter(Boolean).join(' ');
  const counted = attempt === null ? '' : ` (attempt ${attempt})`;
  switch (event) {
    case 'attempt':
      return `Verification failed${counted}: ${what}`;
    case 'opened':
      return `Flagged for manual review${counted}: ${what}`;
    case 'reopened':
      return `Flagged again${counted}: ${what}`;
    case 'changed':
      return `Changed: ${what}`;
    case 'held':
      return 'The customer was asked to choose a new time';
    case 'closed':
      return `Closed${detail ? `: ${detail}` : ': both sides agree'}`;
    default:
      return 'Both sides agree';
  }
}

function resolutionOptions({ offers, issue }: Review): Section {
  const title = 'Resolution Options';
  if (offers.length === 0) {
    const why = issue ? `none: the issue is ${issue.state}` : 'none needed';
    return { kind: 'list', title, lines: [why] };
  }
  const lines = offers.map(({ label, plan, customerNotices }) =>
    [`[${label}] ${plan}`, customerNotices].filter(Boolean).join(' The customer: '),
  );
  return { kind: 'list', title, lines };
}

type Line = readonly [label: string, value: string | null, moment?: Instant | null];

function filled(lines: readonly Line[]): Fact[] {
  return lines.flatMap(([label, value, moment = null]) =>
    value ? [{ label, value, ...(moment !== null && { moment }) }] : [],
  );
}
