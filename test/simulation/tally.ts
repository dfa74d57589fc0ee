/** What occurred in simulated worlds, so that it is known what they have shown. */
import { FAULT_NAMES } from './faults.ts';
import { MOVE_NAMES } from './moves.ts';

export const KINDS = ['fault', 'move', 'verdict', 'transition', 'step'] as const;
export type Kind = (typeof KINDS)[number];

/** The names of one world, each once. */
export type Occurred = Readonly<Record<Kind, Iterable<string>>>;

export interface Tally {
  add(occurred: Occurred): void;
  /** By kind and name: in how many worlds. */
  counts(): Record<Kind, Record<string, number>>;
}

/** What has to occur somewhere: what never did is counted as 0. */
const EXPECTED: Record<Kind, readonly string[]> = {
  fault: FAULT_NAMES,
  move: MOVE_NAMES,
  verdict: [
    'ORPHANED_LOCAL no_uid',
    'ORPHANED_LOCAL not_found',
    'ORPHANED_LOCAL second_claimant',
    'ORPHANED_LOCAL no_seat',
    'ORPHANED_LOCAL no_occurrence',
    'ORPHANED_LOCAL with a candidate',
    'ORPHANED_CALCOM',
    'ORPHANED_CALCOM of a seat',
    'DATA_MISMATCH startsAt',
    'DATA_MISMATCH endsAt',
    'DATA_MISMATCH startsAt,endsAt',
    'DATA_MISMATCH status',
    'DATA_MISMATCH status, continued elsewhere',
    'VERIFICATION_ERROR',
    'held',
  ],
  transition: [
    'none → synced',
    'none → verification_pending',
    'none → failed',
    'verification_pending → synced',
    'verification_pending → failed',
    'verification_pending → orphaned_local',
    'verification_pending → orphaned_calcom',
    'verification_pending → data_mismatch',
    'failed → synced',
    'failed → verification_pending',
    'synced → verification_pending',
    'synced → failed',
    'orphaned_local → synced',
    'orphaned_calcom → synced',
    'data_mismatch → synced',
    'orphaned_local → gone',
    'orphaned_calcom → gone',
    'verification_pending → gone',
    'issue opened',
    'issue changed',
    'issue reopened',
    'issue closed: agreed',
    'issue closed: gone',
    'issue closed: superseded',
    'issue closed: passed',
    'issue accepted',
    'accepted issue lapsed or reopened',
  ],
  step: [
    'full Run',
    'pending cycle',
    'near cycle',
    'ladder',
    'webhooks heard',
    'abandoned',
    'complete',
    'partial',
    'incomplete',
    'refused',
    'offset mode',
    'cursor mode',
  ],
};

export function createTally(): Tally {
  const counts = Object.fromEntries(
    KINDS.map((kind) => [kind, Object.fromEntries(EXPECTED[kind].map((name) => [name, 0]))]),
  ) as Record<Kind, Record<string, number>>;
  return {
    counts: () => counts,
    add(occurred) {
      for (const kind of KINDS) {
        for (const name of occurred[kind]) counts[kind][name] = (counts[kind][name] ?? 0) + 1;
      }
    },
  };
}
