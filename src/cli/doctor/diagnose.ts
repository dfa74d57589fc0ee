/** Everything that calsync needs, one after the other; each is looked at whatever became of the others. */
import type { Config } from '../../config.ts';
import { bad, good, type Check, type Checkup } from '../../domain/check.ts';
import { UserError } from '../../domain/errors.ts';
import { surfaceLabel } from '../../domain/wording.ts';
import { checkHttp } from '../../http/check-http.ts';
import type { Clock } from '../../runtime/clock.ts';
import { openDatabase, type Database } from '../../store/database.ts';
import { platformsOf } from '../platforms.ts';
import { checkTimeZone } from './check-time.ts';
import { examineCalcom } from './examine-calcom.ts';
import { examineDatabase } from './examine-database.ts';
import type { Examination } from './examination.ts';

export async function diagnose(config: Config, examination: Examination): Promise<Checkup[]> {
  const { clock, signal } = examination;
  await using open = new AsyncDisposableStack();
  const opened = await attempt(() => openDatabase(config.database));
  const database = 'check' in opened ? undefined : open.use(opened.value);
  const { calcom, http, timeZone } = config;
  return [
    { area: 'Configuration', checks: [good('Every variable can be used.')] },
    {
      area: 'Database',
      checks: 'check' in opened ? [opened.check] : await examineDatabase(opened.value, clock.now()),
    },
    { area: 'Cal.com', checks: await examineCalcom(config, database, examination) },
    ...(await examinePlatforms(config, signal)),
    { area: 'HTTP', checks: await checkHttp({ ...http, webhookSecret: calcom.webhookSecret }) },
    ...(database ? [{ area: 'Time zone', checks: [await examineTimeZone(database, timeZone, clock)] }] : []),
  ];
}

async function examinePlatforms(config: Config, signal: AbortSignal): Promise<Checkup[]> {
  const checkups: Checkup[] = [];
  for (const { name, check } of platformsOf(config))
    checkups.push({ area: surfaceLabel(name), checks: await check(signal) });
  return checkups;
}

async function examineTimeZone({ sql }: Database, zone: string, clock: Clock): Promise<Check> {
  const checked = await attempt(() => checkTimeZone(sql, zone, clock.now()));
  return 'check' in checked ? checked.check : checked.value;
}

async function attempt<T>(work: () => Promise<T>): Promise<{ value: T } | { check: Check }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof UserError) return { check: bad(error.message) };
    throw error;
  }
}
