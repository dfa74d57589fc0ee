/** How well the two sides agree over time: figures of a period, and the trend of the last seven days. */
import type { Instant } from '../domain/appointment.ts';
import type { Card, Chart, ChartPoint, Fact, Section } from '../domain/card.ts';
import { dateOf, lastDays } from '../domain/days.ts';
import type { Span } from '../domain/window.ts';
import {
  percentOf,
  sayInstant,
  sayNumber,
  sayShare,
  sayTaken,
  sayWeekday,
  type Wording,
} from '../domain/wording.ts';
import type { DayCheck, MetricsSource } from './sources.ts';
import type { Health, StatusReport } from './status.ts';

export interface MetricsReport {
  readonly at: Instant;
  readonly days: number;
  /** The midnight with which the period begins; today counts as a day. */
  readonly from: Instant;
  readonly health: Health;
  readonly lastComplete: Instant | null;
  /**
   * `rate`: over all complete full Runs that began in the period, the Pairs that each of them counted as in sync, over
   * all Pairs that each of them counted: a Run with more Pairs weighs more, a Run that was not complete nothing. What
   * was accepted as it is counts as not in sync. 0 to 1; null when nothing was counted.
   */
  readonly sync: {
    readonly rate: number | null;
    readonly synced: number;
    readonly pairs: number;
    readonly runs: number;
  };
  /** From the begin to the end of full and pending Runs; incomplete ones say nothing about it. */
  readonly verification: {
    readonly averageMs: number;
    readonly longestMs: number;
    readonly shortestMs: number;
  } | null;
  /** Opened in the period, and how many of these are closed by now; what has passed is not resolved. */
  readonly issues: { readonly opened: number; readonly resolved: number };
  /** `pending`: Issues open now. `resolved`: closed in the period by something that a person did. */
  readonly reviews: { readonly pending: number; readonly resolved: number };
  readonly trend: readonly TrendDay[];
}

/** `check`: whether a full Run of the day was complete; `failed` when all that ended were not. */
export interface TrendDay {
  readonly date: string;
  readonly from: Instant;
  readonly check: 'complete' | 'failed' | 'none';
  /** Of its last complete full Run, 0 to 1; null without one, or when it had nothing to compare. */
  readonly rate: number | null;
  readonly synced: number | null;
  readonly pairs: number | null;
}

export interface MetricsQuestion {
  readonly status: StatusReport;
  readonly days: number;
  readonly timeZone: string;
}

const TREND_DAYS = 7;

export async function readMetrics(
  source: MetricsSource,
  { status, days, timeZone }: MetricsQuestion,
): Promise<MetricsReport> {
  const { at, health, lastComplete, issues } = status;
  const from = lastDays(at, days, timeZone)[0]?.from ?? at;
  const sync = await source.sync(from);
  const trend = lastDays(at, TREND_DAYS, timeZone);
  const checks = await source.days(trend);
  return {
    at,
    days,
    from,
    health,
    lastComplete: lastComplete?.startedAt ?? null,
    sync: { rate: rateOf(sync), ...sync },
    verification: (await source.durations(from)) ?? null,
    issues: await source.issues(from),
    reviews: { pending: issues.open, resolved: await source.reviewed(from) },
    trend: trend.map((day, index) => trendDay(day, checks[index], timeZone)),
  };
}

function trendDay({ from }: Span, check: DayCheck | undefined, timeZone: string): TrendDay {
  const date = dateOf(from, timeZone);
  if (!check?.last)
    return { date, from, check: check?.failed ? 'failed' : 'none', rate: null, synced: null, pairs: null };
  return { date, from, check: 'complete', rate: rateOf(check.last), ...check.last };
}

function rateOf({ synced, pairs }: { synced: number; pairs: number }): number | null {
  return pairs === 0 ? null : synced / pairs;
}

