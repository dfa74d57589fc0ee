/** What people were told, in a line. */
import { finalStatus } from '../domain/pair-state.ts';
import { sayMoment, sayNumber, statusIcon, statusLabel, type Wording } from '../domain/wording.ts';
import type { RecentNotice } from './sources.ts';

type AboutIssue = Extract<RecentNotice['about'], { kind: 'issue' }>;
type AboutBulletin = Extract<RecentNotice['about'], { kind: 'bulletin' }>;

export function noticeInWords({ about, reason }: RecentNotice, wording: Wording): string {
  return about.kind === 'issue' ? issueNotice(about, reason, wording) : bulletinNotice(about, wording);
}

function issueNotice(issue: AboutIssue, reason: string, wording: Wording): string {
  const { id, appointmentId, customerName, startsAt, code } = issue;
  const what = appointmentId === null ? 'a booking without appointment' : `appointment #${appointmentId}`;
  const who = [customerName, sayMoment(startsAt, wording)].filter(Boolean).join(', ');
  const status = finalStatus(code);
  const found = `${statusIcon(status)} ${statusLabel(status)}`;
  return `${happened(reason, found)} · issue #${id}, ${what} · ${who}`;
}

/** The rules by which notices are queued name what happened. */
function happened(reason: string, found: string): string {
  switch (reason) {
    case 'open':
      return `${found}: requires manual review`;
    case 'reopen':
      return `${found}: requires manual review again`;
    case 'starts_soon':
      return `${found}: still open, and starts soon`;
    case 'resolution_requested':
      return '⏳ Someone is at work on it';
    case 'closed_passed':
      return '🕘 Passed';
    default:
      return reason.startsWith('closed_') ? '✅ Solved' : `${found}: changed`;
  }
}

function bulletinNotice({ bulletin, facts, isOver }: AboutBulletin, wording: Wording): string {
  switch (bulletin) {
    case 'circuit_open':
      return isOver ? `✅ Sync Restored: ${restored(facts, wording)}` : '❌ Cal.com is down · CIRCUIT_OPEN';
    case 'needs_person':
      return isOver ? '✅ Cal.com can be asked again' : '❌ Cal.com cannot be asked';
    case 'not_complete':
      return isOver ? '✅ The full check is complete again' : '❌ The full check does not complete';
    case 'mass_change':
      return isOver ? '✅ The stop is over' : '🛑 Stopped: too much would change at once';
    case 'new_issues':
      return '⚠️ Many new issues at once';
    case 'webhooks_silent':
      return isOver ? '✅ Cal.com’s webhook speaks again' : '⚠️ Cal.com’s webhook is silent';
  }
}

function restored(facts: AboutBulletin['facts'], wording: Wording): string {
  const verified = 'verified' in facts ? (facts.verified ?? 0) : 0;
  return verified === 1 ? '1 appointment verified' : `${sayNumber(verified, wording)} appointments verified`;
}
