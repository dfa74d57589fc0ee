/** Sees the whole world at every instant, and holds against it what calsync claims to have seen. */
import type { CalcomSandbox } from '../../src/sandbox/calcom/start-calcom.ts';
import type { Sql } from '../../src/store/sql.ts';
import type { Company } from './company.ts';
import { SCOPE } from './event-types.ts';
import { truthOf, type TrueDiscrepancy, type Truth } from './truth.ts';

const EVER = { from: -Infinity, to: Infinity };
const TOLERANCE_MS = 60_000;
export const REBOOK_GRACE_MS = 24 * 60 * 60_000;
const DAY = 24 * 60 * 60_000;

export interface Witness {
  /** From now on instants belong to a new Run. */
  beginRun(): void;
  /** Something has just changed, or is about to be looked at. */
  look(): void;
  /**
   * What the Run wrote is held against the instants since it began; throws where it saw what never was. A list that
   * kept rows back may make an attempt untrue, but no Issue opens or closes on the strength of one.
   */
  judgeRun(met: { readonly trouble: boolean; readonly withheld: boolean }): Promise<void>;
  /** The world stands still: the Issues that are open or accepted have to be the true differences, as far as the last full Run could see. */
  judgeRest(lastFullRun: number): Promise<void>;
}

export interface Stage {
  readonly company: Company;
  readonly calcom: CalcomSandbox;
  readonly sql: Sql;
  readonly now: () => number;
  readonly rescheduleRequests: ReadonlyMap<string, number>;
}

/** What history says about a Pair, with the keys that it has now or had when it was last seen. */
interface Claim {
  readonly id: number;
  readonly pairId: number;
  readonly outcome: string;
  readonly event: string;
  readonly code: string | null;
  readonly fields: string | null;
  readonly detail: string | null;
}

interface Keys {
  readonly appointmentId: string | null;
  readonly bookingUid: string | null;
  readonly seatUid: string | null;
}

export function createWitness(stage: Stage): Witness {
  let instants: Truth[] = [];
  let lastClaim = 0;
  const keys = new Map<number, Keys>();
  /** By Pair: untrue attempts since it was last settled. */
  const doubts = new Map<number, string[]>();
  const look = () => void instants.push(truthAt(stage, EVER));
  return { beginRun, look, judgeRun, judgeRest };

  function beginRun(): void {
    instants = [];
    look();
  }

  async function judgeRun({ trouble, withheld }: { trouble: boolean; withheld: boolean }): Promise<void> {
    look();
    for (const { id, ...one } of await readKeys(stage.sql)) keys.set(id, one);
    for (const claim of await readClaims(stage.sql, lastClaim)) {
      lastClaim = claim.id;
      if (claim.outcome === 'incomplete' || claim.outcome === 'refused')
        throw new Error(`a Run that was ${claim.outcome} wrote "${claim.event}" about Pair ${claim.pairId}`);
      const pair = keys.get(claim.pairId);
      if (!pair) throw new Error(`Pair ${claim.pairId} was never seen`);
      const truly = wasTrue(claim, pair, { instants, trouble });
      if (!truly && !(withheld && claim.event === 'attempt'))
        throw new Error(describe(claim, pair, instants));
      const doubtful = doubts.get(claim.pairId) ?? [];
      if (claim.event === 'attempt')
        doubts.set(claim.pairId, truly ? doubtful : [...doubtful, lineOfClaim(claim)]);
      else if (isConcluded(claim) && doubtful.includes(lineOfClaim(claim)))
        throw new Error(`an attempt of it was never so: ${describe(claim, pair, instants)}`);
      else doubts.delete(claim.pairId);
    }
  }

  async function judgeRest(lastFullRun: number): Promise<void> {
    const truth = truthAt(stage, { from: stage.now() - 7 * DAY, to: lastFullRun + 90 * DAY });
    const ever = truthAt(stage, EVER);
    const open = await readIssues(stage.sql);
    const missing = truth.discrepancies.map(lineOf).filter((line) => !open.includes(line));
    const real = new Set(ever.discrepancies.map(lineOf));
    const untrue = open.filter((line) => !real.has(line));
    if (missing.length + untrue.length === 0 && new Set(open).size === open.length) return;
    throw new Error(
      `the open Issues are not the true differences: missing ${JSON.stringify(missing)}, false ${JSON.stringify(untrue)}`,
    );
  }
}

