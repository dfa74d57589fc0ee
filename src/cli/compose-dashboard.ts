/** The dashboard as each reader may see it, and the list behind its Review tile. */
import type { App } from '../app.ts';
import type { Card } from '../domain/card.ts';
import { windowAt } from '../domain/window.ts';
import type { Reader } from '../notify/homes.ts';
import type { SurfaceName } from '../notify/surface.ts';
import { composeDashboard, readDashboard, type Dashboard } from '../query/dashboard.ts';
import { composeOpenIssues, type CustomerData } from '../query/dashboard-lists.ts';
import type { Cadence } from '../query/freshness.ts';
import { readStatus } from '../query/status.ts';
import { nextTime } from '../runtime/schedule.ts';
import { dashboardStore } from '../store/dashboard-store.ts';
import { healthStore } from '../store/health-store.ts';
import { issueStore, statusStore } from '../store/query-store.ts';
import { keyMetrics } from './metrics.ts';
import { nextCheck, verificationJobs } from './verification-jobs.ts';

/** Shown of each list. */
const ISSUES = 10;
const PUBLIC_ISSUES = 8;
const APPOINTMENTS = 10;
/** One message can have told of several changes at once. */
const NOTICES = 25;
/** More than a window takes, so that it says how many are left out. */
const ALL_ISSUES = 1_000;

/** `surface`: whose messages are listed. */
export async function composeDashboardFor(app: App, reader: Reader, surface: SurfaceName): Promise<Card> {
  return composeDashboard(await readDashboardFor(app, reader, surface), app.config);
}

export async function readDashboardFor(app: App, reader: Reader, surface: SurfaceName): Promise<Dashboard> {
  const { sql } = app.database;
  return readDashboard({
    source: dashboardStore(sql),
    status: () => statusNow(app),
    bulletins: () => healthStore(sql).openBulletins(),
    // A message that everybody reads is changed as seldom as can be.
    metrics: () => (reader === 'everybody' ? Promise.resolve([]) : keyMetrics(app)),
    cadences: cadencesOf(app),
    ...(reader === 'admin' && { customers: (now: number) => readCustomers(app, surface, now) }),
    ...(reader === 'everybody' && {
      publicIssues: () => issueStore(sql).listIssues({ state: 'open', limit: PUBLIC_ISSUES }),
    }),
  });
}

export async function openIssuesCard({ database, config }: App): Promise<Card> {
  const issues = await issueStore(database.sql).listIssues({ state: 'open', limit: ALL_ISSUES });
  return composeOpenIssues(issues, config);
}

/** A Run that has only begun says nothing yet, and would change every home twice. */
function statusNow({ clock, config, policy, database }: App): ReturnType<typeof readStatus> {
  const now = clock.now();
  return readStatus(statusStore(database.sql), {
    now,
    window: windowAt(now, policy),
    nextCheck: nextCheck(config, now),
    underWay: false,
  });
}

async function readCustomers(
  { database: { sql } }: App,
  surface: SurfaceName,
  now: number,
): Promise<CustomerData> {
  const source = dashboardStore(sql);
  return {
    issues: await issueStore(sql).listIssues({ state: 'open', limit: ISSUES }),
    upcoming: await source.upcoming(now, APPOINTMENTS),
    notices: await source.recentNotices(surface, NOTICES),
  };
}

function cadencesOf({ config }: App): Cadence[] {
  return verificationJobs(config).map(({ name, title, cron }) => ({
    title,
    whole: name === 'daily',
    secondAfter(at) {
      const first = nextTime(cron, config.timeZone, at);
      return first === undefined ? undefined : nextTime(cron, config.timeZone, first);
    },
  }));
}
