/** Frames a pass as a Run: begun before the first question, finished with its certificate whatever happens in between. */
import { CalcomError, UserError } from '../domain/errors.ts';
import type { PairChange } from './pair-change.ts';
import type { ReconcilePorts } from './ports.ts';
import type { Counts, RunOutcome, RunResult, RunStart } from './run-log.ts';
import { NO_COUNTS, type ReportedDiscrepancy, type RunReport } from './run-report.ts';
import { UntrustedListing } from './untrusted-listing.ts';

/** What a pass found, once its listings were whole. */
export interface Findings {
  readonly outcome: Extract<RunOutcome, 'complete' | 'partial'>;
  readonly problem: string | null;
  readonly counts: Counts;
  readonly appointmentsRead: number;
  readonly bookingsRead: number;
  readonly changes: readonly PairChange[];
  readonly discrepancies: readonly ReportedDiscrepancy[];
}

export interface Recording {
  readonly signal: AbortSignal;
  readonly dryRun?: boolean;
  readonly work: () => Promise<Findings>;
}

/** What Cal.com answers is never thrown: a pass that could not be whole is an incomplete Run that changes nothing. */
export async function recordRun(
  ports: ReconcilePorts,
  start: RunStart,
  recording: Recording,
): Promise<RunReport> {
  const sentBefore = ports.bookings.requestsSent();
  const id = recording.dryRun ? null : await ports.runs.begin(start);
  const findings = await recording
    .work()
    .catch((error: unknown) => incomplete(problemOf(error, recording.signal)));
  const { changes, discrepancies, ...certificate } = findings;
  const result: RunResult = {
    ...certificate,
    finishedAt: ports.clock.now(),
    apiRequests: ports.bookings.requestsSent() - sentBefore,
  };
  if (id !== null) await ports.runs.finish(id, result, changes);
  return { id, start, result, discrepancies };
}

function incomplete(problem: string): Omit<Findings, 'outcome'> & { outcome: RunOutcome } {
  const nothing = { counts: NO_COUNTS, appointmentsRead: 0, bookingsRead: 0, changes: [], discrepancies: [] };
  return { outcome: 'incomplete', problem, ...nothing };
}

/** In words safe to show; anything that we did not foresee is a bug, and goes on. */
function problemOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'calsync was stopped before the Run was finished';
  if (error instanceof UntrustedListing || error instanceof CalcomError || error instanceof UserError)
    return error.message;
  throw error;
}
