/** Whether a Run told the truth about a known world, no less and no more. */
import { expect } from 'vitest';
import type { RunReport } from '../../../src/reconcile/run-report.ts';
import type { KnownWorld } from './known-world.ts';
import type { Expected } from './truth.ts';

export function expectTruth({ result, discrepancies }: RunReport, world: KnownWorld): void {
  expect({ outcome: result.outcome, problem: result.problem }).toEqual({
    outcome: 'complete',
    problem: null,
  });
  expectSame(discrepancies, world.discrepancies, world);
  expect(result.counts).toEqual(countsOf(world));
}

/** Each discrepancy of either side, told with its case. */
export function expectSame(seen: readonly Expected[], truth: readonly Expected[], world: KnownWorld): void {
  const reported = seen.map((one) => line(one, world)).toSorted();
  const expected = truth.map((one) => line(one, world)).toSorted();

  const [missing, unexpected] = [without(expected, reported), without(reported, expected)];
  expect({ missing, unexpected }).toEqual({ missing: [], unexpected: [] });
  expect(reported).toEqual(expected);
}

/** Begins with the case, so that a difference says whose it is. */
function line(found: Expected, world: KnownWorld): string {
  const { code, appointmentId, bookingUid, seatUid, fields, candidateBookingUid } = found;
  const sides = `row ${appointmentId} · booking ${bookingUid} · seat ${seatUid}`;
  const rest = `${fields.toSorted().join('+')} · candidate ${candidateBookingUid}`;
  return [world.ownerOf(found), code, sides, rest].join(' · ');
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return lines.filter((one) => !known.has(one));
}

function countsOf({ discrepancies, synced }: KnownWorld): RunReport['result']['counts'] {
  const count = (code: Expected['code']) => discrepancies.filter((one) => one.code === code).length;
  return {
    synced,
    pending: 0,
    verification_pending: 0,
    failed: count('VERIFICATION_ERROR'),
    orphaned_local: count('ORPHANED_LOCAL'),
    orphaned_calcom: count('ORPHANED_CALCOM'),
    data_mismatch: count('DATA_MISMATCH'),
  };
}
