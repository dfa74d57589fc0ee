/** How everything stands: counts, the last and next check, and whether that can be relied on. */
import type { Instant } from '../domain/appointment.ts';
import type { Card, Section, Tile } from '../domain/card.ts';
import type { SyncStatus } from '../domain/pair-state.ts';
import type { Pause } from '../domain/pause.ts';
import type { Span } from '../domain/window.ts';
import {
  sayDistance,
  sayInstant,
  sayNumber,
  sayShare,
  STATUSES,
  statusIcon,
  statusLabel,
  surfaceLabel,
  type Wording,
} from '../domain/wording.ts';
import type { RecordedRun, StatusSource } from './sources.ts';

export type HealthState = 'healthy' | 'stale' | 'trouble' | 'unknown';

export interface Health {
  readonly state: HealthState;
  readonly why: string;
}

export interface StatusReport {
  readonly at: Instant;
  readonly window: Span;
  readonly counts: Readonly<Record<SyncStatus, number>>;
  readonly issues: { readonly open: number; readonly accepted: number };
  readonly lastRun: RecordedRun | null;
  readonly lastComplete: RecordedRun | null;
  /** When each schedule comes next; null without one. */
  readonly nextCheck: { readonly name: string; readonly at: Instant } | null;
  readonly health: Health;
  /** Null when nothing is paused. */
  readonly paused: Pause | null;
}

/** Without a complete full Run for this long, what we know is no longer called healthy: a day, and the time that a Run takes. */
const STALE_AFTER_MS = 25 * 60 * 60_000;

export interface StatusQuestion {
  readonly now: Instant;
  readonly window: Span;
  readonly nextCheck: StatusReport['nextCheck'];
  /** Whether a process is verifying at this moment. */
  readonly underWay: boolean;
}

/** A process that was killed leaves its Run unfinished for ever: so many of them may stand before one that says something. */
const RECENT_RUNS = 50;

export async function readStatus(source: StatusSource, question: StatusQuestion): Promise<StatusReport> {
  const { now, window, nextCheck, underWay } = question;
  const counted = await source.countPairs(window);
  const unverified = await source.countUnverified(window);
  const runs = await source.latestRuns(RECENT_RUNS);
  const finished = runs.filter(({ outcome }) => outcome !== 'running');
  const lastRun = (underWay ? runs[0] : finished[0]) ?? null;
  const lastComplete = (await source.lastComplete()) ?? null;
  const counts = Object.fromEntries(STATUSES.map((status) => [status, counted[status] ?? 0])) as Record<
    SyncStatus,
    number
  >;
  counts.pending += unverified;
  return {
    at: now,
    window,
    counts,
    issues: await source.countIssues(),
    lastRun,
    lastComplete,
    nextCheck,
    health: judgeHealth({ runs: finished, lastComplete, now }),
    paused: (await source.findPause(now)) ?? null,
  };
}

/** `runs`: the latest first. Green means complete: nothing is called healthy on the strength of a Run that was not whole. */
export function judgeHealth(known: {
  runs: readonly RecordedRun[];
  lastComplete: RecordedRun | null;
  now: Instant;
}): Health {
  const [last, before] = known.runs.filter(({ outcome }) => outcome !== 'running');
  if (!last) return { state: 'unknown', why: 'nothing has been verified yet' };
  if (last.outcome !== 'complete' && (before?.outcome !== 'complete' || !known.lastComplete)) {
    return { state: 'trouble', why: last.problem ?? 'the last checks were not complete' };
  }
  if (!known.lastComplete || known.now - known.lastComplete.startedAt > STALE_AFTER_MS) {
    return { state: 'stale', why: 'no complete full check for more than a day' };
  }
  if (last.outcome !== 'complete')
    return {
      state: 'stale',
      why: `the last check was ${last.outcome === 'refused' ? 'refused' : 'not complete'}: ${last.problem ?? last.outcome}`,
    };
  return { state: 'healthy', why: 'the last check was complete' };
}

export const HEALTH_WORDS: Record<HealthState, string> = {
  healthy: '✅ Healthy',
  stale: '⚠️ Not up to date',
  trouble: '❌ In trouble',
  unknown: '⏳ Not verified yet',
};

export function composeStatus(report: StatusReport, wording: Wording): Card {
  return {
    icon: '📋',
    title: 'Cal.com Synchronization Status',
    tone: report.health.state === 'healthy' ? 'good' : 'warning',
    sections: [{ kind: 'tiles', tiles: tiles(report, wording) }, lastVerification(report, wording)],
  };
}

function tiles({ counts, health, issues }: StatusReport, wording: Wording): Tile[] {
  const total = STATUSES.reduce((sum, status) => sum + counts[status], 0);
  const share = health.state === 'unknown' ? null : `${sayShare(counts.synced, total, wording)} sync`;
  const review: Tile = {
    icon: '⚠️',
    label: 'Review',
    value: sayNumber(issues.open, wording),
    note: issues.open > 0 ? 'see "issues"' : null,
  };
  const [synced, pending, verifying, ...bad] = STATUSES.map((status) => ({
    icon: statusIcon(status),
    label: statusLabel(status),
    value: sayNumber(counts[status], wording),
    note: status === 'synced' ? share : null,
  }));
  return [synced, pending, verifying, review, ...bad].filter((tile) => tile !== undefined);
}

function lastVerification(report: StatusReport, wording: Wording): Section {
  const { at, lastRun, lastComplete, nextCheck, health, issues, paused } = report;
  const healthy = health.state === 'healthy';
  const facts = [
    { label: 'Last verification', value: lastRun ? sayRun(lastRun, wording) : 'never' },
    ...(lastComplete && !healthy
      ? [{ label: 'Counts as of', value: sayInstant(lastComplete.startedAt, wording) }]
      : []),
    {
      label: 'Next check',
      value: nextCheck ? `${sayDistance(nextCheck.at, at)} (${nextCheck.name})` : 'none: no daemon runs it',
    },
    {
      label: 'Status',
      value: healthy ? HEALTH_WORDS.healthy : `${HEALTH_WORDS[health.state]}: ${health.why}`,
    },
    ...(issues.accepted > 0
      ? [{ label: 'Accepted', value: `${sayNumber(issues.accepted, wording)} as they are` }]
      : []),
    ...(paused ? [{ label: 'Paused', value: sayPause(paused, wording) }] : []),
  ];
  return { kind: 'facts', title: null, facts };
}

/** `by Ada on Slack until 9 Oct 2026, 10:00: the server moves` */
export function sayPause({ by, surface, reason, until }: Pause, wording: Wording): string {
  const end = until === null ? '' : ` until ${sayInstant(until, wording)}`;
  return `by ${by} on ${surfaceLabel(surface)}${end}: ${reason}`;
}

function sayRun({ startedAt, outcome, kind }: RecordedRun, wording: Wording): string {
  return `${sayInstant(startedAt, wording)} (${kind}, ${outcome === 'running' ? 'still running' : outcome})`;
}
