/** Who comes first of several rows that carry one Booking. */
import type { Row } from '../company.ts';
import { standingOfRow } from './standing.ts';

/** Live before dead, a start that fits before one that does not, older before newer, then the smaller id. */
export function inOrderOfClaim(rows: readonly Row[], fits: (row: Row) => boolean): Row[] {
  return rows.toSorted(
    (a, b) =>
      Number(standingOfRow(a) === 'dead') - Number(standingOfRow(b) === 'dead') ||
      Number(!fits(a)) - Number(!fits(b)) ||
      compareAges(a, b) ||
      compareIds(a.id, b.id),
  );
}

function compareAges(a: Row, b: Row): number {
  if (a.createdAt === b.createdAt) return 0;
  if (a.createdAt === null) return 1;
  return b.createdAt === null ? -1 : a.createdAt - b.createdAt;
}

function compareIds(a: string, b: string): number {
  const numbers = [a, b].every((id) => /^\d+$/.test(id));
  if (numbers && BigInt(a) !== BigInt(b)) return BigInt(a) < BigInt(b) ? -1 : 1;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
