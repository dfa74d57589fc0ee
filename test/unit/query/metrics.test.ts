import { describe, expect, test } from 'vitest';
import type { Card, Chart } from '../../../src/domain/card.ts';
import { composeMetrics, readMetrics, type MetricsReport } from '../../../src/query/metrics.ts';
import type { DayCheck, MetricsSource } from '../../../src/query/sources.ts';
import type { StatusReport } from '../../../src/query/status.ts';
import { MINUTE, NOON } from '../../support/builders.ts';
import { aChart } from '../surfaces/charts.ts';

const BERLIN = { locale: 'en-GB', timeZone: 'Europe/Berlin' };
const NO_CHECK: DayCheck = { last: null, failed: false };
const FAILED: DayCheck = { last: null, failed: true };
const inSync = (synced: number, pairs = 1000): DayCheck => ({ last: { synced, pairs }, failed: false });

const WEEK = [inSync(987), inSync(993), inSync(1000), FAILED, inSync(991), inSync(940), NO_CHECK];

function aSource(fields: Partial<Record<'days', DayCheck[]>> = {}): MetricsSource {
  return {
    sync: async () => ({ synced: 29_610, pairs: 30_000, runs: 30 }),
    durations: async () => ({ averageMs: 2_300, longestMs: 8_100, shortestMs: 800 }),
    issues: async () => ({ opened: 52, resolved: 47 }),
    reviewed: async () => 42,
    days: async () => fields.days ?? WEEK,
  };
}

const NOTHING: MetricsSource = {
  sync: async () => ({ synced: 0, pairs: 0, runs: 0 }),
  durations: async () => undefined,
  issues: async () => ({ opened: 0, resolved: 0 }),
  reviewed: async () => 0,
  days: async (days) => days.map(() => NO_CHECK),
};

function aStatus(fields: Partial<StatusReport> = {}): StatusReport {
  return {
    at: NOON,
    window: { from: NOON, to: NOON },
    counts: {
      synced: 0,
      pending: 0,
      verification_pending: 0,
      failed: 0,
      orphaned_local: 0,
      orphaned_calcom: 0,
      data_mismatch: 0,
    },
    issues: { open: 5, accepted: 0 },
    lastRun: null,
    lastComplete: null,
    nextCheck: null,
    paused: null,
    health: { state: 'healthy', why: 'the last check was complete' },
    ...fields,
  };
}

const read = (source: MetricsSource, status: Partial<StatusReport> = {}, days = 30): Promise<MetricsReport> =>
  readMetrics(source, { status: aStatus(status), days, timeZone: BERLIN.timeZone });

function chartOf({ sections }: Card): Chart {
  const chart = sections.find((section) => section.kind === 'chart');
  if (!chart) throw new Error('There is no chart on this card');
  return chart;
}

const factsOf = ({ sections }: Card) =>
  Object.fromEntries(
    sections.flatMap((section) =>
      section.kind === 'facts' ? section.facts.map(({ label, value }) => [label, value]) : [],
    ),
  );

