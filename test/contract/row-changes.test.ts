/** Which rows are noticed as changed, by the database itself, on both databases. */
import { afterAll, describe, expect } from 'vitest';
import { NOTHING_PROVEN } from '../../src/domain/certificate.ts';
import { NO_COUNTS } from '../../src/reconcile/run-report.ts';
import { appointmentStore } from '../../src/store/appointment-store.ts';
import type { Database } from '../../src/store/database.ts';
import { rowChangesStore } from '../../src/store/row-changes-store.ts';
import { runStore } from '../../src/store/run-store.ts';
import { lendDatabase, putAway } from '../support/both-databases.ts';
import { test } from '../support/database.ts';
import { HOUR, MORNING } from '../support/salon.ts';

afterAll(putAway);

const SPAN = { from: MORNING, to: MORNING + 48 * HOUR };

const CHANGES: [string, string][] = [
  ['start', `starts_at = starts_at + interval '1 second'`],
  ['end', `ends_at = ends_at + interval '1 second'`],
  ['status', `status = 'cancelled'`],
  ['booking', `calcom_booking_uid = 'other'`],
  ['lost booking', `calcom_booking_uid = null`],
  ['address', `customer_email = 'bo@example.com'`],
  ['phone', `customer_phone = '+49 170 7654321'`],
  ['event type', `event_type_id = 12`],
  ['start in the span to another day', `starts_at = starts_at + interval '30 days'`],
  ['start to infinity', `starts_at = 'infinity'`],
];

const WRITTEN_OTHERWISE: [string, string][] = [
  ['the letter case of the address', `customer_email = ' Anna@Example.COM '`],
  ['the way the phone is written', `customer_phone = '0049 170/1234-567'`],
  ['the service', `service = 'Colour'`],
];

describe.for(['postgres', 'embedded'] as const)('a row on %s', (kind) => {
  test.for(CHANGES)('whose %s changed is noticed', async ([, change], { databaseUrl }) => {
    await using lent = await aRememberedRow(kind, databaseUrl);

    await lent.database.sql(`update calsync.appointment set ${change}`);

    expect(await rowChangesStore(lent.database.sql).find(SPAN, 10)).toEqual({ changed: ['1'], lost: [] });
  });

  test.for(WRITTEN_OTHERWISE)(
    'of which only %s changed is as it was',
    async ([, change], { databaseUrl }) => {
      await using lent = await aRememberedRow(kind, databaseUrl);

      await lent.database.sql(`update calsync.appointment set ${change}`);

      expect(await rowChangesStore(lent.database.sql).find(SPAN, 10)).toEqual({ changed: [], lost: [] });
    },
  );

  test('that is new, and one that was deleted, are noticed, but not outside the span', async ({
    databaseUrl,
  }) => {
    await using lent = await aRememberedRow(kind, databaseUrl);
    const { sql } = lent.database;
    await sql(`insert into calsync.appointment (id, starts_at, ends_at)
      select id, starts_at + at, ends_at + at from (values ('new', interval '1 hour'), ('later', interval '9 days')) as v (id, at),
        (select starts_at, ends_at from calsync.appointment where id = '1') as one`);
    await sql(`delete from calsync.appointment where id = '1'`);

    const found = await rowChangesStore(sql).find(SPAN, 10);

    expect(found).toEqual({ changed: ['new'], lost: [1] });
    expect(await rowChangesStore(sql).find({ from: SPAN.to, to: SPAN.to + HOUR }, 10)).toEqual({
      changed: [],
      lost: [],
    });
  });
});

/** One appointment, and the Pair that remembers it as it is. */
async function aRememberedRow(kind: Database['kind'], url: string) {
  const lent = await lendDatabase(kind, url);
  const { sql } = lent.database;
  await sql(
    `insert into calsync.appointment (id, customer_name, customer_email, customer_phone, starts_at, ends_at, event_type_id,
       calcom_booking_uid) values ('1', 'Anna', 'anna@example.com', '+49 170 1234567', to_timestamp(?), to_timestamp(?), 10, 'a')`,
    [(MORNING + HOUR) / 1000, (MORNING + 2 * HOUR) / 1000],
  );
  const [row] = await appointmentStore(sql).read({ ids: ['1'] });
  if (!row) throw new Error('the row is not there');
  const runs = runStore(lent.database, []);
  const id = await runs.begin({ kind: 'full', startedAt: MORNING, window: SPAN });
  const { startsAt, endsAt, fingerprint } = row;
  const identity = {
    appointmentId: '1',
    bookingUid: 'a',
    seatUid: null,
    rowUid: 'a',
    fingerprint,
    startsAt,
    endsAt,
  };
  const pair = {
    known: undefined,
    answered: true,
    identity,
    status: 'synced',
    ladder: null,
    at: MORNING,
    event: null,
    evidence: null,
    issue: null,
  } as const;
  const read = { appointmentsRead: 1, bookingsRead: 1, apiRequests: 1, counts: NO_COUNTS };
  const proven = { certificate: NOTHING_PROVEN, scope: null, exempt: false, unannounced: 0 };
  await runs.finish(
    id,
    { finishedAt: MORNING, outcome: 'complete', problem: null, ...read, ...proven },
    { changes: [{ kind: 'update', ...pair }], bulletins: [] },
  );
  return lent;
}
