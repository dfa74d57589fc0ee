/** Puts together what several readings of one Run found. */
import type { Findings } from './findings.ts';
import type { PairChange } from './pair-change.ts';
import type { SyncStatus } from '../domain/pair-state.ts';
import { NO_COUNTS } from './run-report.ts';

/** Where two readings change the same Pair, the later one saw it last. */
export function mergeFindings(parts: readonly Findings[]): Findings {
  const sum = (figure: (part: Findings) => number) => parts.reduce((total, part) => total + figure(part), 0);
  const counts = { ...NO_COUNTS };
  for (const part of parts) {
    for (const [status, count] of Object.entries(part.counts)) counts[status as SyncStatus] += count;
  }
  return {
    outcome: parts.some(({ outcome }) => outcome === 'partial') ? 'partial' : 'complete',
    problem: parts.find(({ problem }) => problem !== null)?.problem ?? null,
    counts,
    appointmentsRead: sum(({ appointmentsRead }) => appointmentsRead),
    bookingsRead: sum(({ bookingsRead }) => bookingsRead),
    changes: latestOf(parts.flatMap(({ changes }) => changes)),
    discrepancies: parts.flatMap(({ discrepancies }) => discrepancies),
    unlisted: sum(({ unlisted }) => unlisted),
    unread: sum(({ unread }) => unread),
    moving: sum(({ moving }) => moving),
    unannounced: sum(({ unannounced }) => unannounced),
  };
}

function latestOf(changes: readonly PairChange[]): PairChange[] {
  return [...new Map(changes.map((change) => [keyOf(change), change])).values()];
}

function keyOf(change: PairChange): string {
  if (change.known) return `pair ${change.known.id}`;
  const { appointmentId, bookingUid, seatUid } = change.kind === 'update' ? change.identity : change.known;
  return appointmentId === null ? `booking ${bookingUid}/${seatUid}` : `row ${appointmentId}`;
}
