/** The last look before anything is committed: would so much change at once that a person has to look first? */
import type { Release } from '../domain/bulletin.ts';
import type { Findings } from './findings.ts';
import { factsOf, findMassTurn, isTurningBad, MassChange } from './mass-change.ts';
import type { Pass } from './pass.ts';
import type { ReconcilePorts } from './ports.ts';
import type { Sides } from './run-history.ts';
import type { RunStart } from './run-log.ts';

const HOUR_MS = 60 * 60_000;

export interface Guarded {
  readonly turnedBad: number;
  readonly turnedBadBefore: number;
  readonly sidesBefore: Sides | null;
  /** What turned bad in this Run was expected, and counts against no later one. */
  readonly exempt: boolean;
}

/** Throws MassChange. The first complete Run of a scope has nothing to be compared with. */
export async function guardFindings(
  { history }: ReconcilePorts,
  { scope, policy, now }: Pass,
  { findings, start }: { findings: Findings; start: RunStart },
): Promise<Guarded> {
  const { changes, counts } = findings;
  const turnedBad = changes.filter(isTurningBad).length;
  const full = start.kind === 'full';
  if (!full && turnedBad === 0) return { turnedBad, turnedBadBefore: 0, sidesBefore: null, exempt: false };
  const sidesBefore = (await history.sidesBefore(scope)) ?? null;
  const release = full ? await findRelease(history) : null;
  const turnedBadBefore = await history.turnedBadSince(now - HOUR_MS);
  if (sidesBefore === null) return { turnedBad, turnedBadBefore, sidesBefore, exempt: true };
  if (release) {
    refuseBeyond(release, findings);
    return { turnedBad, turnedBadBefore, sidesBefore, exempt: true };
  }
  const pairs = full
    ? Object.values(counts).reduce((sum, count) => sum + count, 0)
    : Math.max(await history.countPairs(), turnedBad);
  const facts = findMassTurn(changes, { now: turnedBad, before: turnedBadBefore, pairs }, policy.massChange);
  if (facts) throw new MassChange(facts);
  return { turnedBad, turnedBadBefore, sidesBefore, exempt: false };
}

export async function findRelease(history: ReconcilePorts['history']): Promise<Release | null> {
  const { mass_change: stop } = await history.openBulletins();
  return stop?.released ?? null;
}

/** A person has allowed what was shown, and no more. */
function refuseBeyond({ changes: allowed }: Release, { changes }: Findings): void {
  const facts = factsOf('', changes);
  if (facts.changes <= allowed) return;
  throw new MassChange({
    ...facts,
    reason: `By now ${facts.changes} changes would be made, and ${allowed} were released.`,
  });
}
