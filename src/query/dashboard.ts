/** The dashboard: how everything stands, at a glance, for whoever may see it. Surface-neutral. */
import type { Instant } from '../domain/appointment.ts';
import type { Card, Fact, Section, Tile } from '../domain/card.ts';
import { sayInstant, sayNumber, sayShare, STATUSES, type Wording } from '../domain/wording.ts';
import { customerSections, plainButton, publicSections, type CustomerData } from './dashboard-lists.ts';
import { judgeFreshness, qualified, type Cadence, type Freshness } from './freshness.ts';
import { bulletinInWords } from './health.ts';
import type { DashboardSource } from './dashboard-source.ts';
import type { OpenBulletin, RecordedIssue } from './sources.ts';
import { HEALTH_WORDS, sayPause, type StatusReport } from './status.ts';

export interface Dashboard {
  readonly status: StatusReport;
  readonly freshness: Freshness;
  readonly bulletins: readonly OpenBulletin[];
  /** Null for those who may not see customers, and may do nothing about them. */
  readonly customers: CustomerData | null;
  /** Null where each reader has a dashboard of their own; for all of them it names no customer. */
  readonly publicIssues: readonly RecordedIssue[] | null;
  /** Key metrics, as they are composed elsewhere. */
  readonly metrics: readonly Section[];
}

export interface DashboardPorts {
  readonly source: DashboardSource;
  readonly status: () => Promise<StatusReport>;
  readonly bulletins: () => Promise<OpenBulletin[]>;
  readonly metrics: () => Promise<Section[]>;
  /** Undefined for those who may not see customers. */
  readonly customers?: (now: Instant) => Promise<CustomerData>;
  /** Undefined where each reader has a dashboard of their own. */
  readonly publicIssues?: () => Promise<RecordedIssue[]>;
  readonly cadences: readonly Cadence[];
}

export async function readDashboard(ports: DashboardPorts): Promise<Dashboard> {
  const status = await ports.status();
  const lastWhole = (await ports.source.lastWhole()) ?? null;
  return {
    status,
    freshness: judgeFreshness(status, lastWhole, ports.cadences),
    bulletins: await ports.bulletins(),
    customers: (await ports.customers?.(status.at)) ?? null,
    publicIssues: (await ports.publicIssues?.()) ?? null,
    metrics: await ports.metrics(),
  };
}

export function composeDashboard(dashboard: Dashboard, wording: Wording): Card {
  const { freshness, bulletins, customers, publicIssues, metrics, status } = dashboard;
  const good = freshness.doubt === undefined && bulletins.length === 0;
  return {
    icon: '🗓️',
    title: 'Cal.com Synchronization Status',
    tone: good ? 'good' : 'warning',
    sections: [
      ...paused(dashboard, wording),
      { kind: 'tiles', tiles: tiles(dashboard, wording) },
      { kind: 'facts', title: 'Last Verification', facts: lastVerification(dashboard, wording) },
      healthLine(dashboard),
      ...troubles(dashboard, wording),
      ...(customers ? customerSections(customers, status.issues.open, wording) : []),
      ...(publicIssues ? publicSections(publicIssues, status.issues.open, wording) : []),
      ...metrics,
    ],
  };
}

function paused({ status: { paused: pause } }: Dashboard, wording: Wording): Section[] {
  if (!pause) return [];
  const text = `⏸️ Paused ${sayPause(pause, wording)}. New cards wait, and nothing is written.`;
  return [{ kind: 'text', text }];
}

/** Where nobody may press, no button stands. */
function hasButtons({ customers, publicIssues }: Dashboard): boolean {
  return customers !== null || publicIssues !== null;
}

function tiles(dashboard: Dashboard, wording: Wording): Tile[] {
  const { status, freshness } = dashboard;
  const { counts, issues } = status;
  const acts = hasButtons(dashboard);
  const say = (value: number) => sayNumber(value, wording);
  const total = STATUSES.reduce((sum, one) => sum + counts[one], 0);
  const share = total === 0 ? null : `${sayShare(counts.synced, total, wording)} sync`;
  const pending = counts.pending + counts.verification_pending;
  return [
    {
      icon: freshness.doubt === undefined ? '✅' : '⚠️',
      label: 'SYNCED',
      value: say(counts.synced),
      note: qualified(share, freshness, wording),
    },
    { icon: '⏳', label: 'PENDING', value: say(pending), note: pending > 0 ? 'Verifying' : null },
    {
      icon: '⚠️',
      label: 'REVIEW',
      value: say(issues.open),
      note: null,
      ...(acts && issues.open > 0 && { action: VIEW }),
    },
    {
      icon: '❌',
      label: 'FAILED',
      value: say(counts.failed),
      note: null,
      ...(acts && counts.failed > 0 && { action: RETRY }),
    },
  ];
}

const VIEW = plainButton('View →', { kind: 'open_issues' });
const RETRY = plainButton('Retry →', { kind: 'verify_doubts' });
const VERIFY_NOW = plainButton('Verify now', { kind: 'look_again' });

/** Without distances, which would be another text every minute. */
function lastVerification({ status }: Dashboard, wording: Wording): Fact[] {
  const { lastRun, nextCheck, issues } = status;
  const last: Fact = lastRun
    ? {
        label: 'Last check',
        value: `${sayInstant(lastRun.startedAt, wording)} (${lastRun.kind}, ${lastRun.outcome})`,
        moment: lastRun.startedAt,
      }
    : { label: 'Last check', value: 'never' };
  const next: Fact = nextCheck
    ? {
        label: 'Next check',
        value: `${sayInstant(nextCheck.at, wording)} (${nextCheck.name})`,
        moment: nextCheck.at,
      }
    : { label: 'Next check', value: 'none: no daemon runs it' };
  const accepted = { label: 'Accepted', value: `${sayNumber(issues.accepted, wording)} as they are` };
  return [last, next, ...(issues.accepted > 0 ? [accepted] : [])];
}

function healthLine(dashboard: Dashboard): Section {
  const { status, freshness, bulletins } = dashboard;
  const { doubt } = freshness;
  const { state } = status.health;
  const words = doubt === undefined && state === 'healthy' ? HEALTH_WORDS.healthy : inDoubt(state, doubt);
  const text = bulletins.length > 0 && doubt === undefined ? '❌ In trouble' : words;
  return {
    kind: 'items',
    title: null,
    items: [{ text: `Status: ${text}`, actions: hasButtons(dashboard) ? [VERIFY_NOW] : [] }],
  };
}

function inDoubt(state: StatusReport['health']['state'], doubt = 'unknown'): string {
  return `${HEALTH_WORDS[state === 'healthy' ? 'stale' : state]}: ${doubt}`;
}

function troubles({ bulletins }: Dashboard, wording: Wording): Section[] {
  if (bulletins.length === 0) return [];
  const lines = bulletins.map((one) => `${bulletinInWords(one)}, since ${sayInstant(one.openedAt, wording)}`);
  return [{ kind: 'list', title: 'Now', lines }];
}
