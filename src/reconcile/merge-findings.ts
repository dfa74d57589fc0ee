/** Puts together what several readings of one Run found. */
import type { Findings } from './findings.ts';
import type { PairChange } from './pair-change.ts';
import type { SyncStatus } from '../domain/pair-state.ts';
import { NO_COUNTS } from './run-report.ts';

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
    changes: mergeChanges(parts.flatMap(({ changes }) => changes)),
    discrepancies: parts.flatMap(({ discrepancies }) => discrepancies),
    unlisted: sum(({ unlisted }) => unlisted),
    unread: sum(({ unread }) => unread),
    moving: sum(({ moving }) => moving),
    unannounced: sum(({ unannounced }) => unannounced),
  };
}

/**
 * Where two readings change the same Pair, the one that answers for it knows better than one that missed or met it
 * elsewhere; of two that answer the later one saw it last.
 */
export function mergeChanges(changes: readonly PairChange[]): PairChange[] {
  const best = new Map<string, PairChange>();
  for (const change of changes) {
    const other = best.get(keyOf(change));
    if (!other || isAnswered(change) || !isAnswered(other)) best.set(keyOf(change), change);
  }
  return [...best.values()];
}

function isAnswered(change: PairChange): boolean {
  return change.kind === 'update' && change.answered;
}

function keyOf(change: PairChange): string {
  if (change.known) return `pair ${change.known.id}`;
  const { appointmentId, bookingUid, seatUid } = change.kind === 'update' ? change.identity : change.known;
  return appointmentId === null ? `booking ${bookingUid}/${seatUid}` : `row ${appointmentId}`;
}
