/** The dashboard's lists: what needs a person, the next appointments, and what was told. For admins only. */
import type { Card, CardAction, CardItem, Section } from '../domain/card.ts';
import { offerButton } from '../domain/offer-button.ts';
import { RETRY } from '../domain/offers.ts';
import { finalStatus } from '../domain/pair-state.ts';
import { pressId, type Press } from '../domain/press.ts';
import {
  sayInstant,
  sayMoment,
  sayNumber,
  statusIcon,
  statusLabel,
  type Wording,
} from '../domain/wording.ts';
import { ISSUE_COLUMNS, issueRow } from './issues.ts';
import { noticeInWords } from './notice-words.ts';
import type { RecentNotice, UpcomingAppointment } from './dashboard-source.ts';
import type { RecordedIssue } from './sources.ts';

export interface CustomerData {
  /** The soonest first. */
  readonly issues: readonly RecordedIssue[];
  readonly upcoming: readonly UpcomingAppointment[];
  /** The latest first. */
  readonly notices: readonly RecentNotice[];
}

const SHOWN_NOTICES = 5;

/** `open`: how many Issues there are in all. */
export function customerSections(
  { issues, upcoming, notices }: CustomerData,
  open: number,
  wording: Wording,
): Section[] {
  return [
    openIssues(issues, issueItems(issues, wording), { open, wording }),
    listOf(
      'Next Appointments',
      upcoming.map((one) => appointmentItem(one, wording)),
      { none: 'No appointment is ahead.' },
    ),
    listOf(
      '🔔 Notifications',
      latestOfEach(notices).map((one) => noticeItem(one, wording)),
      { none: 'Nothing was told yet.' },
    ),
  ];
}

/** For everybody: what needs a person, without the person. */
export function publicSections(issues: readonly RecordedIssue[], open: number, wording: Wording): Section[] {
  const items = issues.map((issue) => ({ text: publicLine(issue, wording), actions: issueButtons(issue) }));
  return [openIssues(issues, items, { open, wording })];
}

/** `#3 · 1236 · 13 Oct, 10:00 · ⚠️ Orphaned Local · its booking is not found in Cal.com` */
function publicLine(issue: RecordedIssue, wording: Wording): string {
  const nobody = { ...issue, customerName: null, appointmentId: issue.appointmentId ?? '(Cal.com only)' };
  return issueRow(nobody, wording, sayMoment)
    .filter((_, at) => ISSUE_COLUMNS[at] !== 'Customer')
    .join(' · ');
}

function openIssues(
  shown: readonly RecordedIssue[],
  items: readonly CardItem[],
  { open, wording }: { open: number; wording: Wording },
): Section {
  const soonest = open > shown.length ? `, the ${shown.length} soonest` : '';
  const title = `Open Issues (${sayNumber(open, wording)}${soonest})`;
  return listOf(title, items, { none: '✅ Nothing needs a person.' });
}

/** All that needs a person, each with its buttons. */
export function composeOpenIssues(issues: readonly RecordedIssue[], wording: Wording): Card {
  const title = `Appointments for Review (${sayNumber(issues.length, wording)})`;
  const none = '✅ Nothing needs a person.';
  return {
    icon: issues.length === 0 ? '✅' : '⚠️',
    title,
    tone: issues.length === 0 ? 'good' : 'warning',
    sections: [listOf(null, issueItems(issues, wording), { none })],
  };
}

export function plainButton(label: string, press: Press): CardAction {
  return { id: pressId(press), label, style: 'plain', confirm: null };
}

function listOf(title: string | null, items: readonly CardItem[], { none }: { none: string }): Section {
  return { kind: 'items', title, items: items.length > 0 ? items : [{ text: none, actions: [] }] };
}

function issueItems(issues: readonly RecordedIssue[], wording: Wording): CardItem[] {
  return issues.map((issue) => ({
    text: issueRow(issue, wording, sayMoment).join(' · '),
    actions: issueButtons(issue),
  }));
}

/** `1236 · Tom Klein · 13 Oct, 10:00 · ⚠️ Review: Orphaned Local` */
function appointmentItem(one: UpcomingAppointment, wording: Wording): CardItem {
  const { id, customerName, startsAt, status } = one;
  const cancelled = status === 'cancelled' ? ['cancelled'] : [];
  const text = [id, customerName ?? '–', sayMoment(startsAt, wording), ...cancelled, whereItStands(one)];
  return { text: text.join(' · '), actions: appointmentButtons(one) };
}

function whereItStands({ syncStatus, issue, lastError }: UpcomingAppointment): string {
  if (issue) {
    const found = finalStatus(issue.code);
    return `${statusIcon(found)} Review: ${statusLabel(found)}`;
  }
  const status = syncStatus ?? 'pending';
  const why = status === 'failed' && lastError ? `: ${lastError}` : '';
  return `${statusIcon(status)} ${statusLabel(status)}${why}`;
}

function appointmentButtons({ issue, syncStatus }: UpcomingAppointment): CardAction[] {
  if (issue) return issueButtons(issue);
  return syncStatus === 'failed' ? [plainButton('Retry', { kind: 'verify_doubts' })] : [];
}

function issueButtons(issue: { readonly id: number; readonly factsHash: string }): CardAction[] {
  return [
    { ...offerButton(RETRY, issue), label: 'Retry' },
    plainButton('Details', { kind: 'review', issueId: issue.id }),
  ];
}

/** What was told of one thing at one moment was one message. */
function latestOfEach(notices: readonly RecentNotice[]): RecentNotice[] {
  const messages = new Map(notices.toReversed().map((notice) => [keyOf(notice), notice]));
  return [...messages.values()].toReversed().slice(0, SHOWN_NOTICES);
}

function keyOf({ about, at }: RecentNotice): string {
  return `${about.kind} ${about.id} ${at}`;
}

function noticeItem(notice: RecentNotice, wording: Wording): CardItem {
  const { at, about } = notice;
  const text = `${noticeInWords(notice, wording)} · ${sayInstant(at, wording)}`;
  const isOpen = about.kind === 'issue' && about.state === 'open';
  return {
    text,
    moment: at,
    actions: isOpen ? [plainButton('Review now', { kind: 'review', issueId: about.id })] : [],
  };
}
