/** Makes one Run of the real calsync, in a process of its own, and tells what it cost. */
import { openApp, type App } from '../../src/app.ts';
import { createCalcomClient, type CalcomClient } from '../../src/calcom/calcom-client.ts';
import { exclusively } from '../../src/cli/exclusively.ts';
import { readConfig, requireCalcomKey } from '../../src/config.ts';
import type { RunReport } from '../../src/reconcile/run-report.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { createRequestBudget } from '../../src/runtime/request-budget.ts';
import { budgetLedger } from '../../src/store/budget-ledger.ts';
import { startGauges } from './gauges.ts';
import type { ListMode, MeasuredRun } from './measured.ts';
import { requestOf } from './request-of.ts';
import { verifyByKind } from './verify-by-kind.ts';

export interface RunRequest {
  readonly databaseUrl: string;
  readonly calcomUrl: string;
  readonly kind: 'full' | 'pending';
  readonly listMode: ListMode;
}

/** Far above what one process can send, so that the pace is written down as ever and never waited for. */
const REQUESTS_PER_MINUTE = 6_000_000;

const request = requestOf() as RunRequest;
const signal = new AbortController().signal;
const config = readConfig({
  DATABASE_URL: request.databaseUrl,
  CALCOM_API_URL: `${request.calcomUrl}/v2`,
  CALCOM_API_KEY: 'cal_test_bench',
  CALCOM_LIST_MODE: request.listMode,
  CALSYNC_TIME_ZONE: 'UTC',
  CALSYNC_LOG_LEVEL: 'silent',
});
await using app = await openApp(config, { clock: systemClock, log: () => undefined });
await using calcom = unpacedCalcom(app);
const ports = { ...app.reconcile(), bookings: calcom };
await app.database.sql('select 1');
const gauges = startGauges();
const report = await exclusively(app, signal, (leased) =>
  verifyByKind(ports, app.policy, { kind: request.kind, signal: leased }),
);
console.log(JSON.stringify({ ...gauges.read(), ...outcomeOf(report) } satisfies MeasuredRun));

function unpacedCalcom({ config: { calcom: settings }, database, clock }: App): CalcomClient {
  const ledger = budgetLedger(database.sql);
  const budget = createRequestBudget({ ledger, clock, requestsPerMinute: REQUESTS_PER_MINUTE });
  return createCalcomClient({ url: settings.url, apiKey: requireCalcomKey(config), budget, clock });
}

function outcomeOf({
  result,
  discrepancies,
}: RunReport): Omit<MeasuredRun, keyof ReturnType<typeof gauges.read>> {
  const { outcome, problem, appointmentsRead, bookingsRead } = result;
  return { outcome, problem, appointmentsRead, bookingsRead, discrepancies: discrepancies.length };
}
