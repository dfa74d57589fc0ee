/** The first check of a company that was never verified, with old disagreements; tells what people would be told. */
import { openApp } from '../../src/app.ts';
import { createCalcomClient } from '../../src/calcom/calcom-client.ts';
import { readConfig, requireCalcomKey } from '../../src/config.ts';
import { verifyWindow } from '../../src/reconcile/verify-window.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { createRequestBudget } from '../../src/runtime/request-budget.ts';
import { budgetLedger } from '../../src/store/budget-ledger.ts';
import type { Sql } from '../../src/store/sql.ts';
import type { FirstCheck } from './measured.ts';
import { requestOf } from './request-of.ts';

export interface FirstCheckRequest {
  readonly databaseUrl: string;
  readonly calcomUrl: string;
  /** Every n-th appointment was cancelled long ago, and its booking never was. */
  readonly every: number;
}

/** A day, and a little for the time that the check takes. */
const SOON = `now() + interval '24 hours'`;

const request = requestOf() as FirstCheckRequest;
const config = readConfig({
  DATABASE_URL: request.databaseUrl,
  CALCOM_API_URL: `${request.calcomUrl}/v2`,
  CALCOM_API_KEY: 'cal_test_bench',
  CALSYNC_RETRY_LADDER: '0,1ms,1ms',
  CALSYNC_TIME_ZONE: 'UTC',
  CALSYNC_LOG_LEVEL: 'silent',
});
await using app = await openApp(config, { clock: systemClock, log: () => undefined });
const { sql } = app.database;
await forgetEverything(sql);
await sql(`update calsync.appointment set status = 'cancelled' where id::bigint % ?::bigint = 0`, [
  request.every,
]);
const ledger = budgetLedger(sql);
const budget = createRequestBudget({ ledger, clock: systemClock, requestsPerMinute: 6_000_000 });
await using calcom = createCalcomClient({
  url: config.calcom.url,
  apiKey: requireCalcomKey(config),
  budget,
  clock: systemClock,
});
const ports = { ...app.reconcile(), bookings: calcom };
const outcomes: string[] = [];
for (let attempt = 0; attempt < 3; attempt++) {
  const { result } = await verifyWindow(ports, app.policy, { signal: new AbortController().signal });
  outcomes.push(result.outcome);
}
const [counted] = await sql<Omit<FirstCheck, 'outcomes'>>(
  `select (select count(*) from calsync.issue where state = 'open')::float8 as issues,
     (select count(*) from calsync.issue where state = 'open' and starts_at < ${SOON})::float8 as soon,
     (select count(distinct issue_id) from calsync.notification)::float8 as cards,
     (select count(distinct bulletin_id) from calsync.notification)::float8 as summaries`,
);
console.log(JSON.stringify({ outcomes, ...(counted as Omit<FirstCheck, 'outcomes'>) } satisfies FirstCheck));

async function forgetEverything(all: Sql): Promise<void> {
  await all(
    'truncate calsync.pair, calsync.pair_history, calsync.issue, calsync.run, calsync.notification, calsync.card, calsync.bulletin cascade',
  );
}
