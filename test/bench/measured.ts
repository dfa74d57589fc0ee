/** What the measured processes tell. */
import type { RunOutcome } from '../../src/reconcile/run-log.ts';

export type ListMode = 'offset' | 'cursor';

export interface Gauged {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Of the whole life of the process. */
  readonly peakBytes: number;
  readonly loopP50Ms: number;
  readonly loopP999Ms: number;
  readonly loopMaxMs: number;
}

export interface MeasuredRun extends Gauged {
  readonly outcome: RunOutcome;
  readonly problem: string | null;
  readonly appointmentsRead: number;
  readonly bookingsRead: number;
  readonly discrepancies: number;
}

export interface MeasuredReading extends Gauged {
  readonly bookingsRead: number;
  readonly rowsRead: number;
  readonly pairsRead: number;
}

/** Of a company that was never verified before. */
export interface FirstCheck {
  /** Of its three attempts. */
  readonly outcomes: readonly string[];
  readonly issues: number;
  /** Of these, as many start within a day. */
  readonly soon: number;
  /** Messages: of single Issues, and about many. */
  readonly cards: number;
  readonly summaries: number;
}

/** Of a daemon that verifies all the time while people click; from the click's envelope to its acknowledgement. */
export interface Clicks extends Gauged {
  /** While one and the same full Run went on. */
  readonly clicks: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Never acknowledged, or later than Slack waits; also of those while one Run ended and the next began. */
  readonly missed: number;
  /** Of them, so many were recorded as what somebody wants done. */
  readonly recorded: number;
  /** Questions that Cal.com had not answered when the last click was acknowledged. */
  readonly waiting: number;
  /** How the Runs ended that did. */
  readonly outcomes: readonly string[];
}
