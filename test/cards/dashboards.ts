/** The dashboard and the metrics, for whoever may see what. */
import type { Card } from '../../src/domain/card.ts';
import { composeDashboard, type Dashboard } from '../../src/query/dashboard.ts';
import { composeKeyMetrics, composeMetrics, type MetricsReport } from '../../src/query/metrics.ts';
import { MINUTE } from '../support/builders.ts';
import { aDashboard, aStatus } from '../support/dashboards.ts';
import { HOUR, OPENED } from './kinds.ts';
import { WORDING } from './wording.ts';

interface State {
  readonly state: string;
  readonly card: Card;
}

const DAY = 24 * HOUR;
const DATES = ['16', '17', '18', '19', '20', '21', '22'].map((day) => `2026-11-${day}`);

const METRICS: MetricsReport = {
  at: OPENED,
  days: 30,
  from: OPENED - 29 * DAY,
  health: { state: 'healthy', why: 'the last check was complete' },
  lastComplete: OPENED - HOUR,
  sync: { rate: 0.987, synced: 29_610, pairs: 30_000, runs: 30 },
  verification: { averageMs: 2_300, longestMs: 8_100, shortestMs: 800 },
  issues: { opened: 52, resolved: 47 },
  reviews: { pending: 5, resolved: 42 },
  trend: DATES.map((date, at) => ({
    date,
    from: OPENED - (6 - at) * DAY,
    check: at === 3 ? 'failed' : 'complete',
    rate: at === 3 ? null : 0.94 + at / 100,
    synced: at === 3 ? null : 940 + at * 10,
    pairs: at === 3 ? null : 1000,
  })),
};

const STALE = 'Check of the next 48 hours was missed twice';

const AS_IT_STANDS: readonly { state: string; fields: Partial<Dashboard> }[] = [
  { state: 'as it should be', fields: {} },
  {
    state: 'not up to date',
    fields: { freshness: { doubt: STALE, asOf: OPENED - 6 * HOUR } },
  },
  {
    state: 'in trouble',
    fields: {
      bulletins: [{ kind: 'circuit_open', facts: { verified: null }, openedAt: OPENED - 5 * MINUTE }],
    },
  },
  {
    state: 'paused',
    fields: {
      status: aStatus({
        paused: { by: 'Ada', surface: 'slack', reason: 'Cal.com moves', until: OPENED + HOUR },
      }),
    },
  },
];

function dashboards(fields: Partial<Dashboard>): State[] {
  return AS_IT_STANDS.map(({ state, fields: standing }) => {
    const metrics = composeKeyMetrics(METRICS, WORDING);
    return { state, card: composeDashboard(aDashboard({ metrics, ...standing, ...fields }), WORDING) };
  });
}

export const ADMINS_DASHBOARDS = dashboards({});
/** Figures alone. */
export const MEMBERS_DASHBOARDS = dashboards({ customers: null });

export const METRICS_CARDS: readonly State[] = [
  { state: 'of 30 days', card: composeMetrics(METRICS, WORDING) },
  {
    state: 'not up to date',
    card: composeMetrics({ ...METRICS, health: { state: 'stale', why: STALE } }, WORDING),
  },
];
