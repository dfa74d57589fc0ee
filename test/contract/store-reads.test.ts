/** What finding reads of both databases, and a whole Run on each, also over a company's own table. */
import { afterAll, describe, expect } from 'vitest';
import { createCalcomClient } from '../../src/calcom/calcom-client.ts';
import type { RowSelection } from '../../src/reconcile/appointment-source.ts';
import type { PairUpdate } from '../../src/reconcile/pair-change.ts';
import type { PairSelection } from '../../src/reconcile/pair-memory.ts';
import { NO_COUNTS } from '../../src/reconcile/run-report.ts';
import { verifyWindow } from '../../src/reconcile/verify-window.ts';
import { createRequestBudget, inMemoryLedger } from '../../src/runtime/request-budget.ts';
import { startCalcom } from '../../src/sandbox/calcom/start-calcom.ts';
import { appointmentStore } from '../../src/store/appointment-store.ts';
import type { Database } from '../../src/store/database.ts';
import { pairStore } from '../../src/store/pair-store.ts';
import { NOTHING_PROVEN } from '../../src/domain/certificate.ts';
import { rowChangesStore } from '../../src/store/row-changes-store.ts';
import { runHistoryStore } from '../../src/store/run-history-store.ts';
import { webhookStore } from '../../src/store/webhook-store.ts';
import { runStore } from '../../src/store/run-store.ts';
import type { Sql } from '../../src/store/sql.ts';
import { lendDatabase, putAway } from '../support/both-databases.ts';
import { MINUTE, NOON } from '../support/builders.ts';
import { test } from '../support/database.ts';
import { salonClock } from '../support/salon.ts';

const KINDS = ['postgres', 'embedded'] as const;
const DAY = 24 * 60 * MINUTE;

afterAll(putAway);

describe.for(KINDS)('appointments on %s', (kind) => {
  test('are read whole, with instants in milliseconds and no empty uid', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    await lent.database.sql(
      `insert into calsync.appointment (id, customer_name, customer_email, customer_phone, service, starts_at, ends_at,
         time_zone, status, event_type_id, calcom_booking_uid, source, created_at)
       values ('7', 'Zoë “Zo” O''Neil', 'zoe@example.com', '+49 170 1', 'Cut', '2026-10-09T14:00:00.5+02:00',
         '2026-10-09T12:30:00Z', 'Europe/Berlin', 'no_show', 10, '', 'phone', null)`,
    );

    const rows = await appointmentStore(lent.database.sql).read({ ids: ['7'] });

    expect(rows).toEqual([
      {
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        id: '7',
        customerName: "Zoë “Zo” O'Neil",
        customerEmail: 'zoe@example.com',
        customerPhone: '+49 170 1',
        service: 'Cut',
        startsAt: NOON + 500,
        endsAt: NOON + 30 * MINUTE,
        timeZone: 'Europe/Berlin',
        status: 'no_show',
        eventTypeId: 10,
        bookingUid: null,
        source: 'phone',
        createdAt: null,
      },
    ]);
  });

  test('that fit several parts of a question are answered once each', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    await enter(lent.database.sql, [
      ['1', NOON - 1, 'a'],
      ['2', NOON, 'b'],
      ['3', NOON + MINUTE, 'c'],
      ['4', NOON + DAY, 'd'],
    ]);
    const store = appointmentStore(lent.database.sql);
    const ids = async (selection: RowSelection) =>
      (await store.read(selection)).map(({ id }) => id).toSorted();

    expect(await ids({ startingIn: { from: NOON, to: NOON + MINUTE } })).toEqual(['2']);
    expect(
      await ids({ startingIn: { from: NOON, to: NOON + DAY }, carrying: ['b', 'c', 'b'], ids: ['2', '4'] }),
    ).toEqual(['2', '3', '4']);
    expect(await ids({ carrying: ['nobody'], ids: ['none'] })).toEqual([]);
    expect(await ids({ carrying: [], ids: [] })).toEqual([]);
    expect(await ids({})).toEqual([]);
  });

  test('are found by ids and uids of any letters', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const odd = `a'b"c\\d?e$1%_\n{}[],é😀`;
    await enter(lent.database.sql, [[odd, NOON, odd]]);
    const store = appointmentStore(lent.database.sql);

    expect(await store.read({ ids: [odd] })).toHaveLength(1);
    expect(await store.read({ carrying: [odd] })).toHaveLength(1);
  });
});

