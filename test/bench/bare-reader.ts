/** Reads the same pages and the same rows as a full Run and thinks nothing: the least that anybody could need. */
import { Client } from 'pg';
import { Agent, request as send } from 'undici';
import { systemClock } from '../../src/runtime/clock.ts';
import { EVENT_TYPE_IDS } from './customers.ts';
import { startGauges } from './gauges.ts';
import type { MeasuredReading } from './measured.ts';
import { requestOf } from './request-of.ts';

export interface ReadRequest {
  readonly databaseUrl: string;
  readonly calcomUrl: string;
}

const DAY = 24 * 60 * 60_000;
const PAGE_SIZE = 250;
const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8 as ${column}`;
const APPOINTMENTS = `select id, customer_name, customer_email, customer_phone, service, ${ms('starts_at')}, ${ms('ends_at')},
  time_zone, status, event_type_id, calcom_booking_uid, source, ${ms('created_at')} from calsync.appointment
  where starts_at >= to_timestamp($1::float8 / 1000) and starts_at < to_timestamp($2::float8 / 1000)`;
const PAIRS = `select id::float8 as id, version, appointment_id, booking_uid, seat_uid, row_uid, fingerprint, ${ms('starts_at')},
  ${ms('ends_at')}, status, ladder_code, ladder_fields, equal_attempts, troubled_attempts, attempts, next_attempt_at,
  last_error, issue_id from calsync.pair
  where starts_at >= to_timestamp($1::float8 / 1000) and starts_at < to_timestamp($2::float8 / 1000)`;

const { databaseUrl, calcomUrl } = requestOf() as ReadRequest;
const agent = new Agent({ connections: 2 });
const client = new Client({ connectionString: databaseUrl });
await client.connect();
const gauges = startGauges();
const read = await readAll(systemClock.now());
console.log(JSON.stringify({ ...gauges.read(), ...read } satisfies MeasuredReading));
await client.end();
await agent.close();

/** From start to start, as calsync seeks; where one start fills a page, by skipping. */
async function readAll(
  now: number,
): Promise<Pick<MeasuredReading, 'bookingsRead' | 'rowsRead' | 'pairsRead'>> {
  const to = now + 90 * DAY;
  const sums = { bookingsRead: 0, rowsRead: 0, pairsRead: 0 };
  let from = now - 7 * DAY;
  for (let skip = 0; ; ) {
    const starts = await readPage(from, skip);
    const last = starts.at(-1) ?? to;
    const whole = starts.length < PAGE_SIZE;
    const next = whole ? to : last;
    sums.bookingsRead +=
      whole || last === from ? starts.length : starts.filter((start) => start < last).length;
    if (next > from) {
      sums.rowsRead += (await client.query(APPOINTMENTS, [from, next])).rows.length;
      sums.pairsRead += (await client.query(PAIRS, [from, next])).rows.length;
    }
    if (whole) return sums;
    skip = last === from ? skip + starts.length : 0;
    from = last;
  }
}

async function readPage(from: number, skip: number): Promise<number[]> {
  const query = new URLSearchParams({
    afterStart: new Date(from).toISOString(),
    sortStart: 'asc',
    take: String(PAGE_SIZE),
    skip: String(skip),
    eventTypeIds: EVENT_TYPE_IDS.join(),
  });
  const { body, statusCode } = await send(`${calcomUrl}/v2/bookings?${query.toString()}`, {
    headers: { 'cal-api-version': '2024-08-13', authorization: 'Bearer cal_test_bench' },
    dispatcher: agent,
  });
  if (statusCode !== 200) throw new Error(`Cannot read a page: ${statusCode} ${await body.text()}`);
  const { data } = JSON.parse(await body.text()) as { data: { start: string }[] };
  return data.map(({ start }) => Date.parse(start));
}
