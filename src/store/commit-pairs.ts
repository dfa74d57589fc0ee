/** Writes changed Pairs in bulk; a Pair that someone else has changed since it was read is left alone. */
import type { PairChange, PairRemoval, PairUpdate } from '../reconcile/pair-change.ts';
import type { Sql } from './sql.ts';

/** A change that was applied, and the Pair's id. */
export interface Applied<Change extends PairChange = PairChange> {
  readonly pairId: number;
  readonly change: Change;
}

/** Small enough for the embedded database to stay responsive, large enough to be quick. */
const CHUNK = 1_000;

const RECORD = `jsonb_to_recordset(?::jsonb) as c (
  id bigint, version integer, appointment_id text, booking_uid text, seat_uid text, row_uid text, fingerprint text,
  starts_at float8, ends_at float8, status text, ladder_code text, ladder_fields text, equal_attempts smallint,
  troubled_attempts smallint, attempts smallint, next_attempt_at float8, last_error text, changed_at float8)`;

const COLUMNS = `appointment_id, booking_uid, seat_uid, row_uid, fingerprint, starts_at, ends_at, status, ladder_code,
  ladder_fields, equal_attempts, troubled_attempts, attempts, next_attempt_at, last_error, changed_at`;

const VALUES = `c.appointment_id, c.booking_uid, c.seat_uid, c.row_uid, c.fingerprint, to_timestamp(c.starts_at / 1000),
  to_timestamp(c.ends_at / 1000), c.status, c.ladder_code, c.ladder_fields, c.equal_attempts, c.troubled_attempts,
  c.attempts, to_timestamp(c.next_attempt_at / 1000), c.last_error, to_timestamp(c.changed_at / 1000)`;

/** Removals first: what they leave free may be taken by the others. */
export async function commitPairs(sql: Sql, changes: readonly PairChange[]): Promise<Applied[]> {
  const removals = changes.filter((change) => change.kind === 'remove');
  const updates = changes.filter((change) => change.kind === 'update');
  const [again, first] = [updates.filter(({ known }) => known), updates.filter(({ known }) => !known)];
  const removed = await inChunks(removals, (chunk) => removePairs(sql, chunk));
  const updated = await inChunks(again, (chunk) => updatePairs(sql, chunk));
  const inserted = await inChunks(first, (chunk) => insertPairs(sql, chunk));
  return removed.concat(updated, inserted);
}

export async function inChunks<Item, Result>(
  items: readonly Item[],
  write: (chunk: Item[]) => Promise<Result[]>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += CHUNK) {
    for (const result of await write(items.slice(at, at + CHUNK))) results.push(result);
  }
  return results;
}

async function removePairs(sql: Sql, removals: PairRemoval[]): Promise<Applied[]> {
  const removed = await sql<{ id: number }>(
    `delete from calsync.pair p using jsonb_to_recordset(?::jsonb) as c (id bigint, version integer)
     where p.id = c.id and p.version = c.version returning p.id::float8 as id`,
    [JSON.stringify(removals.map(({ known }) => ({ id: known.id, version: known.version })))],
  );
  return appliedOf(removed, new Map(removals.map((change) => [change.known.id, change])));
}

async function updatePairs(sql: Sql, updates: PairUpdate[]): Promise<Applied[]> {
  const updated = await sql<{ id: number }>(
    `update calsync.pair p set version = p.version + 1, (${COLUMNS}) = row(${VALUES}) from ${RECORD}
     where p.id = c.id and p.version = c.version and not exists (
       select from calsync.pair other where other.appointment_id = c.appointment_id and other.id <> c.id)
     returning p.id::float8 as id`,
    [JSON.stringify(updates.map(recordOf))],
  );
  return appliedOf(updated, new Map(updates.map((change) => [change.known?.id ?? 0, change])));
}

async function insertPairs(sql: Sql, inserts: PairUpdate[]): Promise<Applied[]> {
  const inserted = await sql<{
    id: number;
    appointment_id: string | null;
    booking_uid: string | null;
    seat_uid: string | null;
  }>(
    `insert into calsync.pair (${COLUMNS}) select ${VALUES} from ${RECORD} on conflict do nothing
     returning id::float8 as id, appointment_id, booking_uid, seat_uid`,
    [JSON.stringify(inserts.map(recordOf))],
  );
  const byKey = new Map(
    inserts.map((change) => [
      keyOf(change.identity.appointmentId, change.identity.bookingUid, change.identity.seatUid),
      change,
    ]),
  );
  return inserted.flatMap(({ id, appointment_id, booking_uid, seat_uid }) => {
    const change = byKey.get(keyOf(appointment_id, booking_uid, seat_uid));
    return change ? [{ pairId: id, change }] : [];
  });
}

function keyOf(appointmentId: string | null, bookingUid: string | null, seatUid: string | null): string {
  return JSON.stringify(appointmentId === null ? [bookingUid, seatUid] : [appointmentId]);
}

function appliedOf(rows: readonly { id: number }[], changes: ReadonlyMap<number, PairChange>): Applied[] {
  return rows.flatMap(({ id }) => {
    const change = changes.get(id);
    return change ? [{ pairId: id, change }] : [];
  });
}

function recordOf({ known, identity, status, ladder, at }: PairUpdate): object {
  return {
    id: known?.id ?? null,
    version: known?.version ?? null,
    appointment_id: identity.appointmentId,
    booking_uid: identity.bookingUid,
    seat_uid: identity.seatUid,
    row_uid: identity.rowUid,
    fingerprint: identity.fingerprint,
    starts_at: identity.startsAt,
    ends_at: identity.endsAt,
    status,
    ladder_code: ladder?.finding?.code ?? null,
    ladder_fields: ladder?.finding?.fields.join() ?? null,
    equal_attempts: ladder?.equal ?? 0,
    troubled_attempts: ladder?.troubled ?? 0,
    attempts: ladder?.attempts ?? 0,
    next_attempt_at: ladder?.nextAttemptAt ?? null,
    last_error: ladder?.lastError ?? null,
    changed_at: at,
  };
}
