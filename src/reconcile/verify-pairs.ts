/** A single Run: a few Pairs, each read afresh by its own keys. */
import { UserError } from '../domain/errors.ts';
import type { PairState } from '../domain/pair-state.ts';
import type { Span } from '../domain/window.ts';
import { statusOf, type Concluded } from './conclusion.ts';
import { outcomeOf } from './find-in-window.ts';
import type { Findings } from './findings.ts';
import { openPass } from './pass.ts';
import type { ReconcilePolicy, ReconcilePorts, RunOptions } from './ports.ts';
import { readTargets, recallTargets, type TargetReading, type Targets } from './read-targets.ts';
import { recordRun } from './record-run.ts';
import { countStatuses, type RunReport } from './run-report.ts';

export async function verifyPairs(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  request: RunOptions & { readonly targets: Targets },
): Promise<RunReport> {
  const { targets } = request;
  const now = ports.clock.now();
  const known = await recallTargets(ports, targets);
  const start = { kind: 'single', startedAt: now, window: spanOf(known, now) } as const;
  return recordRun(ports, policy, {
    ...request,
    start,
    find: async (pass) => {
      const reading = await readTargets(ports, pass, { targets, known });
      if (reading.concluded.length === 0 && known.length === 0) throw nothingToVerify(targets);
      return findingsOf(reading);
    },
  });
}

/** Of Pairs that were read one by one. */
export function findingsOf({ world, concluded, unread, moved, changes }: TargetReading): Findings {
  return {
    ...outcomeOf(concluded, unread),
    counts: countStatuses(concluded.map(({ known, conclusion }) => statusOf(conclusion, known))),
    appointmentsRead: world.rows.size,
    bookingsRead: world.bookings.size,
    changes,
    unlisted: 0,
    unread: unread.length,
    moving: moved,
    unannounced: 0,
  };
}

/** Reads one remembered Pair afresh on both sides, and writes nothing; undefined when both sides are gone. */
export async function examinePair(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  { pairId, signal }: { pairId: number; signal: AbortSignal },
): Promise<Concluded | undefined> {
  const targets = { pairIds: [pairId] };
  const known = await recallTargets(ports, targets);
  const pass = await openPass(ports, policy, { now: ports.clock.now(), signal });
  const { concluded } = await readTargets(ports, pass, { targets, known });
  return concluded.find((one) => one.known?.id === pairId);
}

function nothingToVerify({ appointmentIds = [], bookingUids = [] }: Targets): UserError {
  const asked = [
    ...appointmentIds.map((id) => `appointment "${id}"`),
    ...bookingUids.map(() => 'booking of that uid'),
  ];
  return new UserError(
    'nothing_to_verify',
    `There is no ${asked.join(' and no ')} to verify: neither side knows it, or it is out of scope`,
  );
}

function spanOf(known: readonly PairState[], now: number): Span {
  const starts = known.map(({ startsAt }) => startsAt);
  return { from: Math.min(now, ...starts), to: Math.max(now, ...known.map(({ endsAt }) => endsAt)) };
}