describe.for(KINDS)('remembered Pairs on %s', (kind) => {
  test('come back as they were written', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const update = aPairUpdate({ appointmentId: '1', bookingUid: 'a', rowUid: 'old' }, NOON);

    await remember(lent.database, [update]);

    const [pair] = await pairStore(lent.database.sql).recall({ appointmentIds: ['1'] });
    expect(pair).toEqual({
      ...update.identity,
      id: expect.any(Number),
      version: 1,
      status: 'verification_pending',
      ladder: update.ladder,
      issue: null,
    });
  });

  test('that fit several parts of a question are answered once each', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    await remember(lent.database, [
      aPairUpdate({ appointmentId: '1', bookingUid: 'a' }, NOON),
      aPairUpdate({ appointmentId: '2', bookingUid: 'b' }, NOON + MINUTE),
      aPairUpdate({ appointmentId: null, bookingUid: 'c', seatUid: 's1' }, NOON + DAY),
      aPairUpdate({ appointmentId: null, bookingUid: 'c', seatUid: 's2' }, NOON + DAY),
    ]);
    const store = pairStore(lent.database.sql);
    const keys = async (selection: PairSelection) =>
      (await store.recall(selection))
        .map(({ appointmentId, seatUid }) => String(appointmentId ?? seatUid))
        .toSorted();
    const [first] = await store.recall({ appointmentIds: ['1'] });

    expect(await keys({ startingIn: { from: NOON, to: NOON + MINUTE } })).toEqual(['1']);
    expect(
      await keys({
        startingIn: { from: NOON, to: NOON + DAY },
        bookingUids: ['a', 'c'],
        appointmentIds: ['1', '2'],
        ids: [first?.id ?? 0],
      }),
    ).toEqual(['1', '2', 's1', 's2']);
    expect(await keys({ ids: [first?.id ?? 0] })).toEqual(['1']);
    expect(await keys({})).toEqual([]);
  });

  test('whose next attempt has come are due, what starts soonest first', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    await remember(lent.database, [
      aPairUpdate({ appointmentId: 'later' }, NOON + DAY),
      aPairUpdate({ appointmentId: 'sooner' }, NOON),
      { ...aPairUpdate({ appointmentId: 'settled' }, NOON), ladder: null, status: 'synced' },
    ]);
    const due = async (now: number, limit = 10) =>
      (await pairStore(lent.database.sql).recallDue(now, limit)).map(({ appointmentId }) => appointmentId);

    expect(await due(NOON + MINUTE - 1)).toEqual([]);
    expect(await due(NOON + MINUTE)).toEqual(['sooner', 'later']);
    expect(await due(NOON + MINUTE, 1)).toEqual(['sooner']);
  });

  test('with an open Issue have passed once their visit has ended', async ({ databaseUrl }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    const told = {
      step: { kind: 'open', finding: { code: 'ORPHANED_LOCAL', fields: [] }, keepsChanging: false },
      facts: {
        verdictHash: 'v',
        factsHash: 'f',
        candidateUid: null,
        heldBy: null,
        absence: 'no_uid',
        booking: null,
      },
    } as const;
    await remember(lent.database, [
      { ...aPairUpdate({ appointmentId: 'told' }, NOON), issue: told },
      aPairUpdate({ appointmentId: 'silent' }, NOON),
    ]);
    const store = pairStore(lent.database.sql);

    expect(await store.recallPassed(NOON + 30 * MINUTE)).toEqual([]);
    expect(await store.recallPassed(NOON + 30 * MINUTE + 1)).toMatchObject([
      { appointmentId: 'told', issue: { state: 'open', finding: { code: 'ORPHANED_LOCAL', fields: [] } } },
    ]);
  });
});

describe.for(KINDS)('a full Run on %s', (kind) => {
  test('works over a view of the company’s own table, which stays writable, and a second Run changes nothing', async ({
    databaseUrl,
  }) => {
    await using lent = await lendDatabase(kind, databaseUrl);
    await using run = await aCompanyWithItsOwnTable(lent.database);
    const { sql } = lent.database;
    const uid = run.book('anna@example.com');
    await sql(
      `update calsync.appointment set calcom_booking_uid = ? where customer_email = 'anna@example.com'`,
      [uid],
    );

    const first = await run.verify();
    const remembered = await sql('select * from calsync.pair order by id');
    const second = await run.verify();

    expect(first.result).toMatchObject({ outcome: 'complete', problem: null, appointmentsRead: 2 });
    expect(first.discrepancies).toMatchObject([{ code: 'ORPHANED_LOCAL', appointmentId: '2' }]);
    expect(await sql('select no, booking from visits order by no')).toEqual([
      { no: 1, booking: uid },
      { no: 2, booking: null },
    ]);
    expect(second.discrepancies).toEqual(first.discrepancies);
    expect(await sql('select * from calsync.pair order by id')).toEqual(remembered);
  });
});

