/** What people are shown leads to the verdict that they are told. */
import type { Guard } from './guard.ts';

const SEARCHES = 'src/reconcile/searches.ts';
const EVIDENCE = 'test/flow/evidence.test.ts';
const WHY = 'test/flow/why.test.ts';

export const evidenceGuards: readonly Guard[] = [
  {
    name: 'evidence says which row a Booking belongs to instead',
    file: SEARCHES,
    find: '      ...holderSearch(pair),\n',
    replace: '',
    test: EVIDENCE,
    title: 'leads to the same verdict for',
  },
  {
    name: 'evidence says that a class has no seat for the row',
    file: SEARCHES,
    find: 'found: seat?.seatUid ?? null }];',
    replace: "found: seat?.seatUid ?? 'some seat' }];",
    test: EVIDENCE,
    title: 'leads to the same verdict for',
  },
  {
    name: 'evidence names a seat, and not whose it is',
    file: SEARCHES,
    find: 'found: seat?.seatUid ?? null }];',
    replace: 'found: seat?.email ?? null }];',
    test: EVIDENCE,
    title: 'leads to the same verdict for',
  },
  {
    name: 'evidence names the request that failed',
    file: 'src/reconcile/look-up.ts',
    find: 'readNow(error.requestId ?? null)',
    replace: 'readNow(null)',
    test: WHY,
    title: 'names the request that failed',
  },
  {
    name: 'evidence dates the rows when they were read for the last time',
    file: 'src/reconcile/gather-evidence.ts',
    find: 'database: { readAt: rowsReadAt, row: pair.appointment && seenRow(pair.appointment) },',
    replace: 'database: { readAt: 0, row: pair.appointment && seenRow(pair.appointment) },',
    test: WHY,
    title: 'names the request that said so, at each of the three attempts',
  },
];