describe('the metrics', () => {
  test('are told as figures of the period, with the trend of the last seven days', async () => {
    const card = composeMetrics(await read(aSource()), BERLIN);

    expect(card.title).toBe('Sync Health Metrics (Last 30 Days)');
    expect(factsOf(card)).toEqual({
      'Sync Success Rate': '███████████████████░  98.7%',
      'Verification Time': 'Avg 2.3s · Max 8.1s · Min 0.8s',
      'Issues Resolved': '47 / 52  (90.4%)',
      'Manual Reviews': '5 pending · 42 resolved',
    });
    expect(chartOf(card)).toEqual(aChart());
  });

  test('of a database in which nothing was verified yet claim nothing', async () => {
    const report = await read(NOTHING, {
      health: { state: 'unknown', why: 'nothing has been verified yet' },
    });
    const card = composeMetrics(report, BERLIN);

    expect(report).toMatchObject({
      sync: { rate: null, runs: 0 },
      verification: null,
      issues: { opened: 0 },
    });
    expect(card.tone).toBe('warning');
    expect(factsOf(card)).toMatchObject({
      'Sync Success Rate': 'no complete check',
      'Verification Time': 'no finished check',
      'Issues Resolved': 'none opened',
    });
    expect(chartOf(card).points).toHaveLength(7);
    expect(chartOf(card).points.every(({ value, icon }) => value === null && icon === '–')).toBe(true);
    expect(JSON.stringify(card)).not.toContain('✅');
  });

  test('of a day whose checks were not complete show a gap and a warning, never a value', async () => {
    const [day] = chartOf(composeMetrics(await read(aSource({ days: [FAILED] })), BERLIN)).points;

    expect(day).toMatchObject({ value: null, said: 'no complete check', icon: '⚠️', tone: 'warning' });
  });

  test('of a company without any appointment have nothing to show, and nothing to divide by', async () => {
    const [day] = chartOf(composeMetrics(await read(aSource({ days: [inSync(0, 0)] })), BERLIN)).points;

    expect(day).toMatchObject({ value: null, said: 'nothing to compare' });
  });

  test('never round what is not whole up to a hundred', async () => {
    const source = {
      ...aSource({ days: [inSync(99_999, 100_000)] }),
      sync: async () => ({ synced: 99_999, pairs: 100_000, runs: 1 }),
    };
    const card = composeMetrics(await read(source), BERLIN);

    expect(chartOf(card).points[0]).toMatchObject({ value: 99.9, said: '99.9%', icon: '✅' });
    expect(factsOf(card)['Sync Success Rate']).toBe('███████████████████░  99.9%');
    expect(card.footer).toEqual(['Appointments in sync in 1 complete full check since 10 Sept 2026, 00:00']);
  });

  test('say first that they are not up to date, and of when they are', async () => {
    const lastComplete = { startedAt: NOON - 30 * 60 * MINUTE } as StatusReport['lastComplete'];
    const health = { state: 'stale', why: 'no complete full check for more than a day' } as const;

    const card = composeMetrics(await read(aSource(), { health, lastComplete }), BERLIN);

    expect(card.tone).toBe('warning');
    expect(card.sections[0]).toEqual({
      kind: 'text',
      text: '⚠️ Not up to date: no complete full check for more than a day. As of 8 Oct 2026, 08:00.',
    });
  });

  test('ask about whole days of the company, also over a change of the clocks', async () => {
    const asked: number[] = [];
    const source = {
      ...aSource(),
      sync: async (since: number) => {
        asked.push(since);
        return { synced: 0, pairs: 0, runs: 0 };
      },
    };
    const afterTheChange = Date.UTC(2026, 9, 26, 12);

    const report = await read(source, { at: afterTheChange }, 2);
    const card = composeMetrics(report, BERLIN);

    expect(asked).toEqual([Date.UTC(2026, 9, 24, 22)]);
    expect(report.trend.map(({ date }) => date)).toEqual([
      '2026-10-20',
      '2026-10-21',
      '2026-10-22',
      '2026-10-23',
      '2026-10-24',
      '2026-10-25',
      '2026-10-26',
    ]);
    expect(chartOf(card).points.map(({ label }) => label)).toEqual([
      'Tue',
      'Wed',
      'Thu',
      'Fri',
      'Sat',
      'Sun',
      'Mon',
    ]);
  });

  test('are written as the company writes', async () => {
    const card = composeMetrics(await read(aSource()), { locale: 'de-DE', timeZone: 'Europe/Berlin' });

    expect(
      chartOf(card)
        .points.map(({ label, said }) => `${label} ${said}`)
        .slice(0, 2),
    ).toEqual(['Sa 98,7\u00A0%', 'So 99,3\u00A0%']);
    expect(factsOf(card)['Verification Time']).toBe('Avg 2,3s · Max 8,1s · Min 0,8s');
  });
});
