/** Compares clocks, and what Node and the database know of the time zone. */
import type { Instant } from '../../domain/appointment.ts';
import { good, warning, type Check } from '../../domain/check.ts';
import { epochMs, INSTANT, type Sql } from '../../store/sql.ts';

const HALF_A_YEAR_MS = 182 * 24 * 60 * 60_000;
const MOST_SKEW_MS = 60_000;
const MINUTE_MS = 60_000;

/** `serverTime`: as some other machine's clock shows it at `now`; undefined when it is not known. */
export function checkClock(whose: string, serverTime: Instant | undefined, now: Instant): Check[] {
  if (serverTime === undefined) return [];
  const skew = now - serverTime;
  if (Math.abs(skew) <= MOST_SKEW_MS) return [good(`The clock agrees with ${whose}.`)];
  const way = skew > 0 ? 'ahead of' : 'behind';
  return [
    warning(
      `The clock is ${Math.round(Math.abs(skew) / 1000)} s ${way} ${whose}: let this machine set its time by NTP.`,
    ),
  ];
}

export async function readDatabaseTime(sql: Sql): Promise<Instant | undefined> {
  const [row] = await sql<{ now: number }>(`select ${epochMs('clock_timestamp()')} as now`);
  return row?.now;
}

/** Old data in one of the two shows at the next change of the clocks, or in places that have changed their rules. */
export async function checkTimeZone(sql: Sql, zone: string, now: Instant): Promise<Check> {
  const [known] = await sql('select from pg_timezone_names where lower(name) = lower(?)', [zone]);
  if (!known)
    return warning(
      `The database does not know the time zone ${zone}: update its time zone data, or correct CALSYNC_TIME_ZONE.`,
    );
  for (const at of [now, now + HALF_A_YEAR_MS]) {
    const ours = offsetOf(zone, at);
    const theirs = await readOffset(sql, zone, at);
    if (ours === theirs) continue;
    const day = new Date(at).toISOString().slice(0, 10);
    return warning(
      `Node and the database disagree about ${zone} on ${day} (${ours} and ${theirs} minutes from UTC): update the time zone data of the older one.`,
    );
  }
  return good(`Node and the database agree about ${zone}, now and in half a year.`);
}

/** Minutes east of UTC, by Node's own data. */
function offsetOf(zone: string, at: Instant): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? Number.NaN;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return shown / MINUTE_MS - Math.floor(at / MINUTE_MS);
}

async function readOffset(sql: Sql, zone: string, at: Instant): Promise<number> {
  const [row] = await sql<{ minutes: number }>(
    `select round(extract(epoch from (t at time zone ?) - (t at time zone 'UTC')) / 60)::float8 as minutes
     from (select ${INSTANT} as t) as one`,
    [zone, at],
  );
  return row?.minutes ?? Number.NaN;
}
