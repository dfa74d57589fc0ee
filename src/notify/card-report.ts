/** What is being done about an Issue, what was tried, and how it ended: who, where, when, what. Pure. */
import type { Instant } from '../domain/appointment.ts';
import type { IssueClaim } from '../domain/issue-claim.ts';
import { snoozeInWords } from '../domain/snooze.ts';
import {
  actionLabel,
  sayInstant,
  sayMoment,
  sayNumber,
  surfaceLabel,
  type Wording,
} from '../domain/wording.ts';
import type { Phase } from './card-phase.ts';
import { healedBy } from './healed-by.ts';
import type { Subject, SubjectResolution } from './outbox.ts';
import { safeText } from './safe-text.ts';

/** One line each, where there is something to say. */
export function composeReport(subject: Subject, phase: Phase, wording: Wording): string[] {
  const tried = sinceItOpened(subject);
  switch (phase) {
    case 'working':
      return tried ? [`⏳ Working… ${askedBy(tried, wording)}`] : ['⏳ Working…'];
    case 'open':
      return tried ? [lastTry(tried, subject, wording)] : [];
    case 'accepted':
      return [joined('✅ Accepted as it is.', tried && askedBy(tried, wording))];
    case 'passed':
      return ['🕘 The appointment is over, and this was not put right before.'];
    case 'resolved':
      return [endInWords(subject, tried, wording)];
  }
}

/** Who sees to it, and until when it rests. */
export function composeStanding(subject: Subject, now: Instant, wording: Wording): string[] {
  const { claim, snooze } = subject;
  return [
    ...(claim ? [`🙋 ${claimInWords(claim, wording)}`] : []),
    ...(snooze && snooze.until > now ? [`💤 ${snoozeInWords(snooze, wording)}`] : []),
  ];
}

function claimInWords({ byName, surface, at }: IssueClaim, wording: Wording): string {
  return `${byName}, on ${surfaceLabel(surface)}, is on it since ${sayMoment(at, wording)}.`;
}

/** Opened, closed and opened again within the hour: from here on not every turn is told. */
const FLAPPING_FROM = 3;

/** That not each of its turns is told. */
export function composeFlapping({ turns }: Subject, wording: Wording): string[] {
  const { count = 0, last = null } = turns ?? {};
  if (count < FLAPPING_FROM || last === null) return [];
  return [
    `🔁 flapping: ${sayNumber(count, wording)} turns within the hour, the last one ${sayMoment(last, wording)}. Not each of them is told; this card shows how it stands.`,
  ];
}

/** What was asked for before it was last bad again says nothing about this time. */
function sinceItOpened({ resolution, openedAt, reopenedAt }: Subject): SubjectResolution | null {
  return resolution && resolution.at >= (reopenedAt ?? openedAt) ? resolution : null;
}

function lastTry(tried: SubjectResolution, subject: Subject, wording: Wording): string {
  const asked = askedBy(tried, wording);
  if (tried.state !== 'done') return `⚠️ ${asked}: ${safeText(tried.result ?? 'it was not done.', subject)}`;
  const still =
    subject.finding.code === 'VERIFICATION_ERROR'
      ? 'it still cannot be verified'
      : 'the two sides still differ';
  return `⚠️ ${asked}: done, and ${still}.`;
}

function endInWords(subject: Subject, tried: SubjectResolution | null, wording: Wording): string {
  const done = tried?.state === 'done' ? tried : null;
  const what = ENDS[subject.outcome ?? '']?.(subject) ?? '✅ It is over.';
  // Looking again mends nothing: what did is told beside it.
  const byItself = !done || done.action === 'retry';
  const healed = byItself && subject.outcome === 'agreed' ? healedBy(subject) : null;
  const seen = subject.resolvedAt === null ? null : `Seen ${sayInstant(subject.resolvedAt, wording)}`;
  return joined(healed ? `${what.slice(0, -1)}: ${healed}.` : what, done ? askedBy(done, wording) : seen);
}

const ENDS: Readonly<Record<string, (subject: Subject) => string>> = {
  agreed: () => '✅ Both sides agree again.',
  accepted: () => '✅ It was accepted as it is, and is over now.',
  superseded: ({ finding }) =>
    finding.code === 'ORPHANED_CALCOM'
      ? '✅ The booking has its appointment in the database now.'
      : '✅ The booking belongs to another appointment now.',
  gone: () => '✅ Both sides are gone: there is nothing left to put right.',
};

function askedBy({ action, byName, surface, at }: SubjectResolution, wording: Wording): string {
  return `${actionLabel(action)} by ${byName} on ${surfaceLabel(surface)}, ${sayInstant(at, wording)}`;
}

function joined(...parts: readonly (string | null)[]): string {
  return parts.filter(Boolean).join(' ');
}