function truthAt({ company, calcom, now, rescheduleRequests }: Stage, window: typeof EVER): Truth {
  return truthOf({
    rows: [...company.rows.values()],
    bookings: calcom.world.all(),
    scope: SCOPE,
    eventTypes: calcom.world.eventTypes(),
    window,
    toleranceMs: TOLERANCE_MS,
    now: now(),
    rescheduleRequests,
    rebookGraceMs: REBOOK_GRACE_MS,
  });
}

function wasTrue(
  { event, code, fields, detail }: Claim,
  pair: Keys,
  { instants, trouble }: { instants: readonly Truth[]; trouble: boolean },
): boolean {
  const found = instants.map((truth) => truth.discrepancies.filter((one) => isAbout(one, pair)));
  if (code === 'VERIFICATION_ERROR')
    return trouble || found.some((all) => all.some((one) => one.code === code));
  if (event === 'attempt' || event === 'opened' || event === 'reopened' || event === 'changed')
    return (
      code === null ||
      found.some((all) => all.some((one) => one.code === code && one.fields.join() === fields))
    );
  if (event === 'held')
    return instants.some(({ held }) => pair.appointmentId !== null && held.includes(pair.appointmentId));
  if (event === 'closed' && detail === 'passed') return true;
  return found.some((all) => all.length === 0);
}

function isConcluded({ event }: Claim): boolean {
  return event === 'opened' || event === 'reopened' || event === 'changed';
}

function lineOfClaim({ code, fields }: Claim): string {
  return `${code} ${fields}`;
}

function isAbout(one: TrueDiscrepancy, { appointmentId, bookingUid, seatUid }: Keys): boolean {
  if (appointmentId !== null) return one.appointmentId === appointmentId;
  return one.appointmentId === null && one.bookingUid === bookingUid && one.seatUid === seatUid;
}

function lineOf({ code, appointmentId, bookingUid, seatUid, fields }: TrueDiscrepancy): string {
  const about = appointmentId === null ? `booking ${bookingUid}/${seatUid ?? ''}` : `row ${appointmentId}`;
  return `${code} ${fields.join()} ${about}`;
}

function describe({ event, code, fields, detail }: Claim, pair: Keys, instants: readonly Truth[]): string {
  const truly = instants.map(({ discrepancies }) =>
    discrepancies.filter((one) => isAbout(one, pair)).map(lineOf),
  );
  return (
    `"${event}" ${code ?? ''} ${fields ?? ''} ${detail ?? ''} about ${JSON.stringify(pair)} was never so: ` +
    JSON.stringify([...new Set(truly.map((lines) => lines.join(' & ') || 'in agreement'))])
  );
}

function readClaims(sql: Sql, after: number): Promise<Claim[]> {
  return sql<Claim>(
    `select h.id::float8 as id, h.pair_id::float8 as "pairId", r.outcome, h.event, h.code, h.fields, h.detail
     from calsync.pair_history h join calsync.run r on r.id = h.run_id where h.id > ? order by h.id`,
    [after],
  );
}

function readKeys(sql: Sql): Promise<(Keys & { id: number })[]> {
  return sql(
    `select id::float8 as id, appointment_id as "appointmentId", booking_uid as "bookingUid", seat_uid as "seatUid" from calsync.pair`,
  );
}

async function readIssues(sql: Sql): Promise<string[]> {
  const open = await sql<TrueDiscrepancy & { fields: string }>(
    `select code, fields, appointment_id as "appointmentId", booking_uid as "bookingUid", seat_uid as "seatUid"
     from calsync.issue where state <> 'resolved' order by id`,
  );
  return open.map((issue) =>
    lineOf({ ...issue, fields: issue.fields === '' ? [] : (issue.fields.split(',') as never) }),
  );
}