export function composeMetrics(report: MetricsReport, wording: Wording): Card {
  const { health, lastComplete, sync, from } = report;
  const healthy = health.state === 'healthy';
  const asOf = lastComplete === null ? '' : ` As of ${sayInstant(lastComplete, wording)}.`;
  const caution = healthy ? [] : [{ kind: 'text', text: `⚠️ Not up to date: ${health.why}.${asOf}` } as const];
  return {
    icon: '📈',
    title: `Sync Health Metrics (${periodOf(report)})`,
    tone: healthy ? 'good' : 'warning',
    sections: [
      ...caution,
      { kind: 'facts', title: null, facts: facts(report, wording) },
      trendChart(report, wording),
    ],
    footer: [`${basis(sync.runs, wording)} since ${sayInstant(from, wording)}`],
  };
}

/** Of a period, for a card that says by itself how up to date it is. */
export function composeKeyMetrics(report: MetricsReport, wording: Wording): Section[] {
  const title = `Key Metrics (${periodOf(report)})`;
  return [{ kind: 'facts', title, facts: facts(report, wording) }, trendChart(report, wording)];
}

function periodOf({ days }: MetricsReport): string {
  return days === 1 ? 'Today' : `Last ${days} Days`;
}

function basis(runs: number, wording: Wording): string {
  if (runs === 0) return 'No complete full check';
  return `Appointments in sync in ${sayNumber(runs, wording)} complete full check${runs === 1 ? '' : 's'}`;
}

function facts({ sync, verification, issues, reviews }: MetricsReport, wording: Wording): Fact[] {
  const { opened, resolved } = issues;
  const number = (value: number) => sayNumber(value, wording);
  const taken = (ms: number) => sayTaken(ms, wording);
  return [
    {
      label: 'Sync Success Rate',
      value:
        sync.rate === null
          ? 'no complete check'
          : `${bar(sync.rate)}  ${sayShare(sync.synced, sync.pairs, wording)}`,
    },
    {
      label: 'Verification Time',
      value: verification
        ? `Avg ${taken(verification.averageMs)} · Max ${taken(verification.longestMs)} · Min ${taken(verification.shortestMs)}`
        : 'no finished check',
    },
    {
      label: 'Issues Resolved',
      value:
        opened === 0
          ? 'none opened'
          : `${number(resolved)} / ${number(opened)}  (${sayShare(resolved, opened, wording)})`,
    },
    {
      label: 'Manual Reviews',
      value: `${number(reviews.pending)} pending · ${number(reviews.resolved)} resolved`,
    },
  ];
}

const BAR_CELLS = 20;

/** Only what is whole is shown as whole. */
function bar(rate: number): string {
  const full = Math.floor(rate * BAR_CELLS);
  return '█'.repeat(full) + '░'.repeat(BAR_CELLS - full);
}

/** A day below it is told by the warning sign. */
const GOOD_RATE = 0.95;

function trendChart({ trend }: MetricsReport, wording: Wording): Chart {
  return {
    kind: 'chart',
    title: `Trend (Last ${TREND_DAYS} Days)`,
    measure: 'in sync',
    unit: '%',
    points: trend.map((day) => ({ label: sayWeekday(day.from, wording), ...pointOf(day, wording) })),
  };
}

/** Without a complete check there is no value, whatever was read: green means complete. */
function pointOf({ check, rate, synced, pairs }: TrendDay, wording: Wording): Omit<ChartPoint, 'label'> {
  if (check === 'failed') return { value: null, said: 'no complete check', icon: '⚠️', tone: 'warning' };
  if (check === 'none') return { value: null, said: 'no full check', icon: '–', tone: 'neutral' };
  if (rate === null || synced === null || pairs === null)
    return { value: null, said: 'nothing to compare', icon: '–', tone: 'neutral' };
  const good = rate >= GOOD_RATE;
  return {
    value: percentOf(synced, pairs),
    said: sayShare(synced, pairs, wording),
    icon: good ? '✅' : '⚠️',
    tone: good ? 'good' : 'warning',
  };
}
