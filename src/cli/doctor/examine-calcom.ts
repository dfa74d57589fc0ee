/** Looks at Cal.com with the key, the scope and the budget that calsync uses. */
import { checkCalcom } from '../../calcom/check-calcom.ts';
import { createCalcomClient } from '../../calcom/calcom-client.ts';
import { requireCalcomKey, type Config } from '../../config.ts';
import type { Instant } from '../../domain/appointment.ts';
import { bad, type Check } from '../../domain/check.ts';
import { UserError } from '../../domain/errors.ts';
import { createRequestBudget, type BudgetLedger } from '../../runtime/request-budget.ts';
import { budgetLedger } from '../../store/budget-ledger.ts';
import type { Database } from '../../store/database.ts';
import { checkClock } from './check-time.ts';
import type { Examination } from './examination.ts';

/** Somebody waits at the terminal. */
const TIMEOUTS = { read: 5_000, listing: 10_000 };

export async function examineCalcom(
  config: Config,
  database: Database | undefined,
  { clock, signal }: Examination,
): Promise<Check[]> {
  const key = keyOf(config);
  if ('check' in key) return [key.check];
  const { url, requestsPerMinute } = config.calcom;
  const budget = createRequestBudget({ ledger: ledgerOf(database), clock, requestsPerMinute });
  let serverTime: Instant | undefined;
  let answeredAt: Instant = clock.now();
  await using calcom = createCalcomClient({
    url,
    apiKey: key.apiKey,
    budget,
    clock,
    timeouts: TIMEOUTS,
    log: (event) => {
      if (event.serverTime === null) return;
      serverTime = event.serverTime;
      answeredAt = clock.now();
    },
  });
  const scope = { ...config.calcom, eventTypeMap: config.eventTypeMap };
  const checks = await checkCalcom(calcom.withPriority('person'), scope, { now: clock.now(), signal });
  return [...checks, ...checkClock('Cal.com', serverTime, answeredAt)];
}

function keyOf(config: Config): { apiKey: string } | { check: Check } {
  try {
    return { apiKey: requireCalcomKey(config) };
  } catch (error) {
    if (error instanceof UserError) return { check: bad(error.message) };
    throw error;
  }
}

/** The daemon's own, where there is one: also a look must not go over Cal.com's limit. */
function ledgerOf(database: Database | undefined): BudgetLedger {
  const shared = database && budgetLedger(database.sql);
  return {
    reserve: async (now, pace) => (await shared?.reserve(now, pace).catch(() => now)) ?? now,
    pause: async (until) => shared?.pause(until).catch(() => undefined),
  };
}
