/** Frames a pass as a Run: begun before the first question, finished with its certificate whatever happens in between. */
import { bulletinsAfter } from './bulletins-after.ts';
import type { MassChangeFacts } from '../domain/bulletin.ts';
import { NOTHING_PROVEN } from '../domain/certificate.ts';
import type { Findings } from './findings.ts';
import { guardFindings, type Guarded } from './guard-findings.ts';
import { MassChange } from './mass-change.ts';
import { openPass, type Pass } from './pass.ts';
import type { ReconcilePolicy, ReconcilePorts } from './ports.ts';
import type { RunEffects, RunResult, RunStart } from './run-log.ts';
import { NO_COUNTS, type ReportedDiscrepancy, type RunReport } from './run-report.ts';
import { troubleOf, type Trouble } from './trouble.ts';

export interface Recording {
  readonly start: RunStart;
  readonly signal: AbortSignal;
  readonly dryRun?: boolean;
  readonly find: (pass: Pass) => Promise<Findings>;
}

/** What Cal.com answers is never thrown: a pass that could not be whole is an incomplete Run that changes nothing. */
export async function recordRun(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  recording: Recording,
): Promise<RunReport> {
  const { start } = recording;
  const sentBefore = ports.bookings.requestsSent();
  const id = recording.dryRun ? null : await ports.runs.begin(start);
  const { changes, discrepancies, massChange, trouble, ...found } = await findSafely(
    ports,
    policy,
    recording,
  );
  const result: RunResult = {
    ...found,
    finishedAt: ports.clock.now(),
    apiRequests: ports.bookings.requestsSent() - sentBefore,
  };
  if (id !== null) {
    const bulletins = await bulletinsAfter({ start, result, massChange, trouble }, ports.history);
    await ports.runs.finish(id, result, { changes, bulletins });
  }
  return { id, start, result, discrepancies };
}

type Found = Omit<RunResult, 'finishedAt' | 'apiRequests'> &
  Pick<RunEffects, 'changes'> & {
    readonly discrepancies: readonly ReportedDiscrepancy[];
    readonly massChange: MassChangeFacts | null;
    readonly trouble: Trouble | null;
  };

async function findSafely(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  { start, signal, find }: Recording,
): Promise<Found> {
  let pass: Pass | undefined;
  try {
    pass = await openPass(ports, policy, { now: start.startedAt, signal });
    const findings = await find(pass);
    const guarded = await guardFindings(ports, pass, { findings, start });
    const whole = { ...wholeOf(findings, guarded, pass), trouble: null };
    return guarded.refusal ? refused(whole, guarded.refusal) : { ...whole, massChange: null };
  } catch (error) {
    const nothing = {
      ...NOTHING,
      scope: pass?.scope ?? null,
      certificate: { ...NOTHING_PROVEN, ...pass?.bookings.tally },
    };
    if (error instanceof MassChange) return refused({ ...nothing, trouble: null }, error.facts);
    return { ...nothing, outcome: 'incomplete', massChange: null, ...troubleOf(error, signal) };
  }
}

const NOTHING = {
  counts: NO_COUNTS,
  appointmentsRead: 0,
  bookingsRead: 0,
  changes: [],
  discrepancies: [],
  exempt: false,
  unannounced: 0,
};

/** What was read stays told; nothing of what was found is. */
function refused(
  { trouble, ...read }: Omit<Found, 'massChange' | 'outcome' | 'problem'>,
  massChange: MassChangeFacts,
): Found {
  const nothing = { counts: NO_COUNTS, changes: [], discrepancies: [], exempt: false };
  return { ...read, ...nothing, outcome: 'refused', problem: massChange.reason, massChange, trouble };
}

function wholeOf(
  { unlisted, unread, moving, ...found }: Findings,
  { exempt, turnedBad, turnedBadBefore, sidesBefore }: Guarded,
  { bookings, scope }: Pass,
): Omit<Found, 'massChange' | 'trouble'> {
  const turned = { turnedBad, turnedBadBefore, sidesBefore };
  const certificate = { ...bookings.tally, ...turned, unlisted, unread, moving };
  return { ...found, certificate, scope, exempt };
}
