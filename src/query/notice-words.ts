/** What people were told, in a line. */
import type { BulletinKind } from '../domain/bulletin.ts';
import { finalStatus } from '../domain/pair-state.ts';
import { sayMoment, sayNumber, statusIcon, statusLabel, type Wording } from '../domain/wording.ts';
import type { RecentNotice } from './dashboard-source.ts';

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
    case 'shown':
      return `${found}: its card was asked for`;
    case 'begins':
      return `${found}: still open, and begins now`;
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
  if (bulletin === 'circuit_open' && isOver) return `✅ Sync Restored: ${restored(facts, wording)}`;
  const [going, over] = BULLETIN_NOTICES[bulletin];
  return isOver ? over : going;
}

/** While it goes on, and once it is over. */
const BULLETIN_NOTICES: Readonly<Record<BulletinKind, readonly [going: string, over: string]>> = {
  circuit_open: ['❌ Cal.com is down · CIRCUIT_OPEN', '✅ Sync Restored'],
  needs_person: ['❌ Cal.com cannot be asked', '✅ Cal.com can be asked again'],
  not_complete: ['❌ The full check does not complete', '✅ The full check is complete again'],
  mass_change: ['🛑 Stopped: too much would change at once', '✅ The stop is over'],
  new_issues: ['⚠️ Many new issues at once', '✅ Many issues at once, all of them over'],
  webhooks_silent: ['⚠️ Cal.com’s webhook is silent', '✅ Cal.com’s webhook speaks again'],
  surface_down: ['❌ People cannot be told everywhere', '✅ People can be told everywhere again'],
  paused: ['⏸️ Paused', '▶️ Resumed'],
  digest: ['📰 Daily digest', '📰 Daily digest'],
};

function restored(facts: AboutBulletin['facts'], wording: Wording): string {
  const verified = 'verified' in facts ? (facts.verified ?? 0) : 0;
  return verified === 1 ? '1 appointment verified' : `${sayNumber(verified, wording)} appointments verified`;
}
