/** The answer of `verify --json`: its names are relied on outside. */
import { NO_COUNTS, type ReportedDiscrepancy, type RunReport } from '../reconcile/run-report.ts';
import type { Counts, RunKind } from '../reconcile/run-log.ts';

export interface RunDescription {
  readonly run: {
    /** Null when nothing was recorded. */
    readonly id: number | null;
    readonly kind: RunKind;
    /** ISO 8601, UTC, as all times here. */
    readonly startedAt: string;
    readonly finishedAt: string;
    readonly complete: boolean;
    readonly problem: string | null;
    readonly window: { readonly from: string; readonly to: string };
    readonly appointmentsRead: number;
    readonly bookingsRead: number;
    readonly apiRequests: number;
  };
  readonly counts: Counts;
  readonly discrepancies: readonly ReportedDiscrepancy[];
  readonly refused: { readonly reason: string } | null;
}

export function describeRun({ id, start, result, discrepancies }: RunReport): RunDescription {
  const { outcome, problem, appointmentsRead, bookingsRead, apiRequests, counts, finishedAt } = result;
  return {
    run: {
      id,
      kind: start.kind,
      startedAt: iso(start.startedAt),
      finishedAt: iso(finishedAt),
      complete: outcome === 'complete',
      problem,
      window: { from: iso(start.window.from), to: iso(start.window.to) },
      appointmentsRead,
      bookingsRead,
      apiRequests,
    },
    counts,
    discrepancies,
    refused: outcome === 'refused' ? { reason: problem ?? 'too much would change' } : null,
  };
}

/** A verification that could not even begin. */
export function failedRun(kind: RunKind, problem: string, now: number): RunDescription {
  const at = iso(now);
  const nothing = { appointmentsRead: 0, bookingsRead: 0, apiRequests: 0 };
  return {
    run: {
      id: null,
      kind,
      startedAt: at,
      finishedAt: at,
      complete: false,
      problem,
      window: { from: at, to: at },
      ...nothing,
    },
    counts: NO_COUNTS,
    discrepancies: [],
    refused: null,
  };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