/** Two visits, of Anna and of Bo, at a time with microseconds, in a table that is not ours; and a Cal.com to compare with. */
async function aCompanyWithItsOwnTable(database: Database) {
  const { sql } = database;
  await sql('alter table calsync.appointment rename to appointment_of_calsync');
  await sql(`create table visits (no integer primary key, mail text, start timestamptz not null, minutes integer not null,
    state text not null, booking text)`);
  await sql(`create view calsync.appointment as select no::text as id, null::text as customer_name, mail as customer_email,
    null::text as customer_phone, null::text as service, start as starts_at, start + minutes * interval '1 minute' as ends_at,
    null::text as time_zone, state as status, null::integer as event_type_id, booking as calcom_booking_uid,
    null::text as source, null::timestamptz as created_at, null::timestamptz as updated_at from visits`);
  await sql(`insert into visits select no, mail, '2026-10-09T12:00:00.123457Z'::timestamptz, 30, 'scheduled', null
    from (values (1, 'anna@example.com'), (2, 'bo@example.com')) as v (no, mail)`);
  const clock = salonClock(NOON - DAY);
  const calcom = await startCalcom({ clock, requestsPerMinute: Infinity, eventTypes: [{ id: 10 }] });
  const budget = createRequestBudget({ ledger: inMemoryLedger(), clock, requestsPerMinute: 1000 });
  const bookings = createCalcomClient({ url: calcom.url, apiKey: calcom.apiKey, budget, clock });
  const ports = {
    bookings,
    clock,
    appointments: appointmentStore(sql),
    memory: pairStore(sql),
    runs: runStore(database, []),
    history: runHistoryStore(sql),
    rowChanges: rowChangesStore(sql),
    webhooks: webhookStore(sql),
  };
  const policy = {
    eventTypeIds: undefined,
    timeToleranceMs: MINUTE,
    retryLadderMs: [0, MINUTE, 5 * MINUTE],
    listMode: 'offset' as const,
    windowPastDays: 7,
    windowFutureDays: 90,
    rebookGraceMs: DAY,
    massChange: { count: 20, percent: 10 },
    expectsWebhooks: false,
    readAhead: true,
  };
  return {
    book: (email: string) => calcom.world.book({ start: NOON, eventTypeId: 10, attendee: { email } }).uid,
    verify: () => verifyWindow(ports, policy, { signal: new AbortController().signal }),
    async [Symbol.asyncDispose]() {
      await bookings[Symbol.asyncDispose]();
      await calcom[Symbol.asyncDispose]();
      await sql('drop view calsync.appointment');
      await sql('drop table visits');
      await sql('alter table calsync.appointment_of_calsync rename to appointment');
    },
  };
}

async function enter(sql: Sql, rows: readonly [id: string, startsAt: number, uid: string][]): Promise<void> {
  for (const [id, startsAt, uid] of rows) {
    const [from, to] = [startsAt, startsAt + 30 * MINUTE].map((at) => new Date(at).toISOString());
    await sql(
      'insert into calsync.appointment (id, starts_at, ends_at, calcom_booking_uid) values (?, ?::timestamptz, ?::timestamptz, ?)',
      [id, from ?? null, to ?? null, uid],
    );
  }
}

/** A Pair that is met for the first time, with its second attempt due a minute after noon. */
function aPairUpdate(identity: Partial<PairUpdate['identity']>, startsAt: number): PairUpdate {
  return {
    kind: 'update',
    known: undefined,
    answered: true,
    identity: {
      appointmentId: null,
      bookingUid: null,
      seatUid: null,
      rowUid: null,
      fingerprint: 'f',
      startsAt,
      endsAt: startsAt + 30 * MINUTE,
      ...identity,
    },
    status: 'verification_pending',
    ladder: {
      finding: { code: 'DATA_MISMATCH', fields: ['startsAt', 'endsAt'] },
      equal: 1,
      troubled: 2,
      attempts: 3,
      nextAttemptAt: NOON + MINUTE,
      lastError: 'Cal.com is in trouble',
    },
    at: NOON,
    event: null,
    evidence: null,
    issue: null,
  };
}

async function remember(database: Database, changes: readonly PairUpdate[]): Promise<void> {
  const runs = runStore(database, []);
  const id = await runs.begin({ kind: 'full', startedAt: NOON, window: { from: NOON, to: NOON + DAY } });
  const read = { appointmentsRead: 0, bookingsRead: 0, apiRequests: 0, counts: NO_COUNTS };
  const proven = { certificate: NOTHING_PROVEN, scope: null, exempt: false, unannounced: 0 };
  const result = { finishedAt: NOON, outcome: 'complete' as const, problem: null, ...read, ...proven };
  await runs.finish(id, result, { changes, bulletins: [] });
}
